import type { DeliveryFact } from '../domain/invitation.ts';
import type { WhyInvitation, WhyMembership, WhyPerson } from '../domain/why-facts.ts';
import type { WhySubject } from '../ports/why.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

type WhyRow = {
  email: string;
  first_name: string | null;
  last_name: string | null;
  stopped_at: Date | null;
  membership: Dated<WhyMembership> | null;
  invitation: (Omit<Dated<WhyInvitation>, 'issuer'> & { readonly issuer: WhyInvitation['issuer'] | null }) | null;
};

/** JSON carries instants as text. */
type Dated<T> = {
  readonly [Key in keyof T]: T[Key] extends Date ? string : T[Key] extends Date | null ? string | null : T[Key];
};

const nameOf = (membershipId: string) => `(
  SELECT coalesce(nullif(concat_ws(' ', na.first_name, na.last_name), ''), na.email)
  FROM membership nm JOIN account na ON na.id = nm.account_id WHERE nm.id = ${membershipId})`;

const membershipJson = `jsonb_build_object('id', m.id, 'status', m.status, 'version', m.version, 'roleName', mr.name, 'joinedAt', m.joined_at,
  'endedAt', m.ended_at, 'endedByName', ${nameOf('m.ended_by_id')})`;

const invitationJson = `jsonb_build_object('id', i.id, 'status', i.status, 'decidedAt', i.decided_at,
  'decidedByName', ${nameOf('i.decided_by_id')}, 'generation', i.generation, 'issuedAt', i.issued_at, 'sendAfter', i.send_after,
  'sentAt', i.sent_at, 'expiresAt', i.expires_at, 'openedAt', i.opened_at,
  'remindedAt', (SELECT max(rm.at) FROM reminder rm
    WHERE rm.invitation_id = i.id AND rm.generation = i.generation AND rm.state = 'SENT'),
  'olderSentAt', (SELECT max(d.at) FROM delivery d
    WHERE d.invitation_id = i.id AND d.generation < i.generation AND d.state = 'SENT'),
  'role', jsonb_build_object('name', ir.name, 'rank', ir.rank, 'isRetired', ir.retired_at IS NOT NULL),
  'issuer', (SELECT jsonb_build_object('kind', 'member', 'isActive', sm.status = 'ACTIVE', 'isAdmin', sr.is_admin, 'rank', sr.rank)
    FROM membership sm JOIN role sr ON sr.id = sm.role_id WHERE sm.id = i.issuer_id),
  'issuerName', ${nameOf('i.issuer_id')},
  'slack', CASE WHEN i.slack_user_id IS NOT NULL
    THEN jsonb_build_object('teamId', i.slack_team_id, 'userId', i.slack_user_id) END,
  'deliveries', (SELECT coalesce(jsonb_agg(jsonb_build_object('channel', d.channel, 'state', d.state, 'cause', d.cause, 'at', d.at)
    ORDER BY d.at), '[]') FROM delivery d WHERE d.invitation_id = i.id AND d.generation = i.generation))`;

/**
 * One statement for all that `why` goes by. The addresses are looked up first (the one asked for, that of the account which the
 * Slack user is bound to, that of an invitation which waits for the Slack user), and all of the rest hangs on them by index.
 */
export const findWhyPeople = async (
  db: Db,
  organizationId: string,
  { emailKey, slack }: WhySubject,
): Promise<WhyPerson[]> => {
  const [teamId, userId] = [slack?.teamId ?? null, slack?.userId ?? null];
  const rows = await db.$queryRaw<WhyRow[]>(Prisma.sql`
    WITH keys AS (
      SELECT email_key, min(rank) AS rank FROM (
        SELECT ${emailKey}::text AS email_key, 1 AS rank
        UNION ALL
        SELECT a.email_key, 2 FROM slack_identity s JOIN account a ON a.id = s.account_id
        WHERE s.team_id = ${teamId}::text AND s.slack_user_id = ${userId}::text
        UNION ALL
        SELECT p.email_key, 3 FROM invitation p WHERE p.organization_id = ${organizationId}::uuid AND p.status = 'PENDING'
          AND p.slack_team_id = ${teamId}::text AND p.slack_user_id = ${userId}::text
      ) named WHERE email_key IS NOT NULL GROUP BY email_key)
    SELECT coalesce(own.email, i.email, keys.email_key) AS email, coalesce(own.first_name, i.first_name) AS first_name,
      coalesce(own.last_name, i.last_name) AS last_name, ap.stopped_at,
      CASE WHEN m.id IS NOT NULL THEN ${Prisma.raw(membershipJson)} END AS membership,
      CASE WHEN i.id IS NOT NULL THEN ${Prisma.raw(invitationJson)} END AS invitation
    FROM keys
    LEFT JOIN address_preference ap ON ap.email_key = keys.email_key
    LEFT JOIN account a ON a.email_key = keys.email_key
    LEFT JOIN membership m ON m.organization_id = ${organizationId}::uuid AND m.account_id = a.id
    LEFT JOIN role mr ON mr.id = m.role_id
    -- The account of somebody who is no member here is the business of another organization.
    LEFT JOIN account own ON own.id = m.account_id
    LEFT JOIN LATERAL (
      SELECT n.* FROM invitation n WHERE n.organization_id = ${organizationId}::uuid AND n.email_key = keys.email_key
      ORDER BY (n.status = 'PENDING') DESC, n.created_at DESC LIMIT 1) i ON true
    LEFT JOIN role ir ON ir.id = i.role_id
    WHERE m.id IS NOT NULL OR i.id IS NOT NULL OR ap.stopped_at IS NOT NULL
    ORDER BY keys.rank`);
  return rows.map(personOf);
};

const personOf = (row: WhyRow): WhyPerson => ({
  email: row.email,
  firstName: row.first_name,
  lastName: row.last_name,
  stoppedAt: row.stopped_at,
  membership: row.membership && {
    ...row.membership,
    joinedAt: new Date(row.membership.joinedAt),
    endedAt: instant(row.membership.endedAt),
  },
  invitation: row.invitation && {
    ...row.invitation,
    decidedAt: instant(row.invitation.decidedAt),
    issuedAt: new Date(row.invitation.issuedAt),
    sendAfter: instant(row.invitation.sendAfter),
    sentAt: instant(row.invitation.sentAt),
    expiresAt: instant(row.invitation.expiresAt),
    openedAt: instant(row.invitation.openedAt),
    remindedAt: instant(row.invitation.remindedAt),
    olderSentAt: instant(row.invitation.olderSentAt),
    // Nobody issued it but the system, which may give any role.
    issuer: row.invitation.issuer ?? { kind: 'system' },
    deliveries: row.invitation.deliveries.map((delivery): DeliveryFact => ({ ...delivery, at: new Date(delivery.at) })),
  },
});

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
