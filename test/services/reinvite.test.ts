import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listExpired } from '../../src/services/list-expired.ts';
import { readLink } from '../../src/services/read-link.ts';
import { type ReinviteTarget, reinvite } from '../../src/services/reinvite.ts';
import {
  type AddedMember,
  addMember,
  anAddress,
  askedBy,
  auditOf,
  invitationOf,
  invite,
  roleId,
} from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addOrganization } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
let grace: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  grace = await addMember(services, { firstName: 'Grace' });
});
afterEach(async () => {
  await services.clearJobs();
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const send = async (target: ReinviteTarget, admin = ada, idempotencyKey: string = uuidv7()) => {
  const result = await reinvite(services.deps, await askedBy(services, admin.person, { idempotencyKey }), target);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};
const toEmails = (...emails: string[]): ReinviteTarget => ({ kind: 'emails', emails });
const toLinks = (...links: { id: string; generation: number }[]): ReinviteTarget => ({ kind: 'links', links });

const standingOf = async (id: string, generation: number) => {
  const token = services.deps.links.urlFor?.(id, generation).split('/').at(-1) ?? '';
  return (await readLink(services.deps, token))?.standing;
};

describe('reinvite', () => {
  it('when it is pending, issues a new link with a full life, and the old one is superseded', async () => {
    const email = anAddress();
    const before = await invite(services, ada, email, { note: 'kept' });
    await services.query(
      'UPDATE invitation SET sent_at = usher_now(), opened_at = usher_now(), asked_at = usher_now()',
    );
    await services.advance('5 hours');
    await services.clearJobs();
    const { rows, expiresAt } = await send(toEmails(email.toUpperCase()), grace);
    expect(rows).toEqual([{ email, invitationId: before.id, outcome: 'reinvited' }]);
    const after = await invitationOf(services, email);
    expect(after).toMatchObject({
      id: before.id,
      generation: 2,
      expiresAt,
      note: 'kept',
      sentAt: null,
      openedAt: null,
      askedAt: null,
      inviter: { membershipId: ada.membershipId },
      issuer: { membershipId: grace.membershipId },
    });
    expect(expiresAt.getTime() - after.issuedAt.getTime()).toBeGreaterThanOrEqual(24 * 3_600_000 - 2);
    expect(await standingOf(before.id, 1)).toEqual({ kind: 'link_superseded', newerAt: after.issuedAt });
    expect(await standingOf(before.id, 2)).toBeNull();
    expect((await services.waitingJobs()).map(({ name }) => name)).toEqual([
      'deliver-invitation',
      'settle-card',
      'announce-batch',
    ]);
    expect((await auditOf(services, { target: before.id })).at(-1)).toMatchObject({
      action: 'invitation.reinvite',
      changed: { generation: 2 },
    });
  });

  it('when the button is of an older screen, refuses and says since when there is a newer link', async () => {
    const { id, generation } = await invite(services, ada, anAddress());
    await send(toLinks({ id, generation }));
    const { rows } = await send(toLinks({ id, generation }), grace);
    const reason = { kind: 'link_superseded', newerAt: expect.any(Date) };
    expect(rows).toMatchObject([{ outcome: 'refused', reason }]);
    expect(await standingOf(id, 2)).toBeNull();
  });

  it('when two admins press the same button at once, one new link is issued', async () => {
    const { id, generation } = await invite(services, ada, anAddress());
    await services.clearJobs();
    const answers = await Promise.all(
      [ada, grace, ada, grace].map((admin) => send(toLinks({ id, generation }), admin)),
    );
    const outcomes = answers.flatMap(({ rows }) => rows.map((row) => row.outcome)).sort();
    expect(outcomes).toEqual(['refused', 'refused', 'refused', 'reinvited']);
    expect(await services.waitingJobs('deliver-invitation')).toHaveLength(1);
  });

  it('when it was three times a day already, refuses with the time of the next, and then goes', async () => {
    const email = anAddress();
    await invite(services, ada, email);
    for (const _ of [1, 2, 3]) expect((await send(toEmails(email))).rows[0]?.outcome).toBe('reinvited');
    const { issuedAt, generation } = await invitationOf(services, email);
    const [row] = (await send(toEmails(email), grace)).rows;
    if (row?.outcome !== 'refused' || row.reason.kind !== 'reinvited_too_often') throw new Error(JSON.stringify(row));
    expect(Math.abs(row.reason.nextAt.getTime() - issuedAt.getTime() - 24 * 3_600_000)).toBeLessThan(10_000);
    expect((await invitationOf(services, email)).generation).toBe(generation);
    await services.advance('24 hours');
    expect((await send(toEmails(email))).rows[0]?.outcome).toBe('reinvited');
  });

  it('when it was never invited, says so, once per address', async () => {
    const email = anAddress();
    expect((await send(toEmails(email, email.toUpperCase()))).rows).toEqual([
      { email, invitationId: null, outcome: 'refused', reason: { kind: 'never_invited' } },
    ]);
  });

  it('when ids are of another organization, touches nothing', async () => {
    const { id, adminId, roleIds } = await addOrganization(services);
    const invitationId = uuidv7();
    await services.query(
      `INSERT INTO invitation (id, organization_id, email, email_key, role_id, batch_id, issuer_id, expires_at)
       VALUES ($1, $2, 'theirs@example.net', 'theirs@example.net', $3, $1, $4, usher_now() - interval '1 hour')`,
      [invitationId, id, roleIds['Member'], adminId],
    );
    expect((await send(toLinks({ id: invitationId, generation: 1 }))).rows).toEqual([]);
    expect((await send(toEmails('theirs@example.net'))).rows).toMatchObject([{ reason: { kind: 'never_invited' } }]);
    expect(await services.query('SELECT generation FROM invitation WHERE id = $1', [invitationId])).toEqual([
      { generation: 1 },
    ]);
  });
});

describe('reinvite, what cannot be', () => {
  const refusalOf = async (email: string) => {
    const [row] = (await send(toEmails(email))).rows;
    return row?.outcome === 'refused' ? row.reason : row?.outcome;
  };

  it.each([
    ['ACCEPTED', 'already_accepted'],
    ['DECLINED', 'already_declined'],
    ['WITHDRAWN', 'already_withdrawn'],
  ])('when it is %s', async (status, kind) => {
    const email = anAddress();
    const { id } = await invite(services, ada, email);
    const at = new Date('2026-02-03T04:05:06Z');
    await services.query(
      `UPDATE invitation SET status = $2::invitation_status, decided_at = $3,
         membership_id = CASE WHEN $2 = 'ACCEPTED' THEN $4::uuid END WHERE id = $1`,
      [id, status, at, ada.membershipId],
    );
    expect(await refusalOf(email)).toEqual({ kind, at });
  });

  it('when they became a member by another way', async () => {
    const email = anAddress();
    await invite(services, ada, email);
    await addMember(services, { email });
    expect(await refusalOf(email)).toEqual({ kind: 'already_member', since: expect.any(Date) });
  });

  it('when they asked not to be written to', async () => {
    const email = anAddress();
    await invite(services, ada, email);
    await services.query('INSERT INTO address_preference (id, email_key) VALUES ($1, $2)', [uuidv7(), email]);
    expect(await refusalOf(email)).toEqual({ kind: 'stopped', at: expect.any(Date) });
  });

  it('when its role is retired, or ranks above the admin who reinvites', async () => {
    const email = anAddress();
    const { id } = await invite(services, ada, email);
    await services.query('UPDATE role SET retired_at = now() WHERE id = $1', [await roleId(services, 'Member')]);
    expect(await refusalOf(email)).toEqual({ kind: 'role_retired', role: 'Member' });
    await services.query('UPDATE role SET retired_at = NULL');
    const owner = uuidv7();
    await services.query(
      `INSERT INTO role (id, organization_id, name, description, for_whom, rank, is_admin) VALUES ($1, $2, 'Owner', '', '', 200, true)`,
      [owner, services.organizationId],
    );
    await services.query('UPDATE invitation SET role_id = $2 WHERE id = $1', [id, owner]);
    expect(await refusalOf(email)).toEqual({ kind: 'role_above_own', role: 'Owner' });
  });
});

describe('listExpired', () => {
  it('has those that ran out, newest first, apart from those of more than two weeks ago', async () => {
    await services.query("UPDATE invitation SET status = 'WITHDRAWN', decided_at = now() WHERE status = 'PENDING'");
    const [old, first, second, waiting] = [anAddress('old'), anAddress(), anAddress(), anAddress('waiting')];
    await invite(services, ada, old);
    await services.advance('14 days 1 hour');
    await invite(services, ada, first);
    await services.advance('1 minute');
    await invite(services, ada, second);
    await services.advance('25 hours');
    await invite(services, ada, waiting);
    const { recent, older, total } = await listExpired(services.deps, (await askedBy(services, ada.person)).context);
    expect(recent.map(({ email }) => email)).toEqual([second, first]);
    expect(older.map(({ email }) => email)).toEqual([old]);
    expect(total).toBe(3);
  });
});

describe('reinvite, the same click delivered twice', () => {
  it('issues one link, and says the same again, also of those that were refused', async () => {
    const [email, accepted] = [anAddress(), anAddress()];
    await invite(services, ada, email);
    const { id } = await invite(services, ada, accepted);
    await services.query("UPDATE invitation SET status = 'WITHDRAWN', decided_at = now() WHERE id = $1", [id]);
    const key = uuidv7();
    const first = await send(toEmails(email, accepted), ada, key);
    const second = await send(toEmails(email, accepted), ada, key);
    expect(second.rows).toEqual(first.rows);
    expect((await invitationOf(services, email)).generation).toBe(2);
  });

  it('when the button names its link, the second delivery is not told of a newer one', async () => {
    const { id, generation } = await invite(services, ada, anAddress());
    const key = uuidv7();
    const first = await send(toLinks({ id, generation }), ada, key);
    expect((await send(toLinks({ id, generation }), ada, key)).rows).toEqual(first.rows);
  });
});
