import fc from 'fast-check';
import { grantPlan } from './model-catalogue.ts';
import { seenTerms } from './model-invitations.ts';
import { countedActs } from './model-members.ts';
import type { AskedTerms, Operation, ShownLink, ShownMember } from './operations.ts';
import {
  activeTeams,
  type InvitationState,
  invitationById,
  isScheduled,
  memberOf,
  offeredProducts,
  type Settings,
  type State,
} from './state.ts';
import {
  admins,
  clients,
  people,
  permissionNames,
  personAt,
  plainPermissions,
  productNames,
  roleNames,
  teamNames,
} from './world.ts';

/** An operation before it is known what there is to do it with: numbers, which shrink to 0. */
export type Wish = { readonly op: Operation['op']; readonly by: number; readonly numbers: readonly number[] };

const weights: Readonly<Record<Operation['op'], number>> = {
  invite: 24,
  accept_link: 12,
  accept_card: 10,
  decline_link: 3,
  decline_card: 3,
  allow: 3,
  reinvite: 6,
  reinvite_addresses: 3,
  withdraw: 4,
  withdraw_addresses: 2,
  edit: 6,
  copy_link: 3,
  send_now: 3,
  ask_new_link: 2,
  change_role: 10,
  deactivate: 8,
  remove: 4,
  undo: 12,
  answer_pause: 3,
  change_teams: 3,
  change_products: 3,
  grant_sensitive: 3,
  grant: 3,
  create_team: 2,
  restore_team: 2,
  archive_team: 3,
  move_team: 3,
  create_product: 1,
  switch_product: 3,
  retire_role: 2,
  bring_role_back: 2,
  change_settings: 4,
  request: 4,
  decide_request: 2,
  approve_request: 2,
  bind: 4,
  become_guest: 1,
  stop_being_guest: 2,
  advance: 6,
  send_scheduled: 3,
};

const operationNames = Object.keys(weights) as Operation['op'][];

/** Mostly admins, since what others are refused is soon seen. */
export const wishes: fc.Arbitrary<Wish> = fc.noBias(
  fc.record({
    op: fc.oneof(...operationNames.map((op) => ({ weight: weights[op], arbitrary: fc.constant(op) }))),
    by: fc.oneof(
      { weight: 7, arbitrary: fc.constantFrom(...admins) },
      { weight: 3, arbitrary: fc.constantFrom(...clients) },
    ),
    numbers: fc.array(fc.nat({ max: 9999 }), { minLength: 8, maxLength: 8 }),
  }),
);

type Numbers = { readonly next: (below: number) => number; readonly oneIn: (many: number) => boolean };

const numbersOf = (all: readonly number[]): Numbers => {
  let at = 0;
  let carried = 0;
  const next = (below: number): number => {
    const number = (all[at % all.length] ?? 0) + carried;
    at += 1;
    // Once the numbers are used up they come again, each time as others.
    if (at % all.length === 0) carried += 7919;
    return below === 0 ? 0 : number % below;
  };
  return { next, oneIn: (many) => next(many) === many - 1 };
};

const pick = <T>(list: readonly T[], { next }: Numbers): T | undefined => list[next(list.length)];
const some = (list: readonly string[], { next }: Numbers): string[] => list.filter(() => next(3) === 0);
const anybody = (numbers: Numbers): number => numbers.next(people.length);

const termsOf = (state: State, numbers: Numbers): AskedTerms => {
  const { oneIn } = numbers;
  const teams = activeTeams(state);
  return {
    role: oneIn(2) ? (pick(roleNames, numbers) ?? 'Viewer') : oneIn(2) ? 'Admin' : 'Member',
    primary: oneIn(12) ? null : oneIn(8) ? (pick(teamNames, numbers) ?? null) : (pick(teams, numbers) ?? null),
    others: some(oneIn(8) ? teamNames : teams, numbers),
    products: some(oneIn(8) ? productNames : offeredProducts(state), numbers),
    permissions: some(oneIn(12) ? permissionNames : plainPermissions, numbers),
  };
};

/** Mostly one that is pending, and mostly one of the last. */
const anInvitation = (state: State, numbers: Numbers): InvitationState | undefined => {
  const pending = state.invitations.filter(({ status }) => status === 'PENDING');
  const all = numbers.oneIn(4) || pending.length === 0 ? state.invitations : pending;
  return all[all.length - 1 - numbers.next(Math.min(all.length, 8))];
};

const shown = (invitation: InvitationState, { oneIn }: Numbers): ShownLink => {
  const { id, generation } = invitation;
  const isOlder = oneIn(6);
  // A screen shows one that is scheduled as having no link.
  if (isScheduled(invitation)) return { id, generation: isOlder ? generation - 1 : 0 };
  return { id, generation: isOlder ? generation - 1 : generation };
};

/** The link that somebody may hold: none of one that was not sent yet. */
const heldLink = (invitation: InvitationState, { oneIn }: Numbers): ShownLink => {
  const { id, generation } = invitation;
  return { id, generation: isScheduled(invitation) || oneIn(6) ? generation - 1 : generation };
};

const aMember = (state: State, numbers: Numbers): ShownMember => {
  const member = numbers.oneIn(12) ? undefined : pick(state.members, numbers);
  if (!member) return { person: anybody(numbers), version: 1 };
  return { person: member.person, version: member.version - (numbers.oneIn(10) ? 1 : 0) };
};

const settingsFor = (numbers: Numbers): Partial<Settings> => {
  const choices: readonly Partial<Settings>[] = [
    { allowedDomains: [] },
    { allowedDomains: ['example.org', 'example.com'] },
    { blockedDomains: [] },
    { blockedDomains: ['example.net'] },
    { blockedDomains: ['example.com'] },
    { guestPolicy: 'REFUSE' },
    { guestPolicy: 'WARN' },
    { guestPolicy: 'ALLOW' },
    { namesAskedOf: 'INVITER' },
    { namesAskedOf: 'INVITEE' },
    { existingAccounts: 'MUST_ACCEPT' },
    { existingAccounts: 'ADD_AT_ONCE', ownDomains: ['example.com'] },
    { ownDomains: [] },
    { dailyInvitationCap: 12 },
    { dailyInvitationCap: 200 },
    { reinviteCap: 1 },
    { reinviteCap: 3 },
    { invitationLifetimeHours: 1 },
    { invitationLifetimeHours: 24 },
    { invitationLifetimeHours: 72 },
  ];
  return pick(choices, numbers) ?? {};
};

const typedNumber = (state: State, by: number, now: number, { oneIn }: Numbers): number | null =>
  oneIn(2) ? countedActs(state, by, now) + 1 : null;

/** Makes an operation of a wish, with what is there; undefined where there is nothing to do it with. */
export const choose = (state: State, { op, by, numbers: all }: Wish, now: number): Operation | undefined => {
  const numbers = numbersOf(all);
  const { next, oneIn } = numbers;
  const invitation = anInvitation(state, numbers);
  const member = aMember(state, numbers);
  const issued = oneIn(3) ? 'withdraw' : 'take_over';
  switch (op) {
    case 'invite': {
      const isFew = { person: anybody(numbers), isPicked: oneIn(3), isNamed: oneIn(2) };
      const more = Array.from({ length: oneIn(3) ? next(6) : 0 }, () => ({
        ...{ person: anybody(numbers), isPicked: oneIn(3), isNamed: oneIn(2) },
      }));
      const whom = [isFew, ...more].map((one) => ({ ...one, isPicked: one.isPicked && canBePicked(one.person) }));
      return { op, by, whom, terms: termsOf(state, numbers), laterHours: oneIn(5) ? 1 + next(40) : null };
    }
    case 'reinvite':
      return invitation && { op, by, links: [shown(invitation, numbers)] };
    case 'withdraw':
      return invitation && { op, by, ids: [invitation.id] };
    case 'reinvite_addresses':
    case 'withdraw_addresses':
      return { op, by, persons: Array.from({ length: 1 + next(4) }, () => anybody(numbers)) };
    case 'edit': {
      if (!invitation) return undefined;
      const seen = oneIn(10) ? 'an older one' : seenTerms(invitation);
      const [first, last] = [oneIn(2) ? 'Edited' : invitation.first, oneIn(2) ? null : invitation.last];
      return { op, by, link: shown(invitation, numbers), terms: termsOf(state, numbers), first, last, seen };
    }
    case 'copy_link':
      return invitation && { op, by, link: shown(invitation, numbers) };
    case 'send_now':
      return invitation && { op, by, link: { id: invitation.id, generation: invitation.generation }, byMail: oneIn(2) };
    case 'change_role':
      return {
        op,
        by,
        member,
        role: pick(roleNames, numbers) ?? '',
        issued,
        number: typedNumber(state, by, now, numbers),
      };
    case 'deactivate':
    case 'remove':
      return { op, by, member, issued, number: typedNumber(state, by, now, numbers) };
    case 'undo': {
      const acts = state.acts.filter(({ kind }) => ['change_role', 'deactivate', 'withdraw'].includes(kind));
      const act = acts[acts.length - 1 - next(Math.min(acts.length, 5))];
      return act && { op, by, act: act.id };
    }
    case 'answer_pause': {
      const asks = state.acts.filter(({ kind }) => kind === 'ask');
      const ask = asks[asks.length - 1 - next(Math.min(asks.length, 2))];
      return ask && { op, by, pause: ask.id, answer: oneIn(3) ? 'decline' : 'approve' };
    }
    case 'change_teams': {
      const { primary, others } = termsOf(state, numbers);
      return { op, by, member, primary, others };
    }
    case 'change_products':
      return { op, by, member, products: termsOf(state, numbers).products };
    case 'grant_sensitive':
      return { op, by, member, act: oneIn(3) ? 'take' : 'give' };
    case 'grant': {
      const { permissions } = termsOf(state, numbers);
      const held = memberOf(state, member.person);
      return { op, by, member, permissions, reviewed: held && !oneIn(4) ? grantPlan(held, permissions) : null };
    }
    case 'create_team':
    case 'restore_team':
      return { op, by, team: pick(teamNames, numbers) ?? '' };
    case 'archive_team':
      return {
        op,
        by,
        team: pick(teamNames, numbers) ?? '',
        moveTo: oneIn(3) ? null : (pick(teamNames, numbers) ?? null),
      };
    case 'move_team':
      return { op, by, from: oneIn(5) ? null : (pick(teamNames, numbers) ?? null), to: pick(teamNames, numbers) ?? '' };
    case 'create_product':
      return { op, by, product: pick(productNames, numbers) ?? '' };
    case 'switch_product':
      return { op, by, product: pick(productNames, numbers) ?? '', isOn: !oneIn(3) };
    case 'retire_role':
    case 'bring_role_back':
      return { op, by, role: pick(['Lead', 'Lead', 'Member', 'Viewer', 'Owner'], numbers) ?? '' };
    case 'change_settings':
      return { op, by, change: settingsFor(numbers) };
    case 'decide_request':
    case 'approve_request': {
      const asked = state.requests[state.requests.length - 1 - next(Math.min(state.requests.length, 4))];
      if (!asked) return undefined;
      if (op === 'decide_request') return { op, by, request: asked.id };
      const person = oneIn(5) ? anybody(numbers) : asked.person;
      return { op, by, request: asked.id, person, terms: termsOf(state, numbers) };
    }
    case 'accept_link':
      return invitation && { op, link: heldLink(invitation, numbers), isNamed: !oneIn(5) };
    case 'accept_card':
      return invitation && { op, id: invitation.id, by: presser(invitation, numbers), isNamed: !oneIn(5) };
    case 'decline_link':
      return invitation && { op, link: heldLink(invitation, numbers), isStop: oneIn(3) };
    case 'decline_card':
      return invitation && { op, id: invitation.id, by: presser(invitation, numbers), isStop: oneIn(3) };
    case 'allow': {
      const stopped = state.invitations.filter(({ cause }) => cause === 'stopped');
      const one = pick(stopped, numbers) ?? invitation;
      return one && { op, id: one.id, by: oneIn(2) ? null : presser(one, numbers) };
    }
    case 'ask_new_link':
      return invitation && { op, id: invitationById(state, invitation.id)?.id ?? '' };
    case 'bind':
    case 'request': {
      const joined = state.members.filter(({ person }) => clients.includes(person) && !state.people[person]?.isBound);
      if (op === 'bind') return { op, by: oneIn(3) ? by : (pick(joined, numbers)?.person ?? by) };
      return { op, by: pick(clients, numbers) ?? by, person: anybody(numbers) };
    }
    case 'become_guest': {
      const bound = state.members.filter(
        ({ person }) => state.people[person]?.isBound && personAt(person).slack === 'person',
      );
      const one = pick(bound, numbers);
      return one && { op, person: one.person };
    }
    case 'stop_being_guest': {
      const guests = state.members.filter(({ person }) => state.people[person]?.isGuest);
      const one = pick(guests, numbers);
      return one && { op, person: one.person };
    }
    case 'advance':
      return { op, minutes: pick([4, 4, 11, 11, 7 * 60, 25 * 60], numbers) ?? 4 };
    case 'send_scheduled':
      return { op };
  }
};

const canBePicked = (person: number): boolean => !['none', 'stranger'].includes(personAt(person).slack);

/** Mostly whom the card was sent to. */
const presser = ({ person }: InvitationState, numbers: Numbers): number => {
  if (numbers.oneIn(6) || personAt(person).slack === 'none') return pick(clients, numbers) ?? person;
  return person;
};
