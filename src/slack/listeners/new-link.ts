import { type ReinviteOutcome, reinvite } from '../../services/reinvite.ts';
import type { Turn } from '../interaction.ts';
import type { ClickAnswer } from '../run-click.ts';
import type { Message } from '../views/blocks.ts';
import { decodeLink } from '../views/link-value.ts';
import { outcomeMessage } from '../views/outcome-message.ts';
import { deniedMessage } from '../window.ts';

export const gone = 'This invitation is gone. Nothing was done.';

/** A new link for what a button stands beside, as it was shown there; `answer` says where what came of it is told. */
export const newLink = async (
  { edge, asked, words }: Turn,
  value: string,
  answer: (told: Message, rows: ReinviteOutcome['rows']) => ClickAnswer,
): Promise<ClickAnswer> => {
  const shown = decodeLink(value);
  const result = await reinvite(edge.deps, asked, { kind: 'links', links: shown ? [shown] : [] });
  if (!result.ok) return { tell: deniedMessage({ refusal: result.refusal, words }) };
  const { rows, expiresAt } = result.value;
  return answer(outcomeMessage(rows, expiresAt, words, gone), rows);
};
