import type { ChannelUse, FailedJob } from './finding.ts';

/** What each look brought to light. The findings are made of these alone. */
export type SettingsFacts = {
  readonly mode: 'http' | 'socket';
  /** Null where it is not usable, which is one of the problems, and where there is none in Socket Mode, which is not. */
  readonly publicUrl: string | null;
  readonly hasPreviousSecret: boolean;
  readonly problems: readonly string[];
  /** Why `.env` could not be read. */
  readonly envTrouble: string | null;
};

export type SlackFacts = {
  readonly token:
    | {
        readonly kind: 'good';
        readonly teamId: string;
        readonly teamName: string;
        readonly botUserId: string;
        /** Null where Slack did not say. */
        readonly scopes: readonly string[] | null;
        /** Those of the manifest. */
        readonly neededScopes: readonly string[];
      }
    | { readonly kind: 'refused' | 'unreachable'; readonly cause: string };
  /** Null where none is needed. */
  readonly appToken: { readonly kind: 'good' } | { readonly kind: 'refused'; readonly cause: string } | null;
  /** How far this machine's clock is ahead of Slack's. */
  readonly aheadSeconds: number | null;
};

/** The newest request of each kind that came by Slack's way in, to whichever process. */
export type Sightings = {
  readonly request: Date | null;
  /** Came with a signature that is not Slack's for this app, or with a stamp of another time. */
  readonly refused: Date | null;
  readonly command: Date | null;
  readonly strayCommand: { readonly command: string; readonly at: Date } | null;
};

/** What PUBLIC_URL answers when it is asked from here. */
export type ReachFacts =
  | { readonly kind: 'answers' }
  | { readonly kind: 'unreachable' | 'answers_otherwise'; readonly cause: string };

export type DatabaseFacts =
  | {
      readonly kind: 'open';
      /** Null when the database is newer than this Usher, of another history, or too old: `trouble` says which. */
      readonly pendingMigrations: number | null;
      readonly trouble: string | null;
      readonly clockOffsetSeconds: number;
      /** How far this machine's clock is ahead of the database's. */
      readonly aheadSeconds: number;
      readonly freeConnections: number;
      readonly maxConnections: number;
      /** Of the disk that the embedded database is on. */
      readonly freeMegabytes: number | null;
    }
  | { readonly kind: 'unreachable' | 'unusable'; readonly cause: string }
  /** `crowded`: every connection is taken. `not_made`: the first start makes it. */
  | { readonly kind: 'password' | 'missing' | 'crowded' | 'not_made' };

export type QueueFacts = {
  /** Processes that run jobs on this database. */
  readonly runners: number;
  readonly readyJobs: number;
  readonly oldestReadySeconds: number;
  /** Held for a while by processes that are gone. */
  readonly heldJobs: number;
  readonly failedJobs: readonly FailedJob[];
  readonly failedTotal: number;
};

export type MailFacts =
  | { readonly kind: 'ready' | 'off' | 'sign_in_refused' }
  | { readonly kind: 'unreachable' | 'tls' | 'refused'; readonly cause: string };

/** Where returned mail is looked for. `reports`: the mail service tells of it; `off`: nobody does. */
export type MailboxFacts =
  | { readonly kind: 'open' | 'reports' | 'off' | 'sign_in_refused' }
  | { readonly kind: 'unreachable'; readonly cause: string }
  | { readonly kind: 'missing'; readonly folder: string };

export type ChannelState = 'open' | 'not_in_channel' | 'gone' | 'archived' | 'unknown';

export type UsedChannel = { readonly channelId: string; readonly use: ChannelUse };

export type OrganizationFacts = {
  readonly organizationId: string;
  readonly workspaces: readonly { readonly teamId: string; readonly name: string }[];
  readonly productUrl: string | null;
  readonly gettingStartedUrl: string | null;
  readonly supportContact: string | null;
  readonly digestOn: boolean;
  readonly weeklyOn: boolean;
  readonly adminChannelId: string | null;
  readonly organizationChannelId: string | null;
  /** Invitations that wait, and of whose link nothing has arrived. Counted up to 1,000. */
  readonly unreached: number;
  readonly activeAdmins: number;
  /** Of them: those whom a Slack user is bound to. */
  readonly boundAdmins: number;
  readonly channels: readonly UsedChannel[];
  /** Channels into which the last post did not go. */
  readonly troubledChannelIds: readonly string[];
  readonly sightings: Sightings;
  /** Since when Usher sends nothing to Slack, because Slack took nothing from it. */
  readonly slackStoppedAt: Date | null;
};
