import { parse } from 'csv-parse/sync';
import type { RosterLines } from './roster.ts';
import { splitOutsideQuotes } from './split-outside-quotes.ts';

/** One record of a sheet; cells are trimmed. A blank line is a record of one empty cell. */
export type TableRecord = RosterLines & { readonly cells: readonly string[] };

type Cells = readonly string[];

const options = { record_delimiter: '\n', relax_quotes: true, relax_column_count: true, skip_empty_lines: false };

// The library makes an Error, with its stack, for each record of another length than the first: 28 µs a line. Longer
// texts are read line by line, which only costs them line breaks in cells.
const maxCsvLines = 20_000;

const parseCsv = (text: string, delimiter: string): readonly Cells[] | null => {
  try {
    return parse(text, { ...options, delimiter });
  } catch {
    // A quote that is never closed. The caller reads line by line.
    return null;
  }
};

/** Each line for itself: what a stray quote leaves of quoting is kept within its line. */
const parseEachLine = (text: string, delimiter: string): readonly TableRecord[] =>
  text.split('\n').map((line, index) => ({ line: index + 1, cells: splitOutsideQuotes(line, delimiter).parts }));

/**
 * Reads delimited text, quoted cells with line breaks included. A stray quote must not swallow the people below it:
 * as soon as a cell holds both a line break and an address, or a quote stays open, lines are read one by one.
 */
export const parseDelimited = (text: string, delimiter: string): readonly TableRecord[] => {
  // Without quotes nothing needs a CSV parser.
  const lineCount = text.split('\n').length;
  const parsed = text.includes('"') && lineCount <= maxCsvLines ? parseCsv(text, delimiter) : null;
  if (!parsed || parsed.some((cells) => cells.some((cell) => cell.includes('\n') && cell.includes('@')))) {
    return parseEachLine(text, delimiter);
  }
  let next = 1;
  return parsed.map((cells) => {
    const line = next;
    // No line is skipped, so a record is as many lines as its cells hold breaks, and one.
    const lastLine = line + cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0);
    next = lastLine + 1;
    return { line, ...(lastLine > line && { lastLine }), cells: cells.map((cell) => cell.trim()) };
  });
};
