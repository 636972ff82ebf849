import { undo } from '../../services/undo.ts';
import { buttonId } from '../button-id.ts';
import type { Turn } from '../interaction.ts';
import { wordRefusal } from '../refusal-texts.ts';
import type { ClickDoor } from '../run-click.ts';
import { section } from '../views/blocks.ts';
import { messageModal } from '../views/message-modal.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import { UNDO } from '../views/undo-button.ts';
import { undoneLines } from '../views/undone-lines.ts';

/** What came of it in words, whether it was undone or not: either way there is nothing left to press. */
export const undoLines = async ({ edge, asked, words }: Turn, auditEventId: string): Promise<readonly string[]> => {
  const id = buttonId(auditEventId);
  const result = id ? await undo(edge.deps, asked, id) : ({ ok: false, refusal: { kind: 'undo_unknown' } } as const);
  return result.ok ? undoneLines(result.value, words) : [wordRefusal(result.refusal, words)];
};

export const undoClicks: Readonly<Record<string, ClickDoor>> = {
  [UNDO]: {
    may: 'undo',
    shows: 'here',
    run: async (turn, { value, modal }) => {
      const lines = await undoLines(turn, value);
      const told = textMessage(lines.join('\n'));
      if (!modal) return { replace: told };
      return { redraw: async () => messageModal('Undo', [section(lines)]), notice: told };
    },
  },
};
