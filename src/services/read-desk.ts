import type { Deps } from '../deps.ts';
import type { MemberActor } from '../domain/actor.ts';
import type { PendingGroup } from '../domain/invitation.ts';
import type { Organization } from '../domain/organization.ts';
import { mostInWeek, type Needs, type NeedsList, pictureWeeks, type WeekCount } from '../domain/overview.ts';
import { maxCounted } from './list-members.ts';

/** What an admin sees at a glance. */
export type Desk = {
  readonly pending: Readonly<Record<PendingGroup, number>>;
  readonly needs: Needs;
  /** Active members, counted up to one more than `maxCounted`. */
  readonly members: number;
  readonly now: Date;
};

type Reader = { readonly actor: MemberActor; readonly organization: Organization; readonly now: Date };

/** The caller has seen that the actor is an active admin. */
export const readDesk = async ({ store }: Pick<Deps, 'store'>, { actor, organization, now }: Reader): Promise<Desk> => {
  const everybody = { query: null, roleId: null, teamId: null, status: 'ACTIVE' } as const;
  const [pending, needs, members] = await Promise.all([
    store.countPending(organization.id),
    store.countNeeds(organization.id, actor.membershipId),
    store.countRoster(organization.id, everybody, maxCounted + 1),
  ]);
  return { pending, needs, members, now };
};

/** The last weeks, for the picture on the Home tab. */
export const readWeeks = (
  { store }: Pick<Deps, 'store'>,
  { organization }: Pick<Reader, 'organization'>,
): Promise<readonly WeekCount[]> => store.findWeeks(organization.id, pictureWeeks, mostInWeek + 1);

// Of each kind; all of them fit into one modal.
const maxNeeds = 10;

/** All that waits for an admin's hand. The caller has seen that the actor is an active admin. */
export const listNeeds = async (
  { store }: Pick<Deps, 'store'>,
  { actor, organization }: Reader,
): Promise<{ readonly list: NeedsList; readonly totals: Needs }> => {
  const [list, totals] = await Promise.all([
    store.findNeeds(organization.id, actor.membershipId, maxNeeds),
    store.countNeeds(organization.id, actor.membershipId),
  ]);
  return { list, totals };
};
