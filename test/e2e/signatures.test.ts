import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changedTables, readContent } from './database-content.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';
import { type Withheld, withhold } from './withhold.ts';

let org: ExampleOrg;
/** Signed by an admin's Slack, and not delivered yet: each would be obeyed. */
let requests: Record<'command' | 'form' | 'click', Withheld>;

beforeAll(async () => {
  // In Socket Mode nothing is signed: the connection itself was proved.
  org = await startExampleOrg({ slackMode: 'http' });
  await org.invite('waiting@example.net');
  await org.quiet();
  const pending = await org.pending();
  const click = await withhold(org, () => pending.click('Withdraw', { confirm: true }));
  await org.ada.types('/members invite');
  const form = await org.ada.modal({ settled: true, title: 'Invite people' });
  await form.fill('Addresses', 'forged@example.net');
  await form.fill('Primary team', 'Sales');
  requests = {
    click,
    form: await withhold(org, () => form.submit()),
    command: await withhold(org, () => org.ada.types('/members withdraw waiting@example.net')),
  };
  // The form was still being filled in for the team that was chosen in it.
  await org.quiet();
});

afterAll(() => org.close());

describe('a request that Slack has not signed', () => {
  it.each([
    ['another secret', { signature: 'wrong' }],
    ['no signature', { signature: 'missing' }],
    ['a signature cut short', { signature: 'short' }],
    ['a stamp of ten minutes ago', { timestampOffsetSeconds: -600 }],
    ['a stamp of last year', { timestampOffsetSeconds: -31_536_000 }],
  ] as const)('with %s is refused, and does nothing', async (_what, forgery) => {
    const before = await readContent(org.query);
    const calls = org.workspace.calls.length;
    for (const what of Object.values(requests)) {
      const [answer] = await org.workspace.deliver({ what, ...forgery });
      expect(answer?.status).toBe(401);
      expect(answer?.body).toBe('');
    }
    expect(org.workspace.calls.length).toBe(calls);
    expect(changedTables(before, await readContent(org.query))).toEqual([]);
  });

  it.each(['GET', 'PUT', 'DELETE'])('by %s finds nothing', async (method) => {
    const { status } = await fetch(org.connection.url, { method });
    expect(status).toBe(404);
  });

  it('of a body that is none is refused, and the next one is answered', async () => {
    for (const body of ['', '{', 'payload={', `payload=${'x'.repeat(100_000)}`, '\u0000']) {
      const { status } = await fetch(org.connection.url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect([400, 401]).toContain(status);
    }
    expect((await org.ada.types('/members help')).text).toMatch(/What you can type/);
  });

  it('would have been obeyed with the right signature', async () => {
    const [answer] = await org.workspace.deliver({ what: requests.command });
    expect(JSON.stringify(answer?.body)).toMatch(/Withdrawn: waiting@example\.net/);
  });
});

describe('a trigger that ran out on the way', () => {
  it('is answered in words instead of a form', async () => {
    const what = await withhold(org, () => org.ada.types('/members invite'));
    org.workspace.advance(60_000);
    const [answer] = await org.workspace.deliver({ what });
    expect(answer?.failed).toBeUndefined();
    const told = await org.ada.waitForEphemeral(/too long|again/i);
    expect(told.text).not.toMatch(/error|trigger/i);
    expect(org.ada.modals()).toEqual([]);
  });

  it('is answered by a message when even the way back has gone', async () => {
    const what = await withhold(org, () => org.ada.types('/members pending'));
    org.workspace.advance(31 * 60_000);
    await org.workspace.deliver({ what });
    await org.ada.waitForMessage(/too long|again/i);
  });

  it('is answered when it ran out on a button', async () => {
    await org.ada.types('/members');
    const desk = await org.ada.modal({ settled: true, title: 'Members' });
    const what = await withhold(org, () => desk.click('Invite'));
    org.workspace.advance(60_000);
    await org.workspace.deliver({ what });
    const told = () =>
      [...org.ada.messages(), ...org.ada.ephemerals()].map(({ text }) => text).join('\n') + desk.text();
    await expect.poll(told).toMatch(/too long|again/i);
  });
});
