import type { SlackUserRef } from '../domain/actor.ts';
import type { DeliveryCause } from '../domain/delivery-cause.ts';
import type { DeliveryChannel } from '../domain/invitation.ts';
import type { Job } from '../domain/job.ts';
import type { Result } from '../domain/result.ts';
import type { DoctorNotes } from './diagnosis.ts';
import type { SlackEvent } from './happenings.ts';
import type { EventOutcome } from './metrics.ts';
import type { MorningNotes } from './mornings.ts';
import type { ActorContext, AuditEntry, BegunDelivery, PostedKind } from './records.ts';
import type { ReminderNotes } from './reminders.ts';
import type { SlackStopNotes } from './slack-stops.ts';
import type { StoreReads } from './store-reads.ts';
import type { Transaction } from './transaction.ts';
import type { Self } from './why.ts';

/** What became of one link on one way. */
export type NoteDelivery = (entry: {
  readonly invitationId: string;
  readonly generation: number;
  readonly channel: DeliveryChannel;
  readonly state: 'QUEUED' | 'SENT' | 'FAILED';
  readonly cause: DeliveryCause | null;
  readonly posted: { readonly channelId: string; readonly ts: string } | null;
}) => Promise<void>;

/** Writes that stand by themselves: what became of something that was sent. */
type AreaNotes = MorningNotes & ReminderNotes & SlackStopNotes;

export type StoreNotes = AreaNotes & {
  /** Starts the life of a link that goes out now; undefined when it is no longer the one to send. */
  readonly beginDelivery: (
    invitationId: string,
    generation: number,
    lifetimeHours: number,
  ) => Promise<BegunDelivery | undefined>;
  readonly recordDelivery: NoteDelivery;
  /** The card of this link was rewritten for good. */
  readonly forgetCard: (invitationId: string, generation: number) => Promise<void>;
  readonly rememberSlackUser: (invitationId: string, user: SlackUserRef) => Promise<void>;
  readonly savePosted: (
    organizationId: string,
    kind: PostedKind,
    subject: string,
    slackTeamId: string,
    posted: { readonly channelId: string; readonly ts: string },
  ) => Promise<void>;
  /** Notes what is about to be posted. `lately`: somebody is at it; `before`: somebody was, and did not note where it is. */
  readonly claimPost: (
    organizationId: string,
    kind: PostedKind,
    subject: string,
    slackTeamId: string,
  ) => Promise<'new' | 'lately' | 'before'>;
  /** The subject counts as untold again: what it told of was mended. */
  readonly releasePosted: (organizationId: string, kind: PostedKind, subject: string) => Promise<void>;
  /** True for the first time. */
  readonly noteOpened: (invitationId: string, generation: number) => Promise<boolean>;
  /** One audit entry for a refused attempt, at most one per actor, action and minute. */
  readonly recordRefusedAttempt: (entry: AuditEntry, key: string) => Promise<void>;
  readonly enqueue: (...jobs: Job[]) => Promise<void>;
  /** Forgets handled interactions of more than 24 hours ago and codes that ran out; Slack delivers nothing again so late. */
  readonly forgetOld: () => Promise<void>;
};

export type Store = StoreReads &
  StoreNotes &
  DoctorNotes & {
    /** The one clock, `usher_now()`. */
    readonly now: () => Promise<Date>;
    /** Null when the workspace that sent the request has not installed Usher. */
    readonly findActor: (installedTeamId: string, user: SlackUserRef) => Promise<ActorContext | null>;
    /** The same, with `self`: still one prepared read. */
    readonly findSelf: (
      installedTeamId: string,
      user: SlackUserRef,
    ) => Promise<(ActorContext & { readonly self: Self }) | null>;
    /** Does the work unless another process is at it; false where one is. What it does may not take the store for granted. */
    readonly alone: (what: string, work: () => Promise<void>) => Promise<boolean>;
    /** Sends by `work`, which has at hand what notes it: between the two a killed process has sent what it did not note. */
    readonly sendAndNote: <T>(work: (note: NoteDelivery) => Promise<T>) => Promise<T>;
    /** One statement, the first thing that is done with an event: Slack does not deliver it again. */
    readonly takeSlackEvent: (event: SlackEvent) => Promise<EventOutcome>;
    /** Commits what an `ok` stands for; a refusal or a throw rolls everything back. */
    readonly transaction: <T, R>(work: (tx: Transaction) => Promise<Result<T, R>>) => Promise<Result<T, R>>;
  };
