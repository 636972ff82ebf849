import { v7 as uuidv7 } from 'uuid';
import type { Services } from './services.ts';

/** A team of the organization, or of another one. Returns its id. */
export const addTeam = async (
  { query, organizationId }: Services,
  name: string,
  given: { channelId?: string; productIds?: readonly string[]; isArchived?: boolean; organizationId?: string } = {},
): Promise<string> => {
  const [id, owner] = [uuidv7(), given.organizationId ?? organizationId];
  await query(
    `INSERT INTO team (id, organization_id, name, slack_channel_id, archived_at)
     VALUES ($1, $2, $3, $4, CASE WHEN $5 THEN now() END)`,
    [id, owner, name, given.channelId ?? null, given.isArchived ?? false],
  );
  for (const productId of given.productIds ?? []) {
    await query('INSERT INTO team_product (organization_id, team_id, product_id) VALUES ($1, $2, $3)', [
      owner,
      id,
      productId,
    ]);
  }
  return id;
};

export const addProduct = async (
  { query, organizationId }: Services,
  name: string,
  given: { isDefault?: boolean; isEnabled?: boolean; organizationId?: string } = {},
): Promise<string> => {
  const id = uuidv7();
  await query(
    'INSERT INTO product (id, organization_id, key, name, is_default, enabled) VALUES ($1, $2, $3, $4, $5, $6)',
    [
      id,
      given.organizationId ?? organizationId,
      name.toLowerCase(),
      name,
      given.isDefault ?? false,
      given.isEnabled ?? true,
    ],
  );
  return id;
};

export const addPermission = async (
  { query, organizationId }: Services,
  name: string,
  given: { isSensitive?: boolean } = {},
): Promise<string> => {
  const id = uuidv7();
  await query(
    `INSERT INTO permission (id, organization_id, key, name, description, sensitive) VALUES ($1, $2, $3, $3, '', $4)`,
    [id, organizationId, name, given.isSensitive ?? false],
  );
  return id;
};

export const addTemplate = async (
  { query, organizationId }: Services,
  name: string,
  permissionIds: readonly string[],
): Promise<string> => {
  const id = uuidv7();
  await query('INSERT INTO permission_template (id, organization_id, name) VALUES ($1, $2, $3)', [
    id,
    organizationId,
    name,
  ]);
  await query(
    `INSERT INTO template_permission (organization_id, template_id, permission_id)
     SELECT $1, $2, unnest($3::uuid[])`,
    [organizationId, id, permissionIds],
  );
  return id;
};

export type OtherOrganization = {
  readonly id: string;
  readonly adminId: string;
  readonly roleIds: Readonly<Record<string, string>>;
};

/** A second organization of the same deployment, with the seeded roles and an admin. */
export const addOrganization = async ({ query }: Services, name = 'Another Org'): Promise<OtherOrganization> => {
  const [id, adminId, accountId] = [uuidv7(), uuidv7(), uuidv7()];
  await query('INSERT INTO organization (id, name) VALUES ($1, $2)', [id, name]);
  const roleIds: Record<string, string> = {};
  for (const [role, rank, isAdmin] of [
    ['Viewer', 10, false],
    ['Member', 20, false],
    ['Admin', 100, true],
  ] as const) {
    roleIds[role] = uuidv7();
    await query(
      `INSERT INTO role (id, organization_id, name, description, for_whom, rank, is_admin, is_default)
       VALUES ($1, $2, $3, '', '', $4, $5, $6)`,
      [roleIds[role], id, role, rank, isAdmin, rank === 10],
    );
  }
  const email = `${accountId}@example.net`;
  await query(
    `INSERT INTO account (id, email, email_key, first_name, last_name) VALUES ($1, $2, $2, 'Other', 'Admin')`,
    [accountId, email],
  );
  await query(
    'INSERT INTO membership (id, organization_id, account_id, role_id, search_text) VALUES ($1, $2, $3, $4, $5)',
    [adminId, id, accountId, roleIds['Admin'], email],
  );
  return { id, adminId, roleIds };
};
