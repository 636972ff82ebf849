import type { Deps } from '../deps.ts';
import type { InvitationRecord } from '../domain/invitation.ts';
import type { Member } from '../domain/member.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import type { Verdict } from '../domain/why.ts';
import type { ActorContext } from '../ports/records.ts';
import type { OwnAccess, Self } from '../ports/why.ts';
import { explainAccess } from './explain-access.ts';
import { proposeBinding } from './propose-binding.ts';

export type WhoAmI = {
  readonly member: Member | null;
  /** An invitation that waits for this very Slack user. */
  readonly waiting: InvitationRecord | null;
  readonly proposal: BindingProposal | null;
  readonly refusal: AccessRefusal | null;
  /** Why they are not in, where Slack has seen them prove the address that it goes by. */
  readonly verdict: Verdict | null;
  /** What they may do, and whom to ask. Empty for people of other workspaces. */
  readonly access: OwnAccess;
};

const nobody: WhoAmI = {
  member: null,
  waiting: null,
  proposal: null,
  refusal: null,
  verdict: null,
  access: { permissionNames: [], adminNames: [] },
};

/** For anyone: one's own role, or one's own waiting invitation. Never anything about anybody else. */
export const whoAmI = async (
  deps: Pick<Deps, 'store' | 'directory' | 'mails'>,
  context: ActorContext,
): Promise<WhoAmI> => {
  if (context.actor.kind === 'stranger') return { ...nobody, refusal: { kind: 'other_workspace' } };
  const { member, waitingId, access } = context.self ?? (await findSelf(deps, context));
  const waiting = waitingId === null ? null : await deps.store.findInvitation(waitingId);
  if (member) return { ...nobody, member, waiting, access };
  if (waiting) return { ...nobody, waiting, access };
  const proposed = await proposeBinding(deps, context);
  if (proposed.kind === 'proposal') return { ...nobody, proposal: proposed.proposal, access };
  if (proposed.kind === 'refused') {
    const { refusal } = proposed;
    // A guest is somebody of this workspace; who runs the organization is no business of anybody else's.
    return { ...nobody, refusal, access: refusal.kind === 'slack_guest' ? access : nobody.access };
  }
  const verdict = proposed.kind === 'nobody' ? await explainSelf(deps, context) : null;
  return { ...nobody, refusal: { kind: 'not_a_member', action: 'whoami' }, verdict, access };
};

/** What an admin would read of them. Of others who may be meant nothing is told: a name alone proves nothing. */
const explainSelf = async (
  deps: Pick<Deps, 'store' | 'directory' | 'mails'>,
  context: ActorContext,
): Promise<Verdict | null> => {
  const answer = await explainAccess(deps, context, { kind: 'slack', user: context.actor.slack });
  if (answer.kind !== 'verdict') return null;
  const { verdict } = answer;
  if (verdict.kind === 'other_address' && verdict.link === null) return { kind: 'never_invited', nearest: null };
  return verdict.kind === 'never_invited' ? { ...verdict, nearest: null } : verdict;
};

/** Where it was not read with the actor. Whoever is no stranger is of the workspace that is installed. */
const findSelf = async ({ store }: Pick<Deps, 'store'>, { actor: { slack } }: ActorContext): Promise<Self> => {
  const found = await store.findSelf(slack.teamId, slack);
  if (!found) throw new Error(`Slack workspace ${slack.teamId} is not installed here.`);
  return found.self;
};
