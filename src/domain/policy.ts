import type { Action } from './action.ts';
import type { Actor } from './actor.ts';
import type { AccessRefusal } from './refusal.ts';
import { done, type Result, refused } from './result.ts';

/** Who may: anyone who can reach Usher, active members where the organization lets them see the roster, active admins. */
export type Audience = 'anyone' | 'roster_readers' | 'admins';

export const policy = {
  help: 'anyone',
  whoami: 'anyone',
  list: 'roster_readers',
  person: 'roster_readers',
  invite: 'admins',
  pending: 'admins',
  reinvite: 'admins',
  withdraw: 'admins',
  edit_invitation: 'admins',
  copy_link: 'admins',
  import: 'admins',
  invite_links: 'admins',
  join: 'anyone',
  change_role: 'admins',
  deactivate: 'admins',
  reactivate: 'admins',
  remove: 'admins',
  undo: 'admins',
  decide_pause: 'admins',
  teams: 'admins',
  products: 'admins',
  change_teams: 'admins',
  change_products: 'admins',
  why: 'admins',
  settings: 'admins',
  read_roles: 'anyone',
  roles: 'admins',
  request: 'anyone',
  decide_request: 'admins',
  decide_happening: 'admins',
  permissions: 'admins',
  grant: 'admins',
  export: 'admins',
  doctor: 'admins',
  retry_jobs: 'admins',
} as const satisfies Record<Action, Audience>;

export type PolicySettings = { readonly rosterReaders: 'ADMINS' | 'MEMBERS' };

/** Rule 1, asked when a screen opens and again inside the transaction that writes. */
export const decide = (actor: Actor, action: Action, settings: PolicySettings): Result<null, AccessRefusal> => {
  if (actor.kind === 'stranger') return refused({ kind: 'other_workspace' });
  const audience: Audience = policy[action];
  if (audience === 'anyone') return done(null);
  if (actor.kind === 'slack_user') return refused({ kind: 'not_a_member', action });
  if (actor.status !== 'ACTIVE') return refused({ kind: 'no_longer_a_member', status: actor.status });
  if (actor.role.isAdmin && !actor.isGuest) return done(null);
  if (audience === 'roster_readers' && settings.rosterReaders === 'MEMBERS') return done(null);
  return refused(actor.role.isAdmin ? { kind: 'slack_guest' } : { kind: 'admins_only', action });
};
