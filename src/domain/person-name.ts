import { characterCount, cleanLine } from './clean-text.ts';
import { findUrl } from './find-url.ts';
import { done, type Result, refused } from './result.ts';

/** Characters, for a first or a last name. */
export const maxNameLength = 80;

/** Why a first or last name is not taken. `found` is the piece that reads as a link. */
export type NameRefusal =
  | { readonly kind: 'name_missing' }
  | { readonly kind: 'name_too_long'; readonly max: number }
  | { readonly kind: 'name_has_link'; readonly found: string };

/** A name on one line: NFC, no control, zero-width or bidi characters (they break mail headers and screens). */
export const cleanName = (text: string): string => cleanLine(text);

/** The cleaned first or last name, or why it can't be one. */
export const checkName = (text: string): Result<string, NameRefusal> => {
  const name = cleanName(text);
  if (name === '') return refused({ kind: 'name_missing' });
  if (characterCount(name) > maxNameLength) return refused({ kind: 'name_too_long', max: maxNameLength });
  const found = findUrl(name);
  return found === null ? done(name) : refused({ kind: 'name_has_link', found });
};
