import { isRoleMailbox } from '../email-address.ts';
import { isHeaderName } from './header-names.ts';
import { readAddress } from './read-address.ts';
import { readMailClientItem } from './read-mail-client-item.ts';
import { looksLikeName, readFullName } from './read-name.ts';
import { joinReadings, problemReading, type Reading } from './roster.ts';

const listMarker = /^(?:[-*+•◦▪·–—>]|\d{1,4}[.)])\s+/u;

/** Words with addresses among them, without angle brackets. */
const readWords = (text: string): Reading => {
  // Only addresses are cut at commas: `Lovelace, Ada ada@example.com` keeps the one that says which is which.
  const pieces = text.split(/\s+/u).flatMap((word) => (word.includes('@') ? word.split(/[,;]/u) : [word]));
  const words = pieces.filter((word) => /[\p{L}\p{N}@]/u.test(word));
  const others = words.filter((word) => !word.includes('@'));
  const addresses = words.filter((word) => word.includes('@'));
  if (addresses.length === 0) return problemReading('no_address', text);
  if (others.length === 0) return joinReadings(addresses.map(readAddress));
  const label = others.join(' ');
  if (addresses.length === 1 && isHeaderName(label)) return readAddress(addresses[0] ?? '');
  const unused = problemReading('unused_text', label);
  if (addresses.length > 1) return joinReadings([...addresses.map(readAddress), unused]);
  const [address = ''] = addresses;
  const reading = readAddress(address);
  const [person] = reading.people;
  // `ada @ example.com`: the words beside it are parts of the address that was meant.
  if (!person) return problemReading(reading.problems[0]?.reason ?? 'bad_address', text);
  const nameFirst = words.at(-1) === address && looksLikeName(label) && !isRoleMailbox(person.emailKey);
  if (!nameFirst) return joinReadings([reading, unused]);
  const { names, problems } = readFullName(label);
  return { people: [{ ...person, ...names }], problems };
};

/** Reads what stands between two separators: an address, `Name <address>`, `Name address`, or several addresses. */
export const readItem = (text: string): Reading => {
  const item = text.trim().replace(listMarker, '');
  return /<[^<>]*>/u.test(item) ? readMailClientItem(item) : readWords(item);
};
