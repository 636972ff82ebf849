import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/** A permission `p` as JSON, by the names of the domain. */
export const permissionFields = Prisma.sql`'id', p.id, 'key', p.key, 'name', p.name, 'description', p.description,
  'isSensitive', p.sensitive`;

/** Whether another one of the organization is called so, in whatever case. */
export const isLabelTaken =
  (table: 'role' | 'permission_template') =>
  async (db: Db, organizationId: string, name: string, exceptId: string | null): Promise<boolean> => {
    const rows = await db.$queryRaw<unknown[]>(Prisma.sql`
      SELECT 1 FROM ${Prisma.raw(table)} WHERE organization_id = ${organizationId}::uuid AND lower(name) = lower(${name})
        AND id IS DISTINCT FROM ${exceptId}::uuid`);
    return rows.length > 0;
  };
