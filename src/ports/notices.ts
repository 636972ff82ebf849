import type { SlackUserRef } from '../domain/actor.ts';
import type { BatchSummary, TeamNews } from '../domain/announcement.ts';
import type { InvitationRecord } from '../domain/invitation.ts';
import type { JobName } from '../domain/job.ts';
import type { Member } from '../domain/member.ts';
import type { Organization } from '../domain/organization.ts';
import type { ReminderOrdinal } from '../domain/reminders.ts';
import type { PauseParty, PauseRecord, RoleNews } from './acts.ts';
import type { HappeningNotices } from './happenings.ts';
import type { ImportNotices } from './imports.ts';
import type { InviteLinkNotices } from './invite-links.ts';
import type { MorningNotices } from './mornings.ts';
import type { NoticeOutcome, PostedRef } from './posts.ts';
import type { RequestNotices } from './request-notices.ts';
import type { ExportNotices } from './roster-export.ts';

/** Everything that Usher says in Slack by itself. Views and texts are made behind this port. */
export type Notices = NoticesCore &
  ExportNotices &
  RequestNotices &
  MorningNotices &
  HappeningNotices &
  ImportNotices &
  InviteLinkNotices;

type NoticesCore = {
  readonly invitationCard: (
    to: SlackUserRef,
    invitation: InvitationRecord,
    organization: Organization,
  ) => Promise<NoticeOutcome>;
  /** Rewrites the card of an invitation that was decided or ran out: no dead button stays. `asks`: by it a new link can be asked for. */
  readonly settledCard: (
    teamId: string,
    card: PostedRef,
    invitation: InvitationRecord,
    organization: Organization,
    asks: boolean,
  ) => Promise<NoticeOutcome>;
  /** The card of an invitation that still waits, with its terms of now. */
  readonly rewrittenCard: (
    teamId: string,
    card: PostedRef,
    invitation: InvitationRecord,
    organization: Organization,
  ) => Promise<NoticeOutcome>;
  /** `ordinal`: which of the two reminders of a link it is. */
  readonly reminder: (
    to: SlackUserRef,
    invitation: InvitationRecord,
    organization: Organization,
    ordinal: ReminderOrdinal,
  ) => Promise<NoticeOutcome>;
  /** `posted`: 'perhaps' where somebody set out to post it and did not note where. */
  readonly batch: (
    to: SlackUserRef,
    batch: BatchSummary,
    posted: PostedRef | 'perhaps' | null,
  ) => Promise<NoticeOutcome>;
  readonly teamNews: (
    teamId: string,
    channelId: string,
    news: TeamNews,
    posted: PostedRef | null,
  ) => Promise<NoticeOutcome>;
  readonly welcome: (to: SlackUserRef, member: Member, organization: Organization) => Promise<NoticeOutcome>;
  readonly askedForNewLink: (to: SlackUserRef, invitation: InvitationRecord) => Promise<NoticeOutcome>;
  /** A channel that is gone or that the bot is not in, told once, with the fix. */
  readonly channelProblem: (
    to: SlackUserRef,
    /** `teamName`: null for the admin channel, or where `post` says what was to be posted. */
    problem: {
      readonly channelId: string;
      readonly teamName: string | null;
      readonly post?: 'digest' | 'weekly';
      readonly cause: string;
    },
  ) => Promise<NoticeOutcome>;
  /** Something that Usher gave up on, with the reference that is in the log. */
  readonly jobFailed: (
    to: SlackUserRef,
    failed: { readonly name: JobName; readonly requestId: string },
  ) => Promise<NoticeOutcome>;
  /** `by`: who granted it, where that was not by an invitation. */
  readonly adminGranted: (to: SlackUserRef, member: Member, by: PauseParty | null) => Promise<NoticeOutcome>;
  readonly roleChanged: (to: SlackUserRef, news: RoleNews, organization: Organization) => Promise<NoticeOutcome>;
  /** Asks another admin whether one may go on; rewritten when it is decided. */
  readonly pauseCard: (
    to: SlackUserRef,
    pause: PauseRecord,
    organization: Organization,
    posted: PostedRef | null,
  ) => Promise<NoticeOutcome>;
  /** To who asked: what another admin decided. */
  readonly pauseDecided: (to: SlackUserRef, pause: PauseRecord, organization: Organization) => Promise<NoticeOutcome>;
};
