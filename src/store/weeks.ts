import type { WeekCount } from '../domain/overview.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/** Who was invited and who joined, week by week, the oldest first; told from the trail, so a renewed invitation counts again. */
export const findWeeks = (db: Db, organizationId: string, weeks: number): Promise<WeekCount[]> =>
  db.$queryRaw<WeekCount[]>(Prisma.sql`
    WITH week AS (
      SELECT n, (this_monday - make_interval(weeks => n)) AT TIME ZONE zone AS "from",
        (this_monday - make_interval(weeks => n - 1)) AT TIME ZONE zone AS until
      FROM (SELECT date_trunc('week', usher_now() AT TIME ZONE time_zone) AS this_monday, time_zone AS zone
          FROM organization WHERE id = ${organizationId}::uuid) o,
        generate_series(0, ${weeks - 1}::int) n)
    SELECT week."from",
      (count(e.id) FILTER (WHERE e.action IN ('invitation.create', 'invitation.renew')))::int AS invited,
      (count(e.id) FILTER (WHERE e.action IN ('membership.join', 'membership.revive', 'membership.add')))::int AS joined
    FROM week LEFT JOIN audit_event e ON e.organization_id = ${organizationId}::uuid AND e.at >= week."from" AND e.at < week.until
    GROUP BY week.n, week."from" ORDER BY week.n DESC`);
