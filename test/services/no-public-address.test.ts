import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { acceptInvitation } from '../../src/services/accept-invitation.ts';
import { bindSlackUser } from '../../src/services/bind-slack-user.ts';
import { copyLink } from '../../src/services/copy-link.ts';
import { mailInstead } from '../../src/services/mail-instead.ts';
import { remindInvitees } from '../../src/services/remind-invitees.ts';
import { sendLinkNow } from '../../src/services/send-link-now.ts';
import { deliveriesOf } from '../jobs/deliveries.ts';
import { type AddedMember, addMember, anAddress, askedBy, invitationOf, invite } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import type { Person } from '../support/workspace/person.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  // Mail goes out, but no page could be opened by a link in it.
  services = await startServices({ publicUrl: null });
  ada = await addMember(services);
});
afterEach(async () => {
  await services.clearJobs();
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const colleague = (): Person =>
  services.workspace.person({ firstName: 'Linus', lastName: 'Example', email: anAddress('linus') });
const sent = async (email: string, given: Parameters<typeof invite>[3] = {}) => {
  const invitation = await invite(services, ada, email, given);
  await services.runJobs();
  return invitation;
};
const userOf = ({ id, teamId }: Person) => ({ teamId, userId: id });
const failedBy = (cause: string) => [{ channel: 'EMAIL', state: 'FAILED', cause }];

describe('where Usher has no public address', () => {
  it('a link that would have to be mailed fails at once, with the cause that can be mended', async () => {
    const outside = await sent(anAddress());
    expect(await deliveriesOf(services, outside)).toMatchObject(failedBy('no_public_address'));
    const admin = await sent(colleague().email, { role: 'Admin' });
    expect(await deliveriesOf(services, admin)).toMatchObject(failedBy('admin_needs_mail'));
    const undo = await services.change({ delivery_policy: 'MAIL_ONLY' });
    const byMail = await sent(colleague().email);
    expect(await deliveriesOf(services, byMail)).toMatchObject(failedBy('mail_only'));
    await undo();
    expect(services.inbox.mails).toEqual([]);
  });

  it('a Slack that does not answer is waited for, as the only way there is', async () => {
    const linus = colleague();
    const invitation = await invite(services, ada, linus.email);
    services.workspace.faults.status('users.info', 503);
    await services.runJobs();
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ channel: 'DM', state: 'QUEUED' }]);
    await services.runJobs({ hurry: true });
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ channel: 'DM', state: 'SENT' }]);
  });

  it('an older screen asks in vain for a link by mail or by hand, and nothing is changed', async () => {
    const linus = colleague();
    const { id, generation } = await sent(linus.email);
    const refusal = { kind: 'no_public_address' };
    const asked = () => askedBy(services, ada.person);
    expect(await copyLink(services.deps, await asked(), { id, generation })).toEqual({ ok: false, refusal });
    expect(await sendLinkNow(services.deps, await asked(), { id, generation, byMail: true })).toEqual({
      ok: false,
      refusal: { kind: 'not_sendable', email: linus.email, reason: refusal },
    });
    const instead = { invitationId: id, user: userOf(linus), requestId: 'r1' };
    expect(await mailInstead(services.deps, instead)).toEqual({ ok: false, refusal });
    expect(await invitationOf(services, linus.email)).toMatchObject({ generation, status: 'PENDING' });
    expect(await services.waitingJobs()).toEqual([]);
  });

  it.each([
    ['admin_role', { role: 'Admin' } as const, {}],
    ['address_changed', {}, { email: 'moved@example.com' }],
  ])('whoever would need the mailed link (%s) is not sent to a mail', async (why, given, changes) => {
    const linus = colleague();
    const { id } = await invite(services, ada, linus.email, given);
    await linus.update(changes);
    const proof = { kind: 'slack', user: userOf(linus) } as const;
    const names = { first: null, last: null };
    const result = await acceptInvitation(services.deps, {
      invitationId: id,
      proof,
      names,
      via: 'button',
      requestId: 'r1',
    });
    expect(result).toEqual({ ok: false, refusal: { kind: 'link_unmailable', why } });
  });

  it('a code, which needs no page, is mailed', async () => {
    const admin = await addMember(services, { role: 'Admin', isBound: false });
    const result = await bindSlackUser(services.deps, await askedBy(services, admin.person), {
      first: null,
      last: null,
    });
    expect(result).toMatchObject({ ok: true, value: { state: 'code_sent' } });
    await services.runJobs();
    const [mail] = services.inbox.mailsTo(admin.email);
    expect(mail?.text).toMatch(/\d{6}/);
    // Its Message-ID needs a host of its own, which is the sender's.
    expect(mail?.messageId).toMatch(/@example\.com>$/);
  });

  it('both reminders go by Slack', async () => {
    const linus = colleague();
    // A Monday in Berlin; by then the queue's own clock does not matter.
    await services.setClock(new Date('2026-10-05T08:30:00Z'));
    await sent(linus.email);
    for (const at of ['2026-10-05T17:45:00Z', '2026-10-06T06:00:00Z']) {
      await services.setClock(new Date(at));
      await remindInvitees(services.deps);
      await services.runJobs();
    }
    const reminders = linus.messages().filter(({ text }) => /still waits for you/.test(text));
    expect(reminders.map(({ buttons }) => buttons)).toEqual(
      [1, 2].map(() => ['Accept', 'No, thanks', 'Don’t write to me again']),
    );
  });
});
