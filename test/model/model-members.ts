import { enter, type Outcome, outcome, refusal, whyEnded, whyNotOn } from './access.ts';
import { close } from './model-invitations.ts';
import type { At } from './model-invite.ts';
import type { AdminOperation } from './operations.ts';
import {
  type Act,
  type InvitationState,
  isAdminRole,
  knownAs,
  type MemberState,
  mayGrant,
  memberOf,
  rankOf,
  type State,
} from './state.ts';
import { roles } from './world.ts';

type Of<Name extends AdminOperation['op']> = Extract<AdminOperation, { op: Name }>;

const MINUTE = 60_000;
const FREE_ACTS = 5;

const isRecent = ({ at }: Act, now: number): boolean => at > now - 10 * MINUTE;
const isEnding = ({ kind, isDemotion }: Act): boolean =>
  kind === 'deactivate' || kind === 'remove' || isDemotion === true;

/** What rule 11 counts of somebody: a go-ahead starts the count anew. */
export const countedActs = (state: State, actor: number, now: number): number => {
  const recent = state.acts.filter((act) => isRecent(act, now));
  const start = recent.findLast(
    ({ kind, actor: by, target }) => (kind === 'confirm' && by === actor) || (kind === 'approve' && target === actor),
  );
  return recent.filter((act) => act.actor === actor && isEnding(act) && (!start || act.at > start.at)).length;
};

/** Another admin whom Slack can reach, and who can answer there. */
const hasOtherAdmin = (state: State, actor: number): boolean =>
  state.members.some(({ person, status, role }) => {
    const { isBound, isGuest } = knownAs(state, person);
    return person !== actor && status === 'ACTIVE' && isAdminRole(role) && isBound && !isGuest;
  });

/** Rule 11. An outcome ends the operation; otherwise the entries that go along with it. */
const pause = (
  state: State,
  actor: number,
  target: number,
  typed: number | null,
  { now, id }: At,
): { readonly ended: Outcome } | { readonly trail: readonly string[] } => {
  const count = countedActs(state, actor, now);
  if (count < FREE_ACTS) return { trail: [] };
  const act = { id, actor, target, at: now, undone: false, reopened: [] };
  if (!hasOtherAdmin(state, actor)) {
    if (typed !== count + 1) return { ended: refusal('number_needed') };
    state.acts.push({ ...act, kind: 'confirm' });
    return { trail: [`pause.confirm ${target}`] };
  }
  const asks = state.acts.filter((one) => one.kind === 'ask' && one.actor === actor && isRecent(one, now));
  const answerOf = (ask: Act) => state.acts.find(({ pause: asked }) => asked === ask.id)?.kind;
  const open = asks.findLast((ask) => answerOf(ask) !== 'approve');
  if (open) return { ended: outcome(answerOf(open) === 'decline' ? 'paused: declined' : 'paused: asked') };
  state.acts.push({ ...act, kind: 'ask' });
  return { ended: outcome('paused: asked', [`pause.ask ${target}`]) };
};

export const answerPause = (
  state: State,
  { by, pause: asked, answer }: Of<'answer_pause'>,
  { now, id }: At,
): Outcome => {
  const entry = enter(state, by, 'decide_pause', now);
  if ('refused' in entry) return entry.refused;
  const ask = state.acts.find((act) => act.kind === 'ask' && act.id === asked);
  if (!ask) return refusal('pause_unknown');
  if (ask.actor === by) return refusal('own_pause');
  const before = state.acts.find((act) => act.pause === asked)?.kind;
  if (before) return outcome(before);
  if (now - ask.at >= 10 * MINUTE) return refusal('pause_over');
  state.acts.push({
    id,
    kind: answer,
    actor: by,
    target: ask.actor,
    at: now,
    pause: asked,
    undone: false,
    reopened: [],
  });
  return outcome(answer, [`pause.${answer} ${ask.actor}`]);
};

type Issued = { readonly links: { id: string; generation: number }[]; readonly trail: string[] };

/** Rule 9: what somebody issued is taken over or withdrawn when they lose the right to it. */
const settle = (
  state: State,
  {
    issuer,
    actor,
    choice,
    aboveRank,
  }: { issuer: number; actor: number; choice: 'take_over' | 'withdraw'; aboveRank: number | null },
  id: string,
): Issued => {
  const issued = state.invitations.filter(
    (invitation) =>
      invitation.status === 'PENDING' &&
      invitation.issuer === issuer &&
      (aboveRank === null || rankOf(invitation.role) > aboveRank),
  );
  for (const invitation of issued) {
    if (choice === 'take_over') invitation.issuer = actor;
    else close(invitation, 'WITHDRAWN', 'issuer_left', id);
  }
  return {
    links: issued.map(({ id: invitation, generation }) => ({ id: invitation, generation })),
    trail: issued.map((one) => `invitation.${choice === 'take_over' ? 'hand_over' : 'withdraw'} ${one.id}`),
  };
};

/** The rank down to which somebody may still have sent what they sent; undefined where the right stays. */
const rightLost = (from: string, to: string): { aboveRank: number | null } | undefined => {
  if (!isAdminRole(from)) return undefined;
  if (!isAdminRole(to)) return { aboveRank: null };
  return rankOf(to) < rankOf(from) ? { aboveRank: rankOf(to) } : undefined;
};

const othersStand = (state: State, person: number): boolean =>
  state.members.some((one) => one.person !== person && one.status === 'ACTIVE' && isAdminRole(one.role));

const whyNoRole = (state: State, actor: MemberState, member: MemberState, role: string): string | undefined => {
  const why = whyNotOn(actor, member) ?? whyEnded(member);
  if (why) return why;
  if (!roles[role]) return 'role_unknown';
  if (role === member.role) return undefined;
  if (state.retired.includes(role)) return 'role_retired';
  return mayGrant(state, actor.person, role) ? undefined : 'role_above_own';
};

export const changeRole = (state: State, asked: Of<'change_role'>, at: At): Outcome => {
  const entry = enter(state, asked.by, 'change_role', at.now);
  if ('refused' in entry) return entry.refused;
  const { actor } = entry;
  const member = memberOf(state, asked.member.person);
  if (!member) return refusal('member_unknown');
  const why = whyNoRole(state, actor, member, asked.role);
  if (why) return refusal(why);
  const { role: from } = member;
  if (from === asked.role) return outcome('unchanged');
  if (member.version !== asked.member.version) return refusal('changed_since_shown');
  const isDemotion = rankOf(asked.role) < rankOf(from);
  const paused = isDemotion ? pause(state, actor.person, member.person, asked.number, at) : { trail: [] };
  if ('ended' in paused) return paused.ended;
  if (isAdminRole(from) && !isAdminRole(asked.role) && !othersStand(state, member.person)) return refusal('last_admin');
  member.role = asked.role;
  member.version += 1;
  const lost = rightLost(from, asked.role);
  const settled =
    lost && settle(state, { issuer: member.person, actor: actor.person, choice: asked.issued, ...lost }, at.id);
  state.acts.push({
    ...{ id: at.id, kind: 'change_role', actor: actor.person, target: member.person, at: at.now },
    ...{ from, to: asked.role, version: member.version, isDemotion, choice: asked.issued },
    ...{ invitations: settled?.links ?? [], undone: false, reopened: [] },
  });
  return outcome('changed', [...paused.trail, ...(settled?.trail ?? []), `membership.change_role ${member.person}`]);
};

export const endMembership = (state: State, asked: Of<'deactivate' | 'remove'>, at: At): Outcome => {
  const entry = enter(state, asked.by, asked.op, at.now);
  if ('refused' in entry) return entry.refused;
  const { actor } = entry;
  const member = memberOf(state, asked.member.person);
  if (!member) return refusal('member_unknown');
  const isOver = asked.op === 'remove' && member.status === 'DEACTIVATED' ? undefined : whyEnded(member);
  const why = whyNotOn(actor, member) ?? isOver;
  if (why) return refusal(why);
  const { person } = member;
  const paused = pause(state, actor.person, person, asked.number, at);
  if ('ended' in paused) return paused.ended;
  const wasStanding = member.status === 'ACTIVE' && isAdminRole(member.role);
  if (wasStanding && !othersStand(state, person)) return refusal('last_admin');
  member.status = asked.op === 'deactivate' ? 'DEACTIVATED' : 'REMOVED';
  member.version += 1;
  const own = state.invitations.filter((one) => one.person === person && one.status === 'PENDING');
  for (const invitation of own) close(invitation, 'WITHDRAWN', 'membership_ended', at.id);
  const { issued: choice } = asked;
  const settled = settle(state, { issuer: person, actor: actor.person, choice, aboveRank: null }, at.id);
  state.acts.push({
    ...{ id: at.id, kind: asked.op, actor: actor.person, target: person, at: at.now },
    ...{ version: member.version, choice, invitations: settled.links, own: own.map(({ id }) => id) },
    ...{ undone: false, reopened: [] },
  });
  return outcome('ended', [
    ...paused.trail,
    ...own.map(({ id }) => `invitation.withdraw ${id}`),
    ...settled.trail,
    `membership.${asked.op} ${person}`,
  ]);
};

/** What an act took from somebody is theirs again, as far as nobody has touched it since. */
const giveBack = (state: State, act: Act): { readonly trail: string[] } => {
  const trail: string[] = [];
  for (const { id, generation } of act.invitations ?? []) {
    const invitation = state.invitations.find((one) => one.id === id);
    if (!invitation) continue;
    if (act.choice === 'withdraw') {
      if (reopen(state, invitation, act.id)) trail.push(`invitation.reopen ${id}`);
    } else if (
      invitation.status === 'PENDING' &&
      invitation.generation === generation &&
      invitation.issuer === act.actor
    ) {
      invitation.issuer = act.target;
      trail.push(`invitation.hand_over ${id}`);
    }
  }
  return { trail };
};

/** Comes alive again unless somebody decided otherwise since, or the address is invited, stopped or a member by now. */
const reopen = (state: State, invitation: InvitationState, act: string): boolean => {
  const { person } = invitation;
  if (invitation.status !== 'WITHDRAWN' || invitation.closedBy !== act) return false;
  if (state.invitations.some((one) => one.person === person && one.status === 'PENDING')) return false;
  if (knownAs(state, person).isStopped || memberOf(state, person)?.status === 'ACTIVE') return false;
  Object.assign(invitation, { status: 'PENDING', cause: null, closedBy: null });
  return true;
};

export const undo = (state: State, asked: Of<'undo'>, at: At): Outcome => {
  const act = state.acts.find(
    ({ id, kind }) => id === asked.act && (kind === 'change_role' || kind === 'deactivate' || kind === 'withdraw'),
  );
  if (!act) return refusal('undo_unknown');
  const entry = enter(state, asked.by, 'undo', at.now);
  if ('refused' in entry) return entry.refused;
  const late = at.now - act.at >= 10 * MINUTE ? 'undo_too_late' : undefined;
  if (act.kind === 'withdraw') return undoWithdrawal(state, entry.actor, act, late);
  const member = memberOf(state, act.target);
  if (!member) return refusal('member_unknown');
  const why = (act.undone ? 'undone_already' : undefined) ?? late;
  if (why) return refusal(why);
  return act.kind === 'deactivate'
    ? undoDeactivation(state, entry.actor, member, act)
    : undoRoleChange(state, entry.actor, member, act, at);
};

const undoDeactivation = (state: State, actor: MemberState, member: MemberState, act: Act): Outcome => {
  const { person, role } = member;
  const isOvertaken = member.status !== 'DEACTIVATED' || member.version !== act.version;
  const why =
    whyNotOn(actor, member) ??
    (isOvertaken ? 'undo_overtaken' : undefined) ??
    (state.retired.includes(role) ? 'role_retired' : undefined) ??
    (mayGrant(state, actor.person, role) ? undefined : 'role_above_own');
  if (why) return refusal(why);
  const own = (act.own ?? []).filter((id) => {
    const invitation = state.invitations.find((one) => one.id === id);
    return invitation ? reopen(state, invitation, act.id) : false;
  });
  member.status = 'ACTIVE';
  member.version += 1;
  const { trail } = giveBack(state, act);
  act.undone = true;
  return outcome('undone', [...own.map((id) => `invitation.reopen ${id}`), ...trail, `undo ${person}`]);
};

const undoRoleChange = (state: State, actor: MemberState, member: MemberState, act: Act, { id }: At): Outcome => {
  const { from = '', to } = act;
  const why =
    whyNoRole(state, actor, member, from) ??
    (member.version === act.version && member.role === to ? undefined : 'undo_overtaken');
  if (why) return refusal(why);
  if (isAdminRole(member.role) && !isAdminRole(from) && !othersStand(state, member.person))
    return refusal('last_admin');
  const lost = rightLost(member.role, from);
  member.role = from;
  member.version += 1;
  const [issuer, choice] = [member.person, 'take_over'] as const;
  const settled = lost && settle(state, { issuer, actor: actor.person, choice, ...lost }, id);
  const { trail } = giveBack(state, act);
  act.undone = true;
  return outcome('undone', [...(settled?.trail ?? []), ...trail, `undo ${member.person}`]);
};

const undoWithdrawal = (state: State, actor: MemberState, act: Act, late: string | undefined): Outcome => {
  const ids = (act.invitations ?? []).map(({ id }) => id);
  const open = late ? [] : ids.filter((id) => !act.reopened.includes(id));
  if (open.length === 0) return refusal(act.reopened.includes(ids[0] ?? '') ? 'undone_already' : 'undo_too_late');
  const invitations = state.invitations.filter(({ id }) => ids.includes(id));
  if (invitations.some(({ role }) => rankOf(role) > rankOf(actor.role))) return refusal('role_above_own');
  const reopened = invitations.filter(
    (invitation) => open.includes(invitation.id) && reopen(state, invitation, act.id),
  );
  if (reopened.length === 0) return refusal('invited_again');
  act.reopened.push(...reopened.map(({ id }) => id));
  return outcome(
    'undone',
    reopened.map(({ id }) => `undo ${id}`),
  );
};
