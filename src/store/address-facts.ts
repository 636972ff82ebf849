import type { MembershipStatus, SlackUserRef } from '../domain/actor.ts';
import type { InvitationStatus } from '../domain/invitation.ts';
import type { Organization } from '../domain/organization.ts';
import type { StoredAddressFacts } from '../ports/records.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { startOfDay } from './start-of-day.ts';

type FactsRow = {
  email_key: string;
  stopped_at: Date | null;
  account_id: string | null;
  account_email: string | null;
  has_names: boolean;
  membership_status: MembershipStatus | null;
  joined_at: Date | null;
  ended_at: Date | null;
  invitation_id: string | null;
  invitation_status: InvitationStatus | null;
  expires_at: Date | null;
  send_after: Date | null;
  decided_at: Date | null;
  batch_id: string | null;
  was_added: boolean | null;
  bounced_at: Date | null;
  known_as: string | null;
  issued_today: number;
};

type Asked = { readonly emailKey: string; readonly slack: SlackUserRef | null };

/**
 * Those of one address. The organization is compared in a way that no index knows, so that the one by address is read: before
 * PostgreSQL has counted a table that an import is filling, it takes each index of the organization to be as good, and reads all that
 * the organization has for every single address.
 */
const invitationsOf = ({ id }: Organization): Prisma.Sql => Prisma.sql`(
  SELECT * FROM invitation WHERE email_key = asked.email_key AND organization_id IS NOT DISTINCT FROM ${id}::uuid)`;

/**
 * What inviting these addresses depends on, for a batch of any size in one statement.
 */
export const findAddressFacts = async (
  db: Db,
  organization: Organization,
  asked: readonly Asked[],
): Promise<{ facts: ReadonlyMap<string, StoredAddressFacts>; issuedToday: number }> => {
  const rows = await db.$queryRaw<FactsRow[]>(Prisma.sql`
    SELECT asked.email_key, ap.stopped_at, a.id AS account_id, a.email AS account_email,
      (a.first_name IS NOT NULL AND a.last_name IS NOT NULL) AS has_names,
      m.status::text AS membership_status, m.joined_at, m.ended_at,
      i.id AS invitation_id, i.status::text AS invitation_status, i.expires_at, i.send_after, i.decided_at, i.batch_id,
      (i.status = 'ACCEPTED' AND i.sent_at IS NULL) AS was_added,
      CASE WHEN mailed.state = 'BOUNCED' THEN mailed.at END AS bounced_at, known.email AS known_as,
      (SELECT count(*)::int FROM invitation t WHERE t.organization_id = ${organization.id}::uuid
        AND t.issued_at >= ${startOfDay(organization.timeZone)}
      ) AS issued_today
    FROM unnest(${asked.map((entry) => entry.emailKey)}::text[], ${asked.map((entry) => entry.slack?.teamId ?? null)}::text[],
      ${asked.map((entry) => entry.slack?.userId ?? null)}::text[]) AS asked (email_key, team_id, user_id)
    LEFT JOIN address_preference ap ON ap.email_key = asked.email_key
    LEFT JOIN account a ON a.email_key = asked.email_key
    LEFT JOIN membership m ON m.organization_id = ${organization.id}::uuid AND m.account_id = a.id
    LEFT JOIN LATERAL (
      SELECT n.* FROM ${invitationsOf(organization)} n
      ORDER BY (n.status = 'PENDING') DESC, n.created_at DESC LIMIT 1) i ON true
    LEFT JOIN LATERAL (
      SELECT d.state, d.at FROM ${invitationsOf(organization)} b CROSS JOIN LATERAL (
        SELECT l.state, l.at FROM delivery l WHERE l.invitation_id = b.id AND l.channel = 'EMAIL'
          AND l.state IN ('SENT', 'BOUNCED') ORDER BY l.at DESC LIMIT 1) d
      ORDER BY d.at DESC LIMIT 1) mailed ON true
    LEFT JOIN slack_identity s ON s.team_id = asked.team_id AND s.slack_user_id = asked.user_id
    LEFT JOIN account known ON known.id = s.account_id AND known.email_key <> asked.email_key
      AND EXISTS (SELECT FROM membership k WHERE k.organization_id = ${organization.id}::uuid AND k.account_id = known.id
                  AND k.status = 'ACTIVE')`);
  return { facts: new Map(rows.map((row) => [row.email_key, factsOf(row)])), issuedToday: rows[0]?.issued_today ?? 0 };
};

const factsOf = (row: FactsRow): StoredAddressFacts => ({
  accountId: row.account_id,
  accountEmail: row.account_email,
  batchId: row.batch_id,
  wasAdded: row.was_added ?? false,
  stoppedAt: row.stopped_at,
  hasAccount: row.account_id !== null,
  hasNames: row.has_names,
  membership:
    row.membership_status && row.joined_at
      ? { status: row.membership_status, joinedAt: row.joined_at, endedAt: row.ended_at }
      : null,
  invitation:
    row.invitation_id && row.invitation_status
      ? {
          id: row.invitation_id,
          status: row.invitation_status,
          expiresAt: row.expires_at,
          decidedAt: row.decided_at,
          sendAfter: row.send_after,
        }
      : null,
  bouncedAt: row.bounced_at,
  slackKnownAs: row.known_as,
});
