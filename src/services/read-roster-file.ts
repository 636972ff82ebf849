import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { parse } from 'csv-parse';
import { done, type Result, refused } from '../domain/result.ts';
import { decodeText } from '../domain/roster/decode-text.ts';
import {
  type Cells,
  csvOptions,
  eachLine,
  isSwallowing,
  lineCounter,
  type TableRecord,
} from '../domain/roster/delimited-records.ts';
import { isWebPage, wrongFile } from '../domain/roster/file-kind.ts';
import { normalizePaste } from '../domain/roster/normalize-paste.ts';
import { type FileRefusal, maxFileBytes, maxFileRows, type RosterFile } from '../domain/roster/roster-file.ts';
import { createRosterReader, delimiterOf, layoutOf, type RosterReader } from '../domain/roster/roster-reader.ts';

// Lines between two looks at what else there is to do: a file is no reason to keep somebody's click waiting.
const linesAtATime = 500;
const charactersAtATime = 256 * 1024;
// No person's record is longer. A megabyte on one line is one that lost its line breaks, or never had any.
const maxRecord = 20_000;
// Notes with line breaks in their cells make more lines than people; but not this many.
const maxLines = 10 * maxFileRows;

/**
 * Reads people from a file as a sheet program exports it, by the parser that reads pastes. Says first what is no list at all, or
 * too much of one, and gives way to others all the time.
 */
export const readRosterFile = async (bytes: Uint8Array): Promise<Result<RosterFile, FileRefusal>> => {
  if (bytes.length > maxFileBytes) return refused({ kind: 'file_too_large', maxBytes: maxFileBytes });
  if (bytes.length === 0) return refused({ kind: 'file_empty' });
  const wrong = wrongFile(bytes);
  if (wrong) return refused({ kind: 'file_wrong', what: wrong });
  const decoded = decodeText(bytes);
  if (!decoded) return refused({ kind: 'file_broken' });
  if (isWebPage(decoded.text)) return refused({ kind: 'file_wrong', what: 'web_page' });
  const tooLong = refused({ kind: 'file_too_long', maxRows: maxFileRows } as const);
  const lines = withoutSeparatorLine(decoded.text.replace(/\r\n?/gu, '\n'));
  if (hasTooManyLines(lines)) return tooLong;

  const text = await normalized(lines);
  const layout = layoutOf(text);
  if (!layout) return refused({ kind: 'file_empty' });
  const records = await recordsOf(text, delimiterOf(layout));
  const reader = createRosterReader(layout, maxRecord);
  if (!(await takeAll(reader, records))) return tooLong;
  const roster = reader.result();
  if (roster.rows.length === 0) return refused({ kind: 'file_without_people', lines: roster.problems.length });
  return done({ ...roster, encoding: decoded.encoding });
};

const hasTooManyLines = (text: string): boolean => {
  let lines = 1;
  for (let at = 0; at < text.length && lines <= maxLines; at += 1) if (text.charCodeAt(at) === FEED) lines += 1;
  return lines > maxLines;
};

const FEED = 10;

/** What Excel writes above a sheet to say by what its cells are cut; the line stays, or all others would move. */
const withoutSeparatorLine = (text: string): string => text.replace(/^"?sep=.?"?(?=\n|$)/iu, '');

/** Piece by piece, each ending with a line as far as lines are no longer than a person's. */
const normalized = async (text: string): Promise<string> => {
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    const next = start + charactersAtATime;
    const found = text.slice(next, next + maxRecord).indexOf('\n');
    const end = found < 0 ? next : next + found + 1;
    pieces.push(normalizePaste(text.slice(start, end)));
    start = end;
    await setImmediate();
  }
  return pieces.join('');
};

const recordsOf = async (text: string, delimiter: string | null): Promise<Iterable<TableRecord>> => {
  if (delimiter === null) return wholeLines(text);
  const parsed = text.includes('"') ? await parseCsv(text, delimiter) : null;
  return parsed ?? eachLine(text, delimiter);
};

function* wholeLines(text: string): Generator<TableRecord> {
  for (const [index, line] of text.split('\n').entries()) yield { line: index + 1, cells: [line] };
}

/** Null as soon as a quote swallows people, or stays open: then lines are read one by one. */
const parseCsv = async (text: string, delimiter: string): Promise<readonly TableRecord[] | null> => {
  const records: TableRecord[] = [];
  const toRecord = lineCounter();
  try {
    await pipeline(Readable.from(piecesOf(text)), parse({ ...csvOptions, delimiter }), async (parsed) => {
      for await (const cells of parsed as AsyncIterable<Cells>) {
        if (isSwallowing(cells)) throw new Swallowed();
        records.push(toRecord(cells));
        if (records.length % linesAtATime === 0) await setImmediate();
      }
    });
    return records;
  } catch {
    return null;
  }
};

/** Ends the parsing of a file in which a quote swallows people. */
class Swallowed extends Error {}

function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += charactersAtATime)
    yield text.slice(start, start + charactersAtATime);
}

/** False where there are more than one file may hold. */
const takeAll = async (reader: RosterReader, records: Iterable<TableRecord>): Promise<boolean> => {
  let taken = 0;
  for (const record of records) {
    reader.take(record);
    if (reader.count() > maxFileRows) return false;
    taken += 1;
    if (taken % linesAtATime === 0) await setImmediate();
  }
  return true;
};
