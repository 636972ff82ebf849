import { reinvite } from '../../services/reinvite.ts';
import { withdraw } from '../../services/withdraw.ts';
import type { ClickDoor } from '../run-click.ts';
import { DIGEST_REINVITE, DIGEST_WITHDRAW } from '../views/digest-message.ts';
import { decodeLink } from '../views/link-value.ts';
import { outcomeMessage } from '../views/outcome-message.ts';
import { deniedMessage } from '../window.ts';

const gone = 'This invitation is gone. Nothing was done.';

/**
 * Buttons in a channel, where anybody may press them. What came of it is told to who pressed; the digest itself is rewritten by
 * the job that follows every change, whoever made it and wherever.
 */
export const digestClicks: Readonly<Record<string, ClickDoor>> = {
  [DIGEST_REINVITE]: {
    may: 'reinvite',
    shows: 'here',
    run: async ({ edge, asked, words }, { value }) => {
      const shown = decodeLink(value);
      const result = await reinvite(edge.deps, asked, { kind: 'links', links: shown ? [shown] : [] });
      if (!result.ok) return { tell: deniedMessage({ refusal: result.refusal, words }) };
      return { tell: outcomeMessage(result.value.rows, result.value.expiresAt, words, gone) };
    },
  },
  [DIGEST_WITHDRAW]: {
    may: 'withdraw',
    shows: 'here',
    run: async ({ edge, asked, words }, { value }) => {
      const ids = /^[\da-f-]{36}$/.test(value) ? [value] : [];
      const result = await withdraw(edge.deps, asked, { kind: 'ids', ids });
      if (!result.ok) return { tell: deniedMessage({ refusal: result.refusal, words }) };
      const { rows, auditEventId } = result.value;
      return { tell: outcomeMessage(rows, null, words, gone, auditEventId) };
    },
  },
};
