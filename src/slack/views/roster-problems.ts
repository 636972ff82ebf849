import type { RosterProblem, RosterProblemReason, RosterRow } from '../../domain/roster/roster.ts';
import { cut } from '../mrkdwn.ts';
import { firstOf } from '../plural.ts';

// An error sits in one or two lines below its field: the first are explained, of the others the line is named.
const shownProblems = 3;
const shownLines = 20;

export const problemReasons: Readonly<Record<RosterProblemReason, string>> = {
  no_address: 'has no address',
  bad_address: 'is not an address that mail can be sent to',
  two_addresses: 'has two addresses; one person has one',
  too_long: 'is too long for an address',
  bad_name: 'is not used as a name: too long, or it reads as a link',
  unused_text: 'is not used: it may not be this person’s name',
  misplaced_cells: 'does not match the header',
};

const isFatal = ({ reason }: RosterProblem): boolean =>
  reason === 'no_address' || reason === 'bad_address' || reason === 'two_addresses' || reason === 'too_long';

type Told = { readonly line: number; readonly text: string };

const join = (told: readonly Told[]): string | undefined => {
  if (told.length === 0) return undefined;
  const texts = told.slice(0, shownProblems).map(({ text }) => text);
  const others = told.slice(shownProblems).map(({ line }) => String(line));
  return `${[...texts, ...(others.length > 0 ? [alsoLines(others)] : [])].join('; ')}.`;
};

/** “also lines 4, 6 and 9”. */
const alsoLines = (lines: readonly string[]): string =>
  `also ${lines.length === 1 ? 'line' : 'lines'} ${firstOf(lines, shownLines)}`;

const about = ({ line, text, reason }: RosterProblem, word: string): string =>
  `${word} ${line}: “${cut(text, 40)}” ${problemReasons[reason]}`;

/** The lines that name nobody, as the error of their field; undefined when every line could be read. */
export const wordUnreadable = (problems: readonly RosterProblem[]): string | undefined =>
  join(
    problems
      .filter(isFatal)
      .map((problem, index) => ({ line: problem.line, text: about(problem, index === 0 ? 'Line' : 'line') })),
  );

/** What was left out beside the people, one line each. */
export const wordLeftOut = (problems: readonly RosterProblem[]): string[] =>
  problems.filter((problem) => !isFatal(problem)).map((problem) => about(problem, 'Line'));

type Chosen = {
  readonly role: string | undefined;
  readonly team: string | undefined;
  readonly products: readonly string[];
};

const same = (a: string, b: string | undefined): boolean => a.trim().toLowerCase() === b?.trim().toLowerCase();

/**
 * One form gives one role, team and set of products. A sheet whose columns say something else is told so, line by line,
 * rather than being overruled without a word.
 */
export const wordClashes = (rows: readonly RosterRow[], chosen: Chosen): string | undefined => {
  const clashes = rows.flatMap(({ line, role, team, products = [] }) => {
    if (role && !same(role, chosen.role)) return [{ line, text: `line ${line} says role “${cut(role, 30)}”` }];
    if (team && !same(team, chosen.team)) return [{ line, text: `line ${line} says team “${cut(team, 30)}”` }];
    const product = products.find((name) => !chosen.products.some((each) => same(name, each)));
    return product ? [{ line, text: `line ${line} says product “${cut(product, 30)}”` }] : [];
  });
  const told = join(clashes);
  return (
    told &&
    `${told.charAt(0).toUpperCase()}${told.slice(1)} The form below says otherwise: invite these separately, or take the column out.`
  );
};
