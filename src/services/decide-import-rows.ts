import type { Deps } from '../deps.ts';
import { asGranter } from '../domain/actor.ts';
import type { SlackPerson } from '../domain/decide-invite.ts';
import type { ImportFate, ImportPerson, ImportRow } from '../domain/import.ts';
import { ownTerms } from '../domain/import-terms.ts';
import type { FormOptions } from '../ports/records.ts';
import type { Transaction } from '../ports/transaction.ts';
import { type Decided, decideEntries } from './decide-entries.ts';
import { pickNames, type ResolvedEntry } from './invite-entries.ts';
import type { Held } from './write-as-admin.ts';

/** Who of an import is in Slack, by the key of their address; undefined where Slack did not say. */
export type PeopleInSlack = ReadonlyMap<string, SlackPerson> | undefined;

/** `decided`: what is told of the row; `invite`: what to write for it, where there is something. */
export type DecidedRow = {
  readonly row: ImportRow;
  readonly decided: ImportFate;
  readonly invite: Decided | null;
};

/** Asks Slack, so it runs before the transaction. One cached list answers for any number of addresses. */
export const findInSlack = (
  { directory }: Pick<Deps, 'directory'>,
  slackTeamId: string,
  rows: readonly Pick<ImportRow, 'person'>[],
  withinMs: number,
): Promise<PeopleInSlack> =>
  directory.findByEmails(
    slackTeamId,
    rows.flatMap(({ person }) => (person ? [person.emailKey] : [])),
    { withinMs },
  );

type Deciding = {
  readonly importId: string;
  readonly options: FormOptions;
  readonly inSlack: PeopleInSlack;
  /** A preview tells of the cap of a day once; the sending stops at it. */
  readonly uncapped: boolean;
};

/** The fate of each row that names somebody, in as many statements for a thousand rows as for one. */
export const decideImportRows = async (
  tx: Transaction,
  held: Held,
  rows: readonly ImportRow[],
  { importId, options, inSlack, uncapped }: Deciding,
): Promise<DecidedRow[]> => {
  const granter = asGranter(held.actor);
  const named = rows.flatMap((row) => (row.person ? [{ row, person: row.person }] : []));
  const asked = named.map(({ row, person }) => ({ row, person, own: ownTerms(person, options, granter) }));
  const entries = asked.flatMap(({ row, person, own }) =>
    own.ok ? [{ ...entryOf(person, inSlack), line: row.number, own: own.value }] : [],
  );
  const decided = new Map(
    (await decideEntries(tx, held, importId, entries, { uncapped })).map((one) => [one.entry.line, one]),
  );
  return asked.map(({ row, person, own }) => {
    if (!own.ok) return { row, decided: { fate: 'refused', reason: own.refusal }, invite: null };
    const invite = decided.get(row.number) ?? null;
    return { row, decided: invite ? fateOf(invite, person) : row.decided, invite };
  });
};

const entryOf = (person: ImportPerson, inSlack: PeopleInSlack): ResolvedEntry => {
  const slack = inSlack?.get(person.emailKey) ?? null;
  return { line: null, email: person.email, emailKey: person.emailKey, ...pickNames(person, slack), slack };
};

const fateOf = ({ decision, knownAs }: Decided, { leftOut }: ImportPerson): ImportFate => {
  if (decision.fate === 'refuse')
    return { fate: 'refused', reason: { ...decision.reason, ...(knownAs && { knownAs }) } };
  const { warnings } = decision;
  return warnings.length + leftOut.length > 0 ? { fate: 'noted', warnings, leftOut } : { fate: 'clear' };
};
