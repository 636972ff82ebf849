import type { Deps } from '../deps.ts';
import type { ActRefusal } from '../domain/act-refusal.ts';
import { refuseReactivation } from '../domain/decide-act.ts';
import type { MemberRecord } from '../domain/member-record.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { ActorContext } from '../ports/records.ts';

/** Rule 45: what somebody had, for the new invitation that brings them back. The caller has asked `authorize`. */
export const readReactivation = async (
  { store }: Pick<Deps, 'store'>,
  { actor, organization }: ActorContext,
  membershipId: string,
): Promise<Result<MemberRecord, ActRefusal>> => {
  const member = await store.findMemberRecord(organization.id, membershipId);
  if (!member || actor.kind !== 'member') return refused({ kind: 'member_unknown' });
  const refusal = refuseReactivation(actor, member);
  return refusal ? refused(refusal) : done(member);
};
