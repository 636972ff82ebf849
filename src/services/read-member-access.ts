import type { Deps } from '../deps.ts';
import type { ActRefusal } from '../domain/act-refusal.ts';
import type { MemberActor } from '../domain/actor.ts';
import { refuseEnded } from '../domain/decide-act.ts';
import type { MemberRecord } from '../domain/member-record.ts';
import type { Product, Team } from '../domain/organization.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { ActorContext } from '../ports/records.ts';

/** Somebody, and what they may be given: teams in use, products that are on. */
export type MemberAccess = {
  readonly member: MemberRecord;
  readonly teams: readonly Team[];
  readonly products: readonly Product[];
};

/** Nobody who ranks above, and only who is active. One's own teams and products are no rank: they may be chosen. */
export const refuseAccessChange = (actor: MemberActor, member: MemberRecord): ActRefusal | undefined =>
  member.role.rank > actor.role.rank ? { kind: 'member_above_own', role: member.role.name } : refuseEnded(member);

/** What the forms of somebody's teams and products start from. The caller has asked `authorize`. */
export const readMemberAccess = async (
  { store }: Pick<Deps, 'store'>,
  { actor, organization }: ActorContext,
  membershipId: string,
): Promise<Result<MemberAccess, ActRefusal>> => {
  const [member, { teams, products }] = await Promise.all([
    store.findMemberRecord(organization.id, membershipId),
    store.findFormOptions(organization.id),
  ]);
  if (!member || actor.kind !== 'member') return refused({ kind: 'member_unknown' });
  const refusal = refuseAccessChange(actor, member);
  return refusal ? refused(refusal) : done({ member, teams, products });
};
