import { type Click, type ClickOptions, click } from './click.ts';
import { type FillOptions, fill } from './enter.ts';
import type { Wish } from './fill.ts';
import type { Row } from './find.ts';
import type { Delivery } from './records.ts';
import { buttonLabelsOf, type FieldSeen, fieldLabelsOf, optionsFor, seeField } from './see.ts';
import { type ButtonSeen, seeButton } from './seen-button.ts';
import type { FileToUpload } from './shared-files.ts';
import type { Stage } from './stage.ts';
import { upload } from './upload.ts';

/** What a person can do with blocks, wherever they are shown. */
export type Surface = {
  /** Labels of all buttons and overflow options, from top to bottom. */
  readonly buttons: () => string[];
  /** Labels of all fields. */
  readonly fields: () => string[];
  readonly button: (label: string | RegExp, options?: { row?: Row }) => ButtonSeen;
  readonly input: (label: string | RegExp) => FieldSeen;
  readonly click: (label: string | RegExp, options?: ClickOptions) => Promise<Click>;
  /** Enters text, chooses options by their texts, people and channels by their handles; null empties the field. */
  readonly fill: (label: string | RegExp, wish: Wish, options?: FillOptions) => Promise<Delivery | undefined>;
  readonly upload: (label: string | RegExp, ...files: FileToUpload[]) => void;
  /** Option texts that a menu shows for what is typed. */
  readonly options: (label: string | RegExp, query?: string) => Promise<string[]>;
};

export const surfaceOn = (stage: Stage): Surface => ({
  buttons: () => buttonLabelsOf(stage),
  fields: () => fieldLabelsOf(stage),
  button: (label, options = {}) => seeButton(stage, label, options.row),
  input: (label) => seeField(stage, label),
  click: (label, options = {}) => click(stage, label, options),
  fill: (label, wish, options = {}) => fill(stage, label, wish, options),
  upload: (label, ...files) => upload(stage, label, files),
  options: (label, query = '') => optionsFor(stage, label, query),
});
