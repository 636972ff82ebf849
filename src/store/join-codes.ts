import type { JoinCodeReads, JoinCodeRecord, LinkAdmission } from '../ports/join-codes.ts';
import { searchTextOf } from './admit.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

const columns = Prisma.raw(`c.id, c.invite_link_id AS "inviteLinkId", c.email, c.email_key AS "emailKey", c.attempts,
  c.expires_at AS "expiresAt", c.membership_id AS "membershipId"`);

export const findJoinCode = async (db: Db, id: string): ReturnType<JoinCodeReads['findJoinCode']> => {
  const rows = await db.$queryRaw<(JoinCodeRecord & { organizationId: string; isStopped: boolean })[]>(Prisma.sql`
    SELECT ${columns}, l.organization_id AS "organizationId", ap.id IS NOT NULL AS "isStopped"
    FROM join_code c JOIN invite_link l ON l.id = c.invite_link_id
    LEFT JOIN address_preference ap ON ap.email_key = c.email_key
    WHERE c.id = ${id}::uuid`);
  return rows[0] ?? null;
};

export const countJoinCodes = async (
  db: Db,
  inviteLinkId: string,
  emailKey: string,
): Promise<{ ofAddress: number; ofLink: number }> => {
  await db.$queryRaw(Prisma.sql`
    SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(${`join_code:${emailKey}`}, 0))) held`);
  const since = Prisma.sql`c.created_at > usher_now() - interval '1 hour'`;
  const rows = await db.$queryRaw<{ ofAddress: number; ofLink: number }[]>(Prisma.sql`
    SELECT (SELECT count(*)::int FROM join_code c WHERE c.email_key = ${emailKey} AND ${since}) AS "ofAddress",
      (SELECT count(*)::int FROM join_code c WHERE c.invite_link_id = ${inviteLinkId}::uuid AND ${since}) AS "ofLink"`);
  return rows[0] ?? { ofAddress: 0, ofLink: 0 };
};

export const startJoinCode = async (db: Db, code: Omit<JoinCodeRecord, 'attempts' | 'membershipId'>): Promise<void> => {
  await db.joinCode.create({ data: code, select: { id: true } });
};

export const holdJoinCode = async (db: Db, id: string): Promise<JoinCodeRecord | null> => {
  const rows = await db.$queryRaw<JoinCodeRecord[]>(
    Prisma.sql`SELECT ${columns} FROM join_code c WHERE c.id = ${id}::uuid FOR UPDATE`,
  );
  return rows[0] ?? null;
};

export const missJoinCode = async (db: Db, id: string): Promise<void> => {
  await db.$executeRaw(Prisma.sql`UPDATE join_code SET attempts = attempts + 1 WHERE id = ${id}::uuid`);
};

export const spendJoinCode = async (db: Db, id: string, membershipId: string): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE join_code SET membership_id = ${membershipId}::uuid WHERE id = ${id}::uuid`);
};

/** Products as rule 7 presets them: those of the team, else the default ones; only what is on. */
export const admitByLink = async (
  db: Db,
  { link, email, emailKey, names, accountId, membershipId }: LinkAdmission,
): Promise<{ membershipId: string; accountId: string } | null> => {
  const teamId = link.team?.id ?? null;
  const searchText = searchTextOf({ ...names, email });
  const rows = await db.$queryRaw<{ id: string; account_id: string }[]>(Prisma.sql`
    WITH used AS (
      UPDATE invite_link SET uses = uses + 1
      WHERE id = ${link.id}::uuid AND uses < max_uses AND revoked_at IS NULL AND expires_at > usher_now()
        AND team_id IS NOT DISTINCT FROM ${teamId}::uuid
      RETURNING organization_id, role_id, team_id, created_by_id
    ), acc AS (
      INSERT INTO account (id, email, email_key, first_name, last_name)
      SELECT ${accountId}::uuid, ${email}, ${emailKey}, ${names.first}, ${names.last} FROM used
      ON CONFLICT (email_key) DO UPDATE SET first_name = coalesce(account.first_name, excluded.first_name),
        last_name = coalesce(account.last_name, excluded.last_name)
      RETURNING id
    ), mem AS (
      INSERT INTO membership (id, organization_id, account_id, role_id, primary_team_id, joined_at, invited_by_id, search_text)
      SELECT ${membershipId}::uuid, used.organization_id, acc.id, used.role_id, used.team_id, usher_now(),
        used.created_by_id, ${searchText} FROM acc, used
      ON CONFLICT (organization_id, account_id) DO NOTHING
      RETURNING id, organization_id, account_id
    ), team_preset AS (
      SELECT p.id FROM team_product tp JOIN product p ON p.id = tp.product_id WHERE tp.team_id = ${teamId}::uuid AND p.enabled
    ), offered AS MATERIALIZED (
      -- Held, as in admit.ts.
      SELECT p.id FROM product p WHERE p.organization_id = ${link.organizationId}::uuid AND p.enabled
        AND (p.id IN (SELECT id FROM team_preset) OR (p.is_default AND NOT EXISTS (SELECT FROM team_preset)))
      ORDER BY p.id FOR SHARE
    ), given AS (
      INSERT INTO membership_product (organization_id, membership_id, product_id)
      SELECT mem.organization_id, mem.id, offered.id FROM mem, offered
    )
    SELECT id, account_id FROM mem`);
  const row = rows[0];
  return row ? { membershipId: row.id, accountId: row.account_id } : null;
};
