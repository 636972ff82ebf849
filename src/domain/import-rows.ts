import type { ImportPerson, ImportRow, LeftOut } from './import.ts';
import type { ParsedRoster, RosterProblem, RosterRow } from './roster/roster.ts';

/**
 * The rows of a preview, in the order of the file: everybody who was named, and each line that names nobody. What was left out
 * beside an address stands with the first person of its line. Nothing of the roster is lost on the way.
 */
export const importRows = ({ rows, problems }: Pick<ParsedRoster, 'rows' | 'problems'>): ImportRow[] => {
  const firstOfLine = new Map<number, RosterRow>();
  for (const row of rows) if (!firstOfLine.has(row.line)) firstOfLine.set(row.line, row);
  const leftOut = new Map<RosterRow, LeftOut[]>();
  const unreadable: RosterProblem[] = [];
  for (const problem of problems) {
    const row = firstOfLine.get(problem.line);
    if (!row || isFatal(problem)) unreadable.push(problem);
    else leftOut.set(row, [...(leftOut.get(row) ?? []), { reason: problem.reason, text: problem.text }]);
  }
  const typed = new Map<string, string>();
  const all = [
    ...rows.map((row) => ({ line: row.line, ...rowOf(row, leftOut.get(row) ?? [], typed) })),
    ...unreadable.map(({ line, reason, text }) => ({
      line,
      person: null,
      decided: { fate: 'unreadable', reason, text } as const,
    })),
  ];
  return all
    .sort((one, other) => one.line - other.line)
    .map((row, index) => ({ ...row, number: index + 1, state: 'OPEN' }));
};

const isFatal = ({ reason }: RosterProblem): boolean =>
  reason === 'no_address' || reason === 'bad_address' || reason === 'two_addresses' || reason === 'too_long';

/** `typed`: how each address was written where it stood first. */
const rowOf = (
  row: RosterRow,
  leftOut: readonly LeftOut[],
  typed: Map<string, string>,
): Pick<ImportRow, 'person' | 'decided'> => {
  const person = personOf(row, leftOut);
  const first = typed.get(row.emailKey);
  if (first === undefined) {
    typed.set(row.emailKey, row.email);
    return { person, decided: { fate: 'clear' } };
  }
  const ofLine = row.duplicateOfLine ?? row.line;
  return { person, decided: { fate: 'repeated', ofLine, differsInCase: first !== row.email } };
};

const personOf = (row: RosterRow, leftOut: readonly LeftOut[]): ImportPerson => ({
  email: row.email,
  emailKey: row.emailKey,
  firstName: row.firstName ?? null,
  lastName: row.lastName ?? null,
  role: row.role ?? null,
  team: row.team ?? null,
  products: row.products ?? null,
  leftOut,
});
