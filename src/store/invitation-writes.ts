import type {
  InvitationEdit,
  InvitationTerms,
  IssuedLink,
  NewInvitation,
  ReleasedInvitation,
  TermLists,
} from '../ports/records.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

const columnsOf = (rows: readonly NewInvitation[]) => Prisma.sql`unnest(
  ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.email)}::text[], ${rows.map((row) => row.emailKey)}::text[],
  ${rows.map((row) => row.firstName)}::text[], ${rows.map((row) => row.lastName)}::text[],
  ${rows.map((row) => row.slack?.teamId ?? null)}::text[], ${rows.map((row) => row.slack?.userId ?? null)}::text[],
  ${rows.map((row) => row.roleId ?? null)}::uuid[], ${rows.map((row) => row.primaryTeamId ?? null)}::uuid[]
) AS n (id, email, email_key, first_name, last_name, slack_team_id, slack_user_id, role_id, primary_team_id)`;

/** Returns the ids that were made: an address that somebody invited a moment before conflicts, and is left out. */
export const createInvitations = async (
  db: Db,
  terms: InvitationTerms,
  rows: readonly NewInvitation[],
): Promise<IssuedLink[]> => {
  return db.$queryRaw<IssuedLink[]>(Prisma.sql`
    INSERT INTO invitation (id, organization_id, email, email_key, first_name, last_name, slack_team_id, slack_user_id, role_id,
      primary_team_id, note, inviter_id, issuer_id, batch_id, created_at, issued_at, send_after, expires_at)
    SELECT n.id, ${terms.organizationId}::uuid, n.email, n.email_key, n.first_name, n.last_name, n.slack_team_id,
      n.slack_user_id, coalesce(n.role_id, ${terms.roleId}::uuid), coalesce(n.primary_team_id, ${terms.primaryTeamId}::uuid), ${terms.note}, ${terms.inviterId}::uuid,
      ${terms.inviterId}::uuid, ${terms.batchId}::uuid, ${terms.issuedAt}, ${terms.issuedAt}, ${terms.sendAfter}, ${terms.expiresAt}
    FROM ${columnsOf(rows)}
    ON CONFLICT (organization_id, email_key) WHERE status = 'PENDING' DO NOTHING
    RETURNING id, generation`);
};

/** An invitation that ran out starts again in its own row, under the terms of now; its old link is superseded. */
export const renewInvitations = async (
  db: Db,
  terms: InvitationTerms,
  rows: readonly NewInvitation[],
): Promise<IssuedLink[]> => {
  return db.$queryRaw<IssuedLink[]>(Prisma.sql`
    UPDATE invitation i SET generation = i.generation + 1, email = n.email,
      first_name = coalesce(n.first_name, i.first_name), last_name = coalesce(n.last_name, i.last_name),
      slack_team_id = n.slack_team_id, slack_user_id = n.slack_user_id,
      role_id = coalesce(n.role_id, ${terms.roleId}::uuid), primary_team_id = coalesce(n.primary_team_id, ${terms.primaryTeamId}::uuid), note = ${terms.note}, inviter_id = ${terms.inviterId}::uuid,
      issuer_id = ${terms.inviterId}::uuid,
      batch_id = ${terms.batchId}::uuid, issued_at = ${terms.issuedAt}, send_after = ${terms.sendAfter},
      expires_at = ${terms.expiresAt}, sent_at = NULL, opened_at = NULL, asked_at = NULL, reminders_sent = 0, remind_at = NULL
    FROM ${columnsOf(rows)}
    WHERE i.id = n.id AND i.organization_id = ${terms.organizationId}::uuid AND i.status = 'PENDING'
      AND i.expires_at <= ${terms.issuedAt}
    RETURNING i.id, i.generation`);
};

const listWrite = (table: 'team' | 'product' | 'permission', ids: readonly string[], organizationId: string) => {
  const [rows, column] = [Prisma.raw(`invitation_${table}`), Prisma.raw(`${table}_id`)];
  const wanted = Prisma.sql`unnest(${[...ids]}::uuid[])`;
  return Prisma.sql`${Prisma.raw(`old_${table}`)} AS (DELETE FROM ${rows} x USING i
      WHERE x.invitation_id = i.id AND x.organization_id = ${organizationId}::uuid AND x.${column} NOT IN (SELECT ${wanted})),
    ${Prisma.raw(`new_${table}`)} AS (INSERT INTO ${rows} (organization_id, invitation_id, ${column})
      SELECT ${organizationId}::uuid, i.id, w.id FROM i CROSS JOIN ${wanted} AS w (id) ON CONFLICT DO NOTHING)`;
};

/** The lists of the terms, and nothing else in them, for all of these invitations: one statement for a batch of any size. */
export const saveTermLists = async (db: Db, lists: TermLists, invitationIds: readonly string[]): Promise<void> => {
  const { organizationId } = lists;
  await db.$executeRaw(Prisma.sql`
    WITH i AS (SELECT unnest(${[...invitationIds]}::uuid[]) AS id),
      ${listWrite('team', lists.secondaryTeamIds, organizationId)},
      ${listWrite('product', lists.productIds, organizationId)},
      ${listWrite('permission', lists.permissionIds, organizationId)}
    SELECT 1`);
};

/** New terms for an invitation that waits or ran out; its link stays. */
export const editInvitation = async (db: Db, edit: InvitationEdit): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE invitation SET role_id = ${edit.roleId}::uuid, primary_team_id = ${edit.primaryTeamId}::uuid,
      first_name = ${edit.firstName}, last_name = ${edit.lastName}, issuer_id = ${edit.issuerId}::uuid
    WHERE id = ${edit.id}::uuid AND organization_id = ${edit.organizationId}::uuid AND status = 'PENDING'`);
};

/** A new link for the same invitation: the next generation, a full life, nothing delivered yet. A scheduled one has had none. */
export const reissueInvitations = async (
  db: Db,
  invitationIds: readonly string[],
  issuerId: string,
  expiresAt: Date,
): Promise<IssuedLink[]> =>
  db.$queryRaw(Prisma.sql`
    UPDATE invitation SET generation = generation + CASE WHEN expires_at IS NULL THEN 0 ELSE 1 END, issuer_id = ${issuerId}::uuid, issued_at = usher_now(),
      expires_at = ${expiresAt}, send_after = NULL, sent_at = NULL, opened_at = NULL, asked_at = NULL, reminders_sent = 0, remind_at = NULL
    WHERE id = ANY(${[...invitationIds]}::uuid[]) AND status = 'PENDING' RETURNING id, generation`);

/** What waits for its hour goes out now; the life of a link starts then. */
export const releaseInvitation = async (db: Db, invitationId: string, expiresAt: Date): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE invitation SET send_after = NULL, expires_at = coalesce(expires_at, ${expiresAt})
    WHERE id = ${invitationId}::uuid AND status = 'PENDING'`);
};

/**
 * The life of what is due begins. What another process has in hand is passed by, and is not due any more when that one commits;
 * so each is sent once, however late and by however many.
 */
export const releaseScheduled = (db: Db, limit: number): Promise<ReleasedInvitation[]> =>
  db.$queryRaw(Prisma.sql`
    WITH due AS (
      SELECT id FROM invitation WHERE status = 'PENDING' AND expires_at IS NULL AND send_after <= usher_now()
      ORDER BY send_after LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE invitation i SET issued_at = usher_now(),
      expires_at = usher_now() + make_interval(hours => o.invitation_lifetime_hours)
    FROM due, organization o WHERE i.id = due.id AND o.id = i.organization_id
    RETURNING i.id, i.generation, i.organization_id AS "organizationId", i.batch_id AS "batchId"`);

export const closeInvitations = async (
  db: Db,
  invitationIds: readonly string[],
  status: 'DECLINED' | 'WITHDRAWN',
  cause: string,
  decidedById: string | null,
): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE invitation SET status = ${status}::invitation_status, status_cause = ${cause}, decided_at = usher_now(),
      decided_by_id = ${decidedById}::uuid
    WHERE id = ANY(${[...invitationIds]}::uuid[]) AND status = 'PENDING'`);
};

export const markAsked = async (db: Db, invitationId: string): Promise<void> => {
  await db.$executeRaw(Prisma.sql`UPDATE invitation SET asked_at = usher_now() WHERE id = ${invitationId}::uuid`);
};

/** The one wish of an address that outlives every invitation: "don't write to me again". */
export const stopAddress = async (db: Db, id: string, emailKey: string): Promise<boolean> => {
  const count = await db.$executeRaw(Prisma.sql`
    INSERT INTO address_preference (id, email_key) VALUES (${id}::uuid, ${emailKey}) ON CONFLICT (email_key) DO NOTHING`);
  return count === 1;
};

/** The wish is taken back. */
export const allowAddress = async (db: Db, emailKey: string): Promise<boolean> => {
  const count = await db.$executeRaw(Prisma.sql`DELETE FROM address_preference WHERE email_key = ${emailKey}`);
  return count === 1;
};
