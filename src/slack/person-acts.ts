import { isActiveAdmin } from '../domain/actor.ts';
import type { PersonCard } from '../domain/person-card.ts';
import type { ActorContext } from '../ports/records.ts';
import { accessActs } from './access-acts.ts';
import { deskActs } from './desk-acts.ts';
import { grantActs } from './grant-acts.ts';
import { memberActs } from './member-acts.ts';
import type { PersonAct } from './person-act.ts';
import { storyActs } from './story-acts.ts';

/** Every act, in the order in which its place shows it. */
const personActs: readonly PersonAct[] = [...memberActs, ...accessActs, ...grantActs, ...deskActs, ...storyActs];

/** What this actor is offered on the card: nothing unless they are an admin, and of no lower rank than the person. */
export const actsOn = (card: PersonCard, { actor }: Pick<ActorContext, 'actor'>): readonly PersonAct[] =>
  !isActiveAdmin(actor) || card.role.rank > actor.role.rank
    ? []
    : personActs.filter(({ statuses, isShown }) => statuses.includes(card.status) && (isShown?.(card, actor) ?? true));
