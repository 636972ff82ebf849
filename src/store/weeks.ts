import type { WeekCount } from '../domain/overview.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/**
 * Who was invited and who joined, week by week, the oldest first; told from the trail, so a renewed invitation counts again. Each
 * count ends at the limit and is told by an index alone: of a large organization a week holds tens of thousands.
 */
export const findWeeks = (db: Db, organizationId: string, weeks: number, limit: number): Promise<WeekCount[]> => {
  const count = (actions: Prisma.Sql) => Prisma.sql`(SELECT count(*)::int FROM (
    SELECT FROM audit_event e WHERE e.organization_id = ${organizationId}::uuid AND e.action IN (${actions})
      AND e.at >= week."from" AND e.at < week.until LIMIT ${limit}) e)`;
  return db.$queryRaw<WeekCount[]>(Prisma.sql`
    WITH week AS (
      SELECT n, (this_monday - make_interval(weeks => n)) AT TIME ZONE zone AS "from",
        (this_monday - make_interval(weeks => n - 1)) AT TIME ZONE zone AS until
      FROM (SELECT date_trunc('week', usher_now() AT TIME ZONE time_zone) AS this_monday, time_zone AS zone
          FROM organization WHERE id = ${organizationId}::uuid) o,
        generate_series(0, ${weeks - 1}::int) n)
    SELECT week."from", ${count(Prisma.sql`'invitation.create', 'invitation.renew'`)} AS invited,
      ${count(Prisma.sql`'membership.join', 'membership.revive', 'membership.add'`)} AS joined
    FROM week ORDER BY week.n DESC`);
};
