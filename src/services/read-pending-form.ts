import type { Deps } from '../deps.ts';
import type { InvitationRecord } from '../domain/invitation.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { ActorContext } from '../ports/records.ts';
import { type ChangeRefusal, type ShownLink, whyUnchangeable } from './changeable-invitation.ts';

/** One pending invitation, for a form about it. The caller has asked `authorize` for what the form does. */
export const readPendingForm = async (
  { store }: Pick<Deps, 'store'>,
  { actor, organization }: ActorContext,
  shown: ShownLink,
): Promise<Result<InvitationRecord, ChangeRefusal>> => {
  const [invitation, now] = await Promise.all([store.findInvitation(shown.id), store.now()]);
  // Found by its id alone, and an id may come from another organization's screen.
  if (invitation?.organizationId !== organization.id || actor.kind !== 'member') {
    return refused({ kind: 'invitation_unknown' });
  }
  const reason = whyUnchangeable(invitation, { actor, now }, shown);
  return reason ? refused(reason) : done(invitation);
};
