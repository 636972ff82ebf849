import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;
beforeAll(async () => {
  // So little of what Slack allows that eight people exceed it: 6 looks at a user a minute, 3 edits of a message.
  org = await startExampleOrg({ rateLimits: { share: 0.06 } });
});
afterAll(() => org.close());

const throttled = (method: string): number =>
  org.workspace.callsOf(method).filter(({ status }) => status === 429).length;

it('when Slack allows no more calls, everybody is reached, the message of the batch is right in the end, and nothing is asked too soon', async () => {
  const people = Array.from({ length: 8 }, (_, n) => org.workspace.person({ firstName: `Kim${n}` }));
  await org.invite(people.map(({ email }) => email).join('\n'));
  await org.quiet();
  expect(throttled('users.info')).toBeGreaterThan(0);
  for (const person of people) {
    const cards = person.messages().filter(({ text }) => /invited you/.test(text));
    expect(cards.length + org.inbox.mailsTo(person.email).length, person.email).toBe(1);
  }
  // Each comes to an edit of the one message of the batch, until Slack takes no more of them.
  for (const person of people.slice(0, 4)) {
    const card = person.messages().find(({ text }) => /invited you/.test(text));
    await card?.click('No, thanks', { confirm: true });
    await org.quiet();
  }
  expect(throttled('chat.update')).toBeGreaterThan(0);
  const waiting = () => org.query('SELECT FROM graphile_worker.jobs');
  for (let minutes = 0; minutes < 10 && (await waiting()).length > 0; minutes += 1) {
    await org.advance('1 minute');
    // What Slack put off is due by the clock of this machine, which nobody moves.
    await org.query('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL');
    await org.quiet();
  }
  expect(await waiting()).toEqual([]);
  expect((await org.ada.waitForMessage(/8 invited/)).text).toMatch(/4 declined/);
  expect(org.workspace.limits.tooSoon).toEqual([]);
});
