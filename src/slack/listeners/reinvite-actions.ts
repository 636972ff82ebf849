import { reinvite } from '../../services/reinvite.ts';
import { withdraw } from '../../services/withdraw.ts';
import { buttonIds } from '../button-id.ts';
import type { ClickDoor } from '../run-click.ts';
import { ASKED_REINVITE, ASKED_WITHDRAW } from '../views/ask-new-link-card.ts';
import { section } from '../views/blocks.ts';
import { RESULT_REINVITE } from '../views/invite-result-modal.ts';
import { messageModal } from '../views/message-modal.ts';
import { outcomeLines, outcomeMessage } from '../views/outcome-message.ts';
import { deniedMessage } from '../window.ts';
import { gone, newLink } from './new-link.ts';

/** Reinvite and withdraw outside of the pending screen. */
export const reinviteClicks: Readonly<Record<string, ClickDoor>> = {
  [ASKED_REINVITE]: {
    may: 'reinvite',
    shows: 'here',
    run: (turn, { value }) =>
      newLink(turn, value, (told, rows) => {
        // Tomorrow the same button works again.
        const canRetry = rows.some((row) => row.outcome === 'refused' && row.reason.kind === 'reinvited_too_often');
        return canRetry ? { tell: told } : { replace: told };
      }),
  },
  [ASKED_WITHDRAW]: {
    may: 'withdraw',
    shows: 'here',
    run: async ({ edge, asked, words }, { value }) => {
      const result = await withdraw(edge.deps, asked, { kind: 'ids', ids: buttonIds(value) });
      if (!result.ok) return { tell: deniedMessage({ refusal: result.refusal, words }) };
      return { replace: outcomeMessage(result.value.rows, null, words, gone, result.value.auditEventId) };
    },
  },
  [RESULT_REINVITE]: {
    may: 'reinvite',
    shows: 'here',
    run: async ({ edge, asked, words }, { value }) => {
      const result = await reinvite(edge.deps, asked, { kind: 'emails', emails: [value] });
      if (!result.ok) return { tell: deniedMessage({ refusal: result.refusal, words }) };
      // On top of the result, whose other rows are still wanted.
      const lines = outcomeLines(result.value.rows, result.value.expiresAt, words);
      return { window: messageModal('Reinvite', [section(lines)]) };
    },
  },
};
