import { describe, expect, it } from 'vitest';
import { slackPerson } from '../../src/slack/slack-person.ts';

const aUser = (rest: object = {}, profile: object = {}) => ({
  id: 'U1',
  team_id: 'T1',
  tz: 'Europe/Berlin',
  profile: { email: 'Ada@Example.com', first_name: 'Ada', last_name: 'Example', real_name: 'Ada Example', ...profile },
  ...rest,
});

describe('slackPerson', () => {
  it('when Slack tells all, gives names, address and zone', () => {
    expect(slackPerson(aUser(), 'T1')).toEqual({
      teamId: 'T1',
      userId: 'U1',
      email: 'ada@example.com',
      emailConfirmed: true,
      firstName: 'Ada',
      lastName: 'Example',
      timeZone: 'Europe/Berlin',
      standing: 'person',
    });
  });

  it.each([
    [{}, 'person'],
    [{ is_bot: true }, 'bot'],
    [{ id: 'USLACKBOT' }, 'bot'],
    [{ is_workflow_bot: true }, 'bot'],
    [{ is_stranger: true }, 'stranger'],
    [{ team_id: 'T2' }, 'stranger'],
    [{ deleted: true }, 'deactivated'],
    [{ is_restricted: true }, 'guest'],
    [{ is_ultra_restricted: true }, 'guest'],
    // Somebody else's deactivated user is a stranger first, a deactivated bot a bot.
    [{ team_id: 'T2', deleted: true }, 'stranger'],
    [{ is_bot: true, deleted: true }, 'bot'],
    [{ is_restricted: true, deleted: true }, 'deactivated'],
  ] as const)('when Slack says %j, is a %s', (rest, standing) => {
    expect(slackPerson(aUser(rest), 'T1')?.standing).toBe(standing);
  });

  it('when the profile has no first and last name, splits the real name where that is sure', () => {
    const names = (profile: object) => slackPerson(aUser({}, { first_name: '', last_name: '', ...profile }), 'T1');
    expect(names({ real_name: 'Grace Brewster Hopper' })).toMatchObject({
      firstName: 'Grace Brewster',
      lastName: 'Hopper',
    });
    expect(names({ real_name: 'Grace' })).toMatchObject({ firstName: null, lastName: null });
    expect(names({ real_name: '', first_name: 'Grace' })).toMatchObject({ firstName: 'Grace', lastName: null });
  });

  it('when a name carries a link, it is not used', () => {
    expect(slackPerson(aUser({}, { last_name: 'https://evil.example', real_name: 'x' }), 'T1')).toMatchObject({
      lastName: null,
    });
  });

  it('when Slack has not confirmed the address, says so; where it says nothing, it is', () => {
    expect(slackPerson(aUser({ is_email_confirmed: false }), 'T1')?.emailConfirmed).toBe(false);
    expect(slackPerson(aUser({ is_email_confirmed: true }), 'T1')?.emailConfirmed).toBe(true);
  });

  it('when there is no address, gives none', () => {
    expect(slackPerson(aUser({}, { email: undefined }), 'T1')?.email).toBeNull();
    expect(slackPerson('nonsense', 'T1')).toBeUndefined();
  });
});
