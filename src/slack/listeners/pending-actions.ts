import type { Action } from '../../domain/action.ts';
import { reinvite } from '../../services/reinvite.ts';
import { withdraw } from '../../services/withdraw.ts';
import type { Click } from '../click.ts';
import type { Turn } from '../interaction.ts';
import type { ClickAnswer, ClickDoor } from '../run-click.ts';
import { decodeLink } from '../views/link-value.ts';
import { type DoneRow, outcomeLines } from '../views/outcome-message.ts';
import type { PendingForm } from '../views/pending-form.ts';
import {
  PENDING_MORE,
  PENDING_NEXT,
  PENDING_PREVIOUS,
  PENDING_REINVITE,
  PENDING_WITHDRAW,
} from '../views/pending-modal.ts';
import { decodePendingTrail, type PendingTrail } from '../views/pending-trail.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import { PENDING_UNDO } from '../views/undo-button.ts';
import { deniedMessage, type WindowAnswer } from '../window.ts';
import { anotherAddressScreen } from './another-address-submission.ts';
import { copyLinkScreen } from './copy-link-submission.ts';
import { editScreen } from './edit-invitation-submission.ts';
import { gone } from './new-link.ts';
import { aboutInvitation } from './pending-form-answers.ts';
import { pendingScreen } from './screens.ts';
import { undoLines } from './undo-actions.ts';

const trailOf = ({ modal }: Click): PendingTrail => decodePendingTrail(modal?.metadata ?? '');

/** The same page, read again, with what the click did above it. */
const redrawn = (
  turn: Turn,
  click: Click,
  rows: readonly DoneRow[],
  expiresAt: Date | null,
  undoable: string | null = null,
): ClickAnswer => {
  const lines = rows.length > 0 ? outcomeLines(rows, expiresAt, turn.words) : [gone];
  return {
    redraw: async () => (await pendingScreen(turn, trailOf(click), lines, undoable)).view,
    notice: textMessage(lines.join('\n')),
  };
};

const turnPage = (trail: (click: Click) => PendingTrail): ClickDoor => ({
  may: 'pending',
  shows: 'here',
  run: async (turn, click) => ({ redraw: async () => (await pendingScreen(turn, trail(click))).view }),
});

/** A form about one row, on top of the page that it stands on. */
const openForm = (
  may: Action,
  title: string,
  show: (turn: Turn, about: Pick<PendingForm, 'link' | 'trail'>) => Promise<WindowAnswer>,
): ClickDoor => ({
  may,
  shows: 'window',
  next: 'pending',
  run: async (turn, click) => {
    const link = decodeLink(click.value.slice(click.value.indexOf(':') + 1));
    return link ? show(turn, { link, trail: trailOf(click) }) : aboutInvitation(title, 'This invitation is gone.');
  },
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
      return redrawn(turn, click, result.value.rows, null, result.value.auditEventId);
    },
  },
  [PENDING_UNDO]: {
    may: 'undo',
    shows: 'here',
    run: async (turn, click) => {
      const lines = await undoLines(turn, click.value);
      return {
        redraw: async () => (await pendingScreen(turn, trailOf(click), lines)).view,
        notice: textMessage(lines.join('\n')),
      };
    },
  },
  [`${PENDING_MORE}.edit`]: openForm('edit_invitation', 'Edit invitation', (turn, about) => editScreen(turn, about)),
  [`${PENDING_MORE}.address`]: openForm('edit_invitation', 'Another address', (turn, about) =>
    anotherAddressScreen(turn, about),
  ),
  [`${PENDING_MORE}.copy`]: openForm('copy_link', 'Copy a link', copyLinkScreen),
  [PENDING_NEXT]: turnPage((click) => [...trailOf(click), ...decodePendingTrail(click.value)]),
  [PENDING_PREVIOUS]: turnPage((click) => trailOf(click).slice(0, -1)),
};
