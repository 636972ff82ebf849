import { readPersonCard } from '../../services/read-person-card.ts';
import type { Turn } from '../interaction.ts';
import { actsOn } from '../person-acts.ts';
import { personCardModal } from '../views/person-card.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import type { WindowAnswer } from '../window.ts';

/** The card of one person as it is now, with what was done above it. The caller has gone through `enter` for `person`. */
export const personScreen = async (
  { edge, context, words, plainWords }: Turn,
  /** Null for a button that carries nobody. */
  membershipId: string | null,
  notice: readonly string[] = [],
): Promise<WindowAnswer> => {
  const card = await readPersonCard(edge.deps, context, membershipId);
  if (!card) return { message: textMessage('This person is not a member any more. Nothing was done.') };
  return { view: personCardModal(card, { now: context.now, acts: actsOn(card, context), notice, words, plainWords }) };
};
