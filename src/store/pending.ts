import {
  type DeliveryFact,
  type ExpiredRow,
  type PendingGroup,
  type PendingRow,
  pendingGroups,
} from '../domain/invitation.ts';
import type { Page, PendingCursor } from '../ports/records.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

type PendingSqlRow = Omit<PendingRow, 'group'> & { rank: number };

const WEEK = "interval '7 days'";

/** The group of a pending invitation, as its position in `pendingGroups`; "today" ends at midnight in the organization's zone. */
const rankSql = `CASE
  WHEN i.expires_at <= usher_now() - ${WEEK} THEN 4
  WHEN i.expires_at <= usher_now() THEN 3
  WHEN NOT EXISTS (SELECT FROM delivery d WHERE d.invitation_id = i.id AND d.generation = i.generation AND d.state = 'SENT')
    AND EXISTS (SELECT FROM delivery d WHERE d.invitation_id = i.id AND d.generation = i.generation AND d.cause IS NOT NULL) THEN 0
  WHEN i.expires_at < (date_trunc('day', usher_now() AT TIME ZONE o.time_zone) + interval '1 day') AT TIME ZONE o.time_zone THEN 1
  ELSE 2 END`;

/** One page in the order of the screen: by group, newest link first. A keyset page: rows that change do not shift the others. */
export const findPendingPage = async (
  db: Db,
  organizationId: string,
  after: PendingCursor | null,
  limit: number,
): Promise<Page<PendingRow>> => {
  const rank = after ? pendingGroups.indexOf(after.group) : -1;
  const rows = await db.$queryRaw<PendingSqlRow[]>(Prisma.sql`
    SELECT * FROM (
      SELECT i.id AS "invitationId", i.email, i.first_name AS "firstName", i.last_name AS "lastName", r.name AS "roleName",
        i.issued_at AS "issuedAt", i.expires_at AS "expiresAt", i.opened_at AS "openedAt", i.generation,
        (SELECT coalesce(nullif(concat_ws(' ', ia.first_name, ia.last_name), ''), ia.email)
          FROM membership im JOIN account ia ON ia.id = im.account_id WHERE im.id = i.issuer_id) AS "issuerName",
        (SELECT coalesce(jsonb_agg(jsonb_build_object('channel', d.channel, 'state', d.state, 'cause', d.cause, 'at', d.at)
            ORDER BY d.at), '[]')
          FROM delivery d WHERE d.invitation_id = i.id AND d.generation = i.generation) AS deliveries,
        ${Prisma.raw(rankSql)} AS rank
      FROM invitation i JOIN role r ON r.id = i.role_id JOIN organization o ON o.id = i.organization_id
      WHERE i.organization_id = ${organizationId}::uuid AND i.status = 'PENDING'
    ) p
    WHERE ${after === null} OR rank > ${rank} OR (rank = ${rank} AND ("issuedAt", "invitationId") <
      (${after?.issuedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    ORDER BY rank, "issuedAt" DESC, "invitationId" DESC LIMIT ${limit + 1}`);
  return { rows: rows.slice(0, limit).map(pendingOf), hasMore: rows.length > limit };
};

export const countPending = async (db: Db, organizationId: string): Promise<Record<PendingGroup, number>> => {
  const rows = await db.$queryRaw<{ rank: number; count: number }[]>(Prisma.sql`
    SELECT ${Prisma.raw(rankSql)} AS rank, count(*)::int AS count
    FROM invitation i JOIN organization o ON o.id = i.organization_id
    WHERE i.organization_id = ${organizationId}::uuid AND i.status = 'PENDING' GROUP BY 1`);
  const countOf = (group: PendingGroup) => rows.find((row) => row.rank === pendingGroups.indexOf(group))?.count ?? 0;
  return {
    not_delivered: countOf('not_delivered'),
    ending_today: countOf('ending_today'),
    waiting: countOf('waiting'),
    ran_out_this_week: countOf('ran_out_this_week'),
    older: countOf('older'),
  };
};

/** Those that ran out, newest first. */
export const findExpired = (db: Db, organizationId: string, limit: number): Promise<ExpiredRow[]> =>
  db.$queryRaw(Prisma.sql`
    SELECT i.id, i.generation, i.email, i.first_name AS "firstName", i.last_name AS "lastName", r.name AS "roleName",
      i.expires_at AS "expiresAt"
    FROM invitation i JOIN role r ON r.id = i.role_id
    WHERE i.organization_id = ${organizationId}::uuid AND i.status = 'PENDING' AND i.expires_at <= usher_now()
    ORDER BY i.expires_at DESC, i.id DESC LIMIT ${limit}`);

const pendingOf = ({ rank, ...row }: PendingSqlRow): PendingRow => ({
  ...row,
  group: pendingGroups[rank] ?? 'older',
  // JSON carries instants as text.
  deliveries: row.deliveries.map((delivery): DeliveryFact => ({ ...delivery, at: new Date(delivery.at) })),
});
