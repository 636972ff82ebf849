import type { PastAct } from '../domain/undo.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

const columns = Prisma.sql`e.id, e.actor_membership_id AS "actorId", e.target_id AS "targetId", e.at, e.request_id AS "requestId",
  e.action, e.changed, (SELECT u.at FROM audit_event u WHERE u.organization_id = e.organization_id
    AND u.target_id = e.target_id AND u.action = 'undo' AND u.changed->>'undoes' = e.id::text LIMIT 1) AS "undoneAt"`;

const reversible = Prisma.sql`e.action IN ('membership.change_role', 'membership.deactivate', 'invitation.withdraw')
  AND e.actor_membership_id IS NOT NULL`;

const readActs = (db: Db, organizationId: string, rest: Prisma.Sql): Promise<PastAct[]> =>
  db.$queryRaw(Prisma.sql`
    SELECT ${columns} FROM audit_event e WHERE e.organization_id = ${organizationId}::uuid AND ${reversible} ${rest}`);

export const findAct = async (db: Db, organizationId: string, auditEventId: string): Promise<PastAct | null> =>
  (await readActs(db, organizationId, Prisma.sql`AND e.id = ${auditEventId}::uuid`))[0] ?? null;

export const findNewestAct = async (
  db: Db,
  organizationId: string,
  targetId: string,
  actorId: string,
  action: PastAct['action'],
): Promise<PastAct | null> =>
  (
    await readActs(
      db,
      organizationId,
      Prisma.sql`AND e.target_id = ${targetId} AND e.actor_membership_id = ${actorId}::uuid AND e.action = ${action}
        ORDER BY e.at DESC, e.id DESC LIMIT 1`,
    )
  )[0] ?? null;

/** What one click or command did of one kind. All of it is written at one moment, which the index finds. */
export const findActsOfRequest = (db: Db, act: PastAct, organizationId: string): Promise<PastAct[]> =>
  readActs(
    db,
    organizationId,
    Prisma.sql`AND e.at = ${act.at} AND e.request_id = ${act.requestId} AND e.action = ${act.action}
      AND e.actor_membership_id = ${act.actorId}::uuid ORDER BY e.id`,
  );
