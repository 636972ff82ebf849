/** A count that stops where an exact one would cost more than it tells. */
export const countLimit = 1_000;

/** The same in a list, each line of which counts. */
export const listedCountLimit = 100;

/**
 * One team. Counts are of active members and pending invitations, and end at `listedCountLimit` in a list, at `countLimit` on a screen
 * of the team's own.
 */
export type TeamSummary = {
  readonly id: string;
  readonly name: string;
  readonly slackChannelId: string | null;
  readonly isArchived: boolean;
  /** Those whose primary team it is. */
  readonly members: number;
  /** Those who have it as another team. */
  readonly others: number;
  /** Pending invitations into it, as primary or as another team. */
  readonly pending: number;
  readonly defaultProductNames: readonly string[];
};

/** What a team's channel can hear. Who joins is told unless the team does not want it; the others only if it asked. */
export const teamNewsKinds = ['joins', 'role_changes', 'leaves'] as const;
export type TeamNewsKind = (typeof teamNewsKinds)[number];

/** A team as its form shows it. `defaultProductIds`: of enabled products only; what is turned off waits until it is on again. */
export type TeamDetails = TeamSummary & {
  /** Invite links into it by which somebody could still join. */
  readonly links: number;
  readonly defaultProductIds: readonly string[];
  readonly tells: readonly TeamNewsKind[];
};

export type TeamTotals = {
  readonly active: number;
  readonly archived: number;
  /** Active members and pending invitations without a primary team, or with one that is archived. */
  readonly membersWithoutTeam: number;
  readonly pendingWithoutTeam: number;
};

/** A page of a list ordered by name, from the row that was last or first on the page before. */
export type NamePosition = { readonly after: string } | { readonly before: string } | null;

/** What a team's form changes. Two of these with the same contents are the same team to whoever looks at the form. */
export type TeamContent = {
  readonly name: string;
  readonly slackChannelId: string | null;
  readonly tells: readonly TeamNewsKind[];
  readonly productIds: readonly string[];
};

export type TeamRefusal =
  | { readonly kind: 'team_name_taken'; readonly name: string; readonly isArchived: boolean }
  | { readonly kind: 'team_gone' }
  | { readonly kind: 'team_archived'; readonly name: string }
  | { readonly kind: 'team_changed'; readonly name: string }
  | {
      readonly kind: 'team_in_use';
      readonly name: string;
      readonly members: number;
      readonly pending: number;
      readonly links: number;
    }
  /** Some of its people rank above the actor, who cannot move them. */
  | { readonly kind: 'team_kept_above'; readonly name: string; readonly count: number }
  | { readonly kind: 'same_team'; readonly name: string }
  | { readonly kind: 'channel_closed'; readonly why: 'not_in_channel' | 'gone' | 'archived' };
