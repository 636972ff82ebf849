import type { Actor, MemberActor, SlackUserRef, Via } from './domain/actor.ts';
import type { BatchSummary, JoinSummary } from './domain/announcement.ts';
import type { AddressFacts } from './domain/decide-invite.ts';
import type {
  DeliveryCause,
  DeliveryChannel,
  InvitationRecord,
  PendingGroup,
  PendingRow,
} from './domain/invitation.ts';
import type { Job } from './domain/job.ts';
import type { Member, RosterCursor, RosterFilter, RosterRow } from './domain/member.ts';
import type { Organization, Product, Team } from './domain/organization.ts';
import type { Result } from './domain/result.ts';
import type { Role } from './domain/role.ts';

/** What an interaction starts from: who acts, where, and what time it is by the database's clock. */
export type ActorContext = { readonly actor: Actor; readonly organization: Organization; readonly now: Date };

export type FormOptions = {
  readonly roles: readonly Role[];
  readonly teams: readonly Team[];
  readonly products: readonly Product[];
};

export type AuditEntry = {
  readonly organizationId: string;
  readonly actor:
    | { readonly kind: 'MEMBERSHIP'; readonly membershipId: string }
    | { readonly kind: 'SLACK_USER'; readonly slack: SlackUserRef }
    | { readonly kind: 'INVITEE' | 'SYSTEM' | 'CLI' };
  /** Noun and verb: `invitation.create`, `invitation.withdraw`, `membership.join`, `attempt.refused`. */
  readonly action: string;
  readonly target: { readonly kind: 'invitation' | 'membership' | 'organization'; readonly id: string } | null;
  /** Fields and ids, never an address or a name of a person. */
  readonly changed: Readonly<Record<string, unknown>>;
  readonly via: Via;
  readonly requestId: string;
};

export type NewInvitation = {
  readonly id: string;
  readonly email: string;
  readonly emailKey: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly slack: SlackUserRef | null;
};

/** What all invitations of one batch share. */
export type InvitationTerms = {
  readonly organizationId: string;
  readonly batchId: string;
  readonly roleId: string;
  readonly primaryTeamId: string | null;
  readonly secondaryTeamIds: readonly string[];
  readonly productIds: readonly string[];
  readonly note: string | null;
  readonly inviterId: string;
  readonly issuedAt: Date;
  readonly sendAfter: Date | null;
  readonly expiresAt: Date | null;
};

/** One link: an invitation and its generation. */
export type IssuedLink = { readonly id: string; readonly generation: number };

export type PendingCursor = { readonly group: PendingGroup; readonly issuedAt: Date; readonly id: string };

export type Page<Row> = { readonly rows: readonly Row[]; readonly hasMore: boolean };

export type Admission = {
  readonly invitation: InvitationRecord;
  readonly names: { readonly first: string; readonly last: string };
  readonly accountId: string;
  readonly membershipId: string;
};

/** Reads, each scoped by organization where a request can reach it. Made on the pool or inside a transaction alike. */
export type StoreReads = {
  readonly findOrganization: (organizationId: string) => Promise<Organization | null>;
  readonly findFormOptions: (organizationId: string) => Promise<FormOptions>;
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
  readonly findExpired: (
    organizationId: string,
    since: Date,
    limit: number,
  ) => Promise<readonly { id: string; email: string }[]>;
  readonly findRosterPage: (
    organizationId: string,
    filter: RosterFilter,
    position: { readonly after: RosterCursor } | { readonly before: RosterCursor } | null,
    limit: number,
  ) => Promise<Page<RosterRow>>;
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
  ) => Promise<JoinSummary['joiners']>;
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

/** Messages of Usher's that have a life of their own. */
export type PostedKind = 'batch' | 'joins' | 'channel_problem' | 'admin_granted';

/** Writes that stand by themselves: what became of something that was sent. */
export type StoreNotes = {
  /** Starts the life of a link that goes out now; undefined when it is no longer the one to send. */
  readonly beginDelivery: (
    invitationId: string,
    generation: number,
    lifetimeHours: number,
  ) => Promise<{ readonly expiresAt: Date } | undefined>;
  readonly recordDelivery: (entry: {
    readonly invitationId: string;
    readonly generation: number;
    readonly channel: DeliveryChannel;
    readonly state: 'QUEUED' | 'SENT' | 'FAILED';
    readonly cause: DeliveryCause | null;
    readonly posted: { readonly channelId: string; readonly ts: string } | null;
  }) => Promise<void>;
  /** The card of this link was rewritten for good. */
  readonly forgetCard: (invitationId: string, generation: number) => Promise<void>;
  readonly rememberSlackUser: (invitationId: string, user: SlackUserRef) => Promise<void>;
  readonly savePosted: (
    organizationId: string,
    kind: PostedKind,
    subject: string,
    slackTeamId: string,
    posted: { readonly channelId: string; readonly ts: string } | null,
  ) => Promise<void>;
  /** True for the first who claims this subject; whatever is told once is told by them. */
  readonly claimPosted: (
    organizationId: string,
    kind: PostedKind,
    subject: string,
    slackTeamId: string,
  ) => Promise<boolean>;
  /** True for the first time. */
  readonly noteOpened: (invitationId: string, generation: number) => Promise<boolean>;
  readonly releasePosted: (organizationId: string, kind: PostedKind, subject: string) => Promise<void>;
  /** One audit entry for a refused attempt, at most one per actor, action and minute. */
  readonly recordRefusedAttempt: (entry: AuditEntry, key: string) => Promise<void>;
  readonly enqueue: (...jobs: Job[]) => Promise<void>;
  /** Forgets handled interactions of more than 24 hours ago and codes that ran out; Slack delivers nothing again so late. */
  readonly forgetOld: () => Promise<void>;
};

/** What a transaction can do. Nothing here may be called on anything else inside of one. */
export type Transaction = StoreReads & {
  readonly now: () => Promise<Date>;
  /** The actor as they are now, held so that nobody can demote them before this transaction ends. */
  readonly holdActor: (actor: MemberActor) => Promise<ActorContext | null>;
  /** What inviting these addresses depends on, in one read; with how many invitations were issued today. */
  readonly findAddressFacts: (
    organization: Organization,
    entries: readonly { readonly emailKey: string; readonly slack: SlackUserRef | null }[],
  ) => Promise<{ readonly facts: ReadonlyMap<string, StoredAddressFacts>; readonly issuedToday: number }>;
  /** Those that were really made: another transaction may have made one for the same address a moment before. */
  readonly createInvitations: (
    terms: InvitationTerms,
    rows: readonly NewInvitation[],
  ) => Promise<readonly IssuedLink[]>;
  readonly renewInvitations: (terms: InvitationTerms, rows: readonly NewInvitation[]) => Promise<readonly IssuedLink[]>;
  readonly saveTeamsAndProducts: (terms: InvitationTerms, invitationIds: readonly string[]) => Promise<void>;
  /** The invitation with its row locked until this transaction ends. */
  readonly holdInvitation: (invitationId: string) => Promise<InvitationRecord | null>;
  readonly holdInvitations: (
    organizationId: string,
    invitationIds: readonly string[],
  ) => Promise<readonly InvitationRecord[]>;
  readonly reissueInvitations: (
    invitationIds: readonly string[],
    issuerId: string,
    expiresAt: Date,
  ) => Promise<readonly IssuedLink[]>;
  /** How often each was reissued by a person in the last 24 hours, and when the first of these was. */
  readonly countReissues: (
    invitationIds: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly count: number; readonly oldestAt: Date }>>;
  readonly closeInvitation: (
    invitationId: string,
    status: 'DECLINED' | 'WITHDRAWN',
    cause: string,
    decidedById: string | null,
  ) => Promise<void>;
  readonly stopAddress: (emailKey: string) => Promise<void>;
  readonly markAsked: (invitationId: string) => Promise<void>;
  /** Null when the address belongs to an active member already; then nothing is changed. */
  readonly admit: (
    admission: Admission,
  ) => Promise<{ readonly membershipId: string; readonly accountId: string } | null>;
  readonly bindSlackUser: (
    accountId: string,
    user: SlackUserRef,
    proof: 'DM_ACCEPT' | 'CONFIRMED' | 'CODE' | 'FIRST_ADMIN',
  ) => Promise<boolean>;
  readonly nameAccount: (accountId: string, names: { first: string; last: string }) => Promise<void>;
  readonly startIdentityCode: (id: string, user: SlackUserRef, accountId: string, expiresAt: Date) => Promise<void>;
  readonly holdIdentityCode: (
    user: SlackUserRef,
  ) => Promise<{
    readonly id: string;
    readonly accountId: string;
    readonly attempts: number;
    readonly expiresAt: Date;
  } | null>;
  readonly spendIdentityCode: (id: string, how: 'used' | 'missed') => Promise<void>;
  readonly audit: (...entries: AuditEntry[]) => Promise<void>;
  readonly enqueue: (...jobs: Job[]) => Promise<void>;
  /** False when this interaction had its effect already: answer from state. */
  readonly markHandled: (key: string) => Promise<boolean>;
};

export type MailedCode = {
  readonly id: string;
  readonly email: string;
  readonly organizationId: string;
  readonly workspaceName: string;
  readonly slack: SlackUserRef;
  readonly expiresAt: Date;
};

export type StoredAddressFacts = Pick<
  AddressFacts,
  'stoppedAt' | 'membership' | 'hasAccount' | 'hasNames' | 'invitation' | 'slackKnownAs'
> & { readonly accountId: string | null; readonly batchId: string | null };

export type Store = StoreReads &
  StoreNotes & {
    /** The one clock, `usher_now()`. */
    readonly now: () => Promise<Date>;
    /** Null when the workspace that sent the request has not installed Usher. */
    readonly findActor: (installedTeamId: string, user: SlackUserRef) => Promise<ActorContext | null>;
    /** Commits what an `ok` stands for; a refusal or a throw rolls everything back. */
    readonly transaction: <T, R>(work: (tx: Transaction) => Promise<Result<T, R>>) => Promise<Result<T, R>>;
  };
