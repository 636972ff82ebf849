import type { DeliveryCause } from '../domain/delivery-cause.ts';
import type { DeliveryChannel } from '../domain/invitation.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import type { LinkLife, ReminderCause, ReminderOrdinal, TakenReminder } from '../domain/reminders.ts';
import type { IssuedLink } from './records.ts';

/** A pending invitation that it is time to look at, with all that its reminders hang on. */
export type RemindableInvitation = IssuedLink & {
  readonly organizationId: string;
  readonly isOn: boolean;
  readonly quiet: QuietHours;
  readonly life: LinkLife;
  /** How the current link arrived; empty where it did not, and where an admin handed it over. */
  readonly arrivedBy: readonly ('DM' | 'EMAIL')[];
  /** It came back, or they asked not to be written to. */
  readonly isClosed: boolean;
  /** Its card, or a reminder, has buttons in a DM. */
  readonly standsInSlack: boolean;
  readonly taken: readonly TakenReminder[];
  readonly lastSentBy: DeliveryChannel | null;
  /** What Usher sent to this address by itself in the last 30 days, and how much it may. */
  readonly sentLately: number;
  readonly cap: number;
};

/** One reminder of one link. */
export type ReminderKey = {
  readonly invitationId: string;
  readonly generation: number;
  readonly ordinal: ReminderOrdinal;
};

export type ReminderState = 'QUEUED' | 'SENT' | 'FAILED' | 'DROPPED';

export type ReminderEntry = ReminderKey & {
  readonly channel: DeliveryChannel;
  readonly state: ReminderState;
  readonly cause: ReminderCause | DeliveryCause | null;
  readonly posted: { readonly channelId: string; readonly ts: string } | null;
};

/** A reminder that stands in somebody's DM, with buttons or without. */
export type ReminderMessage = ReminderKey & { readonly channelId: string; readonly ts: string };

export type ReminderReads = {
  readonly findReminder: (
    key: ReminderKey,
  ) => Promise<{ readonly channel: DeliveryChannel; readonly state: ReminderState } | null>;
  readonly findReminderMessages: (invitationId: string) => Promise<readonly ReminderMessage[]>;
};

export type ReminderWrites = {
  /** Those that are due to be looked at, held by this transaction alone; what another one holds is passed by. */
  readonly holdRemindable: (limit: number) => Promise<readonly RemindableInvitation[]>;
  /** Those that nobody took before. */
  readonly takeReminders: (entries: readonly ReminderEntry[]) => Promise<readonly ReminderKey[]>;
  /** When each is looked at next; null: not again. */
  readonly lookAgain: (rows: readonly { readonly id: string; readonly at: Date | null }[]) => Promise<void>;
  /** All pending ones of an organization are looked at within the minute: what they go by has changed. */
  readonly lookAgainAtAll: (organizationId: string) => Promise<void>;
  /** Those whose link ended with buttons in a DM that nobody has taken away; claimed by this transaction alone. */
  readonly claimRunOutCards: (limit: number) => Promise<readonly string[]>;
  /** What became of one. */
  readonly recordReminder: (entry: ReminderEntry) => Promise<void>;
  /** As if it had never been taken: it is planned anew, for a reader in this zone. */
  readonly releaseReminder: (key: ReminderKey, readerZone: string) => Promise<void>;
};

export type ReminderNotes = {
  readonly forgetReminderMessage: (key: ReminderKey) => Promise<void>;
  /** Where the reader of the invitation is, as Slack says. */
  readonly rememberReaderZone: (invitationId: string, zone: string) => Promise<void>;
};
