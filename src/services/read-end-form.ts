import type { Deps } from '../deps.ts';
import type { ActRefusal } from '../domain/act-refusal.ts';
import { refuseDeactivation, refuseRemoval } from '../domain/decide-act.ts';
import type { MemberRecord } from '../domain/member-record.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { IssuedCounts } from '../ports/acts.ts';
import type { ActorContext } from '../ports/records.ts';

/** A deactivation or removal as its form shows it. */
export type EndForm = {
  readonly end: 'deactivate' | 'remove';
  readonly member: MemberRecord;
  /** What they issued and somebody has to look after; null where there is nothing. */
  readonly issued: IssuedCounts | null;
  /** Invitations that wait for their own address. */
  readonly own: number;
};

/** The caller has asked `authorize`. */
export const readEndForm = async (
  { store }: Pick<Deps, 'store'>,
  { actor, organization }: ActorContext,
  membershipId: string,
  end: EndForm['end'],
): Promise<Result<EndForm, ActRefusal>> => {
  const member = await store.findMemberRecord(organization.id, membershipId);
  if (!member || actor.kind !== 'member') return refused({ kind: 'member_unknown' });
  const refusal = end === 'deactivate' ? refuseDeactivation(actor, member) : refuseRemoval(actor, member);
  if (refusal) return refused(refusal);
  const [issued, own] = await Promise.all([
    store.countIssued({ organizationId: organization.id, issuerId: membershipId, aboveRank: null }),
    store.countOwnPending(organization.id, member.emailKey),
  ]);
  return done({ end, member, issued: issued.invitations + issued.inviteLinks > 0 ? issued : null, own });
};
