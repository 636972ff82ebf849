import type { Granter } from './role.ts';

/** Where an act came in: told in the audit trail, and the rows of the authorization matrix. */
export type Via = 'command' | 'modal' | 'button' | 'options' | 'home' | 'shortcut' | 'web' | 'job' | 'cli';

export type MembershipStatus = 'ACTIVE' | 'DEACTIVATED' | 'REMOVED';

/** A Slack user as the signed payload names them. */
export type SlackUserRef = { readonly teamId: string; readonly userId: string };

/** A membership that acts. Its status and role are what the last read said, so they are read again where the write happens. */
export type MemberActor = {
  readonly kind: 'member';
  readonly organizationId: string;
  readonly membershipId: string;
  readonly accountId: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly status: MembershipStatus;
  readonly role: { readonly id: string; readonly name: string; readonly rank: number; readonly isAdmin: boolean };
  readonly slack: SlackUserRef;
  /** Slack says that this user is a guest there: no admin while it lasts, whatever the role. */
  readonly isGuest: boolean;
};

/** Someone of the workspace whom no membership is bound to. */
export type SlackActor = { readonly kind: 'slack_user'; readonly organizationId: string; readonly slack: SlackUserRef };

/** Someone of a workspace that has not installed Usher: a Slack Connect stranger. */
export type StrangerActor = { readonly kind: 'stranger'; readonly slack: SlackUserRef };

export type Actor = MemberActor | SlackActor | StrangerActor;

export const isActiveAdmin = (actor: Actor): actor is MemberActor =>
  actor.kind === 'member' && actor.status === 'ACTIVE' && actor.role.isAdmin && !actor.isGuest;

export const asGranter = (actor: MemberActor): Granter => ({
  kind: 'member',
  isActive: actor.status === 'ACTIVE',
  isAdmin: actor.role.isAdmin && !actor.isGuest,
  rank: actor.role.rank,
});

/** "Ada Example", or the address while the names are not known yet. */
export const personName = (person: { firstName: string | null; lastName: string | null; email: string }): string =>
  [person.firstName, person.lastName].filter(Boolean).join(' ') || person.email;
