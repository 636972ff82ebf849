import type { RosterFilter } from '../../src/domain/member.ts';
import type { PendingCursor } from '../../src/ports/records.ts';
import { explainAccess } from '../../src/services/explain-access.ts';
import { findMemberMeant } from '../../src/services/find-member-meant.ts';
import { listExpired } from '../../src/services/list-expired.ts';
import { listMembers, type RosterPosition } from '../../src/services/list-members.ts';
import { listPending } from '../../src/services/list-pending.ts';
import { listProducts } from '../../src/services/list-products.ts';
import { listTeams } from '../../src/services/list-teams.ts';
import { loadActor } from '../../src/services/load-actor.ts';
import { listNeeds, readDesk, readWeeks } from '../../src/services/read-desk.ts';
import { readPersonCard } from '../../src/services/read-person-card.ts';
import { readRoles } from '../../src/services/read-roles.ts';
import { readStory } from '../../src/services/read-story.ts';
import type { Side } from './sides.ts';
import type { SizeRow } from './size-rows.ts';

const everybody: RosterFilter = { query: null, roleId: null, teamId: null, status: 'ACTIVE' };

const roster =
  (filter: (side: Side) => Partial<RosterFilter>, position: (side: Side) => RosterPosition = () => null) =>
  (side: Side) =>
    listMembers(side.services.deps, side.context, { ...everybody, ...filter(side) }, position(side));

const all = () => ({});
const ofRole =
  (name: string) =>
  ({ ids }: Side) => ({ roleId: ids.get(name) ?? null });
const ofTeam =
  (name: string) =>
  ({ ids }: Side) => ({ teamId: ids.get(name) ?? null });
const searched = (query: string) => () => ({ query });

const named = (text: (side: Side) => string) => (side: Side) =>
  findMemberMeant(side.services.deps, side.context, { kind: 'text', text: text(side) });

const card = (membershipId: (side: Side) => string) => (side: Side) =>
  readPersonCard(side.services.deps, side.context, membershipId(side));

const why = (email: (side: Side) => string) => (side: Side) =>
  explainAccess(side.services.deps, side.context, { kind: 'email', email: email(side) });

const pending = (after: PendingCursor | null) => (side: Side) => listPending(side.services.deps, side.context, after);

/** Among those that ran out long ago. */
const older: PendingCursor = {
  group: 'older',
  issuedAt: new Date(Date.now() - 9 * 86_400_000),
  id: 'ffffffff-ffff-7fff-bfff-ffffffffffff',
};

/** What people look at. */
export const pageRows: readonly SizeRow[] = [
  {
    name: 'actor look-up',
    act: ({ services, ada: { person } }) =>
      loadActor(services.deps, person.teamId, { teamId: person.teamId, userId: person.id }),
  },
  { name: 'desk', act: ({ services, context }) => readDesk(services.deps, context) },
  { name: 'what needs an admin', act: ({ services, context }) => listNeeds(services.deps, context) },
  { name: 'Home, its picture of the last weeks', act: ({ services, context }) => readWeeks(services.deps, context) },
  { name: 'roster, first page', act: roster(all) },
  { name: 'roster, page in the middle', act: roster(all, ({ at }) => ({ after: at.middle })) },
  { name: 'roster, page at 90 % depth', act: roster(all, ({ at }) => ({ after: at.deep })) },
  { name: 'roster, page before it', act: roster(all, ({ at }) => ({ before: at.deep })) },
  { name: 'roster, last page', act: roster(all, ({ at }) => ({ after: at.last })) },
  { name: 'roster, of a role that five have', act: roster(ofRole('Admin')) },
  { name: 'roster, of a role that a third has', act: roster(ofRole('Member')) },
  { name: 'roster, of a team of ten', act: roster(ofTeam('Team 20')) },
  { name: 'roster, of a team of many', act: roster(ofTeam('Team 3')) },
  { name: 'roster, deactivated', act: roster(() => ({ status: 'DEACTIVATED' })) },
  { name: 'roster, a name that 1 in 30 has', act: roster(searched('smi')) },
  {
    name: 'roster, a name and a role that five have',
    act: roster((side) => ({ query: 'smi', ...ofRole('Admin')(side) })),
  },
  { name: 'roster, one address', act: roster(({ somebody }) => ({ query: somebody.email })) },
  { name: 'roster, letters that nobody has', act: roster(searched('qqzz')) },
  { name: 'roster, two letters that nobody has', act: roster(searched('qz')) },
  { name: '/members smith, who are many', act: named(() => 'smith') },
  {
    name: '/members and what one address begins with',
    act: named(({ somebody }) => somebody.email.split('@')[0] ?? ''),
  },
  { name: '/members and a name that nobody has', act: named(() => 'qqzz') },
  {
    name: '/members why smith, who are many',
    act: ({ services, context }) => services.deps.store.findPeopleNamed(context.organization.id, 'smith', 9),
  },
  { name: '/members why, a member', act: why(({ somebody }) => somebody.email) },
  { name: '/members why, nobody: the nearest', act: why(() => 'grace.smithers@example.org') },
  { name: 'person card', act: card(({ somebody }) => somebody.id) },
  { name: 'person card of who invited a fifth', act: card(({ busyAdminId }) => busyAdminId) },
  {
    name: 'whole story of one person',
    act: ({ services, context, somebody }) =>
      readStory(services.deps, context, { kind: 'membership', membershipId: somebody.id }),
  },
  { name: 'pending, first page', act: pending(null) },
  { name: 'pending, page among the oldest', act: pending(older) },
  { name: 'those that ran out', act: ({ services, context }) => listExpired(services.deps, context) },
  { name: 'teams', act: ({ services, context }) => listTeams(services.deps, context, false, null) },
  { name: 'products', act: ({ services, context }) => listProducts(services.deps, context, null) },
  { name: 'roles', act: ({ services, context }) => readRoles(services.deps, context) },
];
