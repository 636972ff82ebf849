import { characterCount, cleanLine } from './clean-text.ts';
import { findUrl } from './find-url.ts';
import { done, type Result, refused } from './result.ts';

/** Characters; the database keeps the same limits. A description fits an option of Slack's menus. */
export const maxLabelName = 60;
export const maxLabelDescription = 75;
export const maxForWhom = 200;

/** Why a name or description of a role, permission or template is not taken. */
export type LabelRefusal =
  | { readonly kind: 'label_missing' }
  | { readonly kind: 'label_too_long'; readonly max: number; readonly length: number }
  | { readonly kind: 'label_has_link'; readonly found: string };

/** One cleaned line. It stands in our mails, so it carries no link (DESIGN section 4, rule 11). */
const checkLabel = (text: string, max: number): Result<string, LabelRefusal> => {
  const label = cleanLine(text);
  const length = characterCount(label);
  if (length > max) return refused({ kind: 'label_too_long', max, length });
  const found = findUrl(label);
  return found === null ? done(label) : refused({ kind: 'label_has_link', found });
};

export const checkLabelName = (text: string): Result<string, LabelRefusal> => {
  const checked = checkLabel(text, maxLabelName);
  return checked.ok && checked.value === '' ? refused({ kind: 'label_missing' }) : checked;
};

/** May be empty. */
export const checkLabelDescription = (text: string): Result<string, LabelRefusal> =>
  checkLabel(text, maxLabelDescription);

/** May be empty. */
export const checkForWhom = (text: string): Result<string, LabelRefusal> => checkLabel(text, maxForWhom);

/** Two names that people would read as one. */
export const sameLabel = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
