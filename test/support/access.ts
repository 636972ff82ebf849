import { v7 as uuidv7 } from 'uuid';
import type { Services } from './services.ts';
import type { Usher } from './usher.ts';

type Bench = Pick<Services, 'query'> | Pick<Usher, 'query'>;

const organizationIdOf = async ({ query }: Bench): Promise<string> => {
  const [row] = await query<{ id: string }>('SELECT id FROM organization ORDER BY created_at LIMIT 1');
  return row?.id ?? '';
};

/** A permission of the first organization, carried by the roles named. Returns its id. */
export const addPermission = async (
  bench: Bench,
  name: string,
  given: { description?: string; isSensitive?: boolean; roles?: readonly string[] } = {},
): Promise<string> => {
  const [id, organizationId] = [uuidv7(), await organizationIdOf(bench)];
  const key = name.toLowerCase().replaceAll(/\W+/g, '_');
  await bench.query(
    `INSERT INTO permission (id, organization_id, key, name, description, sensitive) VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, organizationId, key, name, given.description ?? '', given.isSensitive ?? false],
  );
  for (const role of given.roles ?? []) {
    await bench.query(
      `INSERT INTO role_permission (organization_id, role_id, permission_id)
       SELECT organization_id, id, $2 FROM role WHERE organization_id = $1 AND name = $3`,
      [organizationId, id, role],
    );
  }
  return id;
};

/** A role of the first organization. Returns its id. */
export const addRoleRow = async (
  bench: Bench,
  name: string,
  rank: number,
  given: { isAdmin?: boolean } = {},
): Promise<string> => {
  const id = uuidv7();
  await bench.query(
    `INSERT INTO role (id, organization_id, name, description, for_whom, rank, is_admin) VALUES ($1, $2, $3, '', '', $4, $5)`,
    [id, await organizationIdOf(bench), name, rank, given.isAdmin ?? false],
  );
  return id;
};

/** What the product reads of somebody; null where they have no access. */
export const accessOf = async ({ query }: Bench, email: string) => {
  const [row] = await query<{ role: string; permissions: string[]; version: number }>(
    'SELECT role, permissions, version FROM active_access WHERE email = $1',
    [email],
  );
  return row ?? null;
};
