import type { Deps } from '../deps.ts';
import type { ActRefusal } from '../domain/act-refusal.ts';
import { asGranter } from '../domain/actor.ts';
import { isDemotion, issuedLost, refuseEnded, refuseTarget } from '../domain/decide-act.ts';
import type { MemberRecord } from '../domain/member-record.ts';
import { done, type Result, refused } from '../domain/result.ts';
import { grantableRoles, type Role } from '../domain/role.ts';
import { type RoleDifference, roleDifference } from '../domain/role-change.ts';
import type { IssuedCounts } from '../ports/acts.ts';
import type { ActorContext } from '../ports/records.ts';

/** A change of role as its form shows it: what is, what may be chosen, and what the choice means. */
export type RoleForm = {
  readonly member: MemberRecord;
  /** Those that this actor may grant, lowest first. */
  readonly roles: readonly Role[];
  /** What is chosen, or the role they have while nothing is. */
  readonly role: Role | null;
  readonly difference: RoleDifference;
  readonly isDemotion: boolean;
  /** What they issued and may no longer have out; null where the right stays or there is nothing. */
  readonly issued: IssuedCounts | null;
};

/** The caller has asked `authorize`. `roleId` is what was chosen or typed; what may not be granted counts as not chosen. */
export const readRoleForm = async (
  { store }: Pick<Deps, 'store'>,
  { actor, organization }: ActorContext,
  membershipId: string,
  roleId: string | null,
): Promise<Result<RoleForm, ActRefusal>> => {
  const [member, options, permissions, own] = await Promise.all([
    store.findMemberRecord(organization.id, membershipId),
    store.findFormOptions(organization.id),
    store.findRolePermissions(organization.id),
    store.findOwnPermissionIds(organization.id, membershipId),
  ]);
  if (!member || actor.kind !== 'member') return refused({ kind: 'member_unknown' });
  const refusal = refuseTarget(actor, member, 'change_role') ?? refuseEnded(member);
  if (refusal) return refused(refusal);
  const roles = grantableRoles(asGranter(actor), options.roles);
  const role = roles.find(({ id }) => id === roleId) ?? roles.find(({ id }) => id === member.role.id) ?? null;
  const of = (id: string | undefined) => (id ? (permissions.get(id) ?? []) : []);
  const lost = role && issuedLost(member.role, role);
  const issued =
    lost &&
    (await store.countIssued({
      organizationId: organization.id,
      issuerId: member.membershipId,
      aboveRank: lost.aboveRank,
    }));
  return done({
    member,
    roles,
    role,
    difference: roleDifference(of(member.role.id), role ? of(role.id) : of(member.role.id), own),
    isDemotion: role !== null && isDemotion(member.role, role),
    issued: issued && issued.invitations + issued.inviteLinks > 0 ? issued : null,
  });
};
