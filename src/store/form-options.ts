import type { FormOptions, OfferedTerms } from '../ports/records.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

const nothingHeld: OfferedTerms = { roleId: null, teamIds: [], productIds: [] };

/** All that a form offers, in one read: roles (retired ones too), teams and enabled products. */
export const findFormOptions = (db: Db, organizationId: string): Promise<FormOptions> =>
  readOptions(db, organizationId, nothingHeld, Prisma.sql`SELECT NULL::uuid AS id WHERE false`);

/**
 * The same inside the transaction that gives them: the role, teams and products of these terms are held FOR SHARE, so none of
 * them can be retired, archived or turned off before what was asked with them is written. A row is locked as it is after the
 * wait; the rest of this statement still sees it as it was before, hence the comparison with what was really locked.
 */
export const holdFormOptions = (db: Db, organizationId: string, terms: OfferedTerms): Promise<FormOptions> =>
  readOptions(
    db,
    organizationId,
    terms,
    Prisma.sql`SELECT id FROM role WHERE id = ${terms.roleId}::uuid AND organization_id = ${organizationId}::uuid
        AND retired_at IS NULL FOR SHARE`,
    Prisma.sql`SELECT id FROM team WHERE id = ANY(${[...terms.teamIds]}::uuid[]) AND organization_id = ${organizationId}::uuid
        AND archived_at IS NULL ORDER BY id FOR SHARE`,
    Prisma.sql`SELECT id FROM product WHERE id = ANY(${[...terms.productIds]}::uuid[])
        AND organization_id = ${organizationId}::uuid AND enabled ORDER BY id FOR SHARE`,
  );

const readOptions = async (
  db: Db,
  organizationId: string,
  terms: OfferedTerms,
  roles: Prisma.Sql,
  teams: Prisma.Sql = roles,
  products: Prisma.Sql = roles,
): Promise<FormOptions> => {
  const rows = await db.$queryRaw<FormOptions[]>(Prisma.sql`
    WITH held_role AS MATERIALIZED (${roles}), held_team AS MATERIALIZED (${teams}), held_product AS MATERIALIZED (${products})
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object(
          'id', r.id, 'name', r.name, 'description', r.description, 'forWhom', r.for_whom, 'rank', r.rank,
          'isAdmin', r.is_admin, 'isDefault', r.is_default, 'isRetired', r.retired_at IS NOT NULL
            OR (r.id IS NOT DISTINCT FROM ${terms.roleId}::uuid AND r.id NOT IN (SELECT id FROM held_role))) ORDER BY r.rank), '[]')
        FROM role r WHERE r.organization_id = ${organizationId}::uuid) AS roles,
      (SELECT coalesce(jsonb_agg(jsonb_build_object(
          'id', t.id, 'name', t.name, 'slackChannelId', t.slack_channel_id,
          'defaultProductIds', ARRAY(SELECT tp.product_id FROM team_product tp JOIN product p ON p.id = tp.product_id
                                     WHERE tp.team_id = t.id AND p.enabled)) ORDER BY lower(t.name)), '[]')
        FROM team t WHERE t.organization_id = ${organizationId}::uuid AND t.archived_at IS NULL
          AND (t.id <> ALL(${[...terms.teamIds]}::uuid[]) OR t.id IN (SELECT id FROM held_team))) AS teams,
      (SELECT coalesce(jsonb_agg(jsonb_build_object(
          'id', p.id, 'name', p.name, 'isDefault', p.is_default) ORDER BY lower(p.name)), '[]')
        FROM product p WHERE p.organization_id = ${organizationId}::uuid AND p.enabled
          AND (p.id <> ALL(${[...terms.productIds]}::uuid[]) OR p.id IN (SELECT id FROM held_product))) AS products,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) ORDER BY lower(p.name)), '[]')
        FROM permission p WHERE p.organization_id = ${organizationId}::uuid AND NOT p.sensitive) AS permissions,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'permissionIds',
          ARRAY(SELECT tp.permission_id FROM template_permission tp WHERE tp.template_id = t.id)) ORDER BY lower(t.name)), '[]')
        FROM permission_template t WHERE t.organization_id = ${organizationId}::uuid
          AND EXISTS (SELECT FROM template_permission tp WHERE tp.template_id = t.id)) AS templates`);
  return rows[0] ?? { roles: [], teams: [], products: [], permissions: [], templates: [] };
};
