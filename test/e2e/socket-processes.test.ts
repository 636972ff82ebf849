import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Build, MainProcess } from '../support/main-process.ts';
import { seedMember } from '../support/seed.ts';
import { sharedBuild } from '../support/shared-build.ts';
import type { Person } from '../support/workspace/person.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;
let build: Build;
/** Another Usher on the same database, with a connection of its own. */
let other: MainProcess;
let folder: string;

const connections = (count: number) =>
  vi.waitFor(() => expect(org.workspace.sockets.count()).toBe(count), { timeout: 30_000, interval: 20 });

beforeAll(async () => {
  org = await startExampleOrg({ slackMode: 'socket' });
  folder = await mkdtemp(join(tmpdir(), 'usher-other-'));
  build = await sharedBuild();
  other = build.start({ ...org.env, PORT: '0' }, folder);
  await connections(2);
  await other.says('Usher is ready.');
});

afterAll(async () => {
  other.kill('SIGKILL');
  await other.ended;
  await rm(folder, { recursive: true });
  await org.close();
});

const actionsOf = async (email: string): Promise<string[]> => {
  const rows = await org.query<{ action: string }>(
    `SELECT e.action FROM audit_event e JOIN invitation i ON i.id::text = e.target_id WHERE i.email_key = $1 ORDER BY e.at, e.id`,
    [email],
  );
  return rows.map(({ action }) => action);
};

/** Somebody of the workspace, and a member who is bound to them. */
const member = async (firstName: string): Promise<Person> => {
  const person = org.workspace.person({ firstName, lastName: 'Sample' });
  await seedMember(org, { email: person.email, firstName, lastName: 'Sample', slack: person });
  return person;
};

describe('two processes in Socket Mode', () => {
  it('answer in turn what belongs together, and what Slack hands to both is done once', async () => {
    await org.invite('turns@example.net');
    await org.linkOf('turns@example.net');
    const pending = await org.pending();
    await pending.click('Reinvite', { row: 'turns@example.net' });
    await pending.waitFor(/1 new link on the way to turns@/);
    const click = org.workspace.deliveries.at(-1);
    if (!click) throw new Error('Nothing was delivered');
    const answers = await org.workspace.deliver({ what: click, repeat: 4 });
    expect(answers.map(({ failed }) => failed)).toEqual([undefined, undefined, undefined, undefined]);
    await org.quiet();
    expect(await actionsOf('turns@example.net')).toEqual(['invitation.create', 'invitation.reinvite']);
    expect(org.inbox.mailsTo('turns@example.net')).toHaveLength(2);
    // Handed out in turn: neither has answered all of it.
    const [one = 0, another = 0] = org.workspace.sockets.acked();
    expect(Math.min(one, another)).toBeGreaterThan(2);
  });

  it('one that hangs and is killed takes nothing with it: what comes again, is done once by the other', async () => {
    const leavers = [await member('Gail'), await member('Hal')];
    await org.invite('one@example.net\ntwo@example.net');
    await org.quiet();
    other.kill('SIGSTOP');
    // Of each pair one is handed to whoever hangs.
    const reinvite = ['one', 'two'].map((name) => `/members reinvite ${name}@example.net`);
    const typed = reinvite.map((text) => org.ada.types(text));
    await Promise.race(typed);
    const told = leavers.map((person) => org.workspace.deactivate(person));
    await Promise.race(told);
    other.kill('SIGKILL');
    const answers = await Promise.all(typed);
    const [event, ...more] = (await Promise.all(told)).flatMap((delivery) => (delivery?.failed ? [delivery] : []));
    expect([answers.filter(({ failed }) => failed).length, more.length]).toEqual([1, 0]);
    if (!event) throw new Error('No event was lost');
    await connections(1);

    // Slack hands an event on again; whoever typed in vain types again.
    const [redelivered] = await org.workspace.deliver({ what: event, retryNum: 1 });
    expect(redelivered?.failed).toBeUndefined();
    const lost = reinvite.filter((_text, index) => answers[index]?.failed);
    expect((await org.ada.types(lost.join())).text).toMatch(/1 new link on the way/);
    const cards = leavers.map(({ fullName }) => new RegExp(`${fullName}.*was deactivated in Slack`));
    for (const card of cards) await org.ada.waitForMessage(card);
    await org.quiet();
    for (const name of ['one', 'two'])
      expect(await actionsOf(`${name}@example.net`)).toEqual(['invitation.create', 'invitation.reinvite']);
    for (const card of cards) expect(org.ada.messages().filter(({ text }) => card.test(text))).toHaveLength(1);
  });
});
