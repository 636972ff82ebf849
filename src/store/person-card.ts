import type { DeliveryFact } from '../domain/invitation.ts';
import { type CardEvent, countedInvitations, type PersonCard } from '../domain/person-card.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

// More of the trail is in the story.
const maxEvents = 5;

const nameOf = (membershipId: string) => `(
  SELECT coalesce(nullif(concat_ws(' ', na.first_name, na.last_name), ''), na.email)
  FROM membership nm JOIN account na ON na.id = nm.account_id WHERE nm.id = ${membershipId} AND nm.organization_id = m.organization_id)`;

const named = (table: string, where: string) =>
  `(SELECT coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name) ORDER BY lower(x.name)), '[]') FROM ${table} x
    ${where})`;

const role = `jsonb_build_object('id', r.id, 'name', r.name, 'description', r.description, 'rank', r.rank, 'isAdmin', r.is_admin,
  'isRetired', r.retired_at IS NOT NULL, 'permissionNames', ARRAY(SELECT p.name FROM role_permission rp
    JOIN permission p ON p.id = rp.permission_id WHERE rp.role_id = r.id ORDER BY lower(p.name)))`;

const permissions = `(
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'isSensitive', p.sensitive) ORDER BY lower(p.name)), '[]')
  FROM membership_permission mp JOIN permission p ON p.id = mp.permission_id WHERE mp.membership_id = m.id)`;

const waiting = `(
  SELECT jsonb_build_object('invitationId', i.id, 'expiresAt', i.expires_at, 'remindersSent', i.reminders_sent, 'deliveries', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('channel', d.channel, 'state', d.state, 'cause', d.cause, 'at', d.at) ORDER BY d.at), '[]')
    FROM delivery d WHERE d.invitation_id = i.id AND d.generation = i.generation)) FROM invitation i
  WHERE i.organization_id = m.organization_id AND i.email_key = a.email_key AND i.status = 'PENDING')`;

const roleNamed = (id: string) =>
  `(SELECT er.name FROM role er WHERE er.organization_id = m.organization_id AND er.id::text = ${id})`;

/** The trail of the membership and of the invitations that led to it. */
const events = `(
  SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.at DESC, t.id DESC), '[]') FROM (
    SELECT e.id, e.action, e.at, e.actor_kind AS "actorKind", e.via, e.changed, ${nameOf('e.actor_membership_id')} AS "actorName",
      split_part(e.actor_slack, ':', 2) AS "actorSlackUserId", ${roleNamed(`e.changed->'roleId'->>'from'`)} AS "roleFrom",
      ${roleNamed(`coalesce(e.changed->'roleId'->>'to', e.changed->>'roleId')`)} AS "roleTo"
    FROM audit_event e
    WHERE e.organization_id = m.organization_id AND e.target_id = ANY (ARRAY[m.id::text] || ARRAY(
      SELECT i.id::text FROM invitation i WHERE i.organization_id = m.organization_id AND i.email_key = a.email_key))
    ORDER BY e.at DESC, e.id DESC LIMIT ${maxEvents}) t)`;

const cardSql = `SELECT m.id AS "membershipId", m.organization_id AS "organizationId", m.version, a.email,
  a.first_name AS "firstName", a.last_name AS "lastName", m.status::text AS status, ${role} AS role,
  (SELECT jsonb_build_object('id', t.id, 'name', t.name) FROM team t WHERE t.id = m.primary_team_id) AS "primaryTeam",
  ${named('team', 'JOIN membership_team mt ON mt.team_id = x.id WHERE mt.membership_id = m.id')} AS "secondaryTeams",
  ${named('product', 'JOIN membership_product mp ON mp.product_id = x.id WHERE mp.membership_id = m.id AND x.enabled')} AS products,
  ${permissions} AS permissions, m.joined_at AS "joinedAt", m.ended_at AS "endedAt", ${nameOf('m.ended_by_id')} AS "endedByName",
  ${nameOf('m.invited_by_id')} AS "invitedByName",
  (SELECT jsonb_build_object('teamId', s.team_id, 'userId', s.slack_user_id)
    FROM slack_identity s JOIN workspace w ON w.team_id = s.team_id AND w.organization_id = m.organization_id
    WHERE s.account_id = m.account_id AND w.uninstalled_at IS NULL LIMIT 1) AS slack,
  (SELECT count(*)::int FROM invitation i
    WHERE i.organization_id = m.organization_id AND i.issuer_id = m.id AND i.status = 'PENDING') AS "pendingIssued",
  (SELECT count(*)::int FROM (SELECT FROM invitation i WHERE i.issuer_id = m.id LIMIT ${countedInvitations + 1}) i) AS invited,
  ${waiting} AS waiting, ${events} AS events
  FROM membership m JOIN account a ON a.id = m.account_id JOIN role r ON r.id = m.role_id`;

/** All that the card of one person shows, in one statement. */
export const findPersonCard = async (
  db: Db,
  organizationId: string,
  membershipId: string,
): Promise<PersonCard | null> => {
  const [row] = await db.$queryRaw<PersonCard[]>(Prisma.sql`
    ${Prisma.raw(cardSql)} WHERE m.id = ${membershipId}::uuid AND m.organization_id = ${organizationId}::uuid`);
  if (!row) return null;
  const { waiting: invitation, events: trail } = row;
  // JSON carries instants as text.
  const expiresAt = invitation?.expiresAt ? new Date(invitation.expiresAt) : null;
  return {
    ...row,
    waiting: invitation && {
      ...invitation,
      expiresAt,
      deliveries: invitation.deliveries.map((fact): DeliveryFact => ({ ...fact, at: new Date(fact.at) })),
    },
    events: trail.map((event): CardEvent => ({ ...event, at: new Date(event.at) })),
  };
};
