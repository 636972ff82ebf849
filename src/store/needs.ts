import type { Needs, NeedsList } from '../domain/overview.ts';
import { pauseMinutes } from '../domain/pause.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { isUndelivered } from './undelivered.ts';

const isAsked = Prisma.sql`i.status = 'PENDING' AND i.asked_at IS NOT NULL`;

const isOpenRequest = Prisma.sql`q.decision IS NULL`;

/** Asked by somebody else, and answered by nobody: one's own question waits for another admin. */
const isOpenPause = (actorId: string) => Prisma.sql`e.action = 'pause.ask' AND e.actor_membership_id <> ${actorId}::uuid
  AND e.at > usher_now() - make_interval(mins => ${pauseMinutes}::int)
  AND NOT EXISTS (SELECT FROM audit_event d WHERE d.organization_id = e.organization_id
    AND d.target_id = e.actor_membership_id::text AND d.action IN ('pause.approve', 'pause.decline')
    AND d.changed->>'pauseId' = e.id::text)`;

export const countNeeds = async (db: Db, organizationId: string, actorId: string): Promise<Needs> => {
  const [row] = await db.$queryRaw<Needs[]>(Prisma.sql`
    SELECT
      (SELECT count(*)::int FROM invitation i WHERE i.organization_id = o.id AND ${isUndelivered}) AS undelivered,
      (SELECT count(*)::int FROM invitation i WHERE i.organization_id = o.id AND ${isAsked}) AS asked,
      (SELECT count(*)::int FROM join_request q WHERE q.organization_id = o.id AND ${isOpenRequest}) AS requests,
      (SELECT count(*)::int FROM audit_event e WHERE e.organization_id = o.id AND ${isOpenPause(actorId)}) AS pauses
    FROM organization o WHERE o.id = ${organizationId}::uuid`);
  return row ?? { undelivered: 0, asked: 0, requests: 0, pauses: 0 };
};

const invitations = (organizationId: string, at: Prisma.Sql, which: Prisma.Sql, limit: number) => Prisma.sql`
  (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.at DESC), '[]') FROM (
    SELECT i.id AS "invitationId", i.generation, i.email, i.first_name AS "firstName", i.last_name AS "lastName",
      r.name AS "roleName", ${at} AS at
    FROM invitation i JOIN role r ON r.id = i.role_id
    WHERE i.organization_id = ${organizationId}::uuid AND ${which} ORDER BY 7 DESC LIMIT ${limit}) x)`;

const nameOf = (id: Prisma.Sql) => Prisma.sql`(
  SELECT coalesce(nullif(concat_ws(' ', na.first_name, na.last_name), ''), na.email)
  FROM membership nm JOIN account na ON na.id = nm.account_id WHERE nm.id = ${id} AND nm.organization_id = e.organization_id)`;

/** What waits for an admin, the newest of each kind first. */
export const findNeeds = async (db: Db, organizationId: string, actorId: string, limit: number): Promise<NeedsList> => {
  const failedAt = Prisma.sql`(SELECT max(d.at) FROM delivery d WHERE d.invitation_id = i.id AND d.generation = i.generation)`;
  const [row] = await db.$queryRaw<NeedsList[]>(Prisma.sql`
    SELECT
      ${invitations(organizationId, failedAt, isUndelivered, limit)} AS undelivered,
      ${invitations(organizationId, Prisma.sql`i.asked_at`, isAsked, limit)} AS asked,
      (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.at DESC), '[]') FROM (
        SELECT q.id AS "requestId", q.email, q.reason, q.asked_by_slack_user_id AS "askedBySlackUserId", q.created_at AS at
        FROM join_request q WHERE q.organization_id = ${organizationId}::uuid AND ${isOpenRequest}
        ORDER BY q.created_at DESC LIMIT ${limit}) x) AS requests,
      (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.at DESC), '[]') FROM (
        SELECT e.id AS "pauseId", ${nameOf(Prisma.sql`e.actor_membership_id`)} AS "askerName",
          ${nameOf(Prisma.sql`e.target_id::uuid`)} AS "targetName", e.changed->>'act' AS act, e.at
        FROM audit_event e WHERE e.organization_id = ${organizationId}::uuid AND ${isOpenPause(actorId)}
        ORDER BY e.at DESC LIMIT ${limit}) x) AS pauses`);
  const { undelivered = [], asked = [], requests = [], pauses = [] } = row ?? {};
  return {
    undelivered: undelivered.map(withInstant),
    asked: asked.map(withInstant),
    requests: requests.map(withInstant),
    pauses: pauses.map(withInstant),
  };
};

/** JSON carries instants as text. */
const withInstant = <T extends { readonly at: Date }>(row: T): T => ({ ...row, at: new Date(row.at) });
