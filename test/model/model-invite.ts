import { enter, type Outcome, outcome, refusal, standingOf } from './access.ts';
import type { AdminOperation, AskedTerms, Whom } from './operations.ts';
import {
  activeTeams,
  dayOf,
  domainOf,
  type InvitationState,
  invitationOf,
  isExpired,
  isWithin,
  knownAs,
  type MemberState,
  mayGrant,
  memberOf,
  offeredProducts,
  type State,
  type Terms,
} from './state.ts';
import { personAt, plainPermissions, roles } from './world.ts';

export type At = { readonly now: number; readonly id: string };

const HOUR = 3_600_000;

/** Rules 3, 7, 8 and 12 for what a form asks; undefined where it can be given. */
export const whyNotThese = (state: State, actor: MemberState, terms: AskedTerms): string | undefined => {
  if (!roles[terms.role]) return 'role_unknown';
  if (state.retired.includes(terms.role)) return 'role_retired';
  if (!mayGrant(state, actor.person, terms.role)) return 'role_above_own';
  const teams = activeTeams(state);
  if (terms.primary === null && teams.length > 0) return 'team_needed';
  const asked = terms.primary === null ? terms.others : [terms.primary, ...terms.others];
  if (!asked.every((team) => teams.includes(team))) return 'team_unknown';
  if (!terms.products.every((product) => offeredProducts(state).includes(product))) return 'product_unknown';
  const isPlain = (permission: string) => plainPermissions.some((plain) => plain === permission);
  return terms.permissions.every(isPlain) ? undefined : 'permission_unknown';
};

export const termsOf = ({ role, primary, others, products, permissions }: AskedTerms): Terms => ({
  role,
  primary,
  others: [...new Set(others)].filter((team) => team !== primary).sort(),
  products: [...new Set(products)].sort(),
  permissions: [...new Set(permissions)].sort(),
});

type Entry = {
  readonly person: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly isInSlack: boolean;
};

type Fate = { readonly fate: 'create' | 'renew' | 'add' } | { readonly fate: 'refuse'; readonly why: string };

/** Rule 4, in the order in which the reasons count. */
const fateOf = (
  state: State,
  actor: MemberState,
  entry: Entry,
  { now, remaining, isLater }: { now: number; remaining: number; isLater: boolean },
): Fate => {
  const { person } = entry;
  const { settings } = state;
  const refuse = (why: string): Fate => ({ fate: 'refuse', why });
  const member = memberOf(state, person);
  const known = knownAs(state, person);
  const invitation = invitationOf(state, person);
  const standing = entry.isInSlack ? standingOf(state, person) : 'none';
  if (person === actor.person) return refuse('oneself');
  if (member?.status === 'ACTIVE') return refuse('already_member');
  if (standing === 'deactivated') return refuse('slack_deactivated');
  if (standing === 'guest' && settings.guestPolicy === 'REFUSE') return refuse('guest');
  if (known.isStopped) return refuse('stopped');
  if (isWithin(domainOf(person), settings.blockedDomains)) return refuse('domain_blocked');
  if (settings.allowedDomains.length > 0 && !isWithin(domainOf(person), settings.allowedDomains)) {
    return refuse('domain_not_allowed');
  }
  if (invitation?.status === 'PENDING' && !isExpired(invitation, now)) return refuse('already_pending');
  const isNamed = known.first !== null && known.last !== null;
  const hasNames = isNamed || (entry.first !== null && entry.last !== null);
  if (settings.namesAskedOf === 'INVITER' && !hasNames) return refuse('names_needed');
  if (remaining <= 0) return refuse('over_daily_cap');
  if (invitation?.status === 'PENDING') return { fate: 'renew' };
  const isElsewhere = member === undefined && known.hasAccount;
  const isAtOnce = settings.existingAccounts === 'ADD_AT_ONCE' && isWithin(domainOf(person), settings.ownDomains);
  return { fate: isElsewhere && isNamed && isAtOnce && !isLater ? 'add' : 'create' };
};

/** Whom a form names: an address counts once, names come from the form and then from Slack. */
const entriesOf = (state: State, whom: readonly Whom[]): { entries: Entry[]; lost: string[] } => {
  const entries: Entry[] = [];
  const lost: string[] = [];
  for (const { person, isPicked, isNamed } of [...whom].sort((a, b) => Number(a.isPicked) - Number(b.isPicked))) {
    const standing = standingOf(state, person);
    // A bot has no address; the address of who has left Slack is not found, though they can still be picked.
    if (isPicked && standing === 'bot') lost.push(`${person} bot`);
    const isInSlack = standing === 'person' || standing === 'guest' || (isPicked && standing === 'deactivated');
    if (isPicked && standing === 'bot') continue;
    const { first, last } = personAt(person);
    const entry = {
      person,
      first: isNamed ? 'Named' : isInSlack ? first : null,
      last: isNamed ? 'Named' : isInSlack ? last : null,
      isInSlack,
    };
    const before = entries.findIndex((one) => one.person === person);
    const earlier = entries[before];
    if (!earlier) entries.push(entry);
    else {
      entries[before] = {
        person,
        first: earlier.first ?? entry.first,
        last: earlier.last ?? entry.last,
        isInSlack: earlier.isInSlack || isInSlack,
      };
    }
  }
  return { entries, lost };
};

type Invite = Extract<AdminOperation, { op: 'invite' }>;

export const invite = (state: State, { by, whom, terms, laterHours }: Omit<Invite, 'op'>, at: At): Outcome => {
  const entry = enter(state, by, 'invite', at.now);
  if ('refused' in entry) return entry.refused;
  const why = whyNotThese(state, entry.actor, terms);
  if (why) return refusal(why);
  const sendAfter = laterHours === null ? null : at.now + laterHours * HOUR;
  return inviteAll(state, entry.actor, whom, termsOf(terms), sendAfter, at);
};

export const inviteAll = (
  state: State,
  actor: MemberState,
  whom: readonly Whom[],
  terms: Terms,
  sendAfter: number | null,
  { now }: At,
): Outcome => {
  const today = dayOf(now);
  const issuedToday = state.invitations.filter(({ issuedAt }) => dayOf(issuedAt) === today).length;
  let remaining = state.settings.dailyInvitationCap - issuedToday;
  const { entries, lost } = entriesOf(state, whom);
  const [rows, trail, sends]: [string[], string[], string[]] = [[...lost], [], []];
  const fates = entries.map((entry) => {
    const fate = fateOf(state, actor, entry, { now, remaining, isLater: sendAfter !== null });
    if (fate.fate !== 'refuse') remaining -= 1;
    return { entry, fate };
  });
  for (const { entry, fate } of fates) {
    if (fate.fate === 'refuse') {
      rows.push(`${entry.person} ${fate.why}`);
      continue;
    }
    const invitation = fate.fate === 'renew' ? renewed(state, entry) : created(state, entry.person);
    Object.assign(invitation, structuredClone(terms), {
      inviter: actor.person,
      issuer: actor.person,
      issuedAt: now,
      sendAfter,
      expiresAt: sendAfter === null ? now + state.settings.invitationLifetimeHours * HOUR : null,
      first: entry.first ?? invitation.first,
      last: entry.last ?? invitation.last,
      hasCard: entry.isInSlack,
      isCopied: false,
      askedAt: null,
    });
    trail.push(`invitation.${fate.fate === 'renew' ? 'renew' : 'create'} ${invitation.id}`);
    rows.push(`${entry.person} ${fate.fate === 'add' ? 'added' : 'invited'}`);
    if (fate.fate === 'add') {
      admit(state, invitation);
      trail.push(`membership.add ${entry.person}`);
    } else if (sendAfter === null) sends.push(`${invitation.id} ${invitation.generation} card`);
  }
  return outcome(rows.sort().join(', '), trail, sends);
};

const created = (state: State, person: number): InvitationState => {
  const count = state.invitations.filter((invitation) => invitation.person === person).length;
  const invitation: InvitationState = {
    id: `${person}#${count + 1}`,
    person,
    status: 'PENDING',
    cause: null,
    generation: 1,
    role: '',
    primary: null,
    others: [],
    products: [],
    permissions: [],
    inviter: 0,
    issuer: 0,
    issuedAt: 0,
    sendAfter: null,
    expiresAt: null,
    first: null,
    last: null,
    hasCard: false,
    isCopied: false,
    askedAt: null,
    closedBy: null,
  };
  state.invitations.push(invitation);
  return invitation;
};

const renewed = (state: State, { person }: Entry): InvitationState => {
  const invitation = invitationOf(state, person) ?? created(state, person);
  invitation.generation += 1;
  return invitation;
};

/** Rule 45 as well: whoever comes back is the same membership, with what the invitation says and nothing else. */
export const admit = (state: State, invitation: InvitationState): void => {
  const { person, role, primary, others, products, permissions } = invitation;
  const known = knownAs(state, person);
  known.hasAccount = true;
  known.first ??= invitation.first;
  known.last ??= invitation.last;
  const before = memberOf(state, person);
  const offered = offeredProducts(state);
  const kept = products.filter((product) => offered.includes(product) || before?.products.includes(product));
  const gained = { role, primary, others: [...others], products: kept, permissions: [...permissions] };
  if (before) Object.assign(before, gained, { status: 'ACTIVE', version: before.version + 1 });
  else state.members.push({ person, status: 'ACTIVE', version: 1, ...gained });
  invitation.status = 'ACCEPTED';
};
