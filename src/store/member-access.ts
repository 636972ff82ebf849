import type { ListChange } from '../domain/member-access.ts';
import type { MemberAccessWrites } from '../ports/member-access.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/** The caller holds the membership, and the teams that are added. */
const saveMemberTeams = async (
  db: Db,
  organizationId: string,
  membershipId: string,
  primaryTeamId: string | null,
  { removed, added }: ListChange,
): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    WITH m AS (
      UPDATE membership SET primary_team_id = ${primaryTeamId}::uuid, version = version + 1
      WHERE id = ${membershipId}::uuid AND organization_id = ${organizationId}::uuid RETURNING id, organization_id
    ), gone AS (
      DELETE FROM membership_team mt USING m WHERE mt.membership_id = m.id AND mt.team_id = ANY(${[...removed]}::uuid[])
    )
    INSERT INTO membership_team (organization_id, membership_id, team_id)
    SELECT m.organization_id, m.id, t.id FROM m, unnest(${[...added]}::uuid[]) AS t (id) ON CONFLICT DO NOTHING`);
};

/** The caller holds the membership, and the products that are added. */
const saveMemberProducts = async (
  db: Db,
  organizationId: string,
  membershipId: string,
  { removed, added }: ListChange,
): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    WITH m AS (
      UPDATE membership SET version = version + 1
      WHERE id = ${membershipId}::uuid AND organization_id = ${organizationId}::uuid RETURNING id, organization_id
    ), gone AS (
      DELETE FROM membership_product mp USING m WHERE mp.membership_id = m.id AND mp.product_id = ANY(${[...removed]}::uuid[])
    )
    INSERT INTO membership_product (organization_id, membership_id, product_id)
    SELECT m.organization_id, m.id, p.id FROM m, unnest(${[...added]}::uuid[]) AS p (id) ON CONFLICT DO NOTHING`);
};

export const memberAccessWritesOn = (db: Db): MemberAccessWrites => {
  const on = bind(db);
  return { saveMemberTeams: on(saveMemberTeams), saveMemberProducts: on(saveMemberProducts) };
};
