import type { Deps } from '../deps.ts';
import type { InvitationRecord } from '../domain/invitation.ts';
import type { Member } from '../domain/member.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import type { ActorContext } from '../ports/records.ts';
import { proposeBinding } from './propose-binding.ts';

export type WhoAmI = {
  readonly member: Member | null;
  /** An invitation that waits for this very Slack user. */
  readonly waiting: InvitationRecord | null;
  readonly proposal: BindingProposal | null;
  readonly refusal: AccessRefusal | null;
};

const nobody: WhoAmI = { member: null, waiting: null, proposal: null, refusal: null };

/** For anyone: one's own role, or one's own waiting invitation. Never anything about anybody else. */
export const whoAmI = async (deps: Pick<Deps, 'store' | 'directory'>, context: ActorContext): Promise<WhoAmI> => {
  const { actor } = context;
  if (actor.kind === 'stranger') return { ...nobody, refusal: { kind: 'other_workspace' } };
  const waiting = await findWaiting(deps, context);
  if (actor.kind === 'member') {
    return { ...nobody, member: await deps.store.findMember(actor.membershipId), waiting };
  }
  if (waiting) return { ...nobody, waiting };
  const proposed = await proposeBinding(deps, context);
  if (proposed.kind === 'proposal') return { ...nobody, proposal: proposed.proposal };
  if (proposed.kind === 'refused') return { ...nobody, refusal: proposed.refusal };
  return { ...nobody, refusal: { kind: 'not_a_member', action: 'whoami' } };
};

const findWaiting = async (
  deps: Pick<Deps, 'store'>,
  { actor, organization, now }: ActorContext,
): Promise<InvitationRecord | null> => {
  const waiting = await deps.store.findPendingOfSlackUser(actor.slack);
  if (waiting?.organizationId !== organization.id) return null;
  return waiting.expiresAt && waiting.expiresAt > now ? waiting : null;
};
