import { enter, type Outcome, outcome, refusal, standingOf } from './access.ts';
import { type At, admit, termsOf, whyNotThese } from './model-invite.ts';
import type { AdminOperation, OtherOperation, ShownLink } from './operations.ts';
import {
  type InvitationState,
  invitationById,
  invitationOf,
  isAdminRole,
  isExpired,
  isScheduled,
  knownAs,
  type MemberState,
  mayGrant,
  memberOf,
  rankOf,
  type State,
} from './state.ts';

const HOUR = 3_600_000;

type Of<Name extends AdminOperation['op'] | OtherOperation['op']> = Extract<
  AdminOperation | OtherOperation,
  { op: Name }
>;

const isPending = ({ status }: InvitationState): boolean => status === 'PENDING';

const whyDecided = ({ status }: InvitationState): string | undefined =>
  status === 'PENDING' ? undefined : `already_${status.toLowerCase()}`;

/** What a screen shows of one that is scheduled is no link yet. */
const isSuperseded = (shown: number, invitation: InvitationState): boolean =>
  shown !== invitation.generation && !(isScheduled(invitation) && shown === 0);

const isMember = (state: State, { person }: InvitationState): boolean => memberOf(state, person)?.status === 'ACTIVE';

const whyNoNewLink = (state: State, actor: MemberState, invitation: InvitationState): string | undefined => {
  if (isMember(state, invitation)) return 'already_member';
  const decided = whyDecided(invitation);
  if (decided) return decided;
  if (knownAs(state, invitation.person).isStopped) return 'stopped';
  if (state.retired.includes(invitation.role)) return 'role_retired';
  return mayGrant(state, actor.person, invitation.role) ? undefined : 'role_above_own';
};

const whyNotAgain = (
  state: State,
  invitation: InvitationState,
  shown: number | null,
  now: number,
): string | undefined => {
  if (shown !== null && isSuperseded(shown, invitation)) return 'link_superseded';
  const recent = state.acts.filter(
    ({ kind, at, invitations = [] }) =>
      kind === 'reissue' && at > now - 24 * HOUR && invitations.some(({ id }) => id === invitation.id),
  );
  return recent.length >= state.settings.reinviteCap ? 'reinvited_too_often' : undefined;
};

const reissue = (state: State, actor: MemberState, invitation: InvitationState, { now, id }: At): void => {
  if (!isScheduled(invitation)) invitation.generation += 1;
  Object.assign(invitation, {
    issuer: actor.person,
    issuedAt: now,
    sendAfter: null,
    expiresAt: now + state.settings.invitationLifetimeHours * HOUR,
    isCopied: false,
    askedAt: null,
  });
  const { generation, person } = invitation;
  const invitations = [{ id: invitation.id, generation }];
  state.acts.push({
    id,
    kind: 'reissue',
    actor: actor.person,
    target: person,
    at: now,
    invitations,
    undone: false,
    reopened: [],
  });
};

const reinviteAll = (
  state: State,
  actor: MemberState,
  chosen: readonly { readonly invitation: InvitationState; readonly shown: number | null }[],
  unknown: readonly number[],
  at: At,
): Outcome => {
  const rows = unknown.map((person) => `${person} never_invited`);
  const [trail, sends]: [string[], string[]] = [[], []];
  const decided = chosen.map(({ invitation, shown }) => ({
    invitation,
    why: whyNoNewLink(state, actor, invitation) ?? whyNotAgain(state, invitation, shown, at.now),
  }));
  for (const { invitation, why } of decided) {
    rows.push(`${invitation.id} ${why ?? 'reinvited'}`);
    if (why) continue;
    reissue(state, actor, invitation, at);
    trail.push(`invitation.reinvite ${invitation.id}`);
    sends.push(`${invitation.id} ${invitation.generation} card`);
  }
  return outcome(rows.sort().join(', '), trail, sends);
};

const byId = (state: State, ids: readonly string[]): InvitationState[] =>
  state.invitations.filter(({ id }) => ids.includes(id));

export const reinvite = (state: State, { by, links }: Of<'reinvite'>, at: At): Outcome => {
  const entry = enter(state, by, 'reinvite', at.now);
  if ('refused' in entry) return entry.refused;
  const ids = links.map(({ id }) => id);
  const shownOf = (id: string) => links.find((link) => link.id === id)?.generation ?? null;
  const chosen = byId(state, ids).map((invitation) => ({ invitation, shown: shownOf(invitation.id) }));
  return reinviteAll(state, entry.actor, chosen, [], at);
};

const byAddress = (state: State, persons: readonly number[]) => {
  const found = [...new Set(persons)].map((person) => ({ person, invitation: invitationOf(state, person) }));
  return {
    invitations: found.flatMap(({ invitation }) => (invitation ? [invitation] : [])),
    unknown: found.flatMap(({ person, invitation }) => (invitation ? [] : [person])),
  };
};

export const reinviteAddresses = (state: State, { by, persons }: Of<'reinvite_addresses'>, at: At): Outcome => {
  const entry = enter(state, by, 'reinvite', at.now);
  if ('refused' in entry) return entry.refused;
  const { invitations, unknown } = byAddress(state, persons);
  const chosen = invitations.map((invitation) => ({ invitation, shown: null }));
  return reinviteAll(state, entry.actor, chosen, unknown, at);
};

export const copyLink = (state: State, { by, link }: Of<'copy_link'>, at: At): Outcome => {
  const entry = enter(state, by, 'copy_link', at.now);
  if ('refused' in entry) return entry.refused;
  const invitation = invitationById(state, link.id);
  if (!invitation) return refusal('invitation_unknown');
  const why = whyNoNewLink(state, entry.actor, invitation);
  if (why) return refusal(why);
  // Whoever is an admin by it, or has been a member, proves the address.
  if (isAdminRole(invitation.role) || memberOf(state, invitation.person)) return refusal('mailed_link_needed');
  const again = whyNotAgain(state, invitation, link.generation, at.now);
  if (again) return refusal(again);
  reissue(state, entry.actor, invitation, at);
  invitation.isCopied = true;
  return outcome('copied', [`invitation.copy_link ${invitation.id}`]);
};

export const sendNow = (state: State, { by, link, byMail }: Of<'send_now'>, { now }: At): Outcome => {
  const entry = enter(state, by, 'reinvite', now);
  if ('refused' in entry) return entry.refused;
  const invitation = invitationById(state, link.id);
  if (!invitation) return refusal('invitation_unknown');
  const why = whyNotSendable(state, entry.actor, invitation, link, now);
  if (why) return refusal(`not_sendable ${why}`);
  invitation.sendAfter = null;
  invitation.expiresAt ??= now + state.settings.invitationLifetimeHours * HOUR;
  const way = byMail ? 'mail' : 'card';
  return outcome('sent', [`invitation.send_now ${invitation.id}`], [`${invitation.id} ${link.generation} ${way}`]);
};

const whyNotSendable = (
  state: State,
  actor: MemberState,
  invitation: InvitationState,
  { generation }: ShownLink,
  now: number,
): string | undefined => {
  if (isMember(state, invitation)) return 'already_member';
  const decided = whyDecided(invitation);
  if (decided) return decided;
  if (generation !== invitation.generation) return 'link_superseded';
  if (isExpired(invitation, now)) return 'link_expired';
  if (knownAs(state, invitation.person).isStopped) return 'stopped';
  return rankOf(invitation.role) > rankOf(actor.role) ? 'role_above_own' : undefined;
};

export const close = (
  invitation: InvitationState,
  status: 'WITHDRAWN' | 'DECLINED',
  cause: string,
  act: string | null,
): void => {
  Object.assign(invitation, { status, cause, closedBy: act });
};

const withdrawAll = (
  state: State,
  actor: MemberState,
  invitations: readonly InvitationState[],
  unknown: readonly number[],
  { now, id }: At,
): Outcome => {
  const rows = unknown.map((person) => `${person} never_invited`);
  const closed: InvitationState[] = [];
  for (const invitation of invitations) {
    const isAbove = rankOf(invitation.role) > rankOf(actor.role);
    const why = whyDecided(invitation) ?? (isAbove ? 'role_above_own' : undefined);
    rows.push(`${invitation.id} ${why ?? 'withdrawn'}`);
    if (why) continue;
    close(invitation, 'WITHDRAWN', 'by_admin', id);
    closed.push(invitation);
  }
  if (closed.length > 0) {
    const links = closed.map((invitation) => ({ id: invitation.id, generation: invitation.generation }));
    const act = { id, kind: 'withdraw' as const, actor: actor.person, target: closed[0]?.person ?? 0, at: now };
    state.acts.push({ ...act, invitations: links, undone: false, reopened: [] });
  }
  return outcome(
    rows.sort().join(', '),
    closed.map((invitation) => `invitation.withdraw ${invitation.id}`),
  );
};

export const withdraw = (state: State, { by, ids }: Of<'withdraw'>, at: At): Outcome => {
  const entry = enter(state, by, 'withdraw', at.now);
  return 'refused' in entry ? entry.refused : withdrawAll(state, entry.actor, byId(state, ids), [], at);
};

export const withdrawAddresses = (state: State, { by, persons }: Of<'withdraw_addresses'>, at: At): Outcome => {
  const entry = enter(state, by, 'withdraw', at.now);
  if ('refused' in entry) return entry.refused;
  const { invitations, unknown } = byAddress(state, persons);
  return withdrawAll(state, entry.actor, invitations, unknown, at);
};

/** What a form of its terms starts from, and what tells whether it was changed meanwhile. */
export const seenTerms = ({ role, primary, others, products, permissions, first, last }: InvitationState): string =>
  JSON.stringify([role, primary, others, products, permissions, first, last]);

export const edit = (state: State, { by, link, terms, first, last, seen }: Of<'edit'>, { now }: At): Outcome => {
  const entry = enter(state, by, 'edit_invitation', now);
  if ('refused' in entry) return entry.refused;
  const { actor } = entry;
  const invitation = invitationById(state, link.id);
  if (!invitation) return refusal('invitation_unknown');
  const why =
    whyDecided(invitation) ??
    (isMember(state, invitation) ? 'already_member' : undefined) ??
    (isSuperseded(link.generation, invitation) ? 'link_superseded' : undefined) ??
    (rankOf(invitation.role) > rankOf(actor.role) ? 'role_above_own' : undefined) ??
    (seenTerms(invitation) === seen ? undefined : 'edited_meanwhile') ??
    whyNotThese(state, actor, terms);
  if (why) return refusal(why);
  const before = seenTerms(invitation);
  // Whoever gives another role answers for it.
  if (terms.role !== invitation.role) invitation.issuer = actor.person;
  Object.assign(invitation, termsOf(terms), { first, last });
  return outcome('edited', before === seenTerms(invitation) ? [] : [`invitation.edit ${invitation.id}`]);
};

const whyNoLink = (invitation: InvitationState, generation: number | null, now: number): string | undefined => {
  const decided = whyDecided(invitation);
  if (decided) return decided;
  if (generation !== null && generation !== invitation.generation) return 'link_superseded';
  return isExpired(invitation, now) ? 'link_expired' : undefined;
};

type Acceptance = { readonly generation: number | null; readonly by: number | null; readonly isNamed: boolean };

export const accept = (state: State, id: string, how: Acceptance, { now }: At): Outcome => {
  const invitation = invitationById(state, id);
  if (!invitation) return refusal('invitation_unknown');
  const known = knownAs(state, invitation.person);
  const why = whyNoLink(invitation, how.generation, now);
  if (why) return refusal(why);
  if (isMember(state, invitation)) return refusal('already_accepted');
  if (how.by !== null) {
    if (!invitation.hasCard || how.by !== invitation.person) return refusal('not_the_invitee');
    const isThem = ['person', 'guest'].includes(standingOf(state, how.by));
    if (isAdminRole(invitation.role) || !isThem) return refusal('mailed_link_needed');
  } else if (invitation.isCopied && (isAdminRole(invitation.role) || known.hasAccount)) {
    return refusal('mailed_link_needed');
  }
  if (!mayGrant(state, invitation.issuer, invitation.role)) return refusal('issuer_lost_right');
  const typed = how.isNamed ? 'Typed' : null;
  const [first, last] = [known.first ?? invitation.first ?? typed, known.last ?? invitation.last ?? typed];
  if (first === null || last === null) return refusal('names_missing');
  const isBack = memberOf(state, invitation.person) !== undefined;
  known.first ??= first;
  known.last ??= last;
  admit(state, invitation);
  if (how.by !== null) known.isBound = true;
  return outcome('joined', [`membership.${isBack ? 'revive' : 'join'} ${invitation.person}`]);
};

export const decline = (
  state: State,
  id: string,
  { by, isStop }: { readonly by: number | null; readonly isStop: boolean },
): Outcome => {
  const invitation = invitationById(state, id);
  if (!invitation) return refusal('invitation_unknown');
  if (by !== null && (!invitation.hasCard || by !== invitation.person)) return refusal('not_the_invitee');
  if (isStop && by === null && invitation.isCopied) return refusal('mailed_link_needed');
  const known = knownAs(state, invitation.person);
  const isNew = isStop && !known.isStopped;
  if (isStop) known.isStopped = true;
  if (isPending(invitation)) {
    close(invitation, 'DECLINED', isStop ? 'stopped' : 'by_invitee', null);
    return outcome('declined', [`invitation.${isStop ? 'stop' : 'decline'} ${id}`]);
  }
  if (isStop) return outcome('declined', isNew ? [`invitation.stop ${id}`] : []);
  return refusal(whyDecided(invitation) ?? '');
};

/** By the link, or by the card where `by` is who pressed it. */
export const allow = (state: State, { id, by }: Of<'allow'>): Outcome => {
  const invitation = invitationById(state, id);
  if (!invitation) return refusal('invitation_unknown');
  if (by !== null && (!invitation.hasCard || by !== invitation.person)) return refusal('not_the_invitee');
  if (by === null && invitation.isCopied) return refusal('mailed_link_needed');
  const known = knownAs(state, invitation.person);
  const wasStopped = known.isStopped;
  known.isStopped = false;
  return outcome(wasStopped ? 'allowed' : 'allowed before', wasStopped ? [`invitation.allow ${id}`] : []);
};

export const askNewLink = (state: State, { id }: Of<'ask_new_link'>, { now }: At): Outcome => {
  const invitation = invitationById(state, id);
  if (!invitation) return refusal('invitation_unknown');
  const decided = whyDecided(invitation);
  if (decided) return refusal(decided);
  if (invitation.askedAt !== null && invitation.askedAt + 12 * HOUR > now) return refusal('already_asked');
  invitation.askedAt = now;
  return outcome('asked', [`invitation.ask ${id}`]);
};

/** What is due goes out, and its life begins. */
export const sendScheduled = (state: State, { now }: At): Outcome => {
  const due = state.invitations.filter(
    (invitation) => isScheduled(invitation) && invitation.sendAfter !== null && invitation.sendAfter <= now,
  );
  for (const invitation of due) {
    invitation.issuedAt = now;
    invitation.expiresAt = now + state.settings.invitationLifetimeHours * HOUR;
  }
  return outcome(
    `${due.length} sent`,
    due.map(({ id }) => `invitation.send ${id}`),
    due.map(({ id, generation }) => `${id} ${generation} card`),
  );
};
