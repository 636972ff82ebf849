import { cleanLine } from '../clean-text.ts';
import type { Column } from './header-names.ts';
import { readItem } from './read-item.ts';
import { readLine } from './read-line.ts';
import { readFullName, readNameCells } from './read-name.ts';
import { problemReading, type Reading, type RosterPerson } from './roster.ts';

type Cells = readonly string[];
type Columns = readonly (Column | null)[];

const cellOf = (columns: Columns, cells: Cells, column: Column): string => {
  const index = columns.indexOf(column);
  return index < 0 ? '' : cleanLine(cells[index] ?? '');
};

/** The cells that hold the person's address: those under an address title, else the one that looks like an address. */
const addressCells = (columns: Columns, cells: Cells): Cells => {
  const titled = columns.includes('email');
  return cells.filter(
    (cell, index) => cell.includes('@') && (titled ? columns[index] === 'email' : (columns[index] ?? null) === null),
  );
};

/** Cells moved sideways: more of them than titles, or the address under a title of something else. */
const isMisplaced = (columns: Columns, cells: Cells): boolean =>
  cells.some((cell, index) => index >= columns.length && cell !== '') ||
  (addressCells(columns, cells).length === 0 && cells.some((cell) => cell.includes('@')));

/** When cells don't stand under their titles, only the address speaks for itself. */
const readMisplaced = (cells: Cells): Reading => {
  const found = cells.filter((cell) => cell.includes('@'));
  const [cell] = found;
  const text = cells.filter((other) => other !== '').join(' ');
  if (cell === undefined) return problemReading('no_address', text);
  const { people, problems } = readItem(cell);
  const [person, another] = people;
  if (found.length > 1 || another) return problemReading('two_addresses', text);
  if (!person) return { people, problems };
  const { email, emailKey } = person;
  return { people: [{ email, emailKey }], problems: [{ reason: 'misplaced_cells', text }] };
};

const readNames = (columns: Columns, cells: Cells) => {
  const firstName = cellOf(columns, cells, 'firstName');
  const lastName = cellOf(columns, cells, 'lastName');
  return firstName !== '' || lastName !== ''
    ? readNameCells(firstName, lastName)
    : readFullName(cellOf(columns, cells, 'fullName'));
};

const readRest = (columns: Columns, cells: Cells): Pick<RosterPerson, 'role' | 'team' | 'products'> => {
  const role = cellOf(columns, cells, 'role');
  const team = cellOf(columns, cells, 'team');
  const listed = cellOf(columns, cells, 'products').split(/[,;|]/u);
  const products = [...new Set(listed.map((product) => product.trim()).filter((product) => product !== ''))];
  return { ...(role && { role }), ...(team && { team }), ...(products.length > 0 && { products }) };
};

/** Reads one record under a header. */
export const readTitledRow = (columns: Columns, cells: Cells): Reading => {
  // A plain list below the sheet, or a line of another kind.
  if (cells.length === 1) return readLine(cells[0] ?? '');
  if (isMisplaced(columns, cells)) return readMisplaced(cells);
  const text = cells.filter((cell) => cell !== '').join(' ');
  const found = addressCells(columns, cells).map(readItem);
  const people = found.flatMap((reading) => reading.people);
  const [person] = people;
  if (!person) return found[0] ?? problemReading('no_address', text);
  if (people.some((other) => other.emailKey !== person.emailKey)) return problemReading('two_addresses', text);
  const { names, problems } = readNames(columns, cells);
  const isNamed = Object.keys(names).length > 0;
  const { email, emailKey } = person;
  const addressProblems = found.flatMap((reading) => reading.problems);
  return {
    people: [{ ...(isNamed ? { email, emailKey } : person), ...names, ...readRest(columns, cells) }],
    problems: [...addressProblems, ...problems],
  };
};
