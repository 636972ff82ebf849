import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { InvitationRecord } from '../../src/domain/invitation.ts';
import { copyLink } from '../../src/services/copy-link.ts';
import { declineInvitation } from '../../src/services/decline-invitation.ts';
import { readLink } from '../../src/services/read-link.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import {
  type AddedMember,
  acceptLink,
  addMember,
  anAddress,
  askedBy,
  auditOf,
  invitationOf,
  invite,
} from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
});
afterEach(async () => {
  await services.clearJobs();
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const copy = async ({ id, generation }: Pick<InvitationRecord, 'id' | 'generation'>, key: string = uuidv7()) =>
  copyLink(services.deps, await askedBy(services, ada.person, { idempotencyKey: key }), { id, generation });
const copied = async (invitation: InvitationRecord) => {
  const result = await copy(invitation);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return { ...result.value, invitation: await invitationOf(services, invitation.email) };
};
const tokenIn = (url: string): string => url.split('/').at(-1) ?? '';

describe('copyLink', () => {
  it('makes a new link, ends the old one, sends nothing, and leaves the link nowhere', async () => {
    const before = await invite(services, ada, anAddress());
    const old = tokenIn(services.deps.links.urlFor?.(before.id, 1) ?? '');
    await services.clearJobs();
    const { url, expiresAt, invitation } = await copied(before);
    expect(invitation).toMatchObject({
      generation: 2,
      expiresAt,
      deliveries: [{ channel: 'COPY', state: 'SENT' }],
      issuer: { membershipId: ada.membershipId },
    });
    expect((await readLink(services.deps, old))?.standing).toMatchObject({ kind: 'link_superseded' });
    expect((await readLink(services.deps, tokenIn(url)))?.standing).toBeNull();
    const jobs = await services.waitingJobs();
    expect(jobs.map(({ name }) => name)).toEqual(['settle-card', 'announce-batch']);
    const trail = await auditOf(services, { target: before.id });
    expect(trail.at(-1)).toMatchObject({ action: 'invitation.copy_link', changed: { generation: 2 } });
    expect(JSON.stringify([jobs, trail, services.logged()])).not.toContain(tokenIn(url));
    await services.runJobs();
    expect(services.inbox.mailsTo(before.email)).toEqual([]);
  });

  it('when it is accepted, makes a member, and the trail tells by what', async () => {
    const { invitation } = await copied(await invite(services, ada, anAddress()));
    expect((await acceptLink(services, invitation)).ok).toBe(true);
    const [joined] = await services.query(
      `SELECT changed->>'proof' AS proof FROM audit_event WHERE action = 'membership.join' AND changed->>'invitationId' = $1`,
      [invitation.id],
    );
    expect(joined).toEqual({ proof: 'copied_link' });
  });

  it('when the same form is delivered twice, shows the same link, unless a sent one has taken its place', async () => {
    const before = await invite(services, ada, anAddress());
    const key = uuidv7();
    const first = await copy(before, key);
    expect(await copy(before, key)).toEqual(first);
    await reinvite(services.deps, await askedBy(services, ada.person), { kind: 'emails', emails: [before.email] });
    expect(await copy(before, key)).toMatchObject({ ok: false, refusal: { kind: 'link_superseded' } });
  });

  it('counts as one of the new links of a day', async () => {
    const before = await invite(services, ada, anAddress());
    for (const generation of [1, 2, 3]) expect((await copy({ id: before.id, generation })).ok).toBe(true);
    expect(await copy({ id: before.id, generation: 4 })).toMatchObject({
      refusal: { kind: 'reinvited_too_often' },
    });
    const asked = await askedBy(services, ada.person);
    const sent = await reinvite(services.deps, asked, { kind: 'emails', emails: [before.email] });
    expect(sent.ok && sent.value.rows).toMatchObject([{ reason: { kind: 'reinvited_too_often' } }]);
  });

  it('when the screen showed an older link, or it is over, makes none', async () => {
    const before = await invite(services, ada, anAddress());
    expect(await copy({ id: before.id, generation: 7 })).toMatchObject({ refusal: { kind: 'link_superseded' } });
    await services.query("UPDATE invitation SET status = 'DECLINED', decided_at = usher_now() WHERE id = $1", [
      before.id,
    ]);
    expect(await copy(before)).toMatchObject({ refusal: { kind: 'already_declined' } });
  });
});

describe('a copied link proves nothing about the address', () => {
  it('is not made for an admin role, nor for somebody who was a member here', async () => {
    const refusal = { kind: 'mailed_link_needed', why: 'copied_link' };
    expect(await copy(await invite(services, ada, anAddress(), { role: 'Admin' }))).toMatchObject({ refusal });
    const { email } = await addMember(services, { role: 'Member', status: 'DEACTIVATED' });
    expect(await copy(await invite(services, ada, email))).toMatchObject({ refusal });
  });

  it('when the role became an admin one, or an account came to be, is not taken; the page asks for a mailed one', async () => {
    const before = await invite(services, ada, anAddress());
    const { url, invitation } = await copied(before);
    await services.query(
      "UPDATE invitation SET role_id = (SELECT id FROM role WHERE name = 'Admin' LIMIT 1) WHERE id = $1",
      [before.id],
    );
    expect(await acceptLink(services, invitation)).toMatchObject({ refusal: { kind: 'mailed_link_needed' } });
    expect((await readLink(services.deps, tokenIn(url)))?.standing).toMatchObject({ kind: 'mailed_link_needed' });
    // A link that is mailed again is enough.
    await reinvite(services.deps, await askedBy(services, ada.person), { kind: 'emails', emails: [before.email] });
    expect((await acceptLink(services, await invitationOf(services, before.email))).ok).toBe(true);
  });

  it('cannot stop mail to the address', async () => {
    const { invitation } = await copied(await invite(services, ada, anAddress()));
    const { id: invitationId, generation, emailKey } = invitation;
    const proof = { kind: 'link', generation } as const;
    const no = { invitationId, proof, via: 'web', requestId: 'r1' } as const;
    expect(await declineInvitation(services.deps, { ...no, stop: true })).toMatchObject({
      refusal: { kind: 'mailed_link_needed' },
    });
    expect(await services.query('SELECT 1 FROM address_preference WHERE email_key = $1', [emailKey])).toEqual([]);
    expect((await declineInvitation(services.deps, { ...no, stop: false })).ok).toBe(true);
  });
});
