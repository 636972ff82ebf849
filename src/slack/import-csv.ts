import { stringify } from 'csv-stringify/sync';
import type { ImportFate } from '../domain/import.ts';
import type { ImportFailure, ImportFile } from '../ports/imports.ts';
import { wordFailure } from './import-texts.ts';
import type { Wording } from './wording.ts';

/** The columns that an import knows, by the titles under which it knows them. */
const importColumns = ['Email', 'First name', 'Last name', 'Role', 'Team', 'Products'] as const;

// Everything is quoted, since a line break inside a cell would end the row otherwise; what people wrote stays text.
const rows = (cells: readonly (readonly (string | number | null)[])[], bom = false): string =>
  stringify(
    cells.map((row) => [...row]),
    { bom, quoted: true, escape_formulas: true, record_delimiter: 'windows' },
  );

const failureRow = (failure: ImportFailure, wording: Wording): (string | number | null)[] => {
  const { person, decided, line } = failure;
  const written = person
    ? [person.email, person.firstName, person.lastName, person.role, person.team, person.products?.join(', ') ?? null]
    : [textOf(decided), null, null, null, null, null];
  return [...written, line, wordFailure(failure, wording)];
};

const textOf = (decided: ImportFate): string | null =>
  decided.fate === 'unreadable' ? decided.text : decided.fate === 'refused' ? (decided.userId ?? null) : null;

/** A file that can be corrected and sent again: the columns that an import knows, the line, and what was wrong. */
export async function* importCsv(file: ImportFile, wording: Wording): AsyncGenerator<string> {
  if (file.kind === 'template') return yield rows([importColumns], true);
  yield rows([[...importColumns, 'Line', 'What was wrong']], true);
  for await (const page of file.pages) {
    if (page.length > 0) yield rows(page.map((failure) => failureRow(failure, wording)));
  }
}
