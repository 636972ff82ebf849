import type { CardEvent } from './person-card.ts';

/** Whose story: somebody on a card, or whoever has this address. */
export type StorySubject =
  | { readonly kind: 'membership'; readonly membershipId: string }
  | { readonly kind: 'email'; readonly emailKey: string };

export type StoryPerson = {
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly membershipId: string | null;
  /** Every invitation that their address ever had here. */
  readonly invitationIds: readonly string[];
};

/**
 * One line of a story. Beside the entries of the trail these are `link.sent`, `link.queued`, `link.failed` (of a delivery, with
 * `changed.channel` and `changed.cause`), `link.opened`, `reminder.failed` and `reminder.dropped`, which leave no entry there.
 */
export type StoryEvent = CardEvent;

/** A keyset position: events that happen meanwhile do not shift a page. */
export type StoryCursor = { readonly at: Date; readonly id: string };

export type StoryPosition = { readonly after: StoryCursor } | { readonly before: StoryCursor } | null;
