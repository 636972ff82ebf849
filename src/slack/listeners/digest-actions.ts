import { withdraw } from '../../services/withdraw.ts';
import { buttonIds } from '../button-id.ts';
import type { ClickDoor } from '../run-click.ts';
import { DIGEST_REINVITE, DIGEST_WITHDRAW } from '../views/digest-message.ts';
import { outcomeMessage } from '../views/outcome-message.ts';
import { deniedMessage } from '../window.ts';
import { gone, newLink } from './new-link.ts';

/**
 * Buttons in a channel, where anybody may press them. What came of it is told to who pressed; the digest itself is rewritten by
 * the job that follows every change, whoever made it and wherever.
 */
export const digestClicks: Readonly<Record<string, ClickDoor>> = {
  [DIGEST_REINVITE]: {
    may: 'reinvite',
    shows: 'here',
    run: (turn, { value }) => newLink(turn, value, (told) => ({ tell: told })),
  },
  [DIGEST_WITHDRAW]: {
    may: 'withdraw',
    shows: 'here',
    run: async ({ edge, asked, words }, { value }) => {
      const result = await withdraw(edge.deps, asked, { kind: 'ids', ids: buttonIds(value) });
      if (!result.ok) return { tell: deniedMessage({ refusal: result.refusal, words }) };
      const { rows, auditEventId } = result.value;
      return { tell: outcomeMessage(rows, null, words, gone, auditEventId) };
    },
  },
};
