import type { IssuedChoice } from '../domain/undo.ts';
import type { ChangedInvitations } from '../ports/acts.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/** Untouched: still pending, with the link of then, and issued by whoever took it over. */
export const returnIssued = (
  db: Db,
  organizationId: string,
  links: readonly { readonly id: string; readonly generation: number }[],
  from: string,
  to: string,
): Promise<ChangedInvitations> =>
  db.$queryRaw(Prisma.sql`
    WITH shown AS (
      SELECT * FROM unnest(${links.map(({ id }) => id)}::uuid[], ${links.map(({ generation }) => generation)}::int[])
        AS t (id, generation)),
    held AS MATERIALIZED (
      SELECT i.id FROM invitation i JOIN shown USING (id, generation)
      WHERE i.organization_id = ${organizationId}::uuid AND i.status = 'PENDING' AND i.issuer_id = ${from}::uuid
      ORDER BY i.id FOR UPDATE OF i)
    UPDATE invitation i SET issuer_id = ${to}::uuid FROM held WHERE i.id = held.id
    RETURNING i.id, i.generation, i.batch_id AS "batchId"`);

export const returnInviteLinks = async (
  db: Db,
  organizationId: string,
  ids: readonly string[],
  choice: IssuedChoice,
  from: string,
  to: string,
): Promise<void> => {
  const change = choice === 'take_over' ? Prisma.sql`created_by_id = ${to}::uuid` : Prisma.sql`revoked_at = NULL`;
  const owner = choice === 'take_over' ? from : to;
  await db.$executeRaw(Prisma.sql`
    UPDATE invite_link SET ${change}
    WHERE organization_id = ${organizationId}::uuid AND id = ANY(${[...ids]}::uuid[]) AND created_by_id = ${owner}::uuid`);
};

/**
 * The same rows, and so the same links, come alive again. Left closed: what somebody decided otherwise since, an address that was
 * invited again or asked not to be written to, and somebody who is a member by now.
 */
export const reopenInvitations = (
  db: Db,
  organizationId: string,
  ids: readonly string[],
  closedAt: Date,
): Promise<ChangedInvitations> =>
  db.$queryRaw(Prisma.sql`
    WITH held AS MATERIALIZED (
      SELECT i.id, i.email_key FROM invitation i
      WHERE i.organization_id = ${organizationId}::uuid AND i.id = ANY(${[...ids]}::uuid[]) AND i.status = 'WITHDRAWN'
        AND i.decided_at = ${closedAt} ORDER BY i.id FOR UPDATE OF i)
    UPDATE invitation i SET status = 'PENDING', status_cause = NULL, decided_at = NULL, decided_by_id = NULL
    FROM held WHERE i.id = held.id
      AND NOT EXISTS (SELECT FROM invitation p WHERE p.organization_id = ${organizationId}::uuid
        AND p.email_key = held.email_key AND p.status = 'PENDING')
      AND NOT EXISTS (SELECT FROM address_preference ap WHERE ap.email_key = held.email_key)
      AND NOT EXISTS (SELECT FROM membership m JOIN account a ON a.id = m.account_id
        WHERE m.organization_id = ${organizationId}::uuid AND m.status = 'ACTIVE' AND a.email_key = held.email_key)
    RETURNING i.id, i.generation, i.batch_id AS "batchId"`);
