import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policy } from '../../src/domain/policy.ts';
import { clickDoors } from '../../src/slack/listeners/register-listeners.ts';
import type { Person } from '../support/workspace/person.ts';
import type { Delivery } from '../support/workspace/records.ts';
import { carriedBy, forgedClick, forgedCommand, forgedInvite, type Originals, type Parcel } from './forge.ts';
import { type RunningDesk, startDesk } from './running-desk.ts';
import { idle, listen, stored } from './watch.ts';

// Every door of the desk, tried by everybody who may not: the payloads of an admin, sent by somebody else.

const SECRET = 'secret.invitee@example.com';

let desk: RunningDesk;
let originals: Originals;
let people: Record<string, Person>;

const lastPayload = (): Record<string, unknown> =>
  structuredClone((desk.workspace.deliveries.at(-1)?.payload ?? {}) as Record<string, unknown>);

const invite = async (email: string): Promise<void> => {
  await desk.ada.types('/members invite');
  const modal = await desk.ada.modal({ title: 'Invite people', settled: true });
  await modal.fill('Addresses', email);
  expect((await modal.submit()).updatedTo?.text()).toContain('Invited 1');
};

const joins = async (person: Person): Promise<void> => {
  await invite(person.email);
  await (await person.waitForMessage('invited you')).click('Accept');
  await person.waitForMessage('Accepted');
};

const ofSlackUser = '(SELECT account_id FROM slack_identity WHERE slack_user_id = $1)';

beforeAll(async () => {
  desk = await startDesk();
  const { workspace, ada, query } = desk;
  const member = workspace.person({ firstName: 'Mia', lastName: 'Member' });
  const deactivated = workspace.person({ firstName: 'Dan', lastName: 'Deactivated' });
  await joins(member);
  await joins(deactivated);
  await query(`UPDATE membership SET status = 'DEACTIVATED', ended_at = now() WHERE account_id = ${ofSlackUser}`, [
    deactivated.id,
  ]);
  people = {
    'a member who is no admin': member,
    'a member who was deactivated': deactivated,
    'somebody of the workspace': workspace.person({ firstName: 'Nora' }),
    'a guest': workspace.person({ firstName: 'Gus', isRestricted: true }),
    'a stranger of Slack Connect': workspace.stranger(),
    'a bot': workspace.bot(),
    'a deactivated Slack user': workspace.person({ firstName: 'Del', deleted: true }),
    'somebody with an unconfirmed address': workspace.person({ firstName: 'Una', isEmailConfirmed: false }),
  };
  await invite(SECRET);
  const submission = lastPayload();
  await ada.types('/members pending');
  const modal = await ada.modal({ title: 'Pending invitations', settled: true });
  await modal.click('Reinvite', { row: SECRET });
  const click = lastPayload();
  await modal.waitFor('1 new link');
  const [row] = await query<{ id: string }>('SELECT id FROM invitation WHERE email_key = $1', [SECRET]);
  originals = { click, submission, invitation: { id: row?.id ?? '', generation: 2, email: SECRET } };
  await idle(desk);
});
afterAll(() => desk.stop());

const send = async (parcels: readonly Parcel[]): Promise<Delivery[]> => {
  const sent: Delivery[] = [];
  for (const what of parcels) sent.push(...(await desk.workspace.deliver({ what })));
  await idle(desk);
  return sent;
};

const commands: readonly (readonly [string, string?])[] = [
  ['invite'],
  [`invite ${SECRET}`],
  ['', '/members-invite'],
  ['pending'],
  ['list'],
  ['reinvite expired'],
  [`reinvite ${SECRET}`],
  [SECRET, '/members-reinvite'],
  [`withdraw ${SECRET}`],
  [SECRET],
  ['secret'],
];

const everyDoor = (person: Person): Parcel[] => [
  ...commands.map(([text, command]) => forgedCommand(person, desk.workspace.team.id, text, command)),
  ...Object.keys(clickDoors).map((id) => forgedClick(person, originals, id, carriedBy(id, originals))),
  forgedInvite(person, originals, 'intruder@example.com'),
];

const names = [
  'a member who is no admin',
  'a member who was deactivated',
  'somebody of the workspace',
  'a guest',
  'a stranger of Slack Connect',
  'a bot',
  'a deactivated Slack user',
  'somebody with an unconfirmed address',
];

const attemptsOf = async (): Promise<number> =>
  (await desk.query("SELECT 1 FROM audit_event WHERE action = 'attempt.refused'")).length;

describe('the doors', () => {
  it.each(names)(
    'when %s tries them all, are shut; only the attempts are written down, and nothing is told',
    async (name) => {
      const person = people[name];
      if (!person) throw new Error(`Nobody is ${name}`);
      const before = await stored(desk);
      const attempts = await attemptsOf();
      const told = listen(desk);
      const sent = await send(everyDoor(person));
      expect(sent.filter(({ failed }) => failed !== undefined)).toEqual([]);
      expect(told()).not.toContain(SECRET);
      expect(await stored(desk)).toEqual(before);
      // One an action and minute at most, however often it is tried; the trying may reach into a second minute.
      expect((await attemptsOf()) - attempts).toBeGreaterThanOrEqual(5);
      expect((await attemptsOf()) - attempts).toBeLessThanOrEqual(Object.keys(policy).length * 2);
    },
  );

  it('when somebody is demoted while the form and the list are open, are shut when they go on', async () => {
    const { workspace, query } = desk;
    const dora = workspace.person({ firstName: 'Dora', lastName: 'Demoted' });
    await joins(dora);
    const become = (role: string) =>
      query(`UPDATE membership SET role_id = (SELECT id FROM role WHERE name = $2) WHERE account_id = ${ofSlackUser}`, [
        dora.id,
        role,
      ]);
    await become('Admin');
    await dora.types('/members pending');
    const list = await dora.modal({ title: 'Pending invitations', settled: true });
    await become('Viewer');
    await idle(desk);
    await list.click('Withdraw', { row: SECRET, confirm: true });
    await list.waitFor('you are not an admin at the moment');
    await list.close();
    await become('Admin');
    await dora.types('/members invite');
    const form = await dora.modal({ title: 'Invite people', settled: true });
    await form.fill('Addresses', 'intruder@example.com');
    await become('Viewer');
    const before = await stored(desk);
    expect((await form.submit()).updatedTo?.text()).toContain('you are not an admin at the moment');
    await idle(desk);
    expect(await stored(desk)).toEqual(before);
    expect(await query('SELECT status FROM invitation WHERE email_key = $1', [SECRET])).toEqual([
      { status: 'PENDING' },
    ]);
  });

  it('when the admin sends the very same, are open: the payloads are real', async () => {
    const told = listen(desk);
    await send([forgedInvite(desk.ada, originals, 'control@example.com')]);
    expect(await desk.query("SELECT 1 FROM invitation WHERE email_key = 'control@example.com'")).toHaveLength(1);
    for (const id of ['pending_reinvite', 'pending_withdraw', 'asked_withdraw']) {
      await send([forgedClick(desk.ada, originals, id, carriedBy(id, originals))]);
    }
    for (const sign of ['1 new link on the way', 'Withdrawn: ', ': Withdrawn ']) expect(told()).toContain(sign);
  });
});
