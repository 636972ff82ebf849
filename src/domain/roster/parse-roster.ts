import { cleanLine, cutText } from '../clean-text.ts';
import { parseDelimited, type TableRecord } from './delimited-records.ts';
import { detectLayout, type Layout } from './detect-layout.ts';
import { normalizePaste } from './normalize-paste.ts';
import { readCells } from './read-cells.ts';
import { readLine } from './read-line.ts';
import { readTitledRow } from './read-titled-row.ts';
import type { ParsedRoster, Reading, RosterHeader, RosterLines, RosterProblem, RosterRow } from './roster.ts';

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

const recordsOf = (text: string, layout: Layout): readonly TableRecord[] => {
  if (layout.kind === 'lines') return text.split('\n').map((line, index) => ({ line: index + 1, cells: [line] }));
  return parseDelimited(text, layout.kind === 'titled' ? layout.delimiter : '\t');
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

/**
 * Reads people from a paste: addresses by line, comma, semicolon or space, lists copied from Outlook and Gmail, cells
 * copied from Excel or Sheets, CSV; Slack's own wrapping of addresses is undone. When it is unsure whose a name is, the
 * name is dropped and said so, never the person. Never throws; takes time linear in the text.
 */
export const parseRoster = (text: string): ParsedRoster => {
  const paste = normalizePaste(text);
  const lines = paste.split('\n');
  const start = lines.findIndex((line) => !isBlank(line));
  if (start < 0) return { rows: [], problems: [] };
  const layout = detectLayout(paste, lines.slice(start, start + headLines).join('\n'));
  const records = recordsOf(paste, layout).filter((record) => !isBlankRecord(record));
  const hasHeader = layout.kind === 'titled' || (layout.kind === 'lines' && layout.titled);
  const [first] = records;
  const firstLines = new Map<string, number>();
  const rows: RosterRow[] = [];
  const problems: RosterProblem[] = [];
  for (const record of hasHeader ? records.slice(1) : records) {
    const reading = readRecord(record, layout);
    for (const person of reading.people) {
      const duplicateOfLine = firstLines.get(person.emailKey);
      if (duplicateOfLine === undefined) firstLines.set(person.emailKey, record.line);
      rows.push({ ...linesOf(record), ...person, ...(duplicateOfLine !== undefined && { duplicateOfLine }) });
    }
    for (const { reason, text: about } of reading.problems) {
      problems.push({
        ...linesOf(record),
        reason,
        text: cutText(cleanLine(about.slice(0, 4 * maxProblemText)), maxProblemText),
      });
    }
  }
  return { ...(hasHeader && first && { header: headerOf(first, layout) }), rows, problems };
};
