import type { Logger } from 'pino';
import type { SlackUserRef } from './domain/actor.ts';
import type { BatchSummary, JoinSummary } from './domain/announcement.ts';
import type { SlackPerson } from './domain/decide-invite.ts';
import type { InvitationRecord } from './domain/invitation.ts';
import type { JobName } from './domain/job.ts';
import type { Member } from './domain/member.ts';
import type { Organization } from './domain/organization.ts';
import type { Store } from './store-port.ts';

/** What the services are given: built once in `app.ts`, and a real one of each in the tests. */
export type Deps = {
  readonly store: Store;
  readonly links: InviteLinks;
  readonly codes: IdentityCodes;
  readonly directory: Directory;
  readonly notices: Notices;
  readonly mails: Mails;
  readonly log: Logger;
  /** Base of every link that is sent; never the Host header. No slash at its end. */
  readonly publicUrl: string;
};

/** Signed, stateless invite links (DESIGN section 4, *Links*). */
export type InviteLinks = {
  /** The address of the page where this generation of the invitation is accepted. */
  readonly urlFor: (invitationId: string, generation: number) => string;
  /** What a token says, or undefined when its MAC is wrong, whatever the reason. */
  readonly read: (token: string) => { readonly invitationId: string; readonly generation: number } | undefined;
};

/** Six digits, derived from an id and the secret: nothing is stored that could be read as one. */
export type IdentityCodes = {
  readonly codeFor: (identityCodeId: string) => string;
  readonly matches: (identityCodeId: string, typed: string) => boolean;
};

/** Who is who in Slack. Undefined means that Slack did not answer in time: nothing is known, so nothing is assumed. */
export type Directory = {
  readonly findUser: (user: SlackUserRef) => Promise<SlackPerson | null | undefined>;
  /** By lower-cased address. Addresses that nobody in the workspace has are left out. */
  readonly findByEmails: (
    teamId: string,
    emailKeys: readonly string[],
    options?: { readonly withinMs?: number },
  ) => Promise<ReadonlyMap<string, SlackPerson> | undefined>;
};

/** What became of one message to Slack. Expected outcomes are values; anything else is thrown. */
export type NoticeOutcome =
  | { readonly kind: 'posted'; readonly channelId: string; readonly ts: string }
  /** Nothing will make it go through: the person or the channel is out of reach. `cause` is Slack's error code. */
  | { readonly kind: 'unreachable'; readonly cause: string }
  /** The message to edit is gone: post a new one. */
  | { readonly kind: 'message_gone' }
  | { readonly kind: 'try_later'; readonly cause: string; readonly afterSeconds: number | null };

export type PostedRef = { readonly channelId: string; readonly ts: string };

/** Everything that Usher says in Slack by itself. Views and texts are made behind this port. */
export type Notices = {
  readonly invitationCard: (
    to: SlackUserRef,
    invitation: InvitationRecord,
    organization: Organization,
  ) => Promise<NoticeOutcome>;
  /** Rewrites the card of an invitation that was decided or ran out: no dead button stays. */
  readonly settledCard: (
    teamId: string,
    card: PostedRef,
    invitation: InvitationRecord,
    organization: Organization,
  ) => Promise<NoticeOutcome>;
  readonly batch: (to: SlackUserRef, batch: BatchSummary, posted: PostedRef | null) => Promise<NoticeOutcome>;
  readonly joins: (
    teamId: string,
    channelId: string,
    joins: JoinSummary,
    posted: PostedRef | null,
  ) => Promise<NoticeOutcome>;
  readonly welcome: (to: SlackUserRef, member: Member, organization: Organization) => Promise<NoticeOutcome>;
  readonly askedForNewLink: (to: SlackUserRef, invitation: InvitationRecord) => Promise<NoticeOutcome>;
  /** A channel that is gone or that the bot is not in, told once, with the fix. */
  readonly channelProblem: (
    to: SlackUserRef,
    problem: { readonly channelId: string; readonly teamName: string; readonly cause: string },
  ) => Promise<NoticeOutcome>;
  /** Something that Usher gave up on, with the reference that is in the log. */
  readonly jobFailed: (
    to: SlackUserRef,
    failed: { readonly name: JobName; readonly requestId: string },
  ) => Promise<NoticeOutcome>;
  readonly adminGranted: (to: SlackUserRef, member: Member) => Promise<NoticeOutcome>;
};

/** What became of one mail. */
export type MailOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected'; readonly cause: 'mail_refused' }
  | {
      readonly kind: 'deferred';
      readonly cause: 'mail_server_unreachable' | 'mail_temporarily_refused' | 'mail_settings_refused';
    }
  | { readonly kind: 'not_configured' };

export type Mails = {
  readonly isConfigured: boolean;
  readonly invitation: (
    invitation: InvitationRecord,
    organization: Organization,
    timeZone: string,
  ) => Promise<MailOutcome>;
  readonly welcome: (member: Member, organization: Organization, addedAtOnce: boolean) => Promise<MailOutcome>;
  readonly code: (letter: CodeLetter, organization: Organization) => Promise<MailOutcome>;
};

export type CodeLetter = {
  readonly id: string;
  readonly email: string;
  readonly code: string;
  /** Who asked, as Slack names them. */
  readonly slackName: string;
  readonly workspaceName: string;
  readonly expiresAt: Date;
};
