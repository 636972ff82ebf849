import { type PauseFacts, pauseMinutes } from '../domain/pause.ts';
import type { PauseParty, PauseRecord, RoleChangeRecord } from '../ports/acts.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { roleJson, slackJson } from './member-records.ts';

/** Whoever is told of an act, or is told in one. */
const party = (id: string): string => `(
  SELECT jsonb_build_object('membershipId', pm.id, 'email', pa.email, 'firstName', pa.first_name, 'lastName', pa.last_name,
    'slack', ${slackJson('pa.id', 'pm.organization_id')})
  FROM membership pm JOIN account pa ON pa.id = pm.account_id WHERE pm.id = ${id} AND pm.organization_id = e.organization_id)`;

type FactsRow = {
  acts: string[];
  ask: { at: string; declinedAt: string | null; declinedBy: string | null } | null;
  hasOtherAdmin: boolean;
};

/**
 * Rule 11 is counted from the audit trail, inside the transaction that would write: the actor's row is held, so that nobody gets
 * around it by two acts at once. A go-ahead (by another admin, or by the typed number) starts the count anew.
 */
export const findPauseFacts = async (db: Db, organizationId: string, actorId: string): Promise<PauseFacts> => {
  const [row] = await db.$queryRaw<FactsRow[]>(Prisma.sql`
    WITH recent AS MATERIALIZED (
      SELECT * FROM audit_event WHERE organization_id = ${organizationId}::uuid AND actor_membership_id = ${actorId}::uuid
        AND at > usher_now() - make_interval(mins => ${pauseMinutes}::int)),
    asked AS (SELECT * FROM recent WHERE action = 'pause.ask'),
    answers AS (
      SELECT d.action, d.at, d.changed->>'pauseId' AS ask_id, d.actor_membership_id AS by_id FROM audit_event d
      WHERE d.organization_id = ${organizationId}::uuid AND d.target_id = ${actorId}
        AND d.action IN ('pause.approve', 'pause.decline') AND d.at > usher_now() - make_interval(mins => ${pauseMinutes}::int)),
    start AS (
      SELECT max(at) AS at FROM (
        SELECT at FROM answers WHERE action = 'pause.approve' UNION ALL
        SELECT at FROM recent WHERE action = 'pause.confirm') go_ahead),
    open AS (
      SELECT asked.at, d.at AS "declinedAt", (
          SELECT coalesce(nullif(concat_ws(' ', ba.first_name, ba.last_name), ''), ba.email)
          FROM membership bm JOIN account ba ON ba.id = bm.account_id WHERE bm.id = d.by_id) AS "declinedBy"
      FROM asked LEFT JOIN answers d ON d.ask_id = asked.id::text
      WHERE d.action IS DISTINCT FROM 'pause.approve' ORDER BY asked.at DESC LIMIT 1)
    SELECT
      (SELECT coalesce(jsonb_agg(r.at ORDER BY r.at), '[]') FROM recent r
        WHERE (r.action IN ('membership.deactivate', 'membership.remove')
            OR (r.action = 'membership.change_role' AND r.changed ? 'demotion'))
          AND r.at > coalesce((SELECT at FROM start), '-infinity')) AS acts,
      (SELECT to_jsonb(open) FROM open) AS ask,
      EXISTS (SELECT FROM membership m JOIN role r ON r.id = m.role_id JOIN slack_identity s ON s.account_id = m.account_id
        JOIN workspace w ON w.team_id = s.team_id AND w.organization_id = m.organization_id AND w.uninstalled_at IS NULL
        WHERE m.organization_id = ${organizationId}::uuid AND m.status = 'ACTIVE' AND r.is_admin AND s.guest_since IS NULL
          AND m.id <> ${actorId}::uuid) AS "hasOtherAdmin"`);
  if (!row) throw new Error('A count without a row.');
  // JSON carries instants as text.
  return {
    acts: row.acts.map((at) => new Date(at)),
    ask: row.ask && {
      at: new Date(row.ask.at),
      declinedAt: row.ask.declinedAt ? new Date(row.ask.declinedAt) : null,
      declinedBy: row.ask.declinedBy,
    },
    hasOtherAdmin: row.hasOtherAdmin,
  };
};

type PauseRow = Omit<PauseRecord, 'decision'> & {
  answer: string | null;
  answeredAt: Date | null;
  answeredBy: PauseParty | null;
};

export const findPause = async (db: Db, organizationId: string, pauseId: string): Promise<PauseRecord | null> => {
  const [row] = await db.$queryRaw<PauseRow[]>(Prisma.sql`
    SELECT e.id, e.organization_id AS "organizationId", e.at, e.changed->>'act' AS act,
      ${Prisma.raw(party('e.actor_membership_id'))} AS asker, ${Prisma.raw(party('e.target_id::uuid'))} AS target,
      d.action AS answer, d.at AS "answeredAt", ${Prisma.raw(party('d.actor_membership_id'))} AS "answeredBy"
    FROM audit_event e LEFT JOIN audit_event d ON d.organization_id = e.organization_id
      AND d.target_id = e.actor_membership_id::text AND d.action IN ('pause.approve', 'pause.decline')
      AND d.changed->>'pauseId' = e.id::text
    WHERE e.organization_id = ${organizationId}::uuid AND e.id = ${pauseId}::uuid AND e.action = 'pause.ask'
    ORDER BY d.at LIMIT 1`);
  if (!row) return null;
  const { answer, answeredAt, answeredBy, ...pause } = row;
  const kind = answer === 'pause.approve' ? 'approved' : 'declined';
  return { ...pause, decision: answer && answeredAt && answeredBy ? { kind, at: answeredAt, by: answeredBy } : null };
};

/** A change of role, or its undo, with the roles as they are called now. */
export const findRoleChange = async (
  db: Db,
  organizationId: string,
  auditEventId: string,
): Promise<RoleChangeRecord | null> => {
  const [row] = await db.$queryRaw<RoleChangeRecord[]>(Prisma.sql`
    SELECT e.target_id AS "membershipId", e.organization_id AS "organizationId", e.at,
      ${Prisma.raw(roleJson('old'))} AS "from", ${Prisma.raw(roleJson('new'))} AS "to",
      ${Prisma.raw(party('e.actor_membership_id'))} AS by
    FROM audit_event e
    JOIN role old ON old.organization_id = e.organization_id AND old.id = (e.changed->'roleId'->>'from')::uuid
    JOIN role new ON new.organization_id = e.organization_id AND new.id = (e.changed->'roleId'->>'to')::uuid
    WHERE e.organization_id = ${organizationId}::uuid AND e.id = ${auditEventId}::uuid AND e.actor_membership_id IS NOT NULL`);
  return row ?? null;
};
