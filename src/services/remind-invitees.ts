import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import type { DeliveryChannel } from '../domain/invitation.ts';
import { job } from '../domain/job.ts';
import { nextReminder, type ReminderOrdinal } from '../domain/reminders.ts';
import { done } from '../domain/result.ts';
import type { RemindableInvitation, ReminderEntry } from '../ports/reminders.ts';

// Few enough that a transaction is short, many enough for a Monday morning.
const AT_ONCE = 200;

type Look = {
  readonly invitation: RemindableInvitation;
  readonly taken: ReminderEntry | null;
  /** When to look again: at a reminder, or at the end of a link whose card has buttons until then. Null: not again. */
  readonly at: Date | null;
};

/**
 * Takes up the reminders that are due by now, derived from what is stored: what came due while no process ran comes once, if it
 * still may, or not at all. Each is taken and enqueued in one transaction, so any number of processes send it once.
 */
export const remindInvitees = async ({ store }: Pick<Deps, 'store'>): Promise<void> => {
  for (;;) {
    const seen = await store.transaction<number, never>(async (tx) => {
      const found = await tx.holdRemindable(AT_ONCE);
      if (found.length === 0) return done(0);
      const now = await tx.now();
      const looks = found.map((invitation) => lookAt(invitation, now));
      const entries = looks.flatMap(({ taken }) => taken ?? []);
      const taken = entries.length > 0 ? await tx.takeReminders(entries) : [];
      await tx.lookAgain(looks.map(({ invitation, at }) => ({ id: invitation.id, at })));
      const isQueued = new Set(
        entries.filter(({ state }) => state === 'QUEUED').map(({ invitationId }) => invitationId),
      );
      const requestId = uuidv7().slice(-12);
      await tx.enqueue(
        ...taken
          .filter(({ invitationId }) => isQueued.has(invitationId))
          .map((key) => job('send-reminder', { ...key, requestId })),
      );
      return done(found.length);
    });
    if (!seen.ok || seen.value < AT_ONCE) return;
  }
};

const lookAt = (invitation: RemindableInvitation, now: Date): Look => {
  const { isOn, isClosed, arrivedBy, life, quiet, taken, standsInSlack } = invitation;
  const end = standsInSlack ? life.expiresAt : null;
  if (!isOn || isClosed || arrivedBy.length === 0) return { invitation, taken: null, at: end };
  const next = nextReminder(life, quiet, taken, now);
  if (next.kind !== 'due') return { invitation, taken: null, at: next.kind === 'later' ? next.at : end };
  const { ordinal } = next;
  const after = nextReminder(life, quiet, [...taken, { ordinal, at: now }], now);
  return { invitation, taken: entryOf(invitation, ordinal), at: after.kind === 'later' ? after.at : end };
};

const entryOf = (invitation: RemindableInvitation, ordinal: ReminderOrdinal): ReminderEntry => {
  const { id, generation, sentLately, cap } = invitation;
  const key = { invitationId: id, generation, ordinal, channel: wayOf(invitation, ordinal), posted: null };
  return sentLately >= cap
    ? { ...key, state: 'DROPPED', cause: 'cap_reached' }
    : { ...key, state: 'QUEUED', cause: null };
};

/** The first the way the link came, the second the other way. Whether there is one is found out when it is sent. */
const wayOf = ({ arrivedBy, lastSentBy }: RemindableInvitation, ordinal: ReminderOrdinal): DeliveryChannel => {
  const before = lastSentBy ?? arrivedBy[0];
  if (ordinal === 1) return before ?? 'EMAIL';
  return before === 'DM' ? 'EMAIL' : 'DM';
};
