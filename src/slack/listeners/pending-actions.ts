import { reinvite } from '../../services/reinvite.ts';
import { withdraw } from '../../services/withdraw.ts';
import type { Click } from '../click.ts';
import type { Turn } from '../interaction.ts';
import type { ClickAnswer, ClickDoor } from '../run-click.ts';
import { decodeLink } from '../views/link-value.ts';
import { type DoneRow, outcomeLines } from '../views/outcome-message.ts';
import { PENDING_NEXT, PENDING_PREVIOUS, PENDING_REINVITE, PENDING_WITHDRAW } from '../views/pending-modal.ts';
import { decodePendingTrail, type PendingTrail } from '../views/pending-trail.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import { deniedMessage } from '../window.ts';
import { pendingScreen } from './screens.ts';

const trailOf = ({ modal }: Click): PendingTrail => decodePendingTrail(modal?.metadata ?? '');

/** The same page, read again, with what the click did above it. */
const redrawn = (turn: Turn, click: Click, rows: readonly DoneRow[], expiresAt: Date | null): ClickAnswer => {
  const lines =
    rows.length > 0 ? outcomeLines(rows, expiresAt, turn.words) : ['This invitation is gone. Nothing was done.'];
  return {
    redraw: async () => (await pendingScreen(turn, trailOf(click), lines)).view,
    notice: textMessage(lines.join('\n')),
  };
};

const turnPage = (trail: (click: Click) => PendingTrail): ClickDoor => ({
  may: 'pending',
  shows: 'here',
  run: async (turn, click) => ({ redraw: async () => (await pendingScreen(turn, trail(click))).view }),
});

export const pendingClicks: Readonly<Record<string, ClickDoor>> = {
  [PENDING_REINVITE]: {
    may: 'reinvite',
    shows: 'here',
    run: async (turn, click) => {
      const shown = decodeLink(click.value);
      const result = await reinvite(turn.edge.deps, turn.asked, { kind: 'links', links: shown ? [shown] : [] });
      if (!result.ok) return { tell: deniedMessage({ refusal: result.refusal, words: turn.words }) };
      return redrawn(turn, click, result.value.rows, result.value.expiresAt);
    },
  },
  [PENDING_WITHDRAW]: {
    may: 'withdraw',
    shows: 'here',
    run: async (turn, click) => {
      const result = await withdraw(turn.edge.deps, turn.asked, { kind: 'ids', ids: [click.value] });
      if (!result.ok) return { tell: deniedMessage({ refusal: result.refusal, words: turn.words }) };
      return redrawn(turn, click, result.value.rows, null);
    },
  },
  [PENDING_NEXT]: turnPage((click) => [...trailOf(click), ...decodePendingTrail(click.value)]),
  [PENDING_PREVIOUS]: turnPage((click) => trailOf(click).slice(0, -1)),
};
