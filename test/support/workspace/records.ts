import type { Block, Interactive } from './kit/blocks.ts';
import type { ViewDefinition } from './kit/validate-view.ts';

/** What the workspace knows of a person, a bot or a stranger (someone of another team, through Slack Connect). */
export type PersonRecord = {
  readonly id: string;
  teamId: string;
  /** Handle, as in `@ada`. */
  name: string;
  firstName: string;
  lastName: string;
  displayName: string;
  /** '' when there is none. */
  email: string;
  image: string;
  tz: string;
  isAdmin: boolean;
  isOwner: boolean;
  isBot: boolean;
  deleted: boolean;
  isRestricted: boolean;
  isUltraRestricted: boolean;
  isStranger: boolean;
  isEmailConfirmed: boolean;
  /** Unix seconds. */
  updated: number;
};

export type ChannelRecord = {
  readonly id: string;
  name: string;
  isPrivate: boolean;
  isArchived: boolean;
  /** User ids, the bot's own included when it is a member. */
  readonly members: Set<string>;
  readonly created: number;
};

/** A file that the app announced, sent, and perhaps shared. */
export type UploadRecord = {
  readonly name: string;
  readonly length: number;
  content: Buffer | undefined;
  shared: boolean;
  title?: string;
  channel?: string | undefined;
};

export type MessageRecord = {
  readonly channel: string;
  readonly ts: string;
  /** Author: a user id. */
  readonly user: string;
  text: string;
  blocks: Block[];
  attachments: unknown[];
  metadata: unknown;
  edited: { user: string; ts: string } | undefined;
  threadTs: string | undefined;
  unfurlLinks: boolean | undefined;
  unfurlMedia: boolean | undefined;
  /** Set for ephemeral messages: the only person who sees it. */
  to: string | undefined;
  deleted: boolean;
  /** How often the app has rewritten it. */
  edits: number;
};

/** The value of one stateful element, in the shape of `state.values`. */
export type StateValue = { type: Interactive['type'] } & Record<string, unknown>;
export type StateValues = Record<string, Record<string, StateValue>>;

export type ViewRecord = {
  readonly id: string;
  readonly userId: string;
  definition: ViewDefinition;
  hash: string;
  readonly rootViewId: string;
  readonly previousViewId: string | null;
  values: StateValues;
  /** Errors shown under inputs, by block id, until the next submit or update. */
  errors: Record<string, string>;
  open: boolean;
};

/** One Web API call as it arrived and what was answered. `at` and `ms` are milliseconds. */
export type ApiCall = {
  readonly method: string;
  readonly args: Record<string, unknown>;
  readonly token: string | undefined;
  readonly at: number;
  ms: number | undefined;
  status: number | undefined;
  answer: Record<string, unknown> | undefined;
};

/** What Slack sent to the app and how the app took it. */
export type Delivery = {
  readonly kind: 'command' | 'interaction' | 'event';
  /** The command's fields, the interaction's payload, or the event's envelope. */
  readonly payload: Record<string, unknown>;
  /** As they were sent, the signature among them; undefined in Socket Mode. */
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly at: number;
  readonly ackMs: number;
  /** HTTP status; undefined when the app could not be reached or did not answer in time. */
  readonly status: number | undefined;
  /** The ack's body: parsed JSON, text, or '' when it was empty. */
  readonly body: unknown;
  readonly timedOut: boolean;
  /** Which time an event was delivered again; undefined for the first. */
  readonly retryNum: number | undefined;
  /** The app asked not to be sent it again. */
  readonly noRetry: boolean;
  /** What the person would be told went wrong, such as `operation_timeout` or `dispatch_failed`. */
  readonly failed: string | undefined;
};

export type UserGroupRecord = {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: Set<string>;
};

/** What a person spent: keys pressed, clicks made, modals that came up. */
export type Effort = { keys: number; clicks: number; modals: number };

export type Trigger = {
  readonly userId: string;
  readonly expiresAt: number;
  /** The modal in which the trigger arose: needed to push onto its stack. */
  readonly viewId: string | undefined;
  used: boolean;
};

export type ResponseUrl = {
  readonly userId: string;
  readonly channel: string;
  readonly expiresAt: number;
  /** The message whose button was clicked: what `replace_original` rewrites. */
  readonly source: MessageRecord | undefined;
  uses: number;
};
