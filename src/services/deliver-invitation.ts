import type { Deps } from '../deps.ts';
import type { SlackUserRef } from '../domain/actor.ts';
import type { SlackPerson } from '../domain/decide-invite.ts';
import type { DeliveryCause, DeliveryChannel, InvitationRecord } from '../domain/invitation.ts';
import { type JobPayloads, job } from '../domain/job.ts';
import type { Organization } from '../domain/organization.ts';
import { canGrant } from '../domain/role.ts';
import { type Attempt, again, finished, type JobOutcome } from './job-outcome.ts';
import { termsStamp } from './terms-stamp.ts';

type Sending = {
  readonly deps: Deps;
  readonly invitation: InvitationRecord;
  readonly organization: Organization;
  readonly attempt: Attempt;
  readonly requestId: string;
};

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
  const sending: Sending = { deps, invitation, organization, attempt, requestId };
  const outcome = await send(sending, byMail);
  await deps.store.enqueue(job('announce-batch', { batchId: invitation.batchId, requestId }));
  return outcome;
};

/** A link that acceptance would refuse is not sent: whoever scheduled it may have lost the right since. */
export const mayStillGive = ({ issuer, role }: InvitationRecord): boolean =>
  canGrant(issuer ? { kind: 'member', ...issuer } : { kind: 'system' }, role);

const send = async (sending: Sending, byMail: boolean): Promise<JobOutcome> => {
  const { deps, invitation, organization } = sending;
  const person = await findPerson(deps, invitation, organization);
  if (person?.standing === 'guest' && organization.guestPolicy === 'REFUSE') {
    await record(sending, 'DM', 'FAILED', 'slack_guest');
    return finished;
  }
  if (person?.timeZone) await deps.store.rememberReaderZone(invitation.id, person.timeZone);
  const zone = person?.timeZone ?? organization.timeZone;
  if (byMail || !person || !canHaveCard(invitation, organization, person)) return sendMail(sending, zone);

  const card = await sendCard(sending, person);
  if (card.kind === 'again') return card.outcome;
  if (card.kind === 'sent' && organization.deliveryPolicy !== 'DM_AND_MAIL') return finished;
  return sendMail(sending, zone);
};

/** Undefined when Slack does not answer, or does not know the address: then the mail goes out. */
export const findPerson = async (
  deps: Deps,
  { slack, emailKey }: InvitationRecord,
  { slackTeamId }: Organization,
): Promise<SlackPerson | undefined> => {
  if (slack) return (await deps.directory.findUser(slack)) ?? undefined;
  return (await deps.directory.findByEmails(slackTeamId, [emailKey]))?.get(emailKey);
};

/** An admin role always needs the mailed link; an address that changed in Slack since means the mail too. */
export const canHaveCard = (invitation: InvitationRecord, organization: Organization, person: SlackPerson): boolean => {
  if (organization.deliveryPolicy === 'MAIL_ONLY' || invitation.role.isAdmin) return false;
  if (person.standing !== 'person' && person.standing !== 'guest') return false;
  return person.emailConfirmed && person.email?.toLowerCase() === invitation.emailKey;
};

type Card = { readonly kind: 'sent' | 'unreachable' } | { readonly kind: 'again'; readonly outcome: JobOutcome };

const sendCard = async (sending: Sending, person: SlackPerson): Promise<Card> => {
  const { deps, invitation, organization, attempt, requestId } = sending;
  if (isSent(invitation, 'DM')) return { kind: 'sent' };
  const user: SlackUserRef = { teamId: person.teamId, userId: person.userId };
  await deps.store.rememberSlackUser(invitation.id, user);
  const outcome = await deps.notices.invitationCard(user, invitation, organization);
  switch (outcome.kind) {
    case 'posted':
      await record(sending, 'DM', 'SENT', null, { channelId: outcome.channelId, ts: outcome.ts });
      await freshenCard(sending);
      // Decided or reissued while its card was on the way, it has one by now that nobody has rewritten.
      await deps.store.enqueue(job('settle-card', { invitationId: invitation.id, requestId }));
      return { kind: 'sent' };
    case 'try_later':
      if (attempt.isLast) break;
      await record(sending, 'DM', 'QUEUED', 'slack_unreachable');
      return { kind: 'again', outcome: again(outcome.cause, outcome.afterSeconds) };
    case 'unreachable':
    case 'message_gone':
      break;
  }
  await record(sending, 'DM', 'FAILED', 'slack_user_unavailable');
  return { kind: 'unreachable' };
};

/** Edited while its card was on the way: the card tells the terms of before. */
const freshenCard = async ({ deps, invitation, requestId }: Sending): Promise<void> => {
  const now = await deps.store.findInvitation(invitation.id);
  if (!now || termsStamp(now) === termsStamp(invitation)) return;
  await deps.store.enqueue(job('rewrite-card', { invitationId: invitation.id, requestId }));
};

const sendMail = async (sending: Sending, zone: string): Promise<JobOutcome> => {
  const { deps, invitation, organization } = sending;
  if (isSent(invitation, 'EMAIL')) return finished;
  const outcome = await deps.mails.invitation(invitation, organization, zone);
  switch (outcome.kind) {
    case 'accepted':
      await record(sending, 'EMAIL', 'SENT', null);
      return finished;
    case 'rejected':
      await record(sending, 'EMAIL', 'FAILED', outcome.cause);
      return finished;
    case 'not_configured':
      await record(sending, 'EMAIL', 'FAILED', 'mail_not_configured');
      return finished;
    case 'deferred':
      // Should this have been the last try, the queue has the issuer told, and this marked as given up.
      await record(sending, 'EMAIL', 'QUEUED', outcome.cause);
      return again(outcome.cause);
  }
};

const isSent = ({ deliveries }: InvitationRecord, channel: DeliveryChannel): boolean =>
  deliveries.some((delivery) => delivery.channel === channel && delivery.state === 'SENT');

const record = (
  { deps, invitation: { id, generation } }: Sending,
  channel: DeliveryChannel,
  state: 'QUEUED' | 'SENT' | 'FAILED',
  cause: DeliveryCause | null,
  posted: { channelId: string; ts: string } | null = null,
): Promise<void> => deps.store.recordDelivery({ invitationId: id, generation, channel, state, cause, posted });
