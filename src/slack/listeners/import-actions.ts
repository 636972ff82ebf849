import { cancelImport } from '../../services/cancel-import.ts';
import { askForImportFile } from '../../services/send-import-file.ts';
import { discardImport } from '../../services/start-import.ts';
import { buttonId } from '../button-id.ts';
import { wordImportRefusal } from '../import-texts.ts';
import type { Turn } from '../interaction.ts';
import { count } from '../plural.ts';
import type { ClickAnswer, ClickDoor } from '../run-click.ts';
import { section } from '../views/blocks.ts';
import { IMPORT_DROPPED } from '../views/dropped-file-card.ts';
import { IMPORT_TEMPLATE, readDropped } from '../views/import-form.ts';
import { IMPORT_CANCEL, IMPORT_FAILURES } from '../views/import-message.ts';
import { decodePreview, IMPORT_DISCARD, IMPORT_NEXT, IMPORT_PREVIOUS } from '../views/import-preview.ts';
import { messageModal } from '../views/message-modal.ts';
import { refusalModal, textMessage } from '../views/refusal-surfaces.ts';
import { asView, deniedMessage } from '../window.ts';
import { goneText, importFormScreen, importScreen, isImportRefusal, previewScreen } from './import-screens.ts';

const turnPage: ClickDoor = {
  may: 'import',
  shows: 'here',
  run: async (turn, { value }) => ({
    redraw: async () => {
      const shown = decodePreview(value);
      const screen = shown && (await previewScreen(turn, shown.importId, shown.page));
      return screen ? asView(screen) : refusalModal(goneText(turn));
    },
  }),
};

const discard = async (turn: Turn, value: string): Promise<ClickAnswer> => {
  const { edge, asked, words } = turn;
  const shown = decodePreview(value);
  const result = shown && (await discardImport(edge.deps, asked, shown.importId));
  if (result?.ok) return { redraw: async () => asView(await importScreen(turn)) };
  const refusal = result?.refusal ?? ({ kind: 'import_unknown' } as const);
  if (isImportRefusal(refusal)) return { redraw: async () => refusalModal(wordImportRefusal(refusal, words)) };
  return { tell: deniedMessage({ refusal, words }) };
};

const cancel = async (turn: Turn, value: string): Promise<ClickAnswer> => {
  const { edge, asked, words } = turn;
  const importId = buttonId(value);
  if (!importId) return { tell: textMessage(goneText(turn)) };
  const result = await cancelImport(edge.deps, asked, importId);
  if (result.ok) {
    const { withdrawn } = result.value;
    return { tell: textMessage(`Stopped. ${count(withdrawn, 'invitation was', 'invitations were')} withdrawn.`) };
  }
  const { refusal } = result;
  if (isImportRefusal(refusal)) return { tell: textMessage(wordImportRefusal(refusal, words)) };
  return { tell: deniedMessage({ refusal, words }) };
};

const askForFile = async ({ edge, asked, words }: Turn, importId: string | null) => {
  const result = await askForImportFile(edge.deps, asked, importId);
  return result.ok
    ? textMessage('The file is on its way to your direct messages with Usher.')
    : deniedMessage({ refusal: result.refusal, words });
};

export const importClicks: Readonly<Record<string, ClickDoor>> = {
  [IMPORT_NEXT]: turnPage,
  [IMPORT_PREVIOUS]: turnPage,
  [IMPORT_DISCARD]: { may: 'import', shows: 'here', run: (turn, { value }) => discard(turn, value) },
  [IMPORT_CANCEL]: { may: 'import', shows: 'here', run: (turn, { value }) => cancel(turn, value) },
  [IMPORT_FAILURES]: {
    may: 'import',
    shows: 'here',
    run: async (turn, { value }) => {
      const importId = buttonId(value);
      return { tell: importId ? await askForFile(turn, importId) : textMessage(goneText(turn)) };
    },
  },
  [IMPORT_TEMPLATE]: {
    may: 'import',
    shows: 'here',
    run: async (turn) => {
      const { text } = await askForFile(turn, null);
      // On top: what is filled in below stays.
      return { window: messageModal('Template', [section(text)]) };
    },
  },
  [IMPORT_DROPPED]: {
    may: 'import',
    shows: 'window',
    next: 'import',
    run: (turn, { value }) => importFormScreen(turn, readDropped(value)),
  },
};
