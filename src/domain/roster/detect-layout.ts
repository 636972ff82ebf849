import { parseDelimited, type TableRecord } from './delimited-records.ts';
import { type Column, columnsOf } from './header-names.ts';

type Delimiter = '\t' | ';' | ',';

/**
 * `titled`: a table whose first line names the columns. `tabbed`: a piece of a sheet without one. `lines`: anything
 * else, line by line; `titleLine` is then a line such as `Emails:` above a plain list.
 */
export type Layout =
  | {
      readonly kind: 'titled';
      readonly delimiter: Delimiter;
      readonly columns: readonly (Column | null)[];
      readonly titles: readonly string[];
    }
  | { readonly kind: 'tabbed' }
  | { readonly kind: 'lines'; readonly titled: boolean };

// No sheet of people has more; and reading stays linear whatever is pasted.
const maxColumns = 100;

const delimiters: readonly Delimiter[] = ['\t', ';', ','];

const firstRecord = (text: string, delimiter: Delimiter): TableRecord | undefined => parseDelimited(text, delimiter)[0];

type Titles = Extract<Layout, { kind: 'titled' }>;

/** Reads a possible header: no address in it, and an address column, or two columns that we know. */
const titlesOf = (record: TableRecord | undefined, delimiter: Delimiter): Titles | null => {
  if (!record || record.cells.length > maxColumns || record.cells.some((cell) => cell.includes('@'))) return null;
  const columns = columnsOf(record.cells);
  const known = columns.filter((column) => column !== null).length;
  if (!columns.includes('email') && known < 2) return null;
  return { kind: 'titled', delimiter, columns, titles: record.cells };
};

/** Decides how a normalized paste is to be read. `head` is its first non-blank line and the few after it. */
export const detectLayout = (text: string, head: string): Layout => {
  const candidates = delimiters
    .map((delimiter) => titlesOf(firstRecord(head, delimiter), delimiter))
    .filter((titles) => titles !== null)
    .sort((a, b) => b.titles.length - a.titles.length);
  const [best] = candidates;
  if (best) return best.titles.length > 1 ? best : { kind: 'lines', titled: true };
  return text.includes('\t') ? { kind: 'tabbed' } : { kind: 'lines', titled: false };
};
