import { personName } from '../../domain/actor.ts';
import { readPersonCard } from '../../services/read-person-card.ts';
import type { Click } from '../click.ts';
import { PERSON_INVITE_AGAIN } from '../desk-acts.ts';
import type { Turn } from '../interaction.ts';
import type { ClickAnswer, ClickDoor } from '../run-click.ts';
import { decodeMember } from '../views/member-value.ts';
import { OPEN_PERSON } from '../views/open-buttons.ts';
import { asView } from '../window.ts';
import { personScreen } from './person-screen.ts';
import { inviteScreen } from './screens.ts';

const shownIn = ({ value }: Click): string | null => decodeMember(value)?.membershipId ?? null;

/** The card, read anew: for a click on one that is no longer true. */
const redrawnCard = (turn: Turn, membershipId: string | null, notice: readonly string[]): ClickAnswer => ({
  redraw: async () => asView(await personScreen(turn, membershipId, notice)),
});

export const personClicks: Readonly<Record<string, ClickDoor>> = {
  [OPEN_PERSON]: {
    may: 'person',
    shows: 'window',
    next: 'list',
    run: (turn, click) => personScreen(turn, shownIn(click)),
  },
  [PERSON_INVITE_AGAIN]: {
    may: 'invite',
    shows: 'here',
    run: async (turn, click) => {
      const card = await readPersonCard(turn.edge.deps, turn.context, shownIn(click));
      if (card?.status !== 'REMOVED' || card.waiting) {
        return redrawnCard(turn, shownIn(click), ['This has changed meanwhile. Nothing was done.']);
      }
      const name = personName(card);
      const addresses = name === card.email ? card.email : `${name} <${card.email}>`;
      const answer = await inviteScreen(turn, { addresses, userIds: [] });
      return 'view' in answer ? { window: answer.view } : { tell: answer.message };
    },
  },
};
