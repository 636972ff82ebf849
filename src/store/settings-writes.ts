import type { Organization } from '../domain/organization.ts';
import type { Settings } from '../domain/settings.ts';
import type { SettingsWrites } from '../ports/settings.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { type OrganizationJson, organizationJson } from './organizations.ts';

/**
 * FOR NO KEY UPDATE: rows that point at the organization can be written meanwhile. The row is locked before it is joined to its
 * workspace, so that a value which somebody else has just committed is the one that is read.
 */
const holdSettings = async (db: Db, organizationId: string): Promise<Organization | null> => {
  const rows = await db.$queryRaw<{ organization: OrganizationJson }[]>(Prisma.sql`
    WITH o AS MATERIALIZED (SELECT * FROM organization WHERE id = ${organizationId}::uuid FOR NO KEY UPDATE)
    SELECT ${Prisma.raw(organizationJson)} AS organization FROM o`);
  return rows[0]?.organization ?? null;
};

const changeSettings = async (db: Db, organizationId: string, changes: Partial<Settings>): Promise<void> => {
  const { ownDomains, allowedDomains, blockedDomains, ...others } = changes;
  await db.organization.update({
    where: { id: organizationId },
    data: {
      ...others,
      ...(ownDomains && { ownDomains: [...ownDomains] }),
      ...(allowedDomains && { allowedDomains: [...allowedDomains] }),
      ...(blockedDomains && { blockedDomains: [...blockedDomains] }),
    },
    select: { id: true },
  });
};

export const settingsWritesOn = (db: Db): SettingsWrites => {
  const on = bind(db);
  return { holdSettings: on(holdSettings), changeSettings: on(changeSettings) };
};
