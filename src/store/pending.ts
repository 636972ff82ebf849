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
import { NOW, REACHED_NOBODY } from './undelivered.ts';

type PendingSqlRow = Omit<PendingRow, 'group'> & { rank: number };

const WEEK_AGO = `(SELECT usher_now() - interval '7 days')`;

/** The group of an invitation that is not `older`, as its position in `pendingGroups`; "today" ends at midnight in the organization's zone. */
export const rankOf = (group: PendingGroup): number => pendingGroups.indexOf(group);
const rankSql = Prisma.raw(`CASE
  WHEN i.expires_at IS NULL THEN ${rankOf('scheduled')}
  WHEN i.expires_at <= ${NOW} THEN ${rankOf('ran_out_this_week')}
  WHEN ${REACHED_NOBODY} THEN ${rankOf('not_delivered')}
  WHEN i.expires_at < (date_trunc('day', ${NOW} AT TIME ZONE o.time_zone) + interval '1 day') AT TIME ZONE o.time_zone
    THEN ${rankOf('ending_today')}
  ELSE ${rankOf('waiting')} END`);

const OLDER = rankOf('older');
const isRecent = Prisma.raw(`(i.expires_at > ${WEEK_AGO} OR i.expires_at IS NULL)`);
export const isOlder = Prisma.raw(`i.expires_at <= ${WEEK_AGO}`);

export const pendingOf = (organizationId: string): Prisma.Sql =>
  Prisma.sql`i.organization_id = ${organizationId}::uuid AND i.status = 'PENDING'`;

/** All that did not run out longer than a week ago: as many as are invited in a few weeks, so each may be looked at. */
export const recent = (organizationId: string): Prisma.Sql => Prisma.sql`
  SELECT i.id, i.issued_at, ${rankSql} AS rank FROM invitation i JOIN organization o ON o.id = i.organization_id
  WHERE ${pendingOf(organizationId)} AND ${isRecent}`;

/** There may be years of these: no more than a page is read, in the order of their index. */
const older = (organizationId: string, after: Prisma.Sql, limit: number): Prisma.Sql => Prisma.sql`
  (SELECT i.id, i.issued_at, ${OLDER}::int AS rank FROM invitation i WHERE ${pendingOf(organizationId)} AND ${isOlder} ${after}
   ORDER BY i.issued_at DESC, i.id DESC LIMIT ${limit})`;

/** One page in the order of the screen: by group, newest link first. A keyset page: rows that change do not shift the others. */
export const findPendingPage = async (
  db: Db,
  organizationId: string,
  after: PendingCursor | null,
  limit: number,
): Promise<Page<PendingRow>> => {
  const rows = await db.$queryRaw<PendingSqlRow[]>(Prisma.sql`
    WITH page AS (${pageSql(organizationId, after, limit + 1)})
    SELECT i.id AS "invitationId", i.email, i.first_name AS "firstName", i.last_name AS "lastName", r.name AS "roleName",
      i.issued_at AS "issuedAt", i.send_after AS "sendAfter", i.expires_at AS "expiresAt", i.opened_at AS "openedAt", i.generation,
      i.reminders_sent AS "remindersSent", (SELECT max(rm.at) FROM reminder rm
        WHERE rm.invitation_id = i.id AND rm.generation = i.generation AND rm.state = 'SENT') AS "remindedAt",
      (SELECT coalesce(nullif(concat_ws(' ', ia.first_name, ia.last_name), ''), ia.email)
        FROM membership im JOIN account ia ON ia.id = im.account_id WHERE im.id = i.issuer_id) AS "issuerName",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('channel', d.channel, 'state', d.state, 'cause', d.cause, 'at', d.at)
          ORDER BY d.at), '[]')
        FROM delivery d WHERE d.invitation_id = i.id AND d.generation = i.generation) AS deliveries,
      page.rank
    FROM page JOIN invitation i ON i.id = page.id JOIN role r ON r.id = i.role_id
    ORDER BY page.rank, page.issued_at DESC, page.id DESC`);
  return { rows: rows.slice(0, limit).map(rowOf), hasMore: rows.length > limit };
};

const pageSql = (organizationId: string, after: PendingCursor | null, limit: number): Prisma.Sql => {
  if (after?.group === 'older')
    return older(
      organizationId,
      Prisma.sql`AND i.issued_at <= ${after.issuedAt} AND (i.issued_at < ${after.issuedAt} OR i.id < ${after.id}::uuid)`,
      limit,
    );
  const rank = after ? pendingGroups.indexOf(after.group) : -1;
  return Prisma.sql`
    SELECT * FROM (${recent(organizationId)} UNION ALL ${older(organizationId, Prisma.empty, limit)}) p
    WHERE ${after === null} OR rank > ${rank} OR (rank = ${rank} AND (issued_at, id) <
      (${after?.issuedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    ORDER BY rank, issued_at DESC, id DESC LIMIT ${limit}`;
};

export const countPending = async (db: Db, organizationId: string): Promise<Record<PendingGroup, number>> => {
  const rows = await db.$queryRaw<{ rank: number; count: number }[]>(Prisma.sql`
    SELECT rank, count(*)::int AS count FROM (${recent(organizationId)}) p GROUP BY 1
    UNION ALL
    SELECT ${OLDER}::int, count(*)::int FROM invitation i WHERE ${pendingOf(organizationId)} AND ${isOlder}`);
  const countOf = (group: PendingGroup) => rows.find((row) => row.rank === rankOf(group))?.count ?? 0;
  return {
    not_delivered: countOf('not_delivered'),
    ending_today: countOf('ending_today'),
    waiting: countOf('waiting'),
    scheduled: countOf('scheduled'),
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
    WHERE i.organization_id = ${organizationId}::uuid AND i.status = 'PENDING' AND i.expires_at <= ${Prisma.raw(NOW)}
    ORDER BY i.expires_at DESC, i.id DESC LIMIT ${limit}`);

const rowOf = ({ rank, ...row }: PendingSqlRow): PendingRow => ({
  ...row,
  group: pendingGroups[rank] ?? 'older',
  // JSON carries instants as text.
  deliveries: row.deliveries.map((delivery): DeliveryFact => ({ ...delivery, at: new Date(delivery.at) })),
});
