import type { InviteLinkRecord } from '../domain/invite-link.ts';
import type { LinkJoin, LinkPosition, NewInviteLink } from '../ports/invite-links.ts';
import type { Page } from '../ports/records.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { party } from './invitation-records.ts';

const columns =
  Prisma.raw(`l.id, l.organization_id AS "organizationId", l.allowed_domains AS "allowedDomains", l.max_uses AS "maxUses",
  l.uses, l.created_at AS "createdAt", l.expires_at AS "expiresAt", l.revoked_at AS "revokedAt",
  jsonb_build_object('id', r.id, 'name', r.name, 'description', r.description, 'rank', r.rank, 'isAdmin', r.is_admin,
    'isRetired', r.retired_at IS NOT NULL) AS role,
  (SELECT min(x.rank) FROM role x WHERE x.organization_id = l.organization_id AND x.retired_at IS NULL) AS "leastRank",
  (SELECT jsonb_build_object('id', t.id, 'name', t.name, 'isArchived', t.archived_at IS NOT NULL)
    FROM team t WHERE t.id = l.team_id) AS team,
  ${party('created_by_id', 'l')} AS creator`);

/** Somebody could join by it still. `l`: the link. */
export const isLive = `l.revoked_at IS NULL AND l.expires_at > usher_now() AND l.uses < l.max_uses`;

const roleOf = Prisma.raw('JOIN role r ON r.id = l.role_id');

/** By when they were made; the redundant bound lets the index find the page. */
const boundOf = (organizationId: string, position: LinkPosition): Prisma.Sql => {
  if (position === null) return Prisma.empty;
  const at = (id: string) =>
    Prisma.sql`(SELECT created_at, id FROM invite_link WHERE id = ${id}::uuid AND organization_id = ${organizationId}::uuid)`;
  return 'after' in position
    ? Prisma.sql`AND (l.created_at, l.id) < ${at(position.after)}`
    : Prisma.sql`AND (l.created_at, l.id) > ${at(position.before)}`;
};

export const findInviteLinkPage = async (
  db: Db,
  organizationId: string,
  position: LinkPosition,
  limit: number,
): Promise<Page<InviteLinkRecord>> => {
  const backwards = position !== null && 'before' in position;
  const order = Prisma.raw(backwards ? 'l.created_at, l.id' : 'l.created_at DESC, l.id DESC');
  const rows = await db.$queryRaw<InviteLinkRecord[]>(Prisma.sql`
    SELECT ${columns} FROM invite_link l ${roleOf}
    WHERE l.organization_id = ${organizationId}::uuid ${boundOf(organizationId, position)}
    ORDER BY ${order} LIMIT ${limit + 1}`);
  const page = rows.slice(0, limit);
  return { rows: backwards ? page.reverse() : page, hasMore: rows.length > limit };
};

export const findInviteLink = async (db: Db, linkId: string): Promise<InviteLinkRecord | null> => {
  const rows = await db.$queryRaw<InviteLinkRecord[]>(
    Prisma.sql`SELECT ${columns} FROM invite_link l ${roleOf} WHERE l.id = ${linkId}::uuid`,
  );
  return rows[0] ?? null;
};

export const findLinkJoins = (db: Db, organizationId: string, linkId: string, limit: number): Promise<LinkJoin[]> =>
  db.$queryRaw(Prisma.sql`
    SELECT a.email, a.first_name AS "firstName", a.last_name AS "lastName", e.at AS "joinedAt"
    FROM audit_event e JOIN membership m ON m.id = e.target_id::uuid AND m.organization_id = e.organization_id
      JOIN account a ON a.id = m.account_id
    WHERE e.organization_id = ${organizationId}::uuid AND e.action = 'membership.join'
      AND (e.changed ->> 'inviteLinkId') = ${linkId} ORDER BY e.at DESC LIMIT ${limit}`);

/** Locked before it is joined: were the join locked, a link whose role changed while we waited would match none. */
export const holdInviteLink = async (db: Db, linkId: string): Promise<InviteLinkRecord | null> => {
  const rows = await db.$queryRaw<InviteLinkRecord[]>(Prisma.sql`
    WITH l AS MATERIALIZED (SELECT * FROM invite_link WHERE id = ${linkId}::uuid FOR UPDATE)
    SELECT ${columns} FROM l ${roleOf}`);
  return rows[0] ?? null;
};

export const createInviteLink = async (db: Db, { allowedDomains, ...link }: NewInviteLink): Promise<boolean> => {
  const data = [{ ...link, allowedDomains: [...allowedDomains] }];
  return (await db.inviteLink.createMany({ data, skipDuplicates: true })).count === 1;
};

export const revokeInviteLink = async (db: Db, organizationId: string, linkId: string): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE invite_link SET revoked_at = usher_now()
    WHERE id = ${linkId}::uuid AND organization_id = ${organizationId}::uuid AND revoked_at IS NULL`);
};

/** In the order of their ids, as everybody does who locks several. */
export const moveInviteLinks = async (
  db: Db,
  organizationId: string,
  fromTeamId: string,
  toTeamId: string,
): Promise<string[]> => {
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    WITH held AS MATERIALIZED (
      SELECT id FROM invite_link l
      WHERE organization_id = ${organizationId}::uuid AND team_id = ${fromTeamId}::uuid AND ${Prisma.raw(isLive)}
      ORDER BY id FOR UPDATE)
    UPDATE invite_link l SET team_id = ${toTeamId}::uuid FROM held WHERE l.id = held.id RETURNING l.id`);
  return rows.map(({ id }) => id);
};
