import { v7 as uuidv7 } from 'uuid';
import type { SlackUserRef } from '../domain/actor.ts';
import type { MailedCode } from '../ports/records.ts';
import { searchTextOf } from './admit.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

export type IdentityProof = 'DM_ACCEPT' | 'CONFIRMED' | 'CODE' | 'FIRST_ADMIN';

export const bindSlackUser = async (
  db: Db,
  accountId: string,
  user: SlackUserRef,
  proof: IdentityProof,
): Promise<'bound' | 'bound_before' | 'taken'> => {
  const rows = await db.$queryRaw<{ account_id: string; slack_user_id: string; is_new: boolean }[]>(Prisma.sql`
    WITH bound AS (
      INSERT INTO slack_identity (id, team_id, slack_user_id, account_id, proof)
      VALUES (${uuidv7()}::uuid, ${user.teamId}, ${user.userId}, ${accountId}::uuid, ${proof}::identity_proof)
      ON CONFLICT DO NOTHING RETURNING account_id, slack_user_id
    ), spent AS (
      UPDATE account SET vouched_at = NULL FROM bound WHERE account.id = bound.account_id
    )
    SELECT account_id, slack_user_id, true AS is_new FROM bound
    UNION ALL
    SELECT account_id, slack_user_id, false FROM slack_identity WHERE team_id = ${user.teamId}
      AND (slack_user_id = ${user.userId} OR account_id = ${accountId}::uuid)`);
  const isTheirs = rows.every((row) => row.account_id === accountId && row.slack_user_id === user.userId);
  if (rows.length === 0 || !isTheirs) return 'taken';
  return rows.some((row) => row.is_new) ? 'bound' : 'bound_before';
};

export const isBoundInWorkspace = async (db: Db, accountId: string, teamId: string): Promise<boolean> =>
  (await db.slackIdentity.count({ where: { accountId, teamId } })) > 0;

/** Names are only ever added: those that the account has stay. */
export const nameAccount = async (db: Db, accountId: string, names: { first: string; last: string }): Promise<void> => {
  const [account] = await db.$queryRaw<{ first: string; last: string; email: string }[]>(Prisma.sql`
    UPDATE account SET first_name = coalesce(first_name, ${names.first}), last_name = coalesce(last_name, ${names.last})
    WHERE id = ${accountId}::uuid RETURNING first_name AS first, last_name AS last, email`);
  if (!account) return;
  // Lower-cased here and not in SQL: under the locale C, PostgreSQL leaves É as it is.
  await db.$executeRaw(Prisma.sql`
    UPDATE membership SET search_text = ${searchTextOf(account)} WHERE account_id = ${accountId}::uuid`);
};

export const startIdentityCode = async (
  db: Db,
  id: string,
  user: SlackUserRef,
  accountId: string,
  expiresAt: Date,
): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    INSERT INTO identity_code (id, team_id, slack_user_id, account_id, expires_at)
    VALUES (${id}::uuid, ${user.teamId}, ${user.userId}, ${accountId}::uuid, ${expiresAt})
    ON CONFLICT (team_id, slack_user_id) DO UPDATE SET id = excluded.id, account_id = excluded.account_id, attempts = 0,
      expires_at = excluded.expires_at, created_at = usher_now()`);
};

export type IdentityCodeRow = { id: string; accountId: string; attempts: number; expiresAt: Date };

export const holdIdentityCode = async (db: Db, user: SlackUserRef): Promise<IdentityCodeRow | null> => {
  const rows = await db.$queryRaw<IdentityCodeRow[]>(Prisma.sql`
    SELECT id, account_id AS "accountId", attempts, expires_at AS "expiresAt" FROM identity_code
    WHERE team_id = ${user.teamId} AND slack_user_id = ${user.userId} FOR UPDATE`);
  return rows[0] ?? null;
};

export const findIdentityCode = async (db: Db, id: string): Promise<MailedCode | null> => {
  const rows = await db.$queryRaw<MailedCode[]>(Prisma.sql`
    SELECT c.id, a.email, w.organization_id AS "organizationId", w.name AS "workspaceName",
      jsonb_build_object('teamId', c.team_id, 'userId', c.slack_user_id) AS slack, c.expires_at AS "expiresAt"
    FROM identity_code c JOIN account a ON a.id = c.account_id JOIN workspace w ON w.team_id = c.team_id
    WHERE c.id = ${id}::uuid`);
  return rows[0] ?? null;
};

/** A code that was used is gone; a wrong guess is counted. */
export const spendIdentityCode = async (db: Db, id: string, how: 'used' | 'missed'): Promise<void> => {
  if (how === 'used') await db.$executeRaw(Prisma.sql`DELETE FROM identity_code WHERE id = ${id}::uuid`);
  else await db.$executeRaw(Prisma.sql`UPDATE identity_code SET attempts = attempts + 1 WHERE id = ${id}::uuid`);
};
