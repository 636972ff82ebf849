import type { FormRefusal } from '../../domain/refusal.ts';
import { done, type Result, refused } from '../../domain/result.ts';
import type { SlackGroup, SlackGroupRefusal } from '../../domain/slack-group.ts';
import type { ImportTerms } from '../../ports/imports.ts';
import { openGroupImport } from '../../services/open-group-import.ts';
import { openImport } from '../../services/open-import.ts';
import { readRosterFile } from '../../services/read-roster-file.ts';
import { startImport } from '../../services/start-import.ts';
import { type DownloadRefusal, downloadFile } from '../download-file.ts';
import { wordGroupRefusal } from '../group-texts.ts';
import { wordDownloadRefusal, wordImportRefusal } from '../import-texts.ts';
import type { Turn } from '../interaction.ts';
import { count } from '../plural.ts';
import { wordRefusal } from '../refusal-texts.ts';
import type { SubmissionAnswer, SubmissionDoor } from '../run-submission.ts';
import { section } from '../views/blocks.ts';
import { groupFieldOf } from '../views/group-fields.ts';
import {
  type DroppedFile,
  type FilledImportForm,
  IMPORT_FIELDS,
  IMPORT_FORM,
  parseImportForm,
  readDropped,
  readImportForm,
  readSlackFile,
  type SlackFile,
} from '../views/import-form.ts';
import { decodePreview, IMPORT_PREVIEW } from '../views/import-preview.ts';
import { messageModal } from '../views/message-modal.ts';
import { refusalModal } from '../views/refusal-surfaces.ts';
import { termsRefusalFields } from '../views/terms-fields.ts';
import { asView, deniedAnswer } from '../window.ts';
import { goneText, importFormScreen, isImportRefusal, previewScreen } from './import-screens.ts';

const submitForm: SubmissionDoor = {
  may: 'import',
  run: async (turn, view) => {
    const { words, plainWords } = turn;
    const dropped = readDropped(view.private_metadata);
    const filled = readImportForm(view.state.values);
    const parsed = parseImportForm(filled, dropped);
    if (!parsed.ok) return withErrors(turn, filled, dropped, parsed.refusal);
    const { from, terms } = parsed.value;
    const field = 'group' in from ? groupFieldOf(from.group) : IMPORT_FIELDS.file;
    const opened = await ('group' in from
      ? openGroup(turn, from.group, terms)
      : openFile(turn, from.file, dropped, terms));
    if (!opened.ok) return withErrors(turn, filled, dropped, { [field]: opened.refusal });
    const result = opened.value;
    if (result.ok) {
      const screen = await previewScreen(turn, result.value.importId);
      return { view: screen ? asView(screen) : refusalModal(goneText(turn)) };
    }
    const { refusal } = result;
    if (isImportRefusal(refusal)) return { view: refusalModal(wordImportRefusal(refusal, words)) };
    if (isTermsRefusal(refusal)) {
      return withErrors(turn, filled, dropped, {
        [termsRefusalFields[refusal.kind]]: wordRefusal(refusal, plainWords),
      });
    }
    if (refusal.kind === 'nobody_named' || refusal.kind === 'send_time_past')
      return withErrors(turn, filled, dropped, { [field]: wordRefusal(refusal, plainWords) });
    return { view: asView(deniedAnswer({ refusal, words }, 'import')) };
  },
};

/** What became of the list, or in words why it could not be read. */
type Opened = Promise<Result<Awaited<ReturnType<typeof openImport>>, string>>;

const openFile = async (
  turn: Turn,
  chosen: SlackFile | null,
  dropped: DroppedFile | null,
  terms: ImportTerms,
): Opened => {
  const read = await readFile(turn, chosen, dropped);
  if (!read.ok) return refused(wordDownloadRefusal(read.refusal));
  const { encoding, ...roster } = read.value.roster;
  const isEncodingGuessed = encoding === 'windows-1252';
  const { title } = read.value;
  const { edge, asked } = turn;
  return done(await openImport(edge.deps, asked, { source: 'file', title, roster, terms, isEncodingGuessed }));
};

const openGroup = async ({ edge, asked }: Turn, group: SlackGroup, terms: ImportTerms): Opened => {
  const result = await openGroupImport(edge.deps, asked, { group, terms });
  if (result.ok) return done(result);
  const { refusal } = result;
  return isGroupRefusal(refusal) ? refused(wordGroupRefusal(refusal, group.kind)) : done(refused(refusal));
};

const isGroupRefusal = (refusal: { readonly kind: string }): refusal is SlackGroupRefusal =>
  refusal.kind.startsWith('group_');

type TermsRefusal = Exclude<FormRefusal, { kind: 'nobody_named' | 'send_time_past' }>;

const isTermsRefusal = (refusal: { readonly kind: string }): refusal is TermsRefusal =>
  Object.hasOwn(termsRefusalFields, refusal.kind);

type ReadFile = {
  readonly title: string;
  readonly roster: Extract<Awaited<ReturnType<typeof readRosterFile>>, { ok: true }>['value'];
};

const readFile = async (
  { client, log }: Turn,
  chosen: SlackFile | null,
  dropped: DroppedFile | null,
): Promise<Result<ReadFile, DownloadRefusal>> => {
  const file = chosen ?? (dropped && (await fileInfo({ client, log }, dropped.id)));
  if (!file) return refused({ kind: 'file_gone' });
  const bytes = await downloadFile(client, file);
  if (!bytes.ok) return bytes;
  const roster = await readRosterFile(bytes.value);
  return roster.ok ? done({ title: file.name ?? '', roster: roster.value }) : roster;
};

/** A file by its id; undefined where Slack does not show it to us any more. */
export const fileInfo = async (
  { client, log }: Pick<Turn, 'client' | 'log'>,
  id: string,
): Promise<SlackFile | undefined> => {
  try {
    return readSlackFile((await client.files.info({ file: id })).file);
  } catch (error) {
    log.info({ err: error }, 'Slack did not show a file');
    return undefined;
  }
};

const withErrors = (
  turn: Turn,
  filled: FilledImportForm,
  dropped: DroppedFile | null,
  errors: Readonly<Record<string, string>>,
): SubmissionAnswer => ({
  errors,
  again: async () => asView(await importFormScreen(turn, dropped, Object.values(errors), filled)),
});

/** Sends what can be sent of the preview that is shown. */
const submitPreview: SubmissionDoor = {
  may: 'import',
  run: async (turn, view) => {
    const { edge, asked, words } = turn;
    const shown = decodePreview(view.private_metadata);
    if (!shown) return { view: refusalModal(goneText(turn)) };
    const result = await startImport(edge.deps, asked, shown.importId);
    if (!result.ok) {
      const { refusal } = result;
      if (isImportRefusal(refusal)) return { view: refusalModal(wordImportRefusal(refusal, words)) };
      if (isTermsRefusal(refusal)) return { view: refusalModal(wordRefusal(refusal, words)) };
      if (refusal.kind === 'nobody_named' || refusal.kind === 'send_time_past')
        return { view: refusalModal(wordRefusal(refusal, words)) };
      return { view: asView(deniedAnswer({ refusal, words }, 'import')) };
    }
    const { count: going, left } = result.value;
    return {
      view: messageModal('On the way', [
        section([
          `${count(going, 'invitation is', 'invitations are')} being made and sent.${left > 0 ? ` ${count(left, 'row was', 'rows were')} left out.` : ''}`,
          'A message in your direct messages with Usher says how far it is, and can stop it.',
        ]),
      ]),
    };
  },
};

/** By the callback id of the modal. */
export const importSubmissions: Readonly<Record<string, SubmissionDoor>> = {
  [IMPORT_FORM]: submitForm,
  [IMPORT_PREVIEW]: submitPreview,
};
