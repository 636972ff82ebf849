import { parse } from 'csv-parse/sync';
import type { RosterLines } from './roster.ts';
import { splitOutsideQuotes } from './split-outside-quotes.ts';

/** One record of a sheet; cells are trimmed. A blank line is a record of one empty cell. */
export type TableRecord = RosterLines & { readonly cells: readonly string[] };

export type Cells = readonly string[];

/** What csv-parse is told, for a paste in one go and for a file piece by piece alike. */
export const csvOptions = {
  record_delimiter: '\n',
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: false,
};

// The library makes an Error, with its stack, for each record of another length than the first: 28 µs a line. Longer
// texts are read line by line, which only costs them line breaks in cells.
const maxCsvLines = 20_000;

const parseCsv = (text: string, delimiter: string): readonly Cells[] | null => {
  try {
    return parse(text, { ...csvOptions, delimiter });
  } catch {
    // A quote that is never closed. The caller reads line by line.
    return null;
  }
};

/** Each line for itself: what a stray quote leaves of quoting is kept within its line. */
export function* eachLine(text: string, delimiter: string): Generator<TableRecord> {
  let [line, start] = [1, 0];
  while (start <= text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    yield { line, cells: splitOutsideQuotes(text.slice(start, end), delimiter).parts };
    [line, start] = [line + 1, end + 1];
  }
}

/** Gives records their lines: none is skipped, so a record is as many lines as its cells hold breaks, and one. */
export const lineCounter = (): ((cells: Cells) => TableRecord) => {
  let next = 1;
  return (cells) => {
    const line = next;
    const lastLine = line + cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0);
    next = lastLine + 1;
    return { line, ...(lastLine > line && { lastLine }), cells: cells.map((cell) => cell.trim()) };
  };
};

/** A stray quote must not swallow the people below it: that shows by a cell with both a line break and an address. */
export const isSwallowing = (cells: Cells): boolean => cells.some((cell) => cell.includes('\n') && cell.includes('@'));

/**
 * Reads delimited text, quoted cells with line breaks included. As soon as a quote swallows people, or stays open, lines are
 * read one by one.
 */
export const parseDelimited = (text: string, delimiter: string): readonly TableRecord[] => {
  // Without quotes nothing needs a CSV parser.
  const lineCount = text.split('\n').length;
  const parsed = text.includes('"') && lineCount <= maxCsvLines ? parseCsv(text, delimiter) : null;
  return parsed && !parsed.some(isSwallowing) ? parsed.map(lineCounter()) : [...eachLine(text, delimiter)];
};
