import { characterCount, cleanLines } from './clean-text.ts';
import { findUrl } from './find-url.ts';
import { done, type Result, refused } from './result.ts';

/** Characters, for the personal note of an invitation (DESIGN section 4, rule 11). */
export const maxNoteLength = 300;

/** Why a note is not taken. `found` is the piece that reads as a link, `length` what was typed, in characters. */
export type NoteRefusal =
  | { readonly kind: 'note_too_long'; readonly max: number; readonly length: number }
  | { readonly kind: 'note_has_link'; readonly found: string };

/** The cleaned note, with its line breaks; an empty one is fine and means none. */
export const checkNote = (text: string): Result<string, NoteRefusal> => {
  const note = cleanLines(text);
  const length = characterCount(note);
  if (length > maxNoteLength) return refused({ kind: 'note_too_long', max: maxNoteLength, length });
  const found = findUrl(note);
  return found === null ? done(note) : refused({ kind: 'note_has_link', found });
};
