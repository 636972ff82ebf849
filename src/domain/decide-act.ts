import type { ActRefusal, MemberAct } from './act-refusal.ts';
import { asGranter, type MemberActor } from './actor.ts';
import { isStandingAdmin, type MemberRecord, type MemberRole } from './member-record.ts';
import type { FormRefusal } from './refusal.ts';
import { canGrant } from './role.ts';

type Acting = MemberActor;
type Target = Pick<MemberRecord, 'membershipId' | 'status' | 'role' | 'endedAt'>;

/** Rules 2 and 3, for every act on a member: not on oneself, and on nobody who ranks above. */
export const refuseTarget = (actor: Acting, target: Target, act: MemberAct): ActRefusal | undefined => {
  if (target.membershipId === actor.membershipId) return { kind: 'own_membership', act };
  if (target.role.rank > actor.role.rank) return { kind: 'member_above_own', role: target.role.name };
  return undefined;
};

export const refuseEnded = ({ status, endedAt }: Target): ActRefusal | undefined => {
  const at = endedAt ?? new Date(0);
  if (status === 'DEACTIVATED') return { kind: 'member_deactivated', at };
  return status === 'REMOVED' ? { kind: 'member_removed', at } : undefined;
};

/** Only an active member has a role to change. */
export const refuseRoleChange = (
  actor: Acting,
  target: Target,
  role: MemberRole | null,
): ActRefusal | FormRefusal | undefined => {
  const refusal = refuseTarget(actor, target, 'change_role') ?? refuseEnded(target);
  if (refusal) return refusal;
  if (!role) return { kind: 'role_unknown' };
  // The role that somebody has is no gift.
  if (role.id === target.role.id) return undefined;
  if (role.isRetired) return { kind: 'role_retired', role: role.name };
  return canGrant(asGranter(actor), role) ? undefined : { kind: 'role_above_own', role: role.name };
};

/** Rule 5: only an active member is deactivated. */
export const refuseDeactivation = (actor: Acting, target: Target): ActRefusal | undefined =>
  refuseTarget(actor, target, 'deactivate') ?? refuseEnded(target);

/** From active as well as deactivated. */
export const refuseRemoval = (actor: Acting, target: Target): ActRefusal | undefined =>
  refuseTarget(actor, target, 'remove') ?? (target.status === 'REMOVED' ? refuseEnded(target) : undefined);

/** Rule 11 counts these as it counts deactivations and removals. */
export const isDemotion = (from: Pick<MemberRole, 'rank'>, to: Pick<MemberRole, 'rank'>): boolean =>
  to.rank < from.rank;

/** Whether this change of role may leave the organization without an active admin. */
export const endsAdmin = (
  target: Pick<MemberRecord, 'status' | 'role'>,
  role: Pick<MemberRole, 'isAdmin'> | null,
): boolean => isStandingAdmin(target) && !role?.isAdmin;

/**
 * What a change of role costs of what they issued: an admin role loses what ranks above it, any other role everything. Null: the
 * right stays.
 */
export const issuedLost = (from: MemberRole, to: MemberRole): { readonly aboveRank: number | null } | null => {
  if (!from.isAdmin) return null;
  if (!to.isAdmin) return { aboveRank: null };
  return to.rank < from.rank ? { aboveRank: to.rank } : null;
};

/** By a new invitation; an active member has nothing to come back to. */
export const refuseReactivation = (actor: Acting, target: Target): ActRefusal | undefined =>
  refuseTarget(actor, target, 'reactivate') ?? (target.status === 'ACTIVE' ? { kind: 'member_active' } : undefined);
