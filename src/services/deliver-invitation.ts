import type { Deps } from '../deps.ts';
import type { SlackUserRef } from '../domain/actor.ts';
import type { SlackPerson } from '../domain/decide-invite.ts';
import { type DeliveryCause, triesEnd } from '../domain/delivery-cause.ts';
import type { InvitationRecord } from '../domain/invitation.ts';
import { type JobPayloads, job } from '../domain/job.ts';
import type { Organization } from '../domain/organization.ts';
import { canHaveCard, causeOfUnmailed } from '../domain/reach.ts';
import { canGrant } from '../domain/role.ts';
import { sendCard } from './deliver-card.ts';
import { isDone, recordTry, type Sending } from './delivery-record.ts';
import { type Attempt, again, finished, type JobOutcome } from './job-outcome.ts';

/**
 * Sends the current link: by DM to somebody of the workspace, else, or if the DM fails for good, by mail. Reads everything
 * again: what was decided, reissued or sent meanwhile is not sent. Records what became of it, and has the living message told.
 */
export const deliverInvitation = async (
  deps: Deps,
  { invitationId, generation, byMail, requestId }: JobPayloads['deliver-invitation'],
  attempt: Attempt,
): Promise<JobOutcome> => {
  const found = await deps.store.findInvitation(invitationId);
  if (found?.status !== 'PENDING' || found.generation !== generation || found.stoppedAt) return finished;
  const organization = await deps.store.findOrganization(found.organizationId);
  if (!organization) return finished;
  if (!mayStillGive(found)) {
    const cause = { channel: 'EMAIL', state: 'FAILED', cause: 'issuer_lost_right', posted: null } as const;
    await deps.store.recordDelivery({ invitationId, generation, ...cause });
    await deps.store.enqueue(job('announce-batch', { batchId: found.batchId, requestId }));
    return finished;
  }
  const begun = await deps.store.beginDelivery(invitationId, generation, organization.invitationLifetimeHours);
  if (!begun) return finished;

  const invitation = { ...found, expiresAt: begun.expiresAt };
  const outcome = await send({ deps, invitation, organization, attempt, requestId, begun }, byMail);
  await deps.store.enqueue(job('announce-batch', { batchId: invitation.batchId, requestId }));
  return outcome;
};

/** A link that acceptance would refuse is not sent: whoever scheduled it may have lost the right since. */
export const mayStillGive = ({ issuer, role }: InvitationRecord): boolean =>
  canGrant(issuer ? { kind: 'member', ...issuer } : { kind: 'system' }, role);

const send = async (sending: Sending, byMail: boolean): Promise<JobOutcome> => {
  const { deps, invitation, organization } = sending;
  if (await deps.store.findSlackStop(organization.slackTeamId)) return sendWithoutSlack(sending, byMail);
  const answer = await lookUp(deps, invitation, organization);
  // Where no link can be mailed, Slack is the only way: it is waited for, and not taken for a no.
  if (answer === undefined && deps.mails.state !== 'ready') return sendLater(sending, 'DM', 'slack_unreachable');
  const person = answer ?? undefined;
  if (person?.standing === 'guest' && organization.guestPolicy === 'REFUSE') {
    await recordTry(sending, 'DM', 'FAILED', 'slack_guest');
    return finished;
  }
  if (person?.timeZone) await deps.store.rememberReaderZone(invitation.id, person.timeZone);
  const zone = person?.timeZone ?? organization.timeZone;
  if (byMail || !person || !canHaveCard(invitation, organization, person)) return sendMail(sending, zone);

  const user: SlackUserRef = { teamId: person.teamId, userId: person.userId };
  const card = await sendCard(sending, user);
  if (card.kind === 'again') return card.outcome;
  if (card.kind === 'sent' && organization.deliveryPolicy !== 'DM_AND_MAIL') return finished;
  return sendMail(sending, zone);
};

/** While Slack takes nothing it is not asked who they are either: the mail goes out, or the link waits, however long. */
const sendWithoutSlack = async (sending: Sending, byMail: boolean): Promise<JobOutcome> => {
  const { deps, invitation, organization } = sending;
  const hasCard = isDone(invitation, 'DM') && !byMail && organization.deliveryPolicy !== 'DM_AND_MAIL';
  if (hasCard) return finished;
  if (deps.mails.state === 'ready') return sendMail(sending, organization.timeZone);
  await recordTry(sending, 'DM', 'QUEUED', 'slack_stopped');
  return again('slack_stopped', STOPPED_SECONDS);
};

/** Undefined when Slack does not answer, null when it does not know the address. */
const lookUp = async (
  deps: Deps,
  { slack, emailKey }: InvitationRecord,
  { slackTeamId }: Organization,
): Promise<SlackPerson | null | undefined> => {
  if (slack) return deps.directory.findUser(slack);
  const found = await deps.directory.findByEmails(slackTeamId, [emailKey]);
  return found && (found.get(emailKey) ?? null);
};

/** Undefined when Slack does not answer, or does not know the address: then the mail goes out. */
export const findPerson = async (...asked: Parameters<typeof lookUp>): Promise<SlackPerson | undefined> =>
  (await lookUp(...asked)) ?? undefined;

const sendMail = async (sending: Sending, zone: string): Promise<JobOutcome> => {
  const { deps, invitation, organization } = sending;
  if (isDone(invitation, 'EMAIL')) return finished;
  const { state } = deps.mails;
  if (state !== 'ready') {
    await recordTry(sending, 'EMAIL', 'FAILED', causeOfUnmailed(invitation, organization, state));
    return finished;
  }
  const outcome = await deps.store.sendAndNote(async (note) => {
    const sent = await deps.mails.invitation(invitation, organization, zone);
    if (sent.kind === 'accepted') await recordTry(sending, 'EMAIL', 'SENT', null, null, note);
    return sent;
  });
  switch (outcome.kind) {
    case 'accepted':
      return finished;
    case 'rejected':
      await recordTry(sending, 'EMAIL', 'FAILED', outcome.cause);
      return finished;
    case 'not_configured':
    case 'no_public_address':
      throw new Error(`A link was to be mailed where none can be: ${outcome.kind}`);
    case 'deferred':
      return sendLater(sending, 'EMAIL', outcome.cause);
  }
};

const QUEUE_AT_MOST_SECONDS = 6 * 3600;
const STOPPED_SECONDS = 300;

/** Tried for as long as the link would live; the queue itself counts tries, and would end sooner than a long link. */
const sendLater = async (sending: Sending, channel: 'DM' | 'EMAIL', cause: DeliveryCause): Promise<JobOutcome> => {
  const { organization, attempt, begun } = sending;
  const { firstTriedAt, now } = begun;
  if (firstTriedAt && now >= triesEnd(firstTriedAt, organization.invitationLifetimeHours)) {
    await recordTry(sending, channel, 'FAILED', cause);
    return { kind: 'given_up', cause };
  }
  await recordTry(sending, channel, 'QUEUED', cause);
  return again(cause, attempt.isLast ? QUEUE_AT_MOST_SECONDS : null);
};
