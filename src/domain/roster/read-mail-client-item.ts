import emailAddresses from 'email-addresses';
import { isRoleMailbox, parseEmailAddress } from '../email-address.ts';
import { readAddress } from './read-address.ts';
import { readFullName } from './read-name.ts';
import { joinReadings, problemReading, type Reading } from './roster.ts';

const count = (text: string, character: string): number => text.split(character).length - 1;

/**
 * Whether a phrase is quoted or commented in the way of RFC 5322. The library backtracks (80 ms on 300 open
 * brackets), so it sees short phrases only, with their quotes and brackets closed.
 */
const isQuotedPhrase = (phrase: string): boolean =>
  phrase.length <= 160 &&
  /["(]/u.test(phrase) &&
  // It would join `"Ada"Lovelace` to one word.
  !/[^\s\\]"\S/u.test(phrase) &&
  count(phrase, '"') % 2 === 0 &&
  count(phrase, '(') <= 2 &&
  count(phrase, '(') === count(phrase, ')');

/** What stands before `<address>`, with RFC 5322 quoting and comments undone. */
const displayName = (phrase: string): string => {
  if (!isQuotedPhrase(phrase)) return phrase;
  const input = `${phrase.replace(/\s+/gu, ' ')} <a@example.com>`;
  return emailAddresses.parseOneAddress({ input, rfc6532: true })?.name ?? phrase;
};

/** One `Name <address>`, the name in any of the ways that mail programs write it. */
const readMailbox = (phrase: string, address: string): Reading => {
  if (!address.includes('@')) return problemReading('no_address', `${phrase}<${address}>`.trim());
  const reading = readAddress(address);
  const [person] = reading.people;
  if (!person) return reading;
  const display = displayName(phrase.trim());
  // Programs without a name for somebody repeat the address instead.
  const inDisplay = display.split(/[\s"'()<>,;]+/u).filter((word) => word.includes('@'));
  const others = inDisplay.map((word) => parseEmailAddress(word)?.emailKey).filter((key) => key !== person.emailKey);
  if (others.length > 0) return problemReading('two_addresses', `${phrase.trim()} <${address}>`);
  if (inDisplay.length > 0) return reading;
  const { names, problems } = readFullName(display);
  if (isRoleMailbox(person.emailKey) && names.firstName !== undefined) {
    return { people: [person], problems: [{ reason: 'unused_text', text: display }] };
  }
  return { people: [{ ...person, ...names }], problems };
};

/**
 * Reads `Name <address>`, or several of them with nothing but space between. A name belongs to the address that
 * follows it; what stands after the last one belongs to nobody.
 */
export const readMailClientItem = (text: string): Reading => {
  const readings: Reading[] = [];
  let start = 0;
  for (const match of text.matchAll(/<([^<>]*)>/gu)) {
    readings.push(readMailbox(text.slice(start, match.index), match[1] ?? ''));
    start = match.index + match[0].length;
  }
  const rest = text.slice(start).trim();
  if (/[\p{L}\p{N}@]/u.test(rest)) {
    const lone = rest.includes('@') || readings.every((reading) => reading.people.length === 0);
    readings.push(problemReading(rest.includes('@') ? 'bad_address' : lone ? 'no_address' : 'unused_text', rest));
  }
  return joinReadings(readings);
};
