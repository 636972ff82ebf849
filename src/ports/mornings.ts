import type { Digest, DigestContent, DigestFacts } from '../domain/digest.ts';
import type { InvitationRecord } from '../domain/invitation.ts';
import type { Organization } from '../domain/organization.ts';
import type { WeekNews } from '../domain/week-news.ts';
import type { NoticeOutcome, PostedRef } from './posts.ts';
import type { PostClaim } from './records.ts';

/** An organization that reads something in the morning. */
export type MorningOrganization = {
  readonly organizationId: string;
  readonly slackTeamId: string;
  readonly timeZone: string;
  readonly digestHour: number;
  readonly wantsDigest: boolean;
  readonly wantsWeekly: boolean;
};

/** A digest that was claimed for a day. `content`: null until it was written; `posted`: null where there is no message to edit. */
export type StoredDigest = {
  readonly day: string;
  readonly posted: PostedRef | null;
  readonly content: DigestContent | null;
};

export type MorningReads = {
  /** Of all organizations of this deployment: their workspace is there, and they have the channels. */
  readonly findMorningOrganizations: () => Promise<readonly MorningOrganization[]>;
  /** `perGroup`: how many of each group are named. */
  readonly findDigestFacts: (organizationId: string, perGroup: number) => Promise<DigestFacts>;
  /** Newest first. */
  readonly findDigests: (organizationId: string) => Promise<readonly StoredDigest[]>;
  readonly findInvitations: (organizationId: string, ids: readonly string[]) => Promise<readonly InvitationRecord[]>;
  readonly findWeekNews: (organizationId: string, since: Date, until: Date) => Promise<WeekNews>;
};

export type MorningNotes = {
  readonly saveDigest: (
    organizationId: string,
    day: string,
    posted: PostedRef | null,
    content: DigestContent,
  ) => Promise<void>;
  /** Those of before this day, which have lost their buttons, or were never sent. */
  readonly forgetDigest: (organizationId: string, day: string) => Promise<void>;
};

export type MorningWrites = {
  /** Those that nobody has claimed before. */
  readonly claimPosted: (claims: readonly PostClaim[]) => Promise<readonly PostClaim[]>;
  /** Batches of which an invitation ran out since their living message was last told to change; told by this transaction alone. */
  readonly claimRunOut: (limit: number) => Promise<readonly string[]>;
};

export type MorningNotices = {
  readonly digest: (
    channelId: string,
    digest: Digest,
    organization: Organization,
    posted: PostedRef | null,
  ) => Promise<NoticeOutcome>;
  readonly weekly: (channelId: string, news: WeekNews, organization: Organization) => Promise<NoticeOutcome>;
};
