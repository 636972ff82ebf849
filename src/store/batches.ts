import type { SlackUserRef } from '../domain/actor.ts';
import type { BatchEntry, BatchSummary } from '../domain/announcement.ts';
import type { DeliveryFact, InvitationStatus } from '../domain/invitation.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

type BatchRow = {
  invitationId: string;
  organizationId: string;
  email: string;
  name: string | null;
  status: InvitationStatus;
  timeZone: string;
  isExpired: boolean;
  isScheduled: boolean;
  sendAfter: Date | null;
  sentAt: Date | null;
  expiresAt: Date | null;
  openedAt: Date | null;
  decidedAt: Date | null;
  deliveries: Pick<DeliveryFact, 'channel' | 'state' | 'cause'>[];
  inviter: SlackUserRef | null;
  isHandedOver: boolean;
};

/** A batch as its living message tells it. Null when it has no invitations any more: they were renewed in later batches. */
export const findBatch = async (
  db: Db,
  batchId: string,
): Promise<{ summary: BatchSummary; organizationId: string; inviter: SlackUserRef | null } | null> => {
  const rows = await db.$queryRaw<BatchRow[]>(Prisma.sql`
    SELECT i.id AS "invitationId", i.organization_id AS "organizationId", i.email,
      nullif(concat_ws(' ', coalesce(a.first_name, i.first_name), coalesce(a.last_name, i.last_name)), '') AS name,
      i.status::text AS status, coalesce(i.expires_at <= usher_now(), false) AS "isExpired",
      (i.expires_at IS NULL) AS "isScheduled", i.send_after AS "sendAfter", i.sent_at AS "sentAt", i.expires_at AS "expiresAt",
      i.opened_at AS "openedAt", i.decided_at AS "decidedAt", o.time_zone AS "timeZone",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('channel', d.channel, 'state', d.state, 'cause', d.cause) ORDER BY d.at), '[]')
        FROM delivery d WHERE d.invitation_id = i.id AND d.generation = i.generation) AS deliveries,
      (SELECT jsonb_build_object('teamId', s.team_id, 'userId', s.slack_user_id)
        FROM membership im JOIN slack_identity s ON s.account_id = im.account_id
        JOIN workspace w ON w.team_id = s.team_id AND w.organization_id = im.organization_id AND w.uninstalled_at IS NULL
        WHERE im.id = i.inviter_id LIMIT 1) AS inviter,
      EXISTS (SELECT FROM membership gm JOIN role gr ON gr.id = gm.role_id
        WHERE gm.id = i.inviter_id AND NOT (gm.status = 'ACTIVE' AND gr.is_admin)) AS "isHandedOver"
    FROM invitation i JOIN organization o ON o.id = i.organization_id LEFT JOIN account a ON a.email_key = i.email_key
    WHERE i.batch_id = ${batchId}::uuid ORDER BY i.created_at, i.id`);
  const first = rows[0];
  if (!first) return null;
  return {
    summary: { batchId, entries: rows.map(entryOf), timeZone: first.timeZone, isHandedOver: first.isHandedOver },
    organizationId: first.organizationId,
    inviter: first.inviter,
  };
};

const entryOf = (row: BatchRow): BatchEntry => {
  const sent = row.deliveries.find((delivery) => delivery.state === 'SENT');
  // One way may have failed for good while the other is still tried: then it is not over.
  const retried = row.deliveries.find((delivery) => delivery.state === 'QUEUED');
  const failed = row.deliveries.findLast((delivery) => delivery.state === 'FAILED' || delivery.state === 'BOUNCED');
  const problem = retried ?? failed;
  const state = stateOf(row, sent !== undefined, failed !== undefined && !retried);
  return {
    invitationId: row.invitationId,
    email: row.email,
    name: row.name,
    state,
    at: momentOf(row, state),
    endsAt: row.status === 'PENDING' ? row.expiresAt : null,
    channel: sent?.channel ?? null,
    cause: sent ? null : (problem?.cause ?? null),
    sendAfter: row.isScheduled ? row.sendAfter : null,
  };
};

const stateOf = (row: BatchRow, isSent: boolean, hasFailed: boolean): BatchEntry['state'] => {
  if (row.status === 'ACCEPTED') return 'joined';
  if (row.status === 'DECLINED') return 'declined';
  if (row.status === 'WITHDRAWN') return 'withdrawn';
  if (row.isExpired) return 'ran_out';
  if (row.isScheduled) return 'scheduled';
  if (isSent) return row.openedAt ? 'opened' : 'delivered';
  return hasFailed ? 'not_delivered' : 'sending';
};

const momentOf = (row: BatchRow, state: BatchEntry['state']): Date | null => {
  switch (state) {
    case 'joined':
    case 'declined':
    case 'withdrawn':
      return row.decidedAt;
    case 'ran_out':
      return row.expiresAt;
    case 'opened':
      return row.openedAt;
    case 'delivered':
      return row.sentAt;
    case 'scheduled':
    case 'sending':
    case 'not_delivered':
      return null;
  }
};
