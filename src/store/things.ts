import type { OwnAccess, WhyThing } from '../ports/why.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/** All that somebody may have or lack, with whether this member has it: by themselves, or by their role. */
export const findThings = async (db: Db, organizationId: string, membershipId: string | null): Promise<WhyThing[]> =>
  db.$queryRaw<WhyThing[]>(Prisma.sql`
    WITH m AS (SELECT id, role_id FROM membership
      WHERE organization_id = ${organizationId}::uuid AND id = ${membershipId}::uuid)
    SELECT 'product' AS kind, p.id, p.key, p.name, p.enabled AS "isOffered",
      EXISTS (SELECT FROM membership_product mp JOIN m ON m.id = mp.membership_id WHERE mp.product_id = p.id AND p.enabled) AS "isHeld"
    FROM product p WHERE p.organization_id = ${organizationId}::uuid
    UNION ALL
    SELECT 'permission', n.id, n.key, n.name, true,
      EXISTS (SELECT FROM membership_permission mp JOIN m ON m.id = mp.membership_id WHERE mp.permission_id = n.id)
        OR EXISTS (SELECT FROM role_permission rp JOIN m ON m.role_id = rp.role_id WHERE rp.permission_id = n.id)
    FROM permission n WHERE n.organization_id = ${organizationId}::uuid
    UNION ALL
    SELECT 'role', r.id, NULL, r.name, r.retired_at IS NULL, EXISTS (SELECT FROM m WHERE m.role_id = r.id)
    FROM role r WHERE r.organization_id = ${organizationId}::uuid`);

// More of them would be a list, not people to ask.
const MOST_ADMINS = 5;

export const findOwnAccess = async (
  db: Db,
  organizationId: string,
  membershipId: string | null,
): Promise<OwnAccess> => {
  const [row] = await db.$queryRaw<OwnAccess[]>(Prisma.sql`
    SELECT
      ARRAY(SELECT p.name FROM permission p WHERE p.organization_id = ${organizationId}::uuid AND p.id IN (
        SELECT rp.permission_id FROM membership m JOIN role_permission rp ON rp.role_id = m.role_id
          WHERE m.id = ${membershipId}::uuid AND m.organization_id = ${organizationId}::uuid
        UNION SELECT mp.permission_id FROM membership_permission mp WHERE mp.membership_id = ${membershipId}::uuid)
        ORDER BY lower(p.name)) AS "permissionNames",
      ARRAY(SELECT coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.email)
        FROM role r JOIN membership m ON m.organization_id = r.organization_id AND m.role_id = r.id AND m.status = 'ACTIVE'
        JOIN account a ON a.id = m.account_id
        WHERE r.organization_id = ${organizationId}::uuid AND r.is_admin AND m.id IS DISTINCT FROM ${membershipId}::uuid
        ORDER BY m.joined_at, m.id LIMIT ${MOST_ADMINS}) AS "adminNames"`);
  return row ?? { permissionNames: [], adminNames: [] };
};
