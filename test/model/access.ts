import { isAdminRole, knownAs, type MemberState, memberOf, rankOf, type State } from './state.ts';
import { personAt, type Standing } from './world.ts';

/** What an operation comes to: the answer, the entries of the trail, and the links that are to be sent. */
export type Outcome = { readonly answer: string; readonly trail: readonly string[]; readonly sends: readonly string[] };

export const outcome = (answer: string, trail: readonly string[] = [], sends: readonly string[] = []): Outcome => ({
  answer,
  trail: [...trail].sort(),
  sends: [...sends].sort(),
});

export const refusal = (kind: string): Outcome => outcome(`refused: ${kind}`);

/** What Slack says of them by now: whoever was made a guest is one. */
export const standingOf = (state: State, person: number): Standing => {
  const { slack } = personAt(person);
  return slack === 'person' && knownAs(state, person).isGuest ? 'guest' : slack;
};

/** Why somebody may not act as an admin, by rule 1; undefined where they may. */
const whyNot = (state: State, person: number, member: MemberState | undefined): string | undefined => {
  if (personAt(person).slack === 'stranger') return 'other_workspace';
  const { isBound, isGuest } = knownAs(state, person);
  if (!isBound || !member) return whyUnknown(state, person, member);
  if (member.status !== 'ACTIVE') return 'no_longer_a_member';
  if (!isAdminRole(member.role)) return 'admins_only';
  return isGuest ? 'slack_guest' : undefined;
};

/** Somebody whom no membership is bound to: Slack says who they may be. */
export const whyUnknown = (state: State, person: number, member: MemberState | undefined): string => {
  const standing = standingOf(state, person);
  if (standing === 'bot') return 'slack_bot';
  if (standing === 'deactivated') return 'slack_deactivated';
  if (standing === 'guest' && state.settings.guestPolicy === 'REFUSE') return 'slack_guest';
  if (member?.status !== 'ACTIVE' || knownAs(state, person).isBound) return 'not_a_member';
  return standing === 'guest' && isAdminRole(member.role) ? 'slack_guest' : 'not_bound_yet';
};

/** Rule 1. A refused attempt leaves one entry a minute, and nothing else; who may be somebody we know is asked to say so. */
export const enter = (
  state: State,
  person: number,
  action: string,
  now: number,
): { readonly actor: MemberState } | { readonly refused: Outcome } => {
  const member = memberOf(state, person);
  const why = whyNot(state, person, member);
  if (why === undefined && member) return { actor: member };
  const kind = why ?? 'not_a_member';
  if (kind === 'not_bound_yet') return { refused: refusal(kind) };
  const key = `${person} ${action} ${new Date(now).toISOString().slice(0, 16)}`;
  if (state.refusals.includes(key)) return { refused: refusal(kind) };
  state.refusals.push(key);
  return { refused: outcome(`refused: ${kind}`, ['attempt.refused']) };
};

/** Rules 2 and 3 for an act on a member. */
export const whyNotOn = (actor: MemberState, target: MemberState): string | undefined => {
  if (target.person === actor.person) return 'own_membership';
  return rankOf(target.role) > rankOf(actor.role) ? 'member_above_own' : undefined;
};

export const whyEnded = ({ status }: MemberState): string | undefined => {
  if (status === 'DEACTIVATED') return 'member_deactivated';
  return status === 'REMOVED' ? 'member_removed' : undefined;
};
