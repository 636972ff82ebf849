import type { SlackPerson } from './decide-invite.ts';

/** People in Slack who can be invited as one. */
export type SlackGroup = { readonly kind: 'channel' | 'user_group'; readonly id: string };

/** `person`: null for somebody whom Slack does not show us, as from another organization. */
export type GroupPerson = { readonly userId: string; readonly person: SlackPerson | null };

/** `title`: as Slack writes it, with `#` or `@`. */
export type SlackGroupPeople = { readonly title: string; readonly people: readonly GroupPerson[] };

export type SlackGroupRefusal =
  /** Slack does not know it, or does not show it to us: a private channel without Usher in it. */
  | { readonly kind: 'group_unseen' }
  | { readonly kind: 'group_closed'; readonly scope: string }
  | { readonly kind: 'group_too_large'; readonly maxPeople: number }
  /** Slack did not answer in time. */
  | { readonly kind: 'group_unreachable' };
