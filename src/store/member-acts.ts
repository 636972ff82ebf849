import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/**
 * FOR NO KEY UPDATE, here and below: it excludes itself and whoever holds the row FOR SHARE, but not the foreign keys of rows
 * that others insert meanwhile. With FOR UPDATE an admin who invites and one who deactivates her would wait for each other.
 */
export const holdOrganization = async (db: Db, organizationId: string): Promise<void> => {
  await db.$queryRaw(Prisma.sql`SELECT id FROM organization WHERE id = ${organizationId}::uuid FOR NO KEY UPDATE`);
};

export const holdMembers = async (db: Db, organizationId: string, membershipIds: readonly string[]): Promise<void> => {
  await db.$queryRaw(Prisma.sql`
    SELECT id FROM membership WHERE organization_id = ${organizationId}::uuid AND id = ANY(${[...membershipIds]}::uuid[])
    ORDER BY id FOR NO KEY UPDATE`);
};

/** Active admins beside this one. Counts for a decision only under the organization's lock. */
export const countOtherAdmins = (db: Db, organizationId: string, membershipId: string): Promise<number> =>
  db.membership.count({
    where: { organizationId, status: 'ACTIVE', role: { isAdmin: true }, id: { not: membershipId } },
  });

const versionOf = (rows: readonly { version: number }[], membershipId: string): number => {
  const [row] = rows;
  if (!row) throw new Error(`Membership ${membershipId} is gone while it is held.`);
  return row.version;
};

export const setRole = async (db: Db, organizationId: string, membershipId: string, roleId: string): Promise<number> =>
  versionOf(
    await db.$queryRaw<{ version: number }[]>(Prisma.sql`
      UPDATE membership SET role_id = ${roleId}::uuid, version = version + 1
      WHERE id = ${membershipId}::uuid AND organization_id = ${organizationId}::uuid RETURNING version`),
    membershipId,
  );

export const endMembership = async (
  db: Db,
  organizationId: string,
  membershipId: string,
  status: 'DEACTIVATED' | 'REMOVED',
  endedById: string,
): Promise<number> =>
  versionOf(
    await db.$queryRaw<{ version: number }[]>(Prisma.sql`
      UPDATE membership SET status = ${status}::membership_status, ended_at = usher_now(), ended_by_id = ${endedById}::uuid,
        version = version + 1
      WHERE id = ${membershipId}::uuid AND organization_id = ${organizationId}::uuid RETURNING version`),
    membershipId,
  );

/**
 * As it was before it was deactivated: role, teams, products and permissions were left in place. The products are held, as in
 * admit.ts: whoever turns one off meanwhile finds this member among those who lose it.
 */
export const restoreMembership = async (db: Db, organizationId: string, membershipId: string): Promise<number> =>
  versionOf(
    await db.$queryRaw<{ version: number }[]>(Prisma.sql`
      WITH held AS MATERIALIZED (
        SELECT p.id FROM membership_product mp JOIN product p ON p.id = mp.product_id
        WHERE mp.membership_id = ${membershipId}::uuid ORDER BY p.id FOR SHARE OF p
      )
      UPDATE membership SET status = 'ACTIVE', ended_at = NULL, ended_by_id = NULL, version = version + 1
      WHERE id = ${membershipId}::uuid AND organization_id = ${organizationId}::uuid AND (SELECT count(*) FROM held) >= 0
      RETURNING version`),
    membershipId,
  );
