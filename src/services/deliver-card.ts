import type { SlackUserRef } from '../domain/actor.ts';
import type { DeliveryCause } from '../domain/delivery-cause.ts';
import { job } from '../domain/job.ts';
import { SlackStopped } from '../domain/slack-stop.ts';
import type { NoticeOutcome } from '../ports/posts.ts';
import { isDone, recordTry, type Sending } from './delivery-record.ts';
import { again, type JobOutcome } from './job-outcome.ts';
import { stopSlack } from './stop-slack.ts';
import { termsStamp } from './terms-stamp.ts';

type Card = { readonly kind: 'sent' | 'unreachable' } | { readonly kind: 'again'; readonly outcome: JobOutcome };

// A mail an hour late is better than a card that waits for Slack all day.
const SLACK_PATIENCE_MS = 3_600_000;

/** The card by which somebody of the workspace accepts. `unreachable`: the link has to go another way. */
export const sendCard = async (sending: Sending, user: SlackUserRef): Promise<Card> => {
  const { deps, invitation, attempt, requestId, begun } = sending;
  if (isDone(invitation, 'DM')) return { kind: 'sent' };
  await deps.store.rememberSlackUser(invitation.id, user);
  const outcome = await postCard(sending, user);
  switch (outcome.kind) {
    case 'posted':
      await recordTry(sending, 'DM', 'SENT', null, { channelId: outcome.channelId, ts: outcome.ts });
      await freshenCard(sending);
      // Decided or reissued while its card was on the way, it has one by now that nobody has rewritten.
      await deps.store.enqueue(job('settle-card', { invitationId: invitation.id, requestId }));
      return { kind: 'sent' };
    case 'try_later': {
      const { firstTriedAt, now } = begun;
      const isLate = firstTriedAt !== null && now.getTime() - firstTriedAt.getTime() >= SLACK_PATIENCE_MS;
      if (!attempt.isLast && !isLate) {
        await recordTry(sending, 'DM', 'QUEUED', 'slack_unreachable');
        return { kind: 'again', outcome: again(outcome.cause, outcome.afterSeconds) };
      }
      await recordTry(sending, 'DM', 'FAILED', 'slack_unreachable');
      return { kind: 'unreachable' };
    }
    case 'unreachable':
    case 'message_gone':
      await recordTry(sending, 'DM', 'FAILED', causeOf(outcome));
      return { kind: 'unreachable' };
  }
};

/**
 * A card that Slack does not take for a reason that nobody expects, such as one that is too long: no try would mend it, so the log
 * has it and the mail goes out. Where no link can be mailed it stays in the queue, and ends as a job that failed.
 */
const postCard = async (sending: Sending, user: SlackUserRef): Promise<NoticeOutcome> => {
  const { deps, invitation, organization, requestId } = sending;
  try {
    return await deps.notices.invitationCard(user, invitation, organization);
  } catch (error) {
    if (error instanceof SlackStopped) return stopped(sending, error);
    if (deps.mails.state !== 'ready') throw error;
    deps.log.error({ err: error, requestId }, 'Slack did not take an invitation card; the link is mailed.');
    return { kind: 'unreachable', cause: 'unexpected' };
  }
};

/** Found out by this very card: the mail goes out, or, where there is none, the card waits. */
const stopped = async (sending: Sending, error: SlackStopped): Promise<NoticeOutcome> => {
  const { deps, requestId } = sending;
  await stopSlack(deps, error, requestId);
  if (deps.mails.state === 'ready') return { kind: 'unreachable', cause: 'slack_stopped' };
  await recordTry(sending, 'DM', 'QUEUED', 'slack_stopped');
  throw error;
};

// Slack's words for a person that no message of an app reaches; everything else is said of the message or of the app.
const personal = new Set(['user_disabled', 'user_not_found', 'user_not_visible', 'users_not_found', 'cannot_dm_bot']);

const causeOf = (outcome: NoticeOutcome): DeliveryCause => {
  if (outcome.kind !== 'unreachable' || personal.has(outcome.cause)) return 'slack_user_unavailable';
  return outcome.cause === 'slack_stopped' ? 'slack_stopped' : 'slack_refused';
};

/** Edited while its card was on the way: the card tells the terms of before. */
const freshenCard = async ({ deps, invitation, requestId }: Sending): Promise<void> => {
  const now = await deps.store.findInvitation(invitation.id);
  if (!now || termsStamp(now) === termsStamp(invitation)) return;
  await deps.store.enqueue(job('rewrite-card', { invitationId: invitation.id, requestId }));
};
