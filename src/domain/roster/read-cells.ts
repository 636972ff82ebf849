import { isRoleMailbox } from '../email-address.ts';
import { isHeaderName } from './header-names.ts';
import { readItem } from './read-item.ts';
import { looksLikeName, type NameReading, readFullName, readNameCells } from './read-name.ts';
import { joinReadings, problemReading, type Reading, type RosterPerson } from './roster.ts';

/**
 * What the cells were cut by. `columns` (tabs): a line is one person. `list` (semicolons): a line may be several
 * people, and a comma may stand in a name. `commas`: the same, but `Lovelace, Ada` may be one name in two pieces.
 */
type Cut = 'columns' | 'list' | 'commas';

const hasAddress = (cell: string): boolean => cell.includes('@');
const isNamed = (person: RosterPerson): boolean => person.firstName !== undefined || person.lastName !== undefined;
// Row numbers and labels are nobody's name.
const isText = (cell: string): boolean => !hasAddress(cell) && /\p{L}/u.test(cell) && !isHeaderName(cell);
const withoutName = ({ email, emailKey }: RosterPerson): RosterPerson => ({ email, emailKey });

const isSingleWord = (text: string): boolean => !/\s/u.test(text.trim());

/** The name that texts before an address give, null when that is unsure: a first cell of two words may be all of it. */
const nameFromTexts = (texts: readonly string[], cut: Cut): NameReading | null => {
  const [first = '', second = ''] = texts;
  if (texts.length === 1) return cut !== 'commas' || looksLikeName(first) ? readFullName(first) : null;
  return texts.length === 2 && cut !== 'commas' && isSingleWord(first) ? readNameCells(first, second) : null;
};

const unused = (text: string) => ({ reason: 'unused_text', text }) as const;

const readSeveral = (cells: readonly string[], texts: readonly string[], cut: Cut): Reading => {
  if (texts.length > 0 && cut === 'columns') return problemReading('two_addresses', cells.join(' '));
  const reading = joinReadings(cells.filter(hasAddress).map(readItem));
  // Which text belongs to which address is anybody's guess: nobody gets a name from a neighbour.
  const people = texts.length > 0 && cut === 'commas' ? reading.people.map(withoutName) : reading.people;
  return { people, problems: [...reading.problems, ...texts.map(unused)] };
};

/** Reads the cells of a line that no header explains: `[first, last, address]`, `[whole name, address]`, addresses. */
export const readCells = (cells: readonly string[], cut: Cut): Reading => {
  const texts = cells.filter(isText);
  const addressCells = cells.filter(hasAddress);
  const [addressCell] = addressCells;
  if (addressCell === undefined) return problemReading('no_address', cells.join(' '));
  if (addressCells.length > 1 || texts.length === 0) return readSeveral(cells, texts, cut);
  const reading = readItem(addressCell);
  const [person, another] = reading.people;
  if (!person) return reading;
  if (another) return readSeveral(cells, texts, cut);
  const addressIsLast = cells.findLast((cell) => hasAddress(cell) || isText(cell)) === addressCell;
  const name = addressIsLast && !isNamed(person) && !isRoleMailbox(person.emailKey) ? nameFromTexts(texts, cut) : null;
  if (name) return { people: [{ ...person, ...name.names }], problems: [...reading.problems, ...name.problems] };
  if (cut === 'commas') return { people: [withoutName(person)], problems: [unused(cells.join(', '))] };
  return { people: [person], problems: [...reading.problems, unused(texts.join(' '))] };
};
