import type { Modal } from '../support/workspace/modal.ts';
import type { Person } from '../support/workspace/person.ts';
import type { Delivery } from '../support/workspace/records.ts';
import type { SeenMessage } from '../support/workspace/seen-message.ts';
import type { ExampleOrg } from './example-org.ts';
import { type Withheld, withhold } from './withhold.ts';

/** One way in. `words`: what those read who may come in but for whom there is nothing to do. */
export type Door = {
  /** A command as typed, the action id of a button, or the callback id of a form. */
  readonly id: string;
  readonly enter: (actor: Person) => Promise<unknown>;
} & (AdminDoor | { readonly for: 'anyone'; readonly words: RegExp });

/**
 * `asAdmin`: by an admin, from a screen of her own. `told`: what is answered to whoever may not, where there is no place for words.
 */
type AdminDoor = { readonly for: 'admins'; readonly asAdmin: () => Promise<unknown>; readonly told?: RegExp };

/** Those whose screens and messages the doors stand in. */
export type DoorStage = {
  readonly org: ExampleOrg;
  /** Has a card in Slack that nobody has answered. */
  readonly invitee: Person;
  /** As the invitee, and Slack knows no last name. */
  readonly nameless: Person;
  /** An admin who has not said yet who she is. */
  readonly unbound: Person;
  /** The card by which somebody outside asks Ada for a new link. */
  readonly asked: SeenMessage;
};

/** A modal, and what is pressed in it. */
export type Screen = { readonly open: () => Promise<Modal>; readonly act: (modal: Modal) => Promise<unknown> };

/** What is pressed, kept instead of sent. */
export const keep = async (org: ExampleOrg, { open, act }: Screen): Promise<Withheld> => {
  const modal = await open();
  return withhold(org, () => act(modal));
};

/** What an admin's click or form would be if Slack said that somebody else had sent it. */
export const inAnothersName =
  ({ workspace }: ExampleOrg, { kind, payload }: Withheld) =>
  (actor: Person): Promise<Delivery[]> => {
    const user = { id: actor.id, username: actor.name, name: actor.name, team_id: actor.teamId };
    return workspace.deliver({ what: { kind, payload: { ...payload, user } } });
  };

/** What they read who ask who they are. */
export const whoami =
  /You are |Guests of|is a bot|deactivated|not a member|no longer|another one|This is me|\[Accept\]/;
