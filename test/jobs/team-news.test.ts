import { DateTime } from 'luxon';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { claimMornings } from '../../src/services/claim-mornings.ts';
import { actsOf, undoOf } from '../support/acts.ts';
import { type AddedMember, acceptLink, addMember, anAddress, invite } from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';
import { addTeam } from '../support/terms.ts';
import type { Channel } from '../support/workspace/channel.ts';

const ZONE = 'Europe/Berlin';

let services: Services;
let ada: AddedMember;
let acts: ReturnType<typeof actsOf>;
let channel: Channel;
let teamId: string;
beforeAll(async () => {
  services = await startServices();
  acts = actsOf(services);
  ada = await addMember(services, { joinedAt: new Date('2020-01-01') });
});
let count = 0;
beforeEach(async () => {
  count += 1;
  await services.clearJobs();
  channel = services.workspace.channel(`sales-${count}`, { botIsMember: true });
  teamId = await addTeam(services, `Sales ${count}`, { channelId: channel.id });
  // A week each, and free of what the tests before it did.
  await moveTo(4, 10);
});
afterEach(() => {
  expect(services.workspace.refusals).toEqual([]);
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const monday = () => DateTime.now().setZone(ZONE).startOf('week').plus({ weeks: count });

/** Moves the one clock to an hour of a day of this test's week. */
const moveTo = async (day: number, hour: number): Promise<void> => {
  const now = await services.deps.store.now();
  await services.advance(`${monday().plus({ days: day, hours: hour }).toMillis() - now.getTime()} milliseconds`);
};

const teammate = async (firstName: string, role: 'Viewer' | 'Member' = 'Viewer'): Promise<AddedMember> => {
  const member = await addMember(services, { firstName, role, joinedAt: new Date('2021-01-01') });
  await services.query('UPDATE membership SET primary_team_id = $1 WHERE id = $2', [teamId, member.membershipId]);
  return member;
};

const wish = (...tells: string[]) => services.query('UPDATE team SET tells = $1 WHERE id = $2', [tells, teamId]);
/** As if the ten minutes in which it could be undone had passed. */
const later = async (): Promise<void> => {
  await services.advance('10 minutes');
  await services.runJobs({ hurry: true });
};
const post = () => found(channel.messages().at(-1));

describe('the channel of a team', () => {
  it('hears of no role and no leave unless it asked', async () => {
    const [kim, lou] = [await teammate('Kim'), await teammate('Lou')];
    await acts.changeRole(ada, kim, 'Member');
    await acts.deactivate(ada, lou);
    await later();
    expect(channel.messages()).toEqual([]);
    const { id, generation } = await invite(services, ada, anAddress('new'), { primaryTeamId: teamId });
    await acceptLink(services, { id, generation });
    await services.runJobs();
    const { edits } = post();
    const [joined] = await services.query<{ membershipId: string }>(
      'SELECT membership_id AS "membershipId" FROM invitation WHERE id = $1',
      [id],
    );
    await acts.remove(ada, { ...ada, ...joined });
    await later();
    expect(post().edits).toBe(edits);
  });

  it('that asked hears of both in its one post of the day, once they can no longer be undone, and nobody is mentioned', async () => {
    await wish('joins', 'role_changes', 'leaves');
    const [kim, lou] = [await teammate('Kim'), await teammate('Lou')];
    const { id, generation } = await invite(services, ada, anAddress('new'), { primaryTeamId: teamId });
    await acceptLink(services, { id, generation }, { names: { first: 'Nora', last: 'New' } });
    await acts.changeRole(ada, kim, 'Member');
    await acts.remove(ada, lou);
    await services.runJobs();
    expect(post().text).not.toMatch(/Kim|Lou/);
    await later();
    expect(channel.messages()).toHaveLength(1);
    expect(post().text.split('\n')).toEqual([
      expect.stringMatching(/^\*Nora New\* joined/),
      expect.stringMatching(/^New roles in/),
      '• *Kim Example* is Member now (before: Viewer)',
      expect.stringMatching(/^\*Lou Example\* left/),
    ]);
    expect(post().mentions).toEqual([]);
  });

  it('that wants no joins hears of none', async () => {
    await wish('leaves');
    const { id, generation } = await invite(services, ada, anAddress('new'), { primaryTeamId: teamId });
    await acceptLink(services, { id, generation });
    await later();
    expect(channel.messages()).toEqual([]);
  });

  it('never hears of what was undone in time, and what it heard is rewritten when it is changed back', async () => {
    await wish('role_changes', 'leaves');
    const [kim, lou] = [await teammate('Kim'), await teammate('Lou')];
    const deactivated = undoOf(await acts.deactivate(ada, lou));
    await acts.undo(ada, deactivated);
    await later();
    expect(channel.messages()).toEqual([]);
    await acts.changeRole(ada, kim, 'Member');
    await later();
    expect(post().text).toContain('Kim Example');
    await acts.changeRole(ada, kim, 'Viewer');
    await later();
    expect(post().text).toMatch(/Nothing new in .* after all/);
  });
});

describe('the weekly post', () => {
  let all: Channel;
  beforeEach(async () => {
    all = services.workspace.channel(`all-${count}`, { botIsMember: true });
    await services.change({ organization_posts: 'WEEKLY', organization_channel_id: all.id });
  });

  const mondayAfter = async (): Promise<void> => {
    await moveTo(7, 9);
    await Promise.all(Array.from({ length: 4 }, () => claimMornings(services.deps)));
    await services.runJobs();
  };

  it('counts on Monday who came and went in the week before, by team, once, however many processes ask', async () => {
    const [lou, back] = [await teammate('Lou'), await teammate('Max')];
    for (const team of [teamId, teamId, null]) {
      const { id, generation } = await invite(services, ada, anAddress('new'), { primaryTeamId: teamId });
      await services.query('UPDATE invitation SET primary_team_id = $1 WHERE id = $2', [team, id]);
      await acceptLink(services, { id, generation });
    }
    await acts.remove(ada, lou);
    await acts.undo(ada, undoOf(await acts.deactivate(ada, back)));
    await mondayAfter();
    const posts = all.messages().map(({ text, mentions }) => [text, mentions]);
    expect(posts).toEqual([
      [
        `Last week in *Example Org*: 3 people joined (2 in Sales ${count} and 1 without a team), 1 person left (1 in Sales ${count}).`,
        [],
      ],
    ]);
    await mondayAfter();
    expect(all.messages()).toHaveLength(1);
  });

  it('when nothing happened, is not posted', async () => {
    await mondayAfter();
    expect(all.messages()).toEqual([]);
  });

  it('when Slack was out of reach until the afternoon, is left out; when it is off, nothing is claimed', async () => {
    await acts.remove(ada, await teammate('Lou'));
    services.workspace.limits.next('chat.postMessage', { retryAfter: 60 });
    await mondayAfter();
    await moveTo(7, 14);
    await later();
    expect(all.messages()).toEqual([]);
    expect(await services.waitingJobs('announce-week')).toEqual([]);
    await services.query("DELETE FROM posted_message WHERE kind = 'weekly'");
    await services.change({ organization_posts: 'OFF' });
    await mondayAfter();
    expect(await services.query("SELECT 1 FROM posted_message WHERE kind = 'weekly'")).toEqual([]);
  });

  it('when it cannot be posted, an admin is told once, with the fix', async () => {
    all.removeBot();
    await acts.remove(ada, await teammate('Lou'));
    await mondayAfter();
    const told = ada.person.messages().filter(({ text }) => text.includes(all.name));
    expect(told.map(({ text }) => text)).toEqual([
      expect.stringMatching(/The weekly post can't be posted[\s\S]*\/invite/),
    ]);
  });
});
