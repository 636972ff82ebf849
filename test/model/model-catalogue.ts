import { enter, type Outcome, outcome, refusal, standingOf, whyEnded, whyNotOn, whyUnknown } from './access.ts';
import { type At, inviteAll, termsOf, whyNotThese } from './model-invite.ts';
import type { AdminOperation, OtherOperation } from './operations.ts';
import {
  activeTeams,
  invitationOf,
  isAdminRole,
  isExpired,
  knownAs,
  type MemberState,
  memberOf,
  offeredProducts,
  rankOf,
  type State,
  type Terms,
} from './state.ts';
import { permissionNames, plainPermissions, roles, sensitivePermission } from './world.ts';

type Of<Name extends AdminOperation['op'] | OtherOperation['op']> = Extract<
  AdminOperation | OtherOperation,
  { op: Name }
>;

/** An act on what one member has; refused where `why` says so. */
const onMember = (
  state: State,
  by: number,
  person: number,
  action: string,
  now: number,
): { readonly actor: MemberState; readonly member: MemberState } | { readonly refused: Outcome } => {
  const entry = enter(state, by, action, now);
  if ('refused' in entry) return entry;
  const member = memberOf(state, person);
  return member ? { actor: entry.actor, member } : { refused: refusal('member_unknown') };
};

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((each) => other.includes(each));

/** What was chosen; what was not on offer stays as it is. */
const chosen = (has: readonly string[], wanted: readonly string[], offered: readonly string[]): string[] =>
  [...new Set([...wanted, ...has.filter((each) => !offered.includes(each))])].sort();

const whyNoAccess = (actor: MemberState, member: MemberState): string | undefined =>
  rankOf(member.role) > rankOf(actor.role) ? 'member_above_own' : whyEnded(member);

export const changeTeams = (state: State, asked: Of<'change_teams'>, { now }: At): Outcome => {
  const entry = onMember(state, asked.by, asked.member.person, 'change_teams', now);
  if ('refused' in entry) return entry.refused;
  const { actor, member } = entry;
  const why = whyNoAccess(actor, member);
  if (why) return refusal(why);
  const teams = activeTeams(state);
  const wanted = asked.others.filter((team) => team !== asked.primary);
  const asks = asked.primary === null ? wanted : [asked.primary, ...wanted];
  if (!asks.every((team) => teams.includes(team))) return refusal('team_unknown');
  if (asked.primary === null && teams.length > 0) return refusal('team_needed');
  const others = chosen(member.others, wanted, teams);
  if (member.primary === asked.primary && same(others, member.others)) return outcome('unchanged');
  if (member.version !== asked.member.version) return refusal('changed_since_shown');
  Object.assign(member, { primary: asked.primary, others, version: member.version + 1 });
  return outcome('changed', [`membership.change_teams ${member.person}`]);
};

export const changeProducts = (state: State, asked: Of<'change_products'>, { now }: At): Outcome => {
  const entry = onMember(state, asked.by, asked.member.person, 'change_products', now);
  if ('refused' in entry) return entry.refused;
  const { actor, member } = entry;
  const why = whyNoAccess(actor, member);
  if (why) return refusal(why);
  const offered = offeredProducts(state);
  if (!asked.products.every((product) => offered.includes(product))) return refusal('product_unknown');
  const products = chosen(member.products, asked.products, offered);
  if (same(products, member.products)) return outcome('unchanged');
  if (member.version !== asked.member.version) return refusal('changed_since_shown');
  Object.assign(member, { products, version: member.version + 1 });
  return outcome('changed', [`membership.change_products ${member.person}`]);
};

const whyNoGrant = (actor: MemberState, member: MemberState): string | undefined =>
  whyNotOn(actor, member) ?? whyEnded(member);

export const grantSensitive = (state: State, asked: Of<'grant_sensitive'>, { now }: At): Outcome => {
  const entry = onMember(state, asked.by, asked.member.person, 'grant', now);
  if ('refused' in entry) return entry.refused;
  const { actor, member } = entry;
  const why = whyNoGrant(actor, member);
  if (why) return refusal(why);
  const isHeld = member.permissions.includes(sensitivePermission);
  if (isHeld === (asked.act === 'give')) return outcome('granted');
  member.permissions = isHeld
    ? member.permissions.filter((permission) => permission !== sensitivePermission)
    : [...member.permissions, sensitivePermission].sort();
  member.version += 1;
  return outcome('granted', [`membership.${isHeld ? 'revoke' : 'grant'} ${member.person}`]);
};

/** What *Update* would do: the sensitive one is left alone. */
export const grantPlan = (member: MemberState, wanted: readonly string[]) => ({
  added: plainPermissions.filter((one) => wanted.includes(one) && !member.permissions.includes(one)),
  removed: plainPermissions.filter((one) => !wanted.includes(one) && member.permissions.includes(one)),
});

export const grant = (state: State, asked: Of<'grant'>, { now }: At): Outcome => {
  const entry = onMember(state, asked.by, asked.member.person, 'grant', now);
  if ('refused' in entry) return entry.refused;
  const { actor, member } = entry;
  const why = whyNoGrant(actor, member);
  if (why) return refusal(why);
  if (asked.permissions.includes(sensitivePermission)) return refusal('permission_is_sensitive');
  const { added, removed } = grantPlan(member, asked.permissions);
  if (added.length + removed.length === 0) return outcome('same');
  const isReviewed = asked.reviewed && same(asked.reviewed.added, added) && same(asked.reviewed.removed, removed);
  if (!isReviewed) return outcome('review');
  const kept = permissionNames.filter(
    (one) =>
      added.some((each) => each === one) || (member.permissions.includes(one) && !removed.some((each) => each === one)),
  );
  Object.assign(member, { permissions: [...kept].sort(), version: member.version + 1 });
  return outcome('updated', [
    ...(added.length > 0 ? [`membership.grant ${member.person}`] : []),
    ...(removed.length > 0 ? [`membership.revoke ${member.person}`] : []),
  ]);
};

export const createTeam = (state: State, { by, team }: Of<'create_team' | 'restore_team'>, { now }: At): Outcome => {
  const entry = enter(state, by, 'teams', now);
  if ('refused' in entry) return entry.refused;
  if (state.teams[team] !== undefined) return refusal('team_name_taken');
  state.teams[team] = false;
  return outcome('created', [`team.create ${team}`]);
};

export const restoreTeam = (state: State, { by, team }: Of<'create_team' | 'restore_team'>, { now }: At): Outcome => {
  const entry = enter(state, by, 'teams', now);
  if ('refused' in entry) return entry.refused;
  if (state.teams[team] === undefined) return refusal('team_gone');
  const wasArchived = state.teams[team];
  state.teams[team] = false;
  return outcome('restored', wasArchived ? [`team.change ${team}`] : []);
};

const whyNoTarget = (state: State, from: string | null, to: string): string | undefined => {
  if (state.teams[to] === undefined) return 'team_gone';
  if (state.teams[to]) return 'team_archived';
  return from === to ? 'same_team' : undefined;
};

type Holder = Terms & { version?: number };

/** Those who have the team, as theirs or as another one; `from` null: those without a team in use. */
const holdersOf = <T extends Terms>(state: State, all: readonly T[], from: string | null): T[] =>
  all.filter(({ primary, others }) => {
    if (from === null) return primary === null || state.teams[primary] === true;
    return primary === from || others.includes(from);
  });

const live = (state: State) => ({
  invitations: state.invitations.filter(({ status }) => status === 'PENDING'),
  members: state.members.filter(({ status }) => status === 'ACTIVE'),
});

const moveOne = (one: Holder, from: string | null, to: string): void => {
  const isPrimary = from === null || one.primary === from;
  if (isPrimary) {
    one.primary = to;
    one.others = one.others.filter((team) => team !== from && team !== to);
  } else {
    one.others = one.others.filter((team) => team !== from);
    if (one.primary !== to && !one.others.includes(to)) one.others = [...one.others, to].sort();
  }
  if (one.version !== undefined) one.version += 1;
};

const moveAll = (state: State, actor: MemberState, from: string | null, to: string): string[] => {
  const trail: string[] = [];
  const { invitations, members } = live(state);
  const isMovable = ({ role }: Terms) => rankOf(role) <= rankOf(actor.role);
  const toMove = {
    invitations: holdersOf(state, invitations, from).filter(isMovable),
    members: holdersOf(state, members, from).filter(isMovable),
  };
  for (const invitation of toMove.invitations) {
    moveOne(invitation, from, to);
    trail.push(`invitation.edit ${invitation.id}`);
  }
  for (const member of toMove.members) {
    moveOne(member, from, to);
    trail.push(`membership.change_teams ${member.person}`);
  }
  return trail.length > 0 ? [...trail, `team.move ${from ?? ''}`.trim()] : [];
};

export const moveTeam = (state: State, { by, from, to }: Of<'move_team'>, { now }: At): Outcome => {
  const entry = enter(state, by, 'teams', now);
  if ('refused' in entry) return entry.refused;
  const why =
    whyNoTarget(state, from, to) ?? (from !== null && state.teams[from] === undefined ? 'team_gone' : undefined);
  return why ? refusal(why) : outcome('moved', moveAll(state, entry.actor, from, to));
};

export const archiveTeam = (state: State, { by, team, moveTo }: Of<'archive_team'>, { now }: At): Outcome => {
  const entry = enter(state, by, 'teams', now);
  if ('refused' in entry) return entry.refused;
  if (state.teams[team] === undefined) return refusal('team_gone');
  if (state.teams[team]) return outcome('archived');
  const why = moveTo === null ? undefined : whyNoTarget(state, team, moveTo);
  if (why) return refusal(why);
  const isMovable = ({ role }: Terms) => rankOf(role) <= rankOf(entry.actor.role);
  const { invitations, members } = live(state);
  const first = [...invitations, ...members].filter(({ primary }) => primary === team);
  if (moveTo === null && first.length > 0) return refusal('team_in_use');
  if (!first.every(isMovable)) return refusal('team_kept_above');
  const trail = moveTo === null ? [] : moveAll(state, entry.actor, team, moveTo);
  state.teams[team] = true;
  return outcome('archived', [...trail, `team.archive ${team}`]);
};

export const createProduct = (state: State, { by, product }: Of<'create_product'>, { now }: At): Outcome => {
  const entry = enter(state, by, 'products', now);
  if ('refused' in entry) return entry.refused;
  if (state.products[product] !== undefined) return refusal('product_name_taken');
  state.products[product] = true;
  return outcome('created', [`product.create ${product}`]);
};

export const switchProduct = (state: State, { by, product, isOn }: Of<'switch_product'>, { now }: At): Outcome => {
  const entry = enter(state, by, 'products', now);
  if ('refused' in entry) return entry.refused;
  if (state.products[product] === undefined) return refusal('product_gone');
  if (state.products[product] === isOn) return outcome('unchanged');
  state.products[product] = isOn;
  for (const member of state.members) {
    if (member.status === 'ACTIVE' && member.products.includes(product)) member.version += 1;
  }
  return outcome('switched', [`product.change ${product}`]);
};

export const retireRole = (state: State, { by, role }: Of<'retire_role' | 'bring_role_back'>, { now }: At): Outcome => {
  const entry = enter(state, by, 'roles', now);
  if ('refused' in entry) return entry.refused;
  if (!roles[role]) return refusal('role_gone');
  if (rankOf(role) > rankOf(entry.actor.role)) return refusal('role_outranks_you');
  if (state.retired.includes(role)) return outcome('retired');
  if (role === 'Viewer') return refusal('role_is_default');
  const { invitations, members } = live(state);
  if ([...invitations, ...members].some((one) => one.role === role)) return refusal('role_held');
  state.retired.push(role);
  return outcome('retired', [`role.retire ${role}`]);
};

export const bringRoleBack = (
  state: State,
  { by, role }: Of<'retire_role' | 'bring_role_back'>,
  { now }: At,
): Outcome => {
  const entry = enter(state, by, 'roles', now);
  if ('refused' in entry) return entry.refused;
  if (!roles[role]) return refusal('role_gone');
  if (rankOf(role) > rankOf(entry.actor.role)) return refusal('role_outranks_you');
  if (!state.retired.includes(role)) return outcome('back');
  state.retired = state.retired.filter((name) => name !== role);
  return outcome('back', [`role.change ${role}`]);
};

export const changeSettings = (state: State, { by, change }: Of<'change_settings'>, { now }: At): Outcome => {
  const entry = enter(state, by, 'settings', now);
  if ('refused' in entry) return entry.refused;
  const after = { ...state.settings, ...change };
  const before = JSON.stringify(state.settings);
  if (JSON.stringify(after) === before) return outcome('unchanged');
  if (after.existingAccounts === 'ADD_AT_ONCE' && after.ownDomains.length === 0) return refusal('own_domain_needed');
  const isInVain = (domain: string) => after.blockedDomains.some((one) => domain === one || domain.endsWith(`.${one}`));
  if (after.allowedDomains.some(isInVain)) return refusal('allowed_in_vain');
  state.settings = structuredClone(after);
  return outcome('changed', ['organization.change_settings']);
};

/** *This is me*: an admin's account takes a code by mail besides. */
export const bind = (state: State, { by }: Of<'bind'>): Outcome => {
  const known = knownAs(state, by);
  const member = memberOf(state, by);
  if (known.isBound && member) return refusal('already_bound');
  const why = standingOf(state, by) === 'stranger' ? 'not_a_member' : whyUnknown(state, by, member);
  if (why !== 'not_bound_yet' || !member) return refusal(why === 'not_a_member' ? 'nothing_to_bind' : why);
  if (isAdminRole(member.role)) return outcome('code sent');
  known.isBound = true;
  return outcome('bound', ['identity.bind']);
};

export const request = (state: State, { by, person }: Of<'request'>, { now, id }: At): Outcome => {
  const entry = enterAnybody(state, by, now);
  if (entry) return entry;
  const member = memberOf(state, person);
  const actor = knownAs(state, by).isBound ? memberOf(state, by) : undefined;
  const isAdmin = actor?.status === 'ACTIVE' && isAdminRole(actor.role) && !knownAs(state, by).isGuest;
  const isOwn = actor !== undefined && person === by;
  if (member?.status === 'ACTIVE' && (isOwn || isAdmin)) return refusal('requested_member');
  const invitation = invitationOf(state, person);
  if (isAdmin && invitation?.status === 'PENDING' && !isExpired(invitation, now)) return refusal('requested_pending');
  const open = state.requests.filter(({ decision }) => decision === null);
  if (open.some((one) => one.person === person)) return refusal('requested_before');
  if (open.filter((one) => one.by === by).length >= 3) return refusal('requests_open');
  state.requests.push({ id, by, person, decision: null });
  return outcome('requested', [`request.create ${id}`]);
};

/** Anybody of the workspace: nobody of another one, no bot, no guest where guests are refused. */
const enterAnybody = (state: State, by: number, now: number): Outcome | undefined => {
  const isStranger = standingOf(state, by) === 'stranger';
  const known = knownAs(state, by).isBound && memberOf(state, by) !== undefined;
  const why = isStranger ? 'other_workspace' : known ? undefined : whyUnknown(state, by, memberOf(state, by));
  if (why === undefined || why === 'not_a_member' || why === 'not_bound_yet') return undefined;
  const key = `${by} request ${new Date(now).toISOString().slice(0, 16)}`;
  if (state.refusals.includes(key)) return refusal(why);
  state.refusals.push(key);
  return isStranger ? refusal(why) : outcome(`refused: ${why}`, ['attempt.refused']);
};

export const decideRequest = (state: State, { by, request: asked }: Of<'decide_request'>, { now }: At): Outcome => {
  const entry = enter(state, by, 'decide_request', now);
  if ('refused' in entry) return entry.refused;
  const found = state.requests.find(({ id }) => id === asked);
  if (!found) return refusal('request_unknown');
  if (found.decision !== null) return refusal('request_decided');
  Object.assign(found, { decision: 'DECLINED' });
  return outcome('declined', [`request.decline ${asked}`]);
};

export const approveRequest = (state: State, asked: Of<'approve_request'>, at: At): Outcome => {
  const entry = enter(state, asked.by, 'invite', at.now);
  if ('refused' in entry) return entry.refused;
  const found = state.requests.find(({ id }) => id === asked.request);
  if (!found) return refusal('request_unknown');
  if (found.decision !== null) return refusal('request_decided');
  const why = whyNotThese(state, entry.actor, asked.terms);
  if (why) return refusal(why);
  const whom = [{ person: asked.person, isPicked: false, isNamed: true }];
  const invited = inviteAll(state, entry.actor, whom, termsOf(asked.terms), null, at);
  const isInvited = / (invited|added)$/.test(invited.answer) && asked.person === found.person;
  if (!isInvited) return invited;
  Object.assign(found, { decision: 'APPROVED' });
  return outcome(invited.answer, [...invited.trail, `request.approve ${asked.request}`], invited.sends);
};
