import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readLink } from '../../src/services/read-link.ts';
import { type WithdrawTarget, withdraw } from '../../src/services/withdraw.ts';
import { type AddedMember, addMember, anAddress, askedBy, auditOf, invitationOf, invite } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addOrganization } from '../support/terms.ts';

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

const send = async (target: WithdrawTarget, idempotencyKey: string = uuidv7()) => {
  const result = await withdraw(services.deps, await askedBy(services, ada.person, { idempotencyKey }), target);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value.rows;
};
const toEmails = (...emails: string[]): WithdrawTarget => ({ kind: 'emails', emails });

const standingOf = async (id: string) => {
  const token = services.deps.links.urlFor?.(id, 1).split('/').at(-1) ?? '';
  return (await readLink(services.deps, token))?.standing;
};

describe('withdraw', () => {
  it.each([
    ['waits', '0 hours'],
    ['ran out', '30 hours'],
  ])('when it %s, takes it back: the link is dead, audited, and the messages are told', async (_state, after) => {
    const email = anAddress();
    const { id, batchId } = await invite(services, ada, email);
    await services.advance(after);
    await services.clearJobs();
    expect(await send(toEmails(email))).toEqual([{ email, invitationId: id, outcome: 'withdrawn' }]);
    expect(await invitationOf(services, email)).toMatchObject({ status: 'WITHDRAWN', decidedAt: expect.any(Date) });
    expect(await standingOf(id)).toEqual({ kind: 'already_withdrawn', at: expect.any(Date) });
    const [row] = await services.query('SELECT status_cause, decided_by_id FROM invitation WHERE id = $1', [id]);
    expect(row).toEqual({ status_cause: 'by_admin', decided_by_id: ada.membershipId });
    expect((await auditOf(services, { target: id })).at(-1)).toMatchObject({ action: 'invitation.withdraw' });
    const requestId = expect.any(String);
    expect((await services.waitingJobs()).map(({ name, payload }) => ({ name, payload }))).toEqual([
      { name: 'announce-batch', payload: { batchId, requestId } },
      { name: 'settle-card', payload: { invitationId: id, requestId } },
    ]);
  });

  it.each([
    ['ACCEPTED', 'already_accepted'],
    ['DECLINED', 'already_declined'],
    ['WITHDRAWN', 'already_withdrawn'],
  ])('when it is %s, says when, and changes nothing', async (status, kind) => {
    const email = anAddress();
    const { id } = await invite(services, ada, email);
    const at = new Date('2026-02-03T04:05:06Z');
    await services.query(
      `UPDATE invitation SET status = $2::invitation_status, decided_at = $3,
         membership_id = CASE WHEN $2 = 'ACCEPTED' THEN $4::uuid END WHERE id = $1`,
      [id, status, at, ada.membershipId],
    );
    expect(await send({ kind: 'ids', ids: [id] })).toEqual([
      { email, invitationId: id, outcome: 'refused', reason: { kind, at } },
    ]);
    expect(await invitationOf(services, email)).toMatchObject({ status, decidedAt: at });
  });

  it('when it was never invited, says so, once per address', async () => {
    const email = anAddress();
    expect(await send(toEmails(email, email.toUpperCase()))).toEqual([
      { email, invitationId: null, outcome: 'refused', reason: { kind: 'never_invited' } },
    ]);
  });

  it('when its role ranks above the admin, refuses', async () => {
    const email = anAddress();
    const { id } = await invite(services, ada, email);
    const owner = uuidv7();
    await services.query(
      `INSERT INTO role (id, organization_id, name, description, for_whom, rank, is_admin) VALUES ($1, $2, 'Owner', '', '', 200, true)`,
      [owner, services.organizationId],
    );
    await services.query('UPDATE invitation SET role_id = $2 WHERE id = $1', [id, owner]);
    expect(await send(toEmails(email))).toMatchObject([{ reason: { kind: 'role_above_own', role: 'Owner' } }]);
    expect((await invitationOf(services, email)).status).toBe('PENDING');
  });

  it('when the same click is delivered twice, the second answer is that of the first', async () => {
    const [email, declined] = [anAddress(), anAddress()];
    await invite(services, ada, email);
    const { id } = await invite(services, ada, declined);
    await services.query("UPDATE invitation SET status = 'DECLINED', decided_at = now() WHERE id = $1", [id]);
    const key = uuidv7();
    const first = await send(toEmails(email, declined), key);
    expect(first.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'withdrawn']);
    expect(await send(toEmails(email, declined), key)).toEqual(first);
    expect(await auditOf(services, { target: (await invitationOf(services, email)).id })).toHaveLength(2);
  });

  it('when it is of another organization, touches nothing', async () => {
    const { id, adminId, roleIds } = await addOrganization(services);
    const invitationId = uuidv7();
    await services.query(
      `INSERT INTO invitation (id, organization_id, email, email_key, role_id, batch_id, issuer_id, expires_at)
       VALUES ($1, $2, 'theirs@example.net', 'theirs@example.net', $3, $1, $4, usher_now() + interval '1 hour')`,
      [invitationId, id, roleIds['Member'], adminId],
    );
    expect(await send({ kind: 'ids', ids: [invitationId] })).toEqual([]);
    expect(await send(toEmails('theirs@example.net'))).toMatchObject([{ reason: { kind: 'never_invited' } }]);
    expect(await services.query('SELECT status::text FROM invitation WHERE id = $1', [invitationId])).toEqual([
      { status: 'PENDING' },
    ]);
  });
});
