import type { MembershipStatus } from '../domain/actor.ts';
import type { DeliveryFact, InvitationParty, InvitationRecord, InvitationStatus } from '../domain/invitation.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

type RecordRow = {
  id: string;
  organization_id: string;
  email: string;
  email_key: string;
  first_name: string | null;
  last_name: string | null;
  slack_team_id: string | null;
  slack_user_id: string | null;
  status: InvitationStatus;
  decided_at: Date | null;
  generation: number;
  issued_at: Date;
  send_after: Date | null;
  sent_at: Date | null;
  expires_at: Date | null;
  opened_at: Date | null;
  asked_at: Date | null;
  note: string | null;
  batch_id: string;
  role: InvitationRecord['role'];
  primary_team: InvitationRecord['primaryTeam'];
  secondary_team_ids: string[];
  secondary_team_names: string[];
  product_ids: string[];
  product_names: string[];
  permission_ids: string[];
  permission_names: string[];
  inviter: InvitationParty | null;
  issuer: InvitationParty | null;
  decided_by: InvitationParty | null;
  account: InvitationRecord['account'];
  membership_status: MembershipStatus | null;
  membership_joined_at: Date | null;
  stopped_at: Date | null;
  deliveries: DeliveryFact[];
};

/** Whoever invited or issued, as they stand now, with the Slack user they are in the organization's workspace. */
export const party = (column: string, row = 'i') => `(
  SELECT jsonb_build_object('membershipId', pm.id, 'email', pa.email, 'firstName', pa.first_name, 'lastName', pa.last_name,
    'isActive', pm.status = 'ACTIVE', 'isAdmin', pr.is_admin AND NOT EXISTS (
      SELECT FROM slack_identity g JOIN workspace gw ON gw.team_id = g.team_id AND gw.organization_id = pm.organization_id
      WHERE g.account_id = pm.account_id AND g.guest_since IS NOT NULL), 'rank', pr.rank,
    'slack', (SELECT jsonb_build_object('teamId', s.team_id, 'userId', s.slack_user_id)
              FROM slack_identity s JOIN workspace w ON w.team_id = s.team_id AND w.organization_id = pm.organization_id
              WHERE s.account_id = pm.account_id AND w.uninstalled_at IS NULL LIMIT 1))
  FROM membership pm JOIN account pa ON pa.id = pm.account_id JOIN role pr ON pr.id = pm.role_id WHERE pm.id = ${row}.${column})`;

const columns = `i.id, i.organization_id, i.email, i.email_key, i.first_name, i.last_name, i.slack_team_id,
  i.slack_user_id, i.status::text, i.decided_at, i.generation, i.issued_at, i.send_after, i.sent_at, i.expires_at, i.opened_at, i.asked_at,
  i.note, i.batch_id,
  jsonb_build_object('id', r.id, 'name', r.name, 'description', r.description, 'rank', r.rank, 'isAdmin', r.is_admin,
    'isRetired', r.retired_at IS NOT NULL) AS role,
  (SELECT jsonb_build_object('id', t.id, 'name', t.name) FROM team t WHERE t.id = i.primary_team_id) AS primary_team,
  ARRAY(SELECT it.team_id FROM invitation_team it WHERE it.invitation_id = i.id ORDER BY 1) AS secondary_team_ids,
  ARRAY(SELECT ip.product_id FROM invitation_product ip WHERE ip.invitation_id = i.id ORDER BY 1) AS product_ids,
  ARRAY(SELECT ip.permission_id FROM invitation_permission ip WHERE ip.invitation_id = i.id ORDER BY 1) AS permission_ids,
  ARRAY(SELECT p.name FROM invitation_permission ip JOIN permission p ON p.id = ip.permission_id
        WHERE ip.invitation_id = i.id ORDER BY lower(p.name)) AS permission_names,
  ARRAY(SELECT t.name FROM invitation_team it JOIN team t ON t.id = it.team_id WHERE it.invitation_id = i.id
        AND t.archived_at IS NULL ORDER BY lower(t.name)) AS secondary_team_names,
  ARRAY(SELECT p.name FROM invitation_product ip JOIN product p ON p.id = ip.product_id WHERE ip.invitation_id = i.id
        AND p.enabled ORDER BY lower(p.name)) AS product_names,
  ${party('inviter_id')} AS inviter, ${party('issuer_id')} AS issuer,
  ${party('decided_by_id')} AS decided_by,
  CASE WHEN a.id IS NOT NULL THEN jsonb_build_object('id', a.id, 'firstName', a.first_name, 'lastName', a.last_name) END
    AS account,
  m.status::text AS membership_status, m.joined_at AS membership_joined_at, ap.stopped_at,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('channel', d.channel, 'state', d.state, 'cause', d.cause, 'at', d.at)
     ORDER BY d.at), '[]') FROM delivery d WHERE d.invitation_id = i.id AND d.generation = i.generation) AS deliveries`;

const joins = `JOIN role r ON r.id = i.role_id
  LEFT JOIN account a ON a.email_key = i.email_key
  LEFT JOIN membership m ON m.organization_id = i.organization_id AND m.account_id = a.id
  LEFT JOIN address_preference ap ON ap.email_key = i.email_key`;

const readRecords = async (db: Db, rest: Prisma.Sql): Promise<InvitationRecord[]> => {
  const rows = await db.$queryRaw<RecordRow[]>(
    Prisma.sql`SELECT ${Prisma.raw(columns)} FROM invitation i ${Prisma.raw(joins)} ${rest}`,
  );
  return rows.map(recordOf);
};

/**
 * Locks the rows first, in the order of their ids, so that two admins who reinvite the same people cannot wait for each other;
 * then reads what is true of them. Were the join locked, a row whose role changed while we waited would match none.
 */
const holdRecords = async (db: Db, where: Prisma.Sql): Promise<InvitationRecord[]> => {
  const rows = await db.$queryRaw<RecordRow[]>(Prisma.sql`
    WITH i AS MATERIALIZED (SELECT * FROM invitation WHERE ${where} ORDER BY id FOR UPDATE)
    SELECT ${Prisma.raw(columns)} FROM i ${Prisma.raw(joins)} ORDER BY i.id`);
  return rows.map(recordOf);
};

export const findInvitation = async (db: Db, id: string): Promise<InvitationRecord | null> =>
  (await readRecords(db, Prisma.sql`WHERE i.id = ${id}::uuid`))[0] ?? null;

export const holdInvitation = async (db: Db, id: string): Promise<InvitationRecord | null> =>
  (await holdRecords(db, Prisma.sql`id = ${id}::uuid`))[0] ?? null;

export const holdInvitations = (db: Db, organizationId: string, ids: readonly string[]): Promise<InvitationRecord[]> =>
  holdRecords(db, Prisma.sql`organization_id = ${organizationId}::uuid AND id = ANY(${[...ids]}::uuid[])`);

export const findInvitations = (db: Db, organizationId: string, ids: readonly string[]): Promise<InvitationRecord[]> =>
  readRecords(db, Prisma.sql`WHERE i.organization_id = ${organizationId}::uuid AND i.id = ANY(${[...ids]}::uuid[])`);

/** The invitations that count for these addresses: the pending one, else the newest. */
export const findInvitationsOfEmails = (
  db: Db,
  organizationId: string,
  emailKeys: readonly string[],
): Promise<InvitationRecord[]> =>
  readRecords(
    db,
    Prisma.sql`WHERE i.id IN (
      SELECT DISTINCT ON (n.email_key) n.id FROM invitation n
      WHERE n.organization_id = ${organizationId}::uuid AND n.email_key = ANY(${[...emailKeys]}::text[])
      ORDER BY n.email_key, (n.status = 'PENDING') DESC, n.created_at DESC)`,
  );

export const findPendingOfSlackUser = async (
  db: Db,
  user: { teamId: string; userId: string },
): Promise<InvitationRecord | null> =>
  (
    await readRecords(
      db,
      Prisma.sql`WHERE i.status = 'PENDING' AND i.expires_at IS NOT NULL AND i.slack_team_id = ${user.teamId} AND i.slack_user_id = ${user.userId}
        ORDER BY i.issued_at DESC LIMIT 1`,
    )
  )[0] ?? null;

const recordOf = (row: RecordRow): InvitationRecord => ({
  id: row.id,
  organizationId: row.organization_id,
  email: row.email,
  emailKey: row.email_key,
  firstName: row.first_name,
  lastName: row.last_name,
  slack: row.slack_team_id && row.slack_user_id ? { teamId: row.slack_team_id, userId: row.slack_user_id } : null,
  status: row.status,
  decidedAt: row.decided_at,
  generation: row.generation,
  issuedAt: row.issued_at,
  sendAfter: row.send_after,
  sentAt: row.sent_at,
  expiresAt: row.expires_at,
  openedAt: row.opened_at,
  askedAt: row.asked_at,
  note: row.note,
  batchId: row.batch_id,
  role: row.role,
  primaryTeam: row.primary_team,
  secondaryTeamIds: row.secondary_team_ids,
  secondaryTeamNames: row.secondary_team_names,
  productIds: row.product_ids,
  permissionIds: row.permission_ids,
  permissionNames: row.permission_names,
  productNames: row.product_names,
  inviter: row.inviter,
  issuer: row.issuer,
  decidedBy: row.decided_by,
  account: row.account,
  membership:
    row.membership_status && row.membership_joined_at
      ? { status: row.membership_status, joinedAt: row.membership_joined_at }
      : null,
  stoppedAt: row.stopped_at,
  // JSON carries instants as text.
  deliveries: row.deliveries.map((delivery) => ({ ...delivery, at: new Date(delivery.at) })),
});
