import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { InvitationRecord } from '../../src/domain/invitation.ts';
import { messageIdOf } from '../../src/domain/message-id.ts';
import { createBounceMailbox } from '../../src/mail/bounce-mailbox.ts';
import { collectBounces } from '../../src/services/collect-bounces.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { listPending } from '../../src/services/list-pending.ts';
import { noteBounce } from '../../src/services/note-bounce.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import { withdraw } from '../../src/services/withdraw.ts';
import { type Mailbox, startMailbox } from '../support/mailbox.ts';
import { type AddedMember, addMember, anAddress, askedBy, inviteInput } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { type RunningWebApp, runWebApp } from '../web/running-web-app.ts';
import { deliveriesOf, queueDelivery } from './deliveries.ts';

const SECRET = 'a-secret-for-the-bounces-0123456789';

let services: Services;
let ada: AddedMember;
let mailbox: Mailbox;
let web: RunningWebApp;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  mailbox = await startMailbox();
  const { now } = services.deps.store;
  const note = async (report: Parameters<typeof noteBounce>[1], requestId: string): Promise<void> => {
    await noteBounce(services.deps, report, { via: 'web', requestId });
  };
  web = await runWebApp({ bounces: { secret: SECRET, now, note, limitPerMinute: 60 } });
});
afterEach(() => services.clearJobs());
afterAll(async () => {
  await web.close();
  await mailbox.stop();
  await services.stop();
});

const mailed = async (email = anAddress()): Promise<InvitationRecord> => {
  const invitation = await queueDelivery(services, ada, email);
  await services.runJobs();
  return invitation;
};

const idOf = ({ id, generation }: InvitationRecord, reminder: number | null = null): string =>
  messageIdOf({ invitationId: id, generation, reminder }, 'usher.example.com');

const fixture = (name: string, invitation: InvitationRecord, reminder: number | null = null): string =>
  readFileSync(new URL(`../fixtures/bounces/${name}.eml`, import.meta.url), 'utf8')
    .replaceAll(/<invitation-[^>]*>/g, idOf(invitation, reminder))
    .replaceAll('\n', '\r\n');

const withMailbox = (url = mailbox.url) => ({
  ...services.deps,
  bounceMailbox: createBounceMailbox({ url }, services.deps.log),
});
const collect = (): Promise<void> => collectBounces(withMailbox());

const audited = ({ id }: InvitationRecord) =>
  services.query<{ changed: Record<string, unknown>; via: string; actor_kind: string }>(
    "SELECT changed, via, actor_kind::text FROM audit_event WHERE action = 'invitation.bounce' AND target_id = $1",
    [id],
  );

const pendingRow = async (email: string) => {
  const { context } = await askedBy(services, ada.person);
  const list = await listPending(services.deps, context, null);
  return list.rows.find((row) => row.email === email);
};

describe('the mailbox where mails come back to', () => {
  it('when a mail came back, its delivery says so, everybody reads why, and it is read once', async () => {
    const invitation = await mailed();
    mailbox.deliver(fixture('postfix', invitation));
    await collect();
    await services.runJobs();
    const bounced = [{ channel: 'EMAIL', state: 'BOUNCED', cause: 'mail_refused', attempts: 1 }];
    expect(await deliveriesOf(services, invitation)).toEqual(bounced);
    expect(await pendingRow(invitation.email)).toMatchObject({ group: 'not_delivered' });
    expect((await ada.person.waitForMessage(invitation.email)).text).toMatch(
      /not delivered: the mail server refused this address/,
    );
    const changed = { generation: 1, channel: 'EMAIL', cause: 'mail_refused', status: '5.1.1' };
    expect(await audited(invitation)).toEqual([{ changed, via: 'job', actor_kind: 'SYSTEM' }]);
    expect(mailbox.unread()).toBe(0);
    // The same report once more, as mail servers do.
    mailbox.deliver(fixture('postfix', invitation));
    await collect();
    expect(await services.waitingJobs()).toEqual([]);
    expect(await audited(invitation)).toHaveLength(1);
    expect(mailbox.unread()).toBe(0);
  });

  it('when four processes look at once, one reads, and each mail is noted once', async () => {
    const invitations = [await mailed(), await mailed(), await mailed()];
    for (const invitation of invitations) mailbox.deliver(fixture('qmail', invitation));
    const before = mailbox.visits();
    await Promise.all([collect(), collect(), collect(), collect()]);
    expect(mailbox.visits() - before).toBe(1);
    for (const invitation of invitations) expect(await audited(invitation)).toHaveLength(1);
  });

  it('when it was a reminder, no mail gets through by this link, whatever way the link itself went', async () => {
    const person = services.workspace.person({ email: anAddress('bob') });
    const invitation = await mailed(person.email);
    mailbox.deliver(fixture('gmail', invitation, 1));
    await collect();
    expect(await deliveriesOf(services, invitation)).toMatchObject([
      { channel: 'DM', state: 'SENT' },
      { channel: 'EMAIL', state: 'BOUNCED', cause: 'mailbox_full' },
    ]);
    expect(await pendingRow(person.email)).toMatchObject({ group: expect.not.stringMatching('not_delivered') });
  });

  it('when the mail is only held up, it stays sent, and the pending list says so', async () => {
    const invitation = await mailed();
    mailbox.deliver(fixture('postfix-delayed', invitation));
    await collect();
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ state: 'SENT', cause: 'mail_delayed' }]);
    expect(await audited(invitation)).toEqual([]);
  });

  it('when the link was replaced since, only the old one has come back', async () => {
    const invitation = await mailed();
    await reinvite(services.deps, await askedBy(services, ada.person), { kind: 'emails', emails: [invitation.email] });
    await services.runJobs();
    mailbox.deliver(fixture('exchange', invitation));
    await collect();
    expect(await services.waitingJobs()).toEqual([]);
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ state: 'SENT' }]);
    expect(await audited(invitation)).toMatchObject([{ changed: { generation: 1 } }]);
  });

  it('when the invitation was withdrawn since, nobody is told', async () => {
    const invitation = await mailed();
    await withdraw(services.deps, await askedBy(services, ada.person), { kind: 'ids', ids: [invitation.id] });
    await services.runJobs();
    mailbox.deliver(fixture('exim', invitation));
    await collect();
    expect(await services.waitingJobs()).toEqual([]);
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ state: 'BOUNCED', cause: 'mail_blocked' }]);
  });

  it('when other mail comes, of any kind and size, it changes nothing and does not stand in the way', async () => {
    const invitation = await mailed();
    mailbox.deliver(fixture('out-of-office', invitation));
    mailbox.deliver('');
    mailbox.deliver(`Subject: large\r\n\r\n${'x'.repeat(3_000_000)}`);
    mailbox.deliver(`Content-Type: multipart/report\r\n\r\n${'\u0000\u00ff'.repeat(5000)}`);
    mailbox.deliver(fixture('postfix', { ...invitation, id: '019a9c1e-7b1d-7c3a-9a53-0d6e6f1c2b3a' }));
    mailbox.deliver(fixture('postfix', { ...invitation, generation: 9 }));
    await collect();
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ state: 'SENT', cause: null }]);
    expect(mailbox.unread()).toBe(0);
  });

  it('when noting fails, the mail is read again', async () => {
    const invitation = await mailed();
    mailbox.deliver(fixture('postfix', invitation));
    const broken = createBounceMailbox({ url: mailbox.url }, services.deps.log).collect(async () => {
      throw new Error('The database is away.');
    });
    await expect(broken).rejects.toThrow('The database is away.');
    expect(mailbox.unread()).toBe(1);
    await collect();
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ state: 'BOUNCED' }]);
  });

  it('when the password is wrong or nobody answers, the work fails, and the lock is free again', async () => {
    const wrong = mailbox.url.replace('pa%2F', 'no');
    await expect(collectBounces(withMailbox(wrong))).rejects.toThrow();
    await expect(collectBounces(withMailbox('imap://a:b@127.0.0.1:9/'))).rejects.toThrow();
    await collect();
    expect(JSON.stringify(services.logged())).not.toContain('ss@word');
  });
});

describe('an address from which mail came back', () => {
  it('when it is invited again, the admin is warned; once a mail has stayed there, not any more', async () => {
    const invitation = await mailed();
    mailbox.deliver(fixture('postfix', invitation));
    await collect();
    await services.query("UPDATE invitation SET expires_at = now() - interval '1 day' WHERE id = $1", [invitation.id]);
    const again = async () => {
      const input = await inviteInput(services, [invitation.email]);
      const result = await inviteMembers(services.deps, await askedBy(services, ada.person), input);
      return result.ok ? result.value.rows[0] : result;
    };
    expect(await again()).toMatchObject({ outcome: 'invited', warnings: [{ kind: 'bounced_before' }] });
    await services.runJobs();
    await services.query("UPDATE invitation SET expires_at = now() - interval '1 day' WHERE id = $1", [invitation.id]);
    expect(await again()).toMatchObject({ outcome: 'invited', warnings: [] });
  });
});

describe('POST /bounces', () => {
  type Sent = { readonly body?: string; readonly secret?: string; readonly at?: number; readonly headers?: object };
  const post = async ({ body = '', secret = SECRET, at = Date.now(), headers = {} }: Sent): Promise<number> => {
    const timestamp = String(Math.floor(at / 1000));
    const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
    const { status } = await web.request('/bounces', {
      method: 'POST',
      body,
      headers: { 'usher-timestamp': timestamp, 'usher-signature': signature, ...headers },
    });
    return status;
  };
  const about = (invitation: InvitationRecord, more: object = {}): string =>
    JSON.stringify({ messageId: idOf(invitation), status: '5.7.1', ...more });

  it('when it is signed, notes the mail once, however often it comes', async () => {
    const invitation = await mailed();
    const body = about(invitation);
    const at = Date.now();
    expect(await Promise.all([post({ body, at }), post({ body, at }), post({ body, at })])).toEqual([204, 204, 204]);
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ state: 'BOUNCED', cause: 'mail_blocked' }]);
    expect(await audited(invitation)).toMatchObject([{ via: 'web', actor_kind: 'SYSTEM' }]);
    expect(await services.waitingJobs('announce-batch')).toHaveLength(1);
  });

  it('when it is not signed, not by the secret, for another body or time, or too old, is refused and changes nothing', async () => {
    const invitation = await mailed();
    const body = about(invitation);
    const minutes = (count: number) => Date.now() + count * 60_000;
    const statuses = await Promise.all([
      post({ body, headers: { 'usher-signature': '' } }),
      post({ body, headers: { 'usher-timestamp': '' } }),
      post({ body, secret: 'another-secret' }),
      post({ body, headers: { 'usher-timestamp': String(Math.floor(minutes(1) / 1000)) } }),
      post({ body, at: minutes(-6) }),
      post({ body, at: minutes(6) }),
      post({ body, headers: { 'usher-signature': 'f'.repeat(64) } }),
    ]);
    expect(statuses).toEqual(statuses.map(() => 401));
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ state: 'SENT' }]);
    expect(await post({ body, at: minutes(-4) })).toBe(204);
  });

  it('when the body is no report, says so; when it is about another mail, there is nothing to mend', async () => {
    const bodies = ['', 'no JSON', '[]', '{"messageId":7}', '{"messageId":"<a@example.com>","status":"5.1.1; x"}'];
    for (const body of bodies) expect(await post({ body })).toBe(400);
    expect(await post({ body: '{"messageId":"<a@example.com>"}' })).toBe(204);
    expect(await post({ body: JSON.stringify({ messageId: 'a'.repeat(20_000) }) })).toBe(413);
    expect((await web.request('/bounces')).status).toBe(405);
  });

  it('when it comes too often, is put off; without a secret there is no such address', async () => {
    const statuses = await Promise.all(Array.from({ length: 70 }, () => post({ body: '', secret: 'another' })));
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    const bare = await runWebApp();
    expect((await bare.request('/bounces', { method: 'POST' })).status).toBe(404);
    await bare.close();
  });
});
