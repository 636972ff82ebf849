import { readCells } from './read-cells.ts';
import { readItem } from './read-item.ts';
import { joinReadings, type Reading } from './roster.ts';
import { splitOutsideQuotes } from './split-outside-quotes.ts';

const hasAddress = (part: string): boolean => part.includes('@');
const isFilled = (part: string): boolean => part !== '';

/** Reads a piece of a line that semicolons don't cut any further. */
const readCommas = (text: string): Reading => {
  const { parts, isSpaced } = splitOutsideQuotes(text, ',');
  const filled = parts.filter(isFilled);
  if (filled.length <= 1) return readItem(filled[0] ?? text);
  if (filled.every(hasAddress)) return joinReadings(filled.map(readItem));
  return readCells(filled, isSpaced ? 'commas' : 'list');
};

/** `Lovelace, Ada <ada@example.com>` between semicolons, as Outlook copies it: the comma is part of the name. */
const isOneMailbox = (part: string): boolean => /^[^<>@]*<[^<>@]*@[^<>@]*>$/u.test(part);

/** Reads one line of a plain list: addresses, names with addresses, as mail programs and people write them. */
export const readLine = (line: string): Reading => {
  const filled = splitOutsideQuotes(line, ';').parts.filter(isFilled);
  if (!line.includes(';') || filled.length === 0) return readCommas(line);
  if (!filled.every(hasAddress)) return readCells(filled, 'list');
  return joinReadings(filled.map((part) => (isOneMailbox(part) ? readItem(part) : readCommas(part))));
};
