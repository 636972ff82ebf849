import { v7 as uuidv7 } from 'uuid';
import type { InvitationTerms, NewInvitation } from '../../src/ports/records.ts';
import { addInvitation, addMembership, addOrg, type MembershipRow, type Org, type StoreBench } from './rows.ts';

export type Tenant = {
  readonly org: Org;
  readonly admin: MembershipRow;
  readonly salesId: string;
  readonly productId: string;
  /** Carried by the role Member. */
  readonly permissionId: string;
  /** Pending, with a secondary team and a product, for the Slack user U2 of the workspace. */
  readonly waitingId: string;
  /** Ran out two days ago. */
  readonly expiredId: string;
  readonly withdrawnId: string;
  readonly withdrawnAt: Date;
  readonly inviteLinkId: string;
  /** A change of role, and a question to the other admins, of their admin. */
  readonly actId: string;
  readonly pauseId: string;
  /** Open, for an address that nobody else asked for. */
  readonly joinRequestId: string;
};

const hours = (count: number): Date => new Date(Date.now() + count * 3_600_000);

/** An organization with one row of each kind. Two of them differ in nothing but their ids and the address of their admin. */
export const addTenant = async (bench: StoreBench, name: string): Promise<Tenant> => {
  const { insert } = bench;
  const org = await addOrg(bench, name);
  const [salesId, productId, permissionId] = [uuidv7(), uuidv7(), uuidv7()];
  const owner = { organization_id: org.id };
  await insert('team', { ...owner, id: salesId, name: 'Sales', slack_channel_id: 'C1' });
  await insert('product', { ...owner, id: productId, key: 'atlas', name: 'Atlas' });
  await insert('permission', { ...owner, id: permissionId, key: 'reports', name: 'Reports', description: '' });
  await insert('role_permission', { ...owner, role_id: org.roles.member, permission_id: permissionId });
  const admin = await addMembership(bench, org, {
    email: `${name.toLowerCase()}@shared.example.com`,
    role: 'admin',
    teamId: salesId,
    slackUserId: 'U1',
  });
  const issued = { inviter_id: admin.membershipId, issuer_id: admin.membershipId };
  const waitingId = await addInvitation(bench, org, {
    ...issued,
    email: 'waiting@example.com',
    expires_at: hours(12),
    sent_at: hours(-12),
    slack_team_id: org.teamId,
    slack_user_id: 'U2',
  });
  await insert('invitation_team', { ...owner, invitation_id: waitingId, team_id: salesId });
  await insert('invitation_product', { ...owner, invitation_id: waitingId, product_id: productId });
  const expiredId = await addInvitation(bench, org, {
    ...issued,
    email: 'expired@example.com',
    issued_at: hours(-72),
    expires_at: hours(-48),
  });
  const posted = { slack_team_id: org.teamId, slack_channel_id: `C${name}`, slack_ts: '1.1' };
  await insert('posted_message', { ...owner, id: uuidv7(), kind: 'joins', subject: 'subject', ...posted });
  await insert('posted_message', { ...owner, id: uuidv7(), kind: 'digest', subject: '2026-03-02', ...posted });
  const acts = await addActs(bench, org, admin, name);
  return { org, admin, salesId, productId, permissionId, waitingId, expiredId, ...acts };
};

const addActs = async (bench: StoreBench, org: Org, { membershipId }: MembershipRow, name: string) => {
  const { insert } = bench;
  const withdrawnAt = new Date();
  const withdrawnId = await addInvitation(bench, org, {
    email: `${name.toLowerCase()}-withdrawn@example.com`,
    status: 'WITHDRAWN',
    issued_at: hours(-72),
    decided_at: withdrawnAt,
  });
  const [inviteLinkId, actId, pauseId] = [uuidv7(), uuidv7(), uuidv7()];
  const owner = { organization_id: org.id };
  await insert('invite_link', {
    ...owner,
    id: inviteLinkId,
    role_id: org.roles.member,
    max_uses: 1,
    expires_at: hours(1),
    created_by_id: membershipId,
  });
  const entry = { ...owner, actor_kind: 'MEMBERSHIP', actor_membership_id: membershipId, via: 'modal' };
  const target = { target_kind: 'membership', target_id: membershipId };
  const roleId = { from: org.roles.member, to: org.roles.admin };
  const changed = JSON.stringify({ roleId, demotion: true });
  await insert('audit_event', {
    ...entry,
    ...target,
    id: actId,
    action: 'membership.change_role',
    changed,
    request_id: 'r1',
  });
  await insert('audit_event', { ...entry, ...target, id: pauseId, action: 'pause.ask', changed: '{"act":"remove"}' });
  const joinRequestId = uuidv7();
  await insert('join_request', {
    ...owner,
    id: joinRequestId,
    email: 'wished@example.com',
    email_key: 'wished@example.com',
    reason: 'Needed',
    asked_by_team_id: org.teamId,
    asked_by_slack_user_id: 'U1',
  });
  return { withdrawnId, withdrawnAt, inviteLinkId, actId, pauseId, joinRequestId };
};

/** A batch as the admin of a tenant sends it; `given` may break it. */
export const termsOf = (tenant: Tenant, given: Partial<InvitationTerms> = {}): InvitationTerms => ({
  organizationId: tenant.org.id,
  batchId: uuidv7(),
  roleId: tenant.org.roles.member,
  primaryTeamId: null,
  secondaryTeamIds: [],
  productIds: [],
  permissionIds: [],
  note: null,
  inviterId: tenant.admin.membershipId,
  issuedAt: new Date(),
  sendAfter: null,
  expiresAt: hours(24),
  ...given,
});

export const newInvitation = (id: string, email: string): NewInvitation => ({
  id,
  email,
  emailKey: email,
  firstName: null,
  lastName: null,
  slack: null,
});

/** Everything that belongs to an organization, as text: equal as long as nothing of it has changed. */
export const snapshot = async ({ query }: StoreBench, org: Org): Promise<string> => {
  const tables = await query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'organization_id' ORDER BY 1`,
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    const sql = `SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY to_jsonb(t)::text), '[]')::text AS rows FROM "${name}" t
      WHERE organization_id = $1`;
    const [found] = await query<{ rows: string }>(sql, [org.id]);
    parts.push(`${name} ${found?.rows}`);
  }
  return parts.join('\n');
};

export const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id).sort();
