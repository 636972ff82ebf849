import type { ConfirmationDialog } from '@slack/types';
import type { MemberActor, MembershipStatus } from '../domain/actor.ts';
import type { PersonCard } from '../domain/person-card.ts';
import type { Wording } from './wording.ts';

/**
 * Something that an admin can do with a person: a button of their card. Its value is an `encodeMember`; what it does is the click
 * door of the same id. That it is shown promises nothing: the door and the service ask again.
 */
export type PersonAct = {
  /** The action id of its button. */
  readonly id: string;
  readonly label: string;
  /** Shown for people of these statuses. */
  readonly statuses: readonly MembershipStatus[];
  /** `main` acts stand in the first line of buttons, `more` below, and `danger` last and in red. */
  readonly place: 'main' | 'more' | 'danger';
  /** Says no where a status does not tell enough. Whoever may not act on this person is shown no act at all. */
  readonly isShown?: (card: PersonCard, actor: MemberActor) => boolean;
  /** For acts that a click does at once. */
  readonly confirm?: (card: PersonCard, plainWords: Wording) => ConfirmationDialog;
};
