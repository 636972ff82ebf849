import type { SlackUserRef } from '../domain/actor.ts';
import type { BatchSummary, TeamNews } from '../domain/announcement.ts';
import type { DeliveryCause } from '../domain/delivery-cause.ts';
import type { DeliveryChannel, ExpiredRow, InvitationRecord, PendingGroup, PendingRow } from '../domain/invitation.ts';
import type { Job } from '../domain/job.ts';
import type { Member, RosterCursor, RosterFilter, RosterRow } from '../domain/member.ts';
import type { Organization } from '../domain/organization.ts';
import type { Result } from '../domain/result.ts';
import type { AccessReads } from './access.ts';
import type { ActReads } from './acts.ts';
import type { DeskReads } from './desk.ts';
import type { DoctorNotes, DoctorReads } from './diagnosis.ts';
import type { HappeningReads, SlackEvent } from './happenings.ts';
import type { ImportReads } from './imports.ts';
import type { InviteLinkReads } from './invite-links.ts';
import type { JoinCodeReads } from './join-codes.ts';
import type { JoinRequestReads } from './join-requests.ts';
import type { EventOutcome } from './metrics.ts';
import type { MorningNotes, MorningReads } from './mornings.ts';
import type { ProductReads } from './products.ts';
import type {
  ActorContext,
  AuditEntry,
  BegunDelivery,
  FormOptions,
  MailedCode,
  MemberTerms,
  Page,
  PendingCursor,
  PostedKind,
} from './records.ts';
import type { ReminderNotes, ReminderReads } from './reminders.ts';
import type { ExportReads } from './roster-export.ts';
import type { SlackStopNotes, SlackStopReads } from './slack-stops.ts';
import type { StoryReads } from './story.ts';
import type { TeamReads } from './teams.ts';
import type { Transaction } from './transaction.ts';
import type { Self, WhyReads } from './why.ts';

/** Those of one area each, in files of their own. */
type AreaReads = ActReads &
  SlackStopReads &
  DeskReads &
  DoctorReads &
  ExportReads &
  JoinRequestReads &
  MorningReads &
  ProductReads &
  TeamReads &
  WhyReads &
  StoryReads &
  AccessReads &
  ReminderReads &
  HappeningReads &
  ImportReads &
  InviteLinkReads &
  JoinCodeReads;

/** Reads, each scoped by organization where a request can reach it. Made on the pool or inside a transaction alike. */
export type StoreReads = AreaReads & {
  readonly findOrganization: (organizationId: string) => Promise<Organization | null>;
  readonly findFormOptions: (organizationId: string) => Promise<FormOptions>;
  /** Null for whoever is not an active member. */
  readonly findMemberTerms: (organizationId: string, user: SlackUserRef) => Promise<MemberTerms | null>;
  readonly findInvitation: (invitationId: string) => Promise<InvitationRecord | null>;
  /** For each address the pending invitation, else the newest. */
  readonly findInvitationsOfEmails: (
    organizationId: string,
    emailKeys: readonly string[],
  ) => Promise<readonly InvitationRecord[]>;
  readonly findPendingOfSlackUser: (user: SlackUserRef) => Promise<InvitationRecord | null>;
  readonly findPendingPage: (
    organizationId: string,
    after: PendingCursor | null,
    limit: number,
  ) => Promise<Page<PendingRow>>;
  readonly countPending: (organizationId: string) => Promise<Readonly<Record<PendingGroup, number>>>;
  readonly findExpired: (organizationId: string, limit: number) => Promise<readonly ExpiredRow[]>;
  readonly findRosterPage: (
    organizationId: string,
    filter: RosterFilter,
    position: { readonly after: RosterCursor } | { readonly before: RosterCursor } | null,
    limit: number,
  ) => Promise<Page<RosterRow>>;
  /** The one whose whole address it is, if the filter leaves them; what else the filter looks for does not count. */
  readonly findRosterRow: (organizationId: string, filter: RosterFilter, emailKey: string) => Promise<RosterRow | null>;
  readonly findMember: (membershipId: string) => Promise<Member | null>;
  readonly findMemberByAccountEmail: (
    organizationId: string,
    emailKey: string,
  ) => Promise<{ readonly accountId: string; readonly member: Member; readonly isVouched: boolean } | null>;
  readonly isBoundInWorkspace: (accountId: string, teamId: string) => Promise<boolean>;
  readonly findIdentityCode: (id: string) => Promise<MailedCode | null>;
  /** No active admin with a Slack user or none at all: then FIRST_ADMIN_EMAIL counts. */
  readonly countActiveAdmins: (organizationId: string) => Promise<number>;
  readonly findBatch: (
    batchId: string,
  ) => Promise<{ summary: BatchSummary; organizationId: string; inviter: SlackUserRef | null } | null>;
  readonly findJoins: (
    organizationId: string,
    teamId: string,
    since: Date,
    until: Date,
  ) => Promise<TeamNews['joiners']>;
  readonly findAdminsInSlack: (
    organizationId: string,
  ) => Promise<readonly { membershipId: string; slack: SlackUserRef }[]>;
  readonly findPosted: (
    organizationId: string,
    kind: PostedKind,
    subject: string,
  ) => Promise<{ readonly channelId: string; readonly ts: string } | null>;
  readonly findSentCards: (
    invitationId: string,
  ) => Promise<readonly { readonly channelId: string; readonly ts: string; readonly generation: number }[]>;
};

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
