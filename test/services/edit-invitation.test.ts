import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { InvitationRecord } from '../../src/domain/invitation.ts';
import { deliverInvitation } from '../../src/services/deliver-invitation.ts';
import { type EditInvitationInput, editInvitation } from '../../src/services/edit-invitation.ts';
import { termsStamp } from '../../src/services/terms-stamp.ts';
import {
  type AddedMember,
  acceptLink,
  addMember,
  anAddress,
  askedBy,
  auditOf,
  invitationOf,
  invite,
  roleId,
} from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addOrganization, addPermission, addProduct, addTeam, addTemplate } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
let grace: AddedMember;
let teams: { sales: string; support: string };
let products: { studio: string; reports: string };
let permissions: { exports: string; billing: string; sendAs: string };
let templateId: string;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  grace = await addMember(services, { firstName: 'Grace' });
  teams = { sales: await addTeam(services, 'Sales'), support: await addTeam(services, 'Support') };
  products = { studio: await addProduct(services, 'Studio'), reports: await addProduct(services, 'Reports') };
  permissions = {
    exports: await addPermission(services, 'exports'),
    billing: await addPermission(services, 'billing'),
    sendAs: await addPermission(services, 'send-as', { isSensitive: true }),
  };
  templateId = await addTemplate(services, 'Finance', [permissions.billing]);
});
afterEach(async () => {
  await services.clearJobs();
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const invited = async (email = anAddress()): Promise<InvitationRecord> =>
  invite(services, ada, email, { primaryTeamId: teams.sales, productIds: [products.studio] });

const inputOf = (invitation: InvitationRecord, given: Partial<EditInvitationInput> = {}): EditInvitationInput => ({
  link: { id: invitation.id, generation: invitation.generation },
  stamp: termsStamp(invitation),
  roleId: invitation.role.id,
  primaryTeamId: invitation.primaryTeam?.id ?? null,
  secondaryTeamIds: invitation.secondaryTeamIds,
  productIds: invitation.productIds,
  permissionIds: invitation.permissionIds,
  templateId: null,
  firstName: invitation.firstName,
  lastName: invitation.lastName,
  ...given,
});

const edit = async (
  invitation: InvitationRecord,
  given: Partial<EditInvitationInput> = {},
  admin = ada,
  idempotencyKey: string = uuidv7(),
) =>
  editInvitation(services.deps, await askedBy(services, admin.person, { idempotencyKey }), inputOf(invitation, given));

const refusalOf = async (...args: Parameters<typeof edit>) => {
  const result = await edit(...args);
  return result.ok ? 'done' : result.refusal;
};

const everything = async (): Promise<Partial<EditInvitationInput>> => ({
  roleId: await roleId(services, 'Viewer'),
  primaryTeamId: teams.support,
  secondaryTeamIds: [teams.sales, teams.support],
  productIds: [products.reports],
  permissionIds: [permissions.exports],
  templateId,
  firstName: 'Linus',
  lastName: null,
});

describe('edit', () => {
  it.each([
    ['waits', '1 hour'],
    ['ran out', '30 hours'],
  ])('when it %s, has new terms and the same link, audited by ids; nothing is sent again', async (_state, after) => {
    const before = await invited();
    await services.advance(after);
    await services.clearJobs();
    expect((await edit(before, await everything(), grace)).ok).toBe(true);
    const now = await invitationOf(services, before.email);
    expect(now).toMatchObject({
      role: { name: 'Viewer' },
      primaryTeam: { name: 'Support' },
      // The primary team is not also a secondary one.
      secondaryTeamNames: ['Sales'],
      productNames: ['Reports'],
      permissionNames: ['billing', 'exports'],
      firstName: 'Linus',
      generation: 1,
      expiresAt: before.expiresAt,
      issuedAt: before.issuedAt,
      inviter: { membershipId: ada.membershipId },
      // Whoever gives another role answers for it.
      issuer: { membershipId: grace.membershipId },
    });
    expect((await services.waitingJobs()).map(({ name }) => name)).toEqual(['rewrite-card', 'announce-batch']);
    const entry = (await auditOf(services, { target: before.id })).at(-1);
    expect(entry).toMatchObject({
      action: 'invitation.edit',
      changed: {
        roleId: { from: before.role.id, to: now.role.id },
        primaryTeamId: { from: teams.sales, to: teams.support },
        productIds: { from: [products.studio], to: [products.reports] },
        permissionIds: { from: [], to: now.permissionIds },
        firstName: true,
      },
    });
    expect(JSON.stringify(entry?.changed)).not.toContain('Linus');
  });

  it('when it is accepted afterwards, the member has what was saved', async () => {
    const before = await invited();
    await edit(before, await everything());
    expect((await acceptLink(services, before)).ok).toBe(true);
    const [member] = await services.query(
      `SELECT r.name AS role, ARRAY(SELECT p.name FROM membership_permission mp JOIN permission p ON p.id = mp.permission_id
         WHERE mp.membership_id = m.id ORDER BY 1) AS permissions
       FROM membership m JOIN account a ON a.id = m.account_id JOIN role r ON r.id = m.role_id WHERE a.email = $1`,
      [before.email],
    );
    expect(member).toEqual({ role: 'Viewer', permissions: ['billing', 'exports'] });
  });

  it('when only a name changes, whoever issued the link still answers for it', async () => {
    const before = await invited();
    await edit(before, { firstName: 'Linus' }, grace);
    expect((await invitationOf(services, before.email)).issuer?.membershipId).toBe(ada.membershipId);
  });

  it('when nothing changes, writes no entry and sends nothing', async () => {
    const before = await invited();
    await services.clearJobs();
    expect((await edit(before)).ok).toBe(true);
    expect(await services.waitingJobs()).toEqual([]);
    expect(await auditOf(services, { target: before.id })).toHaveLength(1);
  });

  it('when the same form is delivered twice, changes it once', async () => {
    const before = await invited();
    const key = uuidv7();
    expect((await edit(before, { firstName: 'Linus' }, ada, key)).ok).toBe(true);
    expect((await edit(before, { firstName: 'Linus' }, ada, key)).ok).toBe(true);
    expect(await auditOf(services, { target: before.id, action: 'invitation.edit' })).toHaveLength(1);
  });
});

describe('edit, what cannot be', () => {
  it.each([
    ['ACCEPTED', 'already_accepted'],
    ['DECLINED', 'already_declined'],
    ['WITHDRAWN', 'already_withdrawn'],
  ])('when it is %s', async (status, kind) => {
    const before = await invited();
    await services.query(
      `UPDATE invitation SET status = $2::invitation_status, decided_at = usher_now(),
         membership_id = CASE WHEN $2 = 'ACCEPTED' THEN $3::uuid END WHERE id = $1`,
      [before.id, status, ada.membershipId],
    );
    expect(await refusalOf(before, { firstName: 'Linus' })).toMatchObject({ kind });
    expect((await invitationOf(services, before.email)).firstName).toBeNull();
  });

  it('when there is a newer link, or other terms than the form showed', async () => {
    const before = await invited();
    expect(await refusalOf(before, { link: { id: before.id, generation: 2 } })).toMatchObject({
      kind: 'link_superseded',
    });
    await edit(before, { firstName: 'Grete' }, grace);
    expect(await refusalOf(before, { firstName: 'Linus' })).toEqual({ kind: 'edited_meanwhile' });
    expect((await invitationOf(services, before.email)).firstName).toBe('Grete');
  });

  it('when the role ranks above the admin, the old one as well as the new one', async () => {
    const owner = uuidv7();
    await services.query(
      `INSERT INTO role (id, organization_id, name, description, for_whom, rank, is_admin) VALUES ($1, $2, 'Owner', '', '', 200, true)`,
      [owner, services.organizationId],
    );
    const before = await invited();
    expect(await refusalOf(before, { roleId: owner })).toEqual({ kind: 'role_above_own', role: 'Owner' });
    await services.query('UPDATE invitation SET role_id = $2 WHERE id = $1', [before.id, owner]);
    const raised = await invitationOf(services, before.email);
    expect(await refusalOf(raised, { roleId: before.role.id })).toEqual({ kind: 'role_above_own', role: 'Owner' });
  });

  it('when a permission is sensitive, or a template, team or product is gone', async () => {
    const before = await invited();
    expect(await refusalOf(before, { permissionIds: [permissions.sendAs] })).toEqual({ kind: 'permission_unknown' });
    expect(await refusalOf(before, { templateId: uuidv7() })).toEqual({ kind: 'template_unknown' });
    expect(await refusalOf(before, { primaryTeamId: uuidv7() })).toEqual({ kind: 'team_unknown' });
    expect(await refusalOf(before, { productIds: [uuidv7()] })).toEqual({ kind: 'product_unknown' });
    expect(await auditOf(services, { target: before.id })).toHaveLength(1);
  });

  it('when it is of another organization', async () => {
    const { id, adminId, roleIds } = await addOrganization(services);
    const invitationId = uuidv7();
    await services.query(
      `INSERT INTO invitation (id, organization_id, email, email_key, role_id, batch_id, issuer_id, expires_at)
       VALUES ($1, $2, 'theirs@example.net', 'theirs@example.net', $3, $1, $4, usher_now() + interval '1 hour')`,
      [invitationId, id, roleIds['Member'], adminId],
    );
    const before = await invited();
    expect(await refusalOf(before, { link: { id: invitationId, generation: 1 } })).toEqual({
      kind: 'invitation_unknown',
    });
  });
});

it('an invitation of somebody who is an active member by now is not edited', async () => {
  const before = await invited();
  await addMember(services, { email: before.email, isBound: false });
  expect(await edit(before, { firstName: 'Linus' })).toMatchObject({ ok: false, refusal: { kind: 'already_member' } });
});

describe('the card in Slack', () => {
  it('is rewritten where it stands, with its buttons, and no mail goes out', async () => {
    const bob = services.workspace.person({ firstName: 'Bob', email: anAddress('bob') });
    const before = await invited(bob.email);
    await services.runJobs();
    await edit(await invitationOf(services, bob.email), { ...(await everything()), firstName: 'Bob' });
    await services.runJobs();
    expect(bob.messages()).toMatchObject([{ edits: 1, buttons: { length: 4 } }]);
    expect(bob.messages()[0]?.text).toMatch(
      /Role:\* Viewer[\s\S]*Team:\* Support, also Sales[\s\S]*Products:\* Reports/,
    );
    expect(services.inbox.mailsTo(before.email)).toEqual([]);
  });

  it('when it was on its way while the terms changed, tells those of now', async () => {
    const bob = services.workspace.person({ firstName: 'Bob', email: anAddress('bob') });
    const before = await invited(bob.email);
    const { deps } = services;
    const invitationCard: typeof deps.notices.invitationCard = async (...args) => {
      const outcome = await deps.notices.invitationCard(...args);
      await edit(before, { roleId: await roleId(services, 'Viewer') });
      // Its own job finds no card yet.
      await services.clearJobs();
      return outcome;
    };
    const payload = { invitationId: before.id, generation: 1, byMail: false, requestId: 'r1' };
    await deliverInvitation({ ...deps, notices: { ...deps.notices, invitationCard } }, payload, { isLast: false });
    await services.runJobs();
    expect(bob.messages()[0]?.text).toMatch(/Role:\* Viewer/);
  });
});
