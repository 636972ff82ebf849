import { emailKey } from '../domain/email-address.ts';
import type { CommandToken } from './command-tokens.ts';

/**
 * Somebody, as named in a command. A mention counts by its id: the name that Slack puts beside it is what that person
 * chose to be called. `name` is what stood before `<address>`. `text` is a piece of a name, or a bad address.
 */
export type PersonRef =
  | { readonly kind: 'mention'; readonly userId: string }
  | { readonly kind: 'email'; readonly email: string; readonly name?: string }
  | { readonly kind: 'text'; readonly text: string };

/** People with what `as …` and `in …` said. */
type NamedPeople = {
  readonly people: readonly PersonRef[];
  readonly roleText?: string;
  readonly teamText?: string;
};

/** One text, when all that were given agree. `a as viewer, b as admin`: nobody gets a role by being second. */
const agreed = (texts: readonly string[]): string | null => {
  const [first] = texts;
  return first !== undefined && first !== '' && texts.every((text) => text.toLowerCase() === first.toLowerCase())
    ? first
    : null;
};

const personKey = (person: PersonRef): string => {
  if (person.kind === 'mention') return `mention ${person.userId}`;
  return person.kind === 'email' ? `email ${emailKey(person.email)}` : `text ${person.text.toLowerCase()}`;
};

/** Each person once, where they were named first. */
const withoutRepeats = (people: readonly PersonRef[]): readonly PersonRef[] => {
  const byKey = new Map<string, PersonRef>();
  for (const person of people) {
    const key = personKey(person);
    if (!byKey.has(key)) byKey.set(key, person);
  }
  return [...byKey.values()];
};

type Clause = 'people' | 'as' | 'in';

const clauseOf = (token: CommandToken): 'as' | 'in' | null => {
  if (token.kind !== 'word' || token.isQuoted) return null;
  const word = token.text.toLowerCase();
  return word === 'as' || word === 'in' ? word : null;
};

/**
 * Reads people with an optional `as role` and `in team`, in either order. Unquoted words run on (`as Team Lead in Big
 * Sales`) until the next keyword, comma, mention or address.
 */
export const parsePeople = (tokens: readonly CommandToken[]): NamedPeople => {
  const people: PersonRef[] = [];
  const texts: Record<'as' | 'in', string[]> = { as: [], in: [] };
  let clause: Clause = 'people';
  let words: string[] = [];
  const endWords = (): void => {
    const text = words.join(' ');
    if (clause !== 'people') texts[clause].push(text);
    else if (text !== '') people.push({ kind: 'text', text });
    words = [];
    clause = 'people';
  };
  for (const token of tokens) {
    const next = clauseOf(token);
    if (next) {
      endWords();
      clause = next;
    } else if (token.kind === 'word') {
      if (token.isQuoted && clause === 'people') endWords();
      words.push(token.text);
      if (token.isQuoted) endWords();
    } else if (token.kind === 'email') {
      const name = clause === 'people' && token.isAngled ? words.join(' ') : '';
      if (name === '') endWords();
      words = [];
      people.push({ kind: 'email', email: token.email, ...(name !== '' && { name }) });
    } else {
      endWords();
      if (token.kind === 'mention') people.push({ kind: 'mention', userId: token.userId });
      if (token.kind === 'filter') people.push({ kind: 'text', text: `${token.key}:${token.value}` });
    }
  }
  endWords();
  const roleText = agreed(texts.as);
  const teamText = agreed(texts.in);
  return {
    people: withoutRepeats(people),
    ...(roleText && { roleText }),
    ...(teamText && { teamText }),
  };
};
