import { parseEmailAddress } from '../email-address.ts';
import { problemReading, type Reading } from './roster.ts';

// Longer than any address with the punctuation around it.
const maxWordLength = 320;

const openers = new Set('<([{"\'`*|,;:.');
const closers = new Set('>)]}"\'`*|,;:.!?');

/** Without what people and mail programs put around an address. By index, as a pattern would be quadratic on `((((`. */
const unwrapped = (word: string): string => {
  let start = 0;
  let end = word.length;
  while (start < end && openers.has(word[start] ?? '')) start += 1;
  while (end > start && closers.has(word[end - 1] ?? '')) end -= 1;
  return word.slice(start, end);
};

/** Reads one word that holds an `@`. */
export const readAddress = (word: string): Reading => {
  const address = parseEmailAddress(word) ?? parseEmailAddress(unwrapped(word.trim()));
  if (address) return { people: [address], problems: [] };
  return problemReading(word.length > maxWordLength ? 'too_long' : 'bad_address', word);
};
