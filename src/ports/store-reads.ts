import type { SlackUserRef } from '../domain/actor.ts';
import type { BatchSummary, TeamNews } from '../domain/announcement.ts';
import type { ExpiredRow, InvitationRecord, PendingGroup, PendingRow } from '../domain/invitation.ts';
import type { Member, RosterCursor, RosterFilter, RosterRow } from '../domain/member.ts';
import type { Organization } from '../domain/organization.ts';
import type { AccessReads } from './access.ts';
import type { ActReads } from './acts.ts';
import type { DeskReads } from './desk.ts';
import type { DoctorReads } from './diagnosis.ts';
import type { HappeningReads } from './happenings.ts';
import type { ImportReads } from './imports.ts';
import type { InviteLinkReads } from './invite-links.ts';
import type { JoinCodeReads } from './join-codes.ts';
import type { JoinRequestReads } from './join-requests.ts';
import type { MorningReads } from './mornings.ts';
import type { ProductReads } from './products.ts';
import type { FormOptions, MailedCode, MemberTerms, Page, PendingCursor, PostedKind } from './records.ts';
import type { ReminderReads } from './reminders.ts';
import type { ExportReads } from './roster-export.ts';
import type { SlackStopReads } from './slack-stops.ts';
import type { StoryReads } from './story.ts';
import type { TeamReads } from './teams.ts';
import type { WhyReads } from './why.ts';

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
