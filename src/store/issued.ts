import type { IssuedChoice } from '../domain/undo.ts';
import type { ChangedInvitations, IssuedBy, IssuedCounts } from '../ports/acts.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

const above = (aboveRank: number | null): Prisma.Sql =>
  aboveRank === null ? Prisma.empty : Prisma.sql`AND r.rank > ${aboveRank}::int`;

/** Pending invitations whose current link they sent, those that ran out too. */
const issuedSql = ({ organizationId, issuerId, aboveRank }: IssuedBy): Prisma.Sql => Prisma.sql`
  FROM invitation i JOIN role r ON r.id = i.role_id
  WHERE i.organization_id = ${organizationId}::uuid AND i.issuer_id = ${issuerId}::uuid AND i.status = 'PENDING' ${above(aboveRank)}`;

const linksSql = ({ organizationId, issuerId, aboveRank }: IssuedBy): Prisma.Sql => Prisma.sql`
  FROM invite_link l JOIN role r ON r.id = l.role_id
  WHERE l.organization_id = ${organizationId}::uuid AND l.created_by_id = ${issuerId}::uuid AND l.revoked_at IS NULL
    AND l.expires_at > usher_now() ${above(aboveRank)}`;

export const countIssued = async (db: Db, issued: IssuedBy): Promise<IssuedCounts> => {
  const rows = await db.$queryRaw<IssuedCounts[]>(Prisma.sql`
    SELECT (SELECT count(*)::int ${issuedSql(issued)}) AS invitations, (SELECT count(*)::int ${linksSql(issued)}) AS "inviteLinks"`);
  return rows[0] ?? { invitations: 0, inviteLinks: 0 };
};

export const countOwnPending = (db: Db, organizationId: string, emailKey: string): Promise<number> =>
  db.invitation.count({ where: { organizationId, emailKey, status: 'PENDING' } });

/** Locked in the order of their ids, as everybody does who locks several. */
const held = (rows: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`held AS MATERIALIZED (SELECT i.id ${rows} ORDER BY i.id FOR UPDATE OF i)`;

const returned = Prisma.sql`RETURNING i.id, i.generation, i.batch_id AS "batchId"`;

const closed = (cause: string, decidedById: string): Prisma.Sql => Prisma.sql`
  UPDATE invitation i SET status = 'WITHDRAWN', status_cause = ${cause}, decided_at = usher_now(),
    decided_by_id = ${decidedById}::uuid FROM held WHERE i.id = held.id ${returned}`;

export const takeOverIssued = (db: Db, issued: IssuedBy, newIssuerId: string): Promise<ChangedInvitations> =>
  db.$queryRaw(Prisma.sql`
    WITH ${held(issuedSql(issued))}
    UPDATE invitation i SET issuer_id = ${newIssuerId}::uuid FROM held WHERE i.id = held.id ${returned}`);

export const withdrawIssued = (db: Db, issued: IssuedBy, decidedById: string): Promise<ChangedInvitations> =>
  db.$queryRaw(Prisma.sql`WITH ${held(issuedSql(issued))} ${closed('issuer_left', decidedById)}`);

/** What waits for an address whose membership ends: nobody comes back by a link from before. */
export const closeOwnPending = (
  db: Db,
  organizationId: string,
  emailKey: string,
  decidedById: string,
): Promise<ChangedInvitations> => {
  const own = Prisma.sql`FROM invitation i
    WHERE i.organization_id = ${organizationId}::uuid AND i.email_key = ${emailKey} AND i.status = 'PENDING'`;
  return db.$queryRaw(Prisma.sql`WITH ${held(own)} ${closed('membership_ended', decidedById)}`);
};

export const settleInviteLinks = async (
  db: Db,
  issued: IssuedBy,
  choice: IssuedChoice,
  newCreatorId: string,
): Promise<string[]> => {
  const change =
    choice === 'take_over' ? Prisma.sql`created_by_id = ${newCreatorId}::uuid` : Prisma.sql`revoked_at = usher_now()`;
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    WITH held AS MATERIALIZED (SELECT l.id ${linksSql(issued)} ORDER BY l.id FOR UPDATE OF l)
    UPDATE invite_link l SET ${change} FROM held WHERE l.id = held.id RETURNING l.id`);
  return rows.map(({ id }) => id);
};
