import type { FormOptions } from '../ports/records.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/** All that a form offers, in one read: roles (retired ones too), teams and enabled products. */
export const findFormOptions = async (db: Db, organizationId: string): Promise<FormOptions> => {
  const rows = await db.$queryRaw<FormOptions[]>(Prisma.sql`
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object(
          'id', r.id, 'name', r.name, 'description', r.description, 'forWhom', r.for_whom, 'rank', r.rank,
          'isAdmin', r.is_admin, 'isDefault', r.is_default, 'isRetired', r.retired_at IS NOT NULL) ORDER BY r.rank), '[]')
        FROM role r WHERE r.organization_id = ${organizationId}::uuid) AS roles,
      (SELECT coalesce(jsonb_agg(jsonb_build_object(
          'id', t.id, 'name', t.name, 'slackChannelId', t.slack_channel_id,
          'defaultProductIds', ARRAY(SELECT tp.product_id FROM team_product tp JOIN product p ON p.id = tp.product_id
                                     WHERE tp.team_id = t.id AND p.enabled)) ORDER BY lower(t.name)), '[]')
        FROM team t WHERE t.organization_id = ${organizationId}::uuid AND t.archived_at IS NULL) AS teams,
      (SELECT coalesce(jsonb_agg(jsonb_build_object(
          'id', p.id, 'name', p.name, 'isDefault', p.is_default) ORDER BY lower(p.name)), '[]')
        FROM product p WHERE p.organization_id = ${organizationId}::uuid AND p.enabled) AS products`);
  return rows[0] ?? { roles: [], teams: [], products: [] };
};
