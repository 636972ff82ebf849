import type { Deps } from '../deps.ts';
import { isActiveAdmin } from '../domain/actor.ts';
import type { PersonCard } from '../domain/person-card.ts';
import type { ActorContext } from '../ports/records.ts';

/**
 * The card of one person as it is now; null for nobody of this organization. Whoever is not an admin sees who is active, and
 * nothing of what only admins act on. The caller has asked `authorize` for `person`.
 */
export const readPersonCard = async (
  { store }: Pick<Deps, 'store'>,
  { actor, organization }: ActorContext,
  membershipId: string | null,
): Promise<PersonCard | null> => {
  if (membershipId === null) return null;
  const card = await store.findPersonCard(organization.id, membershipId);
  if (!card || isActiveAdmin(actor)) return card;
  return card.status === 'ACTIVE' ? withoutTrail(card) : null;
};

const withoutTrail = (card: PersonCard): PersonCard => ({
  ...card,
  permissions: [],
  invitedByName: null,
  pendingIssued: 0,
  invited: 0,
  waiting: null,
  events: [],
});
