import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/** How often each invitation was reissued by a person in the last 24 hours: read from the audit trail, which nobody can trim. */
export const countReissues = async (
  db: Db,
  invitationIds: readonly string[],
): Promise<ReadonlyMap<string, { count: number; oldestAt: Date }>> => {
  const rows = await db.$queryRaw<{ id: string; count: number; oldest: Date }[]>(Prisma.sql`
    SELECT e.target_id AS id, count(*)::int AS count, min(e.at) AS oldest
    FROM audit_event e JOIN invitation i ON i.id = e.target_id::uuid AND i.organization_id = e.organization_id
    WHERE e.target_id = ANY(${[...invitationIds]}::text[]) AND e.target_kind = 'invitation' AND e.action IN ('invitation.reinvite', 'invitation.copy_link')
      AND e.at > usher_now() - interval '24 hours'
    GROUP BY 1`);
  return new Map(rows.map((row) => [row.id, { count: row.count, oldestAt: row.oldest }]));
};
