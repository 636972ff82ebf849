import type { MembershipStatus, SlackUserRef } from '../domain/actor.ts';
import type { Organization } from '../domain/organization.ts';
import type { NoticeOutcome } from './posts.ts';

/** One line of an exported roster. */
export type ExportedMember = {
  readonly membershipId: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly roleName: string;
  readonly primaryTeamName: string | null;
  readonly otherTeamNames: readonly string[];
  readonly productNames: readonly string[];
  /** Of the role and their own. */
  readonly permissionNames: readonly string[];
  readonly status: MembershipStatus;
  readonly joinedAt: Date;
  readonly endedAt: Date | null;
  readonly invitedByName: string | null;
  readonly slackUserId: string | null;
};

export type ExportReads = {
  /** Everybody who is or was a member, those who came first first; after this membership. */
  readonly findExportPage: (
    organizationId: string,
    afterId: string | null,
    limit: number,
  ) => Promise<readonly ExportedMember[]>;
  /** When this export was asked for; null when it is none of this organization. */
  readonly findExportedAt: (organizationId: string, exportId: string) => Promise<Date | null>;
};

/** A file that Slack has and that nobody sees yet. */
export type UploadedFile = { readonly channelId: string; readonly fileId: string };

export type ExportNotices = {
  /** Hands a file to Slack, in as much memory as one chunk takes; `channelId` is the DM where it is to be shared. */
  readonly uploadRoster: (
    to: SlackUserRef,
    fileName: string,
    chunks: AsyncIterable<string>,
  ) => Promise<({ readonly kind: 'uploaded' } & UploadedFile) | Exclude<NoticeOutcome, { kind: 'posted' }>>;
  /** Shows the file to the person. `message_gone`: Slack does not have it any more. */
  readonly shareRoster: (file: UploadedFile, organization: Organization) => Promise<NoticeOutcome>;
  readonly exportFailed: (to: SlackUserRef, cause: string, organization: Organization) => Promise<NoticeOutcome>;
  /** To the other admins: who exported, and when. */
  readonly exportTold: (
    to: SlackUserRef,
    by: { readonly email: string; readonly firstName: string | null; readonly lastName: string | null },
    at: Date,
    organization: Organization,
  ) => Promise<NoticeOutcome>;
};
