import type { Block } from '../support/workspace/kit/blocks.ts';
import type { ModalDefinition } from '../support/workspace/kit/validate-view.ts';
import type { StateValues } from '../support/workspace/records.ts';

/** All that one person sees, as JSON: what the page is drawn from. */
export type Sight = {
  /** Of the person who looks. */
  readonly me: string;
  /** Their own, such as `Europe/Berlin`: all times are shown in it. */
  readonly zone: string;
  /** Milliseconds, by the clock that all of it follows. */
  readonly now: number;
  readonly people: readonly PersonSeen[];
  /** How many active members the organization has, for the hints. */
  readonly members: number;
  readonly channels: readonly ChannelSeen[];
  /** Id of their DM with Usher. */
  readonly direct: string;
  readonly bot: string;
  readonly messages: Readonly<Record<string, readonly MessageSeen[]>>;
  /** Open modals, the top one last. */
  readonly modals: readonly ModalSeen[];
  readonly home: ViewSeen | null;
  readonly files: readonly { readonly name: string; readonly title: string; readonly text: string }[];
  readonly mails: readonly MailSeen[];
  readonly faults: FaultsSeen;
  /** What Slack would not take from Usher, the latest last. */
  readonly refusals: readonly string[];
  readonly hints: Hints;
};

export type PersonSeen = {
  readonly id: string;
  /** Their handle. */
  readonly name: string;
  readonly fullName: string;
  /** What they are to the organization, or that they are not in it. */
  readonly standing: string;
  /** Somebody to act as; the others are bots. */
  readonly isActor: boolean;
  /** When Usher last wrote to them, in milliseconds; 0 when it never did. */
  readonly toldAt: number;
};

export type ChannelSeen = {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  readonly isMember: boolean;
};

export type MessageSeen = {
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly isEdited: boolean;
  /** Only they see it. */
  readonly isEphemeral: boolean;
};

export type ViewSeen = {
  readonly id: string;
  readonly hash: string;
  readonly blocks: readonly Block[];
  readonly values: StateValues;
  /** Under inputs, by block id. */
  readonly errors: Readonly<Record<string, string>>;
};

export type ModalSeen = ViewSeen & Pick<ModalDefinition, 'title' | 'submit' | 'close'>;

export type MailSeen = {
  readonly id: string;
  /** Milliseconds, by the clock of the sandbox. */
  readonly at: number;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly hasHtml: boolean;
};

export type FaultsSeen = {
  readonly isSlackBusy: boolean;
  readonly isMailDown: boolean;
};

/** What the composer completes: from the manifest and the words after `/members`. */
export type Hints = {
  readonly commands: readonly Hint[];
  readonly words: readonly Hint[];
  readonly shortcuts: readonly { readonly id: string; readonly name: string; readonly does: string }[];
};

/** `text` replaces what was typed. */
export type Hint = { readonly text: string; readonly usage: string; readonly does: string };

/** One signed request to Usher, or one call by Usher. */
export type Exchange = {
  /** Counted from the start, so that it is told from the others. */
  readonly id: string;
  /** Milliseconds, by the machine's clock. */
  readonly at: number;
  readonly way: 'to Usher' | 'to Slack';
  readonly what: string;
  /** Id of the person who did something, for requests to Usher. */
  readonly by: string | undefined;
  /** `acknowledged, 200`, `ok`, `ratelimited, 429`. */
  readonly outcome: string;
  readonly isFine: boolean;
  readonly ms: number;
  /** Everything that went over, to read: headers, payload, answer. */
  readonly parts: readonly { readonly title: string; readonly text: string }[];
};
