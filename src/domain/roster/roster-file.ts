import type { Encoding } from './decode-text.ts';
import type { WrongFile } from './file-kind.ts';
import type { ParsedRoster } from './roster.ts';

/** Slack's own limit for a file in a form. */
export const maxFileBytes = 10 * 1024 * 1024;

/** People, and lines that name nobody, in one file. */
export const maxFileRows = 10_000;

/** Why a file is not read at all. What is wrong with single lines of it is a `RosterProblem`. */
export type FileRefusal =
  | { readonly kind: 'file_too_large'; readonly maxBytes: number }
  | { readonly kind: 'file_too_long'; readonly maxRows: number }
  | { readonly kind: 'file_empty' }
  | { readonly kind: 'file_wrong'; readonly what: WrongFile }
  /** Not readable as text: broken on the way, or cut in half. */
  | { readonly kind: 'file_broken' }
  /** It is text, and no line of it has an address. */
  | { readonly kind: 'file_without_people'; readonly lines: number };

export type RosterFile = ParsedRoster & { readonly encoding: Encoding };
