import { readerFor } from './directory.ts';
import { type Field, findField } from './find.ts';
import { type FileToUpload, keepFile } from './shared-files.ts';
import { keepValue, type Stage } from './stage.ts';
import { effortOf } from './tokens.ts';

// The limit of a file_input, docs.slack.dev.
const FILE_BYTES = 10 * 1024 * 1024;

/** Chooses files for a `file_input`; the app finds them under `url_private_download`. @throws what Slack's client refuses */
export const upload = (stage: Stage, label: string | RegExp, files: readonly FileToUpload[]): void =>
  chooseFiles(stage, findField(stage.blocks(), readerFor(stage.state, stage.person), label, stage.where), files);

/** The same, by the field itself. */
export const chooseFiles = (stage: Stage, field: Field, files: readonly FileToUpload[]): void => {
  const { state, person } = stage;
  const { element } = field;
  if (element.type !== 'file_input') throw new Error(`${stage.where}: "${field.labels[0]}" takes no file`);
  if (files.length > (element.max_files ?? 10))
    throw new Error(`${stage.where}: at most ${element.max_files ?? 10} files`);
  const uploaded = files.map((file) => {
    const extension = file.name.split('.').at(-1) ?? '';
    if (element.filetypes && !element.filetypes.includes(extension))
      throw new Error(`${stage.where}: only files of type ${element.filetypes.join(', ')}`);
    if (Buffer.byteLength(file.content) > FILE_BYTES) throw new Error(`${stage.where}: ${file.name} is over 10 MB`);
    return keepFile(state, person, file);
  });
  effortOf(state, person.id).clicks += 1 + files.length;
  keepValue(stage, field, { type: 'file_input', files: uploaded });
};
