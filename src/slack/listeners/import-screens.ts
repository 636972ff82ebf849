import type { ImportRefusal } from '../../domain/import-refusal.ts';
import { readImport } from '../../services/read-import.ts';
import { readInviteForm } from '../../services/read-invite-form.ts';
import { refreshImport } from '../../services/refresh-import.ts';
import { wordImportRefusal } from '../import-texts.ts';
import type { Turn } from '../interaction.ts';
import { type DroppedFile, type FilledImportForm, filledOf, importForm } from '../views/import-form.ts';
import { importPreview } from '../views/import-preview.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import type { WindowAnswer } from '../window.ts';

/** The form to choose a file, or for one that was dropped. */
export const importFormScreen = async (
  { edge, context, words }: Turn,
  dropped: DroppedFile | null = null,
  problems: readonly string[] = [],
  filled?: FilledImportForm,
): Promise<WindowAnswer> => {
  const form = await readInviteForm(edge.deps, context);
  if (form.roles.length === 0)
    return { message: textMessage('There is no role that you can give. Ask another admin.') };
  return { view: importForm(form, words, dropped, problems, filled && filledOf(filled)) };
};

/** A page of a preview as it was decided; null where there is none any more. */
export const previewScreen = async (
  { edge, context, words }: Turn,
  importId: string | null,
  page = 0,
): Promise<WindowAnswer | null> => {
  const preview = await readImport(edge.deps, context, importId, page);
  return preview && { view: importPreview(preview, words) };
};

/** The last preview that waits, decided anew; without one the form. */
export const importScreen = async (turn: Turn): Promise<WindowAnswer> => {
  const { edge, context, asked } = turn;
  const open = await readImport(edge.deps, context, null);
  if (!open) return importFormScreen(turn);
  // Whatever stands in the way is told when somebody wants to send.
  await refreshImport(edge.deps, asked, open.record);
  return (await previewScreen(turn, open.record.id)) ?? importFormScreen(turn);
};

const importRefusals = new Set<string>([
  'import_unknown',
  'import_decided',
  'import_of_nobody',
  'import_under_way',
  'import_nothing_left',
] satisfies ImportRefusal['kind'][]);

export const isImportRefusal = (refusal: { readonly kind: string }): refusal is ImportRefusal =>
  importRefusals.has(refusal.kind);

export const goneText = ({ words }: Turn): string => wordImportRefusal({ kind: 'import_unknown' }, words);
