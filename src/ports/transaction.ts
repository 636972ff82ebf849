import type { MemberActor, SlackUserRef } from '../domain/actor.ts';
import type { InvitationRecord } from '../domain/invitation.ts';
import type { Job } from '../domain/job.ts';
import type { Organization } from '../domain/organization.ts';
import type { AccessWrites } from './access.ts';
import type { ActWrites } from './acts.ts';
import type { BounceWrites } from './bounces.ts';
import type { DoctorWrites } from './diagnosis.ts';
import type { HappeningWrites } from './happenings.ts';
import type { ImportWrites } from './imports.ts';
import type { InviteLinkWrites } from './invite-links.ts';
import type { JoinCodeWrites } from './join-codes.ts';
import type { JoinRequestWrites } from './join-requests.ts';
import type { MemberAccessWrites } from './member-access.ts';
import type { MorningWrites } from './mornings.ts';
import type { ProductWrites } from './products.ts';
import type {
  ActorContext,
  Admission,
  AuditEntry,
  FormOptions,
  InvitationEdit,
  InvitationTerms,
  IssuedLink,
  NewInvitation,
  OfferedTerms,
  ReleasedInvitation,
  StoredAddressFacts,
  TermLists,
} from './records.ts';
import type { ReminderWrites } from './reminders.ts';
import type { SettingsWrites } from './settings.ts';
import type { SlackStopWrites } from './slack-stops.ts';
import type { StoreReads } from './store-reads.ts';
import type { TeamWrites } from './teams.ts';

/** Reads, and the writes of one area each, in files of their own. */
type Areas = StoreReads &
  ActWrites &
  BounceWrites &
  SlackStopWrites &
  JoinRequestWrites &
  DoctorWrites &
  SettingsWrites &
  MemberAccessWrites &
  MorningWrites &
  ProductWrites &
  TeamWrites &
  AccessWrites &
  ReminderWrites &
  HappeningWrites &
  ImportWrites &
  InviteLinkWrites &
  JoinCodeWrites;

/** What a transaction can do. Nothing here may be called on anything else inside of one. */
export type Transaction = Areas & {
  readonly now: () => Promise<Date>;
  /** The actor as they are now, held so that nobody can demote them before this transaction ends. */
  readonly holdActor: (actor: MemberActor) => Promise<ActorContext | null>;
  /** What a form offers, with the role, teams and products of these terms held: nobody can take them back meanwhile. */
  readonly holdFormOptions: (organizationId: string, terms: OfferedTerms) => Promise<FormOptions>;
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
  /** The teams, products and permissions of the terms, and no others. */
  readonly saveTermLists: (lists: TermLists, invitationIds: readonly string[]) => Promise<void>;
  readonly editInvitation: (edit: InvitationEdit) => Promise<void>;
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
  /** The scheduled invitations whose time has come, taken by this transaction alone. */
  readonly releaseScheduled: (limit: number) => Promise<readonly ReleasedInvitation[]>;
  /** How often each was reissued by a person in the last 24 hours, and when the first of these was. */
  readonly countReissues: (
    invitationIds: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly count: number; readonly oldestAt: Date }>>;
  /** A scheduled invitation counts as sent from now on. */
  readonly releaseInvitation: (invitationId: string, expiresAt: Date) => Promise<void>;
  /** The current link was shown to an admin, to be handed over. */
  readonly recordCopy: (link: IssuedLink) => Promise<void>;
  readonly closeInvitations: (
    invitationIds: readonly string[],
    status: 'DECLINED' | 'WITHDRAWN',
    cause: string,
    decidedById: string | null,
  ) => Promise<void>;
  /** Both answer whether that was new. */
  readonly stopAddress: (emailKey: string) => Promise<boolean>;
  readonly allowAddress: (emailKey: string) => Promise<boolean>;
  readonly markAsked: (invitationId: string) => Promise<void>;
  /** Null when the address belongs to an active member already; then nothing is changed. */
  readonly admit: (
    admission: Admission,
  ) => Promise<{ readonly membershipId: string; readonly accountId: string } | null>;
  /** `taken`: this Slack user, or this account in this workspace, is bound to somebody else already. */
  readonly bindSlackUser: (
    accountId: string,
    user: SlackUserRef,
    proof: 'DM_ACCEPT' | 'CONFIRMED' | 'CODE' | 'FIRST_ADMIN',
  ) => Promise<'bound' | 'bound_before' | 'taken'>;
  readonly nameAccount: (accountId: string, names: { first: string; last: string }) => Promise<void>;
  readonly startIdentityCode: (id: string, user: SlackUserRef, accountId: string, expiresAt: Date) => Promise<void>;
  readonly holdIdentityCode: (user: SlackUserRef) => Promise<{
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
