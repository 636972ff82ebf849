import type { Deps } from '../deps.ts';
import type { ActorContext, MemberTerms } from '../ports/records.ts';

/** What a member has, for somebody who is to have the same. Null for whoever is not an active member here. */
export const copyTerms = (
  { store }: Pick<Deps, 'store'>,
  { organization }: ActorContext,
  slackUserId: string,
): Promise<MemberTerms | null> =>
  store.findMemberTerms(organization.id, { teamId: organization.slackTeamId, userId: slackUserId });
