import type { WhyThing } from '../ports/why.ts';
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
