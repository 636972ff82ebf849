import type { DigestContent, DigestEntry, DigestFacts } from '../domain/digest.ts';
import { pendingGroups } from '../domain/invitation.ts';
import type { WeekNews } from '../domain/week-news.ts';
import type { MorningOrganization, StoredDigest } from '../ports/mornings.ts';
import type { PostedRef } from '../ports/posts.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { countPending, isOlder, pendingOf, rankOf, recent } from './pending.ts';

export const findMorningOrganizations = (db: Db): Promise<MorningOrganization[]> =>
  db.$queryRaw(Prisma.sql`
    SELECT o.id AS "organizationId", w.team_id AS "slackTeamId", o.time_zone AS "timeZone", o.digest_hour AS "digestHour",
      (o.digest_on AND o.admin_channel_id IS NOT NULL) AS "wantsDigest",
      (o.organization_posts = 'WEEKLY' AND o.organization_channel_id IS NOT NULL) AS "wantsWeekly"
    FROM organization o JOIN LATERAL (
      SELECT team_id FROM workspace WHERE organization_id = o.id AND uninstalled_at IS NULL ORDER BY installed_at LIMIT 1) w ON true
    WHERE (o.digest_on AND o.admin_channel_id IS NOT NULL)
      OR (o.organization_posts = 'WEEKLY' AND o.organization_channel_id IS NOT NULL)`);

const allPending = (organizationId: string): Prisma.Sql => Prisma.sql`(${recent(organizationId)} UNION ALL
  SELECT i.id, i.issued_at, ${rankOf('older')}::int FROM invitation i WHERE ${pendingOf(organizationId)} AND ${isOlder})`;

/** What mere time changes (today instead of tomorrow, last week instead of this one) is no news, so it is not in the mark. */
const stampSql = (organizationId: string): Prisma.Sql => Prisma.sql`
  SELECT md5(coalesce(string_agg(concat_ws('.', i.id, i.generation, i.asked_at IS NOT NULL,
      CASE WHEN p.rank IN (${rankOf('waiting')}, ${rankOf('ending_today')}) THEN 'waiting'
        WHEN p.rank IN (${rankOf('ran_out_this_week')}, ${rankOf('older')}) THEN 'ran out'
        WHEN p.rank = ${rankOf('not_delivered')} THEN (SELECT string_agg(d.channel || ':' || d.cause, '+' ORDER BY d.channel)
          FROM delivery d WHERE d.invitation_id = i.id AND d.generation = i.generation)
        ELSE 'scheduled' END), ',' ORDER BY i.id), '')) AS stamp
  FROM ${allPending(organizationId)} p JOIN invitation i ON i.id = p.id`;

export const findDigestFacts = async (db: Db, organizationId: string, perGroup: number): Promise<DigestFacts> => {
  const counts = await countPending(db, organizationId);
  const [marked] = await db.$queryRaw<{ stamp: string }[]>(stampSql(organizationId));
  const rows = await db.$queryRaw<{ id: string; generation: number; rank: number }[]>(Prisma.sql`
    SELECT i.id, i.generation, p.rank FROM (
      SELECT id, rank, row_number() OVER (PARTITION BY rank ORDER BY issued_at DESC, id DESC) AS place
      FROM (${recent(organizationId)}) r) p JOIN invitation i ON i.id = p.id
    WHERE p.place <= ${perGroup} ORDER BY p.rank, p.place`);
  const entries = rows.map(({ rank, ...link }): DigestEntry => ({ ...link, group: pendingGroups[rank] ?? 'older' }));
  return { counts, entries, stamp: marked?.stamp ?? '' };
};

type DigestSqlRow = {
  day: string;
  channelId: string | null;
  ts: string | null;
  content: DigestContent | null;
};

export const findDigests = async (db: Db, organizationId: string): Promise<StoredDigest[]> => {
  const rows = await db.$queryRaw<DigestSqlRow[]>(Prisma.sql`
    SELECT subject AS day, slack_channel_id AS "channelId", slack_ts AS ts, content FROM posted_message
    WHERE organization_id = ${organizationId}::uuid AND kind = 'digest' ORDER BY subject DESC`);
  return rows.map(({ day, channelId, ts, content }) => ({
    day,
    posted: channelId && ts ? { channelId, ts } : null,
    content,
  }));
};

export const saveDigest = async (
  db: Db,
  organizationId: string,
  day: string,
  posted: PostedRef | null,
  content: DigestContent,
): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE posted_message SET slack_channel_id = ${posted?.channelId ?? null}, slack_ts = ${posted?.ts ?? null},
      content = ${JSON.stringify(content)}::jsonb, updated_at = usher_now()
    WHERE organization_id = ${organizationId}::uuid AND kind = 'digest' AND subject = ${day}`);
};

export const forgetDigest = async (db: Db, organizationId: string, day: string): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    DELETE FROM posted_message WHERE organization_id = ${organizationId}::uuid AND kind = 'digest' AND subject = ${day}`);
};

type WeekSqlRow = { kind: 'joined' | 'left'; team: string | null; count: number };

/**
 * Told from the trail, whose index ends the search at the week; the membership has the last word, so that whoever came back, or
 * whose deactivation was undone, has not left.
 */
export const findWeekNews = async (db: Db, organizationId: string, since: Date, until: Date): Promise<WeekNews> => {
  const rows = await db.$queryRaw<WeekSqlRow[]>(Prisma.sql`
    WITH touched AS (
      SELECT DISTINCT e.target_id::uuid AS id FROM audit_event e
      WHERE e.organization_id = ${organizationId}::uuid AND e.at >= ${since} AND e.at < ${until} AND e.target_kind = 'membership'
        AND e.action IN ('membership.join', 'membership.revive', 'membership.add', 'membership.deactivate', 'membership.remove')
    ), news AS (
      SELECT 'joined' AS kind, m.primary_team_id FROM touched JOIN membership m USING (id)
      WHERE m.organization_id = ${organizationId}::uuid AND m.joined_at >= ${since} AND m.joined_at < ${until}
      UNION ALL
      SELECT 'left', m.primary_team_id FROM touched JOIN membership m USING (id)
      WHERE m.organization_id = ${organizationId}::uuid AND m.status <> 'ACTIVE' AND m.ended_at >= ${since} AND m.ended_at < ${until}
    )
    SELECT n.kind, t.name AS team, count(*)::int AS count FROM news n LEFT JOIN team t ON t.id = n.primary_team_id
    GROUP BY 1, 2 ORDER BY 3 DESC, lower(t.name) NULLS LAST`);
  const of = (kind: WeekSqlRow['kind']) =>
    rows.filter((row) => row.kind === kind).map(({ team, count }) => ({ team, count }));
  return { joined: of('joined'), left: of('left') };
};

/**
 * Batches whose living message still says that somebody waits whose link has run out, the longest past first. No longer ago than
 * any link lives: what is older was told, or nobody has asked for it in a month.
 */
export const claimRunOut = async (db: Db, limit: number): Promise<string[]> => {
  const rows = await db.$queryRaw<{ batchId: string }[]>(Prisma.sql`
    WITH due AS (
      SELECT p.id FROM posted_message p
      WHERE p.kind = 'batch' AND p.slack_ts IS NOT NULL AND p.id IN (
        SELECT q.id FROM organization o
        JOIN invitation i ON i.organization_id = o.id AND i.status = 'PENDING'
          AND i.expires_at <= usher_now() AND i.expires_at > usher_now() - interval '31 days'
        JOIN posted_message q ON q.organization_id = o.id AND q.kind = 'batch' AND q.subject = i.batch_id::text
        WHERE q.updated_at < i.expires_at)
      ORDER BY p.updated_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE posted_message p SET updated_at = usher_now() FROM due
    WHERE p.id = due.id AND EXISTS (
      SELECT FROM invitation i WHERE i.organization_id = p.organization_id AND i.batch_id = p.subject::uuid
        AND i.status = 'PENDING' AND i.expires_at <= usher_now() AND i.expires_at > p.updated_at)
    RETURNING p.subject AS "batchId"`);
  return rows.map(({ batchId }) => batchId);
};
