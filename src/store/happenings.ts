import type { SlackUserRef } from '../domain/actor.ts';
import type { HappeningKind, HappeningRecord } from '../domain/happening.ts';
import type { HappeningReads, HappeningWrites, NewHappening, WatchedMember } from '../ports/happenings.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { type OrganizationJson, organizationJson } from './organizations.ts';

/** A person by the id of their membership. */
const party = (membershipId: string): string => `(
  SELECT jsonb_build_object('email', pa.email, 'firstName', pa.first_name, 'lastName', pa.last_name)
  FROM membership pm JOIN account pa ON pa.id = pm.account_id WHERE pm.id = ${membershipId})`;

/** Expects `happening s`, `membership m`, `account a` and `role r` in scope, the last three left-joined. */
const memberJson = `CASE WHEN m.id IS NOT NULL THEN jsonb_build_object('membershipId', m.id, 'email', a.email,
    'firstName', a.first_name, 'lastName', a.last_name, 'status', m.status, 'joinedAt', m.joined_at, 'endedAt', m.ended_at,
    'endedBy', ${party('m.ended_by_id')}, 'roleName', r.name, 'isAdmin', r.is_admin,
    'teamNames', ARRAY(SELECT t.name FROM team t WHERE t.archived_at IS NULL AND (t.id = m.primary_team_id OR t.id IN (
      SELECT mt.team_id FROM membership_team mt WHERE mt.membership_id = m.id))
      ORDER BY t.id IS DISTINCT FROM m.primary_team_id, lower(t.name) LIMIT 10),
    'pendingIssued', (SELECT count(*) FROM invitation i WHERE i.issuer_id = m.id AND i.status = 'PENDING')) END`;

/** Somebody new is who has the address of then, or the Slack user whom an invitation was sent to. */
const invitedJson = `(SELECT jsonb_build_object('at', i.issued_at, 'by', ${party('i.inviter_id')}) FROM invitation i
  WHERE s.kind = 'joined' AND i.organization_id = s.organization_id AND i.status IN ('PENDING', 'ACCEPTED')
    AND i.issued_at >= s.created_at AND i.email_key = s.email ORDER BY i.created_at DESC LIMIT 1)`;

type Moments = { at: string; by: unknown } | null;
type Row = Omit<HappeningRecord, 'member' | 'invited' | 'dismissed'> & {
  member:
    | (Omit<NonNullable<HappeningRecord['member']>, 'joinedAt' | 'endedAt'> & {
        joinedAt: string;
        endedAt: string | null;
      })
    | null;
  invited: Moments;
  dismissedAt: Date | null;
  dismissedBy: NonNullable<HappeningRecord['dismissed']>['by'] | null;
  total: number;
};

const readHappenings = async (db: Db, rest: Prisma.Sql): Promise<(HappeningRecord & { total: number })[]> => {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    SELECT s.id, s.organization_id AS "organizationId", s.kind, s.email, s.created_at AS at, s.over_at AS "overAt",
      jsonb_build_object('teamId', s.slack_team_id, 'userId', s.slack_user_id) AS slack,
      ${Prisma.raw(memberJson)} AS member, ${Prisma.raw(invitedJson)} AS invited, s.dismissed_at AS "dismissedAt",
      ${Prisma.raw(party('s.dismissed_by_id'))} AS "dismissedBy", (count(*) OVER ())::int AS total
    FROM happening s LEFT JOIN membership m ON m.id = s.membership_id LEFT JOIN account a ON a.id = m.account_id
    LEFT JOIN role r ON r.id = m.role_id ${rest}`);
  return rows.map(({ dismissedAt: at, dismissedBy: by, invited, member, ...row }) => ({
    ...row,
    member: member && {
      ...member,
      joinedAt: new Date(member.joinedAt),
      endedAt: member.endedAt === null ? null : new Date(member.endedAt),
    },
    invited: invited && ({ ...invited, at: new Date(invited.at) } as HappeningRecord['invited']),
    dismissed: at && by ? { at, by } : null,
  }));
};

const findHappening = async (db: Db, organizationId: string, id: string): Promise<HappeningRecord | null> =>
  (await readHappenings(db, Prisma.sql`WHERE s.id = ${id}::uuid AND s.organization_id = ${organizationId}::uuid`))[0] ??
  null;

const holdHappening = async (db: Db, organizationId: string, id: string): Promise<HappeningRecord | null> => {
  await db.$queryRaw(Prisma.sql`
    SELECT 1 FROM happening WHERE id = ${id}::uuid AND organization_id = ${organizationId}::uuid FOR UPDATE`);
  return findHappening(db, organizationId, id);
};

const findHappenings = async (
  db: Db,
  organizationId: string,
  kind: HappeningKind,
  since: Date,
  until: Date,
  limit: number,
): Promise<{ rows: HappeningRecord[]; total: number }> => {
  const rows = await readHappenings(
    db,
    Prisma.sql`WHERE s.organization_id = ${organizationId}::uuid AND s.kind = ${kind} AND s.created_at >= ${since}
      AND s.created_at < ${until} ORDER BY s.created_at, s.id LIMIT ${limit}::int`,
  );
  return { rows, total: rows[0]?.total ?? 0 };
};

const findOrganizationOfTeam = async (db: Db, slackTeamId: string): Promise<OrganizationJson | null> => {
  const rows = await db.$queryRaw<{ organization: OrganizationJson }[]>(Prisma.sql`
    SELECT ${Prisma.raw(organizationJson)} AS organization FROM organization o
    JOIN workspace t ON t.organization_id = o.id AND t.team_id = ${slackTeamId} AND t.uninstalled_at IS NULL`);
  return rows[0]?.organization ?? null;
};

const findWatchedMember = async (
  db: Db,
  organizationId: string,
  { teamId, userId }: SlackUserRef,
  emailKey: string | null,
): Promise<WatchedMember | null> => {
  const rows = await db.$queryRaw<WatchedMember[]>(Prisma.sql`
    WITH known AS (${knownAccounts(teamId, userId, emailKey)})
    SELECT m.id AS "membershipId", m.status::text AS status, r.is_admin AS "isAdmin", a.email_key AS "emailKey",
      known.is_bound AS "isBound", known.guest_since IS NOT NULL AS "isMarkedGuest"
    FROM known JOIN account a ON a.id = known.account_id
    JOIN membership m ON m.account_id = a.id AND m.organization_id = ${organizationId}::uuid
    JOIN role r ON r.id = m.role_id`);
  return rows[0] ?? null;
};

/** Whoever is bound is known by that alone, whatever their address; an address stands for an account that nobody is bound to. */
const knownAccounts = (teamId: string, userId: string, emailKey: string | null): Prisma.Sql => Prisma.sql`
  SELECT account_id, guest_since, TRUE AS is_bound FROM slack_identity
  WHERE team_id = ${teamId} AND slack_user_id = ${userId}
  UNION ALL
  SELECT a.id, NULL, FALSE FROM account a WHERE a.email_key = ${emailKey} AND NOT EXISTS (
    SELECT 1 FROM slack_identity i WHERE i.team_id = ${teamId} AND (i.slack_user_id = ${userId} OR i.account_id = a.id))`;

const findOpenHappenings = (
  db: Db,
  organizationId: string,
  { teamId, userId }: SlackUserRef,
): Promise<{ id: string; kind: HappeningKind; email: string | null }[]> =>
  db.$queryRaw(Prisma.sql`
    SELECT id, kind, email FROM happening WHERE organization_id = ${organizationId}::uuid AND slack_team_id = ${teamId}
      AND slack_user_id = ${userId} AND over_at IS NULL`);

const openHappening = async (db: Db, { id, organizationId, kind, user, ...seen }: NewHappening): Promise<boolean> => {
  const count = await db.$executeRaw(Prisma.sql`
    INSERT INTO happening (id, organization_id, kind, slack_team_id, slack_user_id, membership_id, email)
    VALUES (${id}::uuid, ${organizationId}::uuid, ${kind}, ${user.teamId}, ${user.userId}, ${seen.membershipId}::uuid,
      ${seen.email})
    ON CONFLICT (organization_id, slack_team_id, slack_user_id, kind) WHERE over_at IS NULL DO NOTHING`);
  return count === 1;
};

const renewHappening = async (db: Db, id: string, email: string | null): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE happening SET email = ${email}, created_at = usher_now() WHERE id = ${id}::uuid`);
};

const endHappenings = async (db: Db, ids: readonly string[]): Promise<{ id: string; kind: HappeningKind }[]> => {
  if (ids.length === 0) return [];
  return db.$queryRaw(Prisma.sql`
    UPDATE happening SET over_at = usher_now() WHERE id = ANY(${[...ids]}::uuid[]) AND over_at IS NULL RETURNING id, kind`);
};

const dismissHappening = async (db: Db, id: string, byId: string, isOver: boolean): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE happening SET dismissed_by_id = ${byId}::uuid, dismissed_at = usher_now(),
      over_at = CASE WHEN ${isOver} THEN usher_now() END
    WHERE id = ${id}::uuid AND dismissed_at IS NULL AND over_at IS NULL`);
};

const endDecidedHappenings = (db: Db, limit: number): Promise<{ id: string; organizationId: string }[]> =>
  db.$queryRaw(Prisma.sql`
    UPDATE happening SET over_at = usher_now() WHERE id IN (
      SELECT s.id FROM happening s LEFT JOIN membership m ON m.id = s.membership_id LEFT JOIN role r ON r.id = m.role_id
      WHERE s.over_at IS NULL AND CASE s.kind
        WHEN 'joined' THEN EXISTS (SELECT 1 FROM invitation i WHERE i.organization_id = s.organization_id
            AND i.email_key = s.email AND (i.status = 'ACCEPTED' OR i.status = 'PENDING' AND i.issued_at >= s.created_at))
          OR EXISTS (SELECT 1 FROM account ja JOIN membership jm ON jm.account_id = ja.id
            WHERE ja.email_key = s.email AND jm.organization_id = s.organization_id AND jm.status = 'ACTIVE')
        WHEN 'guest' THEN m.status <> 'ACTIVE' OR NOT r.is_admin
        ELSE m.status <> 'ACTIVE' END
      LIMIT ${limit}::int FOR UPDATE OF s SKIP LOCKED)
    RETURNING id, organization_id AS "organizationId"`);

const markGuest = async (db: Db, { teamId, userId }: SlackUserRef, isGuest: boolean): Promise<boolean> => {
  const count = await db.$executeRaw(Prisma.sql`
    UPDATE slack_identity SET guest_since = CASE WHEN ${isGuest} THEN usher_now() END
    WHERE team_id = ${teamId} AND slack_user_id = ${userId} AND (guest_since IS NOT NULL) <> ${isGuest}`);
  return count === 1;
};

export const happeningReadsOn = (db: Db): HappeningReads => {
  const on = bind(db);
  return {
    findOrganizationOfTeam: on(findOrganizationOfTeam),
    findHappening: on(findHappening),
    findHappenings: on(findHappenings),
    findWatchedMember: on(findWatchedMember),
    findOpenHappenings: on(findOpenHappenings),
  };
};

export const happeningWritesOn = (db: Db): HappeningWrites => {
  const on = bind(db);
  return {
    openHappening: on(openHappening),
    renewHappening: on(renewHappening),
    endHappenings: on(endHappenings),
    holdHappening: on(holdHappening),
    dismissHappening: on(dismissHappening),
    endDecidedHappenings: on(endDecidedHappenings),
    markGuest: on(markGuest),
  };
};
