import { reinvite } from '../../services/reinvite.ts';
import type { ClickDoor } from '../run-click.ts';
import type { SubmissionDoor } from '../run-submission.ts';
import { section } from '../views/blocks.ts';
import { parseExpiredModal } from '../views/expired-modal.ts';
import { messageModal } from '../views/message-modal.ts';
import { OPEN_EXPIRED } from '../views/open-buttons.ts';
import { outcomeLines } from '../views/outcome-message.ts';
import { asView, deniedAnswer } from '../window.ts';
import { expiredScreen } from './screens.ts';

export const expiredClicks: Readonly<Record<string, ClickDoor>> = {
  [OPEN_EXPIRED]: { may: 'reinvite', shows: 'window', next: 'expired', run: expiredScreen },
};

/** New links for those that were ticked. What changed since the form opened is told row by row. */
export const submitExpired: SubmissionDoor = {
  may: 'reinvite',
  run: async (turn, view) => {
    const { edge, asked, words } = turn;
    const links = parseExpiredModal(view.state.values);
    const [first] = Object.keys(view.state.values);
    if (links.length === 0 && first !== undefined) {
      const again = async () => asView(await expiredScreen(turn));
      return { errors: { [first]: 'Nobody is ticked. Tick whom to send a new link, or close this.' }, again };
    }
    const result = await reinvite(edge.deps, asked, { kind: 'links', links });
    if (!result.ok) return { view: asView(deniedAnswer({ refusal: result.refusal, words }, 'expired')) };
    const lines = outcomeLines(result.value.rows, result.value.expiresAt, words);
    return { view: messageModal('Reinvite', [section(lines)]) };
  },
};
