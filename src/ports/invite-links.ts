import type { SlackUserRef } from '../domain/actor.ts';
import type { InviteLinkRecord, LinkClosed } from '../domain/invite-link.ts';
import type { NoticeOutcome, PostedRef } from './posts.ts';
import type { Page } from './records.ts';

/** A page of the list, from the link that was last or first on the page before. */
export type LinkPosition = { readonly after: string } | { readonly before: string } | null;

export type NewInviteLink = {
  readonly id: string;
  readonly organizationId: string;
  readonly roleId: string;
  readonly teamId: string | null;
  readonly allowedDomains: readonly string[];
  readonly maxUses: number;
  readonly expiresAt: Date;
  readonly createdById: string;
};

export type LinkJoin = {
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly joinedAt: Date;
};

/** What whoever answers for a link is told of it. */
export type InviteLinkNews = {
  readonly link: InviteLinkRecord;
  /** The newest of those who joined. */
  readonly joins: readonly LinkJoin[];
  readonly closed: LinkClosed | null;
  readonly timeZone: string;
};

export type InviteLinkNotices = {
  readonly inviteLinkNews: (
    to: SlackUserRef,
    news: InviteLinkNews,
    posted: PostedRef | 'perhaps' | null,
  ) => Promise<NoticeOutcome>;
};

export type InviteLinkReads = {
  /** Newest first, those that are over too. */
  readonly findInviteLinkPage: (
    organizationId: string,
    position: LinkPosition,
    limit: number,
  ) => Promise<Page<InviteLinkRecord>>;
  /** By its address, which names no organization. */
  readonly findInviteLink: (linkId: string) => Promise<InviteLinkRecord | null>;
  /** Who came by it, newest first, by the names that they have now. */
  readonly findLinkJoins: (organizationId: string, linkId: string, limit: number) => Promise<readonly LinkJoin[]>;
};

export type InviteLinkWrites = {
  /** False where it is there already. */
  readonly createInviteLink: (link: NewInviteLink) => Promise<boolean>;
  /** The link, held until this transaction ends: nobody joins by it meanwhile. */
  readonly holdInviteLink: (linkId: string) => Promise<InviteLinkRecord | null>;
  /** Those that still live lead into another team from now on. Their ids. */
  readonly moveInviteLinks: (
    organizationId: string,
    fromTeamId: string,
    toTeamId: string,
  ) => Promise<readonly string[]>;
  readonly revokeInviteLink: (organizationId: string, linkId: string) => Promise<void>;
};
