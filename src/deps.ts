import type { Logger } from 'pino';
import type { BounceMailbox } from './ports/bounces.ts';
import type { Channels } from './ports/channels.ts';
import type { Probes } from './ports/diagnosis.ts';
import type { Directory } from './ports/directory.ts';
import type { Mails } from './ports/mails.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Notices } from './ports/notices.ts';
import type { PostMark } from './ports/posts.ts';
import type { SlackToken } from './ports/slack-stops.ts';
import type { Store } from './ports/store.ts';

/** What the services are given: built once in `create-deps.ts`, and a real one of each in the tests. */
export type Deps = {
  readonly store: Store;
  readonly links: InviteLinks;
  readonly shareableLinks: ShareableLinks;
  readonly codes: IdentityCodes;
  readonly directory: Directory;
  readonly notices: Notices;
  /** The same, with the mark of a job on what it says. */
  readonly noticesOf: (mark: PostMark) => Notices;
  readonly channels: Channels;
  readonly slackToken: SlackToken;
  /** Null where none is configured. */
  readonly bounceMailbox: BounceMailbox | null;
  readonly mails: Mails;
  readonly metrics: Metrics;
  /** How doctor looks at each part. */
  readonly probes: Probes;
  readonly log: Logger;
  /** Base of every link that is sent; never the Host header. No slash at its end. Null: nobody can be sent to a page. */
  readonly publicUrl: string | null;
};

/** Signed, stateless invite links (DESIGN section 4, *Links*). */
export type InviteLinks = {
  /** The address of the page where this generation of the invitation is accepted. Null without a public address. */
  readonly urlFor: ((invitationId: string, generation: number) => string) | null;
  /** What a token says, or undefined when its MAC is wrong, whatever the reason. */
  readonly read: (token: string) => { readonly invitationId: string; readonly generation: number } | undefined;
};

/** The addresses of invite links, which many people may use: signed alike, with a key of their own. */
export type ShareableLinks = {
  /** The address of the page where people join. Null without a public address. */
  readonly urlFor: ((inviteLinkId: string) => string) | null;
  /** The id of the link, or undefined when its MAC is wrong, whatever the reason. */
  readonly read: (token: string) => string | undefined;
};

/** Six digits, derived from an id and the secret: nothing is stored that could be read as one. */
export type IdentityCodes = {
  readonly codeFor: (identityCodeId: string) => string;
  readonly matches: (identityCodeId: string, typed: string) => boolean;
};
