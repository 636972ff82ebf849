import type { Deps } from '../deps.ts';
import type { ActRefusal } from '../domain/act-refusal.ts';
import { refuseGrant } from '../domain/decide-grant.ts';
import type { MemberRecord } from '../domain/member-record.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { Grants } from '../ports/grants.ts';
import type { Catalogue } from '../ports/permissions.ts';
import type { ActorContext } from '../ports/records.ts';

export type GrantsScreen = Catalogue & {
  readonly member: MemberRecord;
  readonly grants: Grants;
};

/** All that one person can do, and could be given. The caller has asked `authorize` for `grant`. */
export const readGrants = async (
  { store }: Pick<Deps, 'store'>,
  { actor, organization }: ActorContext,
  membershipId: string,
): Promise<Result<GrantsScreen, ActRefusal>> => {
  const [member, grants, catalogue] = await Promise.all([
    store.findMemberRecord(organization.id, membershipId),
    store.findGrants(organization.id, membershipId),
    store.findCatalogue(organization.id),
  ]);
  if (!member || !grants || actor.kind !== 'member') return refused({ kind: 'member_unknown' });
  const refusal = refuseGrant(actor, member);
  if (refusal) return refused(refusal);
  return done({ ...catalogue, member, grants });
};
