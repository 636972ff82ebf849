import { cleanLine, cutText } from '../clean-text.ts';
import { parseDelimited, type TableRecord } from './delimited-records.ts';
import { detectLayout, type Layout } from './detect-layout.ts';
import { readCells } from './read-cells.ts';
import { readLine } from './read-line.ts';
import { readTitledRow } from './read-titled-row.ts';
import {
  type ParsedRoster,
  problemReading,
  type Reading,
  type RosterHeader,
  type RosterLines,
  type RosterProblem,
  type RosterRow,
} from './roster.ts';

const maxProblemText = 80;
// A header may hold line breaks in its quoted titles, but not many.
const headLines = 10;

const isBlank = (text: string): boolean => !/[\p{L}\p{N}@]/u.test(text);
const isBlankRecord = (record: TableRecord): boolean => record.cells.every(isBlank);

const readTabbed = (cells: readonly string[]): Reading => {
  const [only = ''] = cells;
  return cells.length === 1
    ? readLine(only)
    : readCells(
        cells.filter((cell) => cell !== ''),
        'columns',
      );
};

const readRecord = (record: TableRecord, layout: Layout): Reading => {
  if (layout.kind === 'titled') return readTitledRow(layout.columns, record.cells);
  return layout.kind === 'tabbed' ? readTabbed(record.cells) : readLine(record.cells[0] ?? '');
};

const linesOf = ({ line, lastLine }: RosterLines): RosterLines => ({
  line,
  ...(lastLine !== undefined && { lastLine }),
});

const headerOf = (record: TableRecord, layout: Layout): RosterHeader => ({
  ...linesOf(record),
  ignored:
    layout.kind === 'titled'
      ? layout.titles.filter((title, index) => layout.columns[index] === null && title !== '')
      : [],
});

/** How a normalized text is read; null for one that holds nobody. */
export const layoutOf = (text: string): Layout | null => {
  let start = 0;
  for (;;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    if (!isBlank(text.slice(start, end))) break;
    if (found < 0) return null;
    start = end + 1;
  }
  return detectLayout(text, text.slice(start).split('\n', headLines).join('\n'));
};

/** What cuts the lines of this layout into cells; null where each line is read as a whole. */
export const delimiterOf = (layout: Layout): string | null => {
  if (layout.kind === 'lines') return null;
  return layout.kind === 'titled' ? layout.delimiter : '\t';
};

/** All records of a paste at once. */
export const recordsOf = (text: string, layout: Layout): readonly TableRecord[] => {
  const delimiter = delimiterOf(layout);
  if (delimiter !== null) return parseDelimited(text, delimiter);
  return text.split('\n').map((line, index) => ({ line: index + 1, cells: [line] }));
};

export type RosterReader = {
  /** The next record, in the order in which they stand. */
  readonly take: (record: TableRecord) => void;
  /** How many people there are by now, and records that name nobody. */
  readonly count: () => number;
  readonly result: () => ParsedRoster;
};

/** `maxCharacters`: a record beyond is no person's, and is named instead of read. */
export const createRosterReader = (layout: Layout, maxCharacters = Number.POSITIVE_INFINITY): RosterReader => {
  let awaitsHeader = layout.kind === 'titled' || (layout.kind === 'lines' && layout.titled);
  let header: RosterHeader | undefined;
  const firstLines = new Map<string, number>();
  const rows: RosterRow[] = [];
  const problems: RosterProblem[] = [];
  let counted = 0;
  const read = (record: TableRecord): Reading => {
    const length = record.cells.reduce((sum, cell) => sum + cell.length, 0);
    return length > maxCharacters ? problemReading('too_long', record.cells.join(' ')) : readRecord(record, layout);
  };
  return {
    take: (record) => {
      if (isBlankRecord(record)) return;
      if (awaitsHeader) {
        awaitsHeader = false;
        header = headerOf(record, layout);
        return;
      }
      const reading = read(record);
      counted += Math.max(1, reading.people.length);
      for (const person of reading.people) {
        const duplicateOfLine = firstLines.get(person.emailKey);
        if (duplicateOfLine === undefined) firstLines.set(person.emailKey, record.line);
        rows.push({ ...linesOf(record), ...person, ...(duplicateOfLine !== undefined && { duplicateOfLine }) });
      }
      for (const { reason, text } of reading.problems) {
        const about = cutText(cleanLine(text.slice(0, 4 * maxProblemText)), maxProblemText);
        problems.push({ ...linesOf(record), reason, text: about });
      }
    },
    count: () => counted,
    result: () => ({ ...(header && { header }), rows, problems }),
  };
};
