import { isActiveAdmin } from '../../domain/actor.ts';
import { listNeeds } from '../../services/read-desk.ts';
import { reinvite } from '../../services/reinvite.ts';
import { withdraw } from '../../services/withdraw.ts';
import { buttonIds } from '../button-id.ts';
import type { Turn } from '../interaction.ts';
import type { ClickAnswer, ClickDoor } from '../run-click.ts';
import { decodeLink } from '../views/link-value.ts';
import { NEEDS_REINVITE, NEEDS_WITHDRAW, needsModal } from '../views/needs-modal.ts';
import { type DoneRow, outcomeLines } from '../views/outcome-message.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import { asView, deniedMessage, type WindowAnswer } from '../window.ts';
import { gone } from './new-link.ts';

/** What waits for an admin's hand, with what was just done above it. */
export const needsScreen = async (
  { edge, context, words }: Turn,
  notice: readonly string[] = [],
): Promise<WindowAnswer> => {
  const { actor, now } = context;
  if (!isActiveAdmin(actor)) return { message: textMessage('Only admins see what waits for admins.') };
  const { list, totals } = await listNeeds(edge.deps, { ...context, actor });
  return { view: needsModal(list, { totals, now, notice, words }) };
};

const redrawn = (turn: Turn, rows: readonly DoneRow[], expiresAt: Date | null): ClickAnswer => {
  const lines = rows.length > 0 ? outcomeLines(rows, expiresAt, turn.words) : [gone];
  return { redraw: async () => asView(await needsScreen(turn, lines)), notice: textMessage(lines.join('\n')) };
};

export const needsClicks: Readonly<Record<string, ClickDoor>> = {
  [NEEDS_REINVITE]: {
    may: 'reinvite',
    shows: 'here',
    run: async (turn, { value }) => {
      const shown = decodeLink(value);
      const result = await reinvite(turn.edge.deps, turn.asked, { kind: 'links', links: shown ? [shown] : [] });
      if (!result.ok) return { tell: deniedMessage({ refusal: result.refusal, words: turn.words }) };
      return redrawn(turn, result.value.rows, result.value.expiresAt);
    },
  },
  [NEEDS_WITHDRAW]: {
    may: 'withdraw',
    shows: 'here',
    run: async (turn, { value }) => {
      const result = await withdraw(turn.edge.deps, turn.asked, { kind: 'ids', ids: buttonIds(value) });
      if (!result.ok) return { tell: deniedMessage({ refusal: result.refusal, words: turn.words }) };
      return redrawn(turn, result.value.rows, null);
    },
  },
};
