import type { Deps } from '../deps.ts';
import type { SlackPerson } from '../domain/decide-invite.ts';
import type { DeliveryCause } from '../domain/delivery-cause.ts';
import type { DeliveryChannel, InvitationRecord } from '../domain/invitation.ts';
import { type JobPayloads, job } from '../domain/job.ts';
import { causeOfNoMail } from '../domain/mail-state.ts';
import type { Organization } from '../domain/organization.ts';
import { isQuiet } from '../domain/quiet-hours.ts';
import { canHaveCard } from '../domain/reach.ts';
import { isTooLate, type ReminderCause } from '../domain/reminders.ts';
import { done } from '../domain/result.ts';
import type { ReminderKey, ReminderState } from '../ports/reminders.ts';
import { findPerson, mayStillGive } from './deliver-invitation.ts';
import { type Attempt, again, finished, type JobOutcome } from './job-outcome.ts';
import { noteSent } from './note-sent.ts';

type Sending = {
  readonly deps: Deps;
  readonly key: ReminderKey;
  readonly invitation: InvitationRecord;
  readonly organization: Organization;
  readonly person: SlackPerson | undefined;
  readonly channel: DeliveryChannel;
  readonly attempt: Attempt;
  readonly requestId: string;
};

/**
 * Sends a reminder that was taken up. Reads everything again: who has answered, was invited anew or wants no more mail gets none,
 * and where it is night for its reader by now, it is given back, to be planned anew. Whoever cannot be reached one way is tried the other.
 */
export const sendReminder = async (
  deps: Deps,
  { requestId, ...key }: JobPayloads['send-reminder'],
  attempt: Attempt,
): Promise<JobOutcome> => {
  const [taken, invitation] = await Promise.all([
    deps.store.findReminder(key),
    deps.store.findInvitation(key.invitationId),
  ]);
  const organization = invitation && (await deps.store.findOrganization(invitation.organizationId));
  if (taken?.state !== 'QUEUED' || !invitation || !organization) return finished;
  const { channel } = taken;
  const now = await deps.store.now();
  const reason = findReason(invitation, organization, key, now);
  if (reason) return leaveOut(deps, key, channel, reason);
  const person = await findPerson(deps, invitation, organization);
  if (person?.standing === 'guest' && organization.guestPolicy === 'REFUSE')
    return leaveOut(deps, key, channel, 'not_wanted');
  const zone = zoneOf(person, organization);
  const quiet = { fromHour: organization.quietFromHour, untilHour: organization.quietUntilHour };
  if (isQuiet(now, zone, quiet)) {
    await deps.store.transaction(async (tx) => done(await tx.releaseReminder(key, zone)));
    return finished;
  }
  const sending = { deps, key, invitation, organization, person, channel, attempt, requestId };
  return person && mayGoBySlack(sending, person) ? sendBySlack(sending, person) : sendByMail(sending);
};

const zoneOf = (person: SlackPerson | undefined, { timeZone }: Organization): string => person?.timeZone ?? timeZone;

const findReason = (
  invitation: InvitationRecord,
  { remindersOn }: Organization,
  { generation }: ReminderKey,
  now: Date,
): ReminderCause | null => {
  if (invitation.status !== 'PENDING' || invitation.generation !== generation) return 'answered';
  if (invitation.membership?.status === 'ACTIVE') return 'answered';
  const hasBounced = invitation.deliveries.some(({ state }) => state === 'BOUNCED');
  if (invitation.stoppedAt || hasBounced || !remindersOn) return 'not_wanted';
  if (!invitation.expiresAt || isTooLate(invitation.expiresAt, now)) return 'too_late';
  return mayStillGive(invitation) ? null : 'issuer_lost_right';
};

/** By Slack where it is its turn and there is that way; also where no mail can go out. */
const mayGoBySlack = ({ deps, invitation, organization, channel }: Sending, person: SlackPerson): boolean =>
  canHaveCard(invitation, organization, person) && (channel === 'DM' || deps.mails.state !== 'ready');

const sendBySlack = async (sending: Sending, person: SlackPerson): Promise<JobOutcome> => {
  const { deps, key, invitation, organization, attempt, requestId } = sending;
  const user = { teamId: person.teamId, userId: person.userId };
  await deps.store.rememberSlackUser(invitation.id, user);
  const outcome = await deps.notices.reminder(user, invitation, organization, key.ordinal);
  switch (outcome.kind) {
    case 'posted':
      await record(sending, 'DM', 'SENT', null, { channelId: outcome.channelId, ts: outcome.ts });
      // Answered while it was on the way, it has buttons by now that nobody has taken away.
      await deps.store.enqueue(job('settle-card', { invitationId: invitation.id, requestId }));
      return finished;
    case 'try_later':
      if (attempt.isLast) break;
      await record(sending, 'DM', 'QUEUED', 'slack_unreachable');
      return again(outcome.cause, outcome.afterSeconds);
    case 'unreachable':
    case 'message_gone':
      break;
  }
  return deps.mails.state === 'ready' ? sendByMail(sending) : fail(sending, 'DM', 'slack_user_unavailable');
};

const sendByMail = async (sending: Sending): Promise<JobOutcome> => {
  const { deps, key, invitation, organization, person } = sending;
  const outcome = await deps.mails.reminder(invitation, organization, zoneOf(person, organization), key.ordinal);
  switch (outcome.kind) {
    case 'accepted':
      await record(sending, 'EMAIL', 'SENT', null);
      return finished;
    case 'rejected':
      return fail(sending, 'EMAIL', outcome.cause);
    case 'not_configured':
      return fail(sending, 'EMAIL', causeOfNoMail.no_server);
    case 'no_public_address':
      return fail(sending, 'EMAIL', causeOfNoMail.no_public_address);
    case 'deferred':
      await record(sending, 'EMAIL', 'QUEUED', outcome.cause);
      return again(outcome.cause);
  }
};

const fail = async (sending: Sending, channel: DeliveryChannel, cause: DeliveryCause): Promise<JobOutcome> => {
  await record(sending, channel, 'FAILED', cause);
  return finished;
};

/** Its last try failed. */
export const giveUpReminder = async (
  deps: Pick<Deps, 'store'>,
  { requestId: _requestId, ...key }: JobPayloads['send-reminder'],
): Promise<void> => {
  const taken = await deps.store.findReminder(key);
  if (taken?.state !== 'QUEUED') return;
  const entry = { ...key, channel: taken.channel, state: 'FAILED', cause: 'gave_up', posted: null } as const;
  await deps.store.transaction(async (tx) => done(await tx.recordReminder(entry)));
};

const leaveOut = async (
  { store }: Deps,
  key: ReminderKey,
  channel: DeliveryChannel,
  cause: ReminderCause,
): Promise<JobOutcome> => {
  const entry = { ...key, channel, state: 'DROPPED', cause, posted: null } as const;
  await store.transaction(async (tx) => done(await tx.recordReminder(entry)));
  return finished;
};

/** One that went out has its entry in the trail; what became of the others stands with the reminder. */
const record = async (
  { deps, key, invitation, requestId }: Sending,
  channel: DeliveryChannel,
  state: ReminderState,
  cause: DeliveryCause | null,
  posted: { readonly channelId: string; readonly ts: string } | null = null,
): Promise<void> => {
  const note = () =>
    deps.store.transaction(async (tx) => {
      await tx.recordReminder({ ...key, channel, state, cause, posted });
      if (state !== 'SENT') return done(null);
      await tx.audit({
        organizationId: invitation.organizationId,
        actor: { kind: 'SYSTEM' },
        action: 'invitation.remind',
        target: { kind: 'invitation', id: invitation.id },
        changed: { generation: key.generation, ordinal: key.ordinal, channel },
        via: 'job',
        requestId,
      });
      return done(null);
    });
  await (state === 'SENT' ? noteSent(deps, note) : note());
};
