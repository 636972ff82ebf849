import { type PersonRef, parsePeople } from './command-people.ts';
import type { CommandToken } from './command-tokens.ts';

/** An act on one person. `person` is missing where nobody was named, or several. */
export type ActRequest =
  | { readonly kind: 'deactivate' | 'reactivate' | 'remove'; readonly person?: PersonRef }
  | {
      readonly kind: 'role';
      readonly person?: PersonRef;
      /** What was typed for the role; where it is missing, the last words of the name may be one. */
      readonly roleText?: string;
    };

export const parseOnePerson = (
  kind: 'deactivate' | 'reactivate' | 'remove',
  rest: readonly CommandToken[],
): ActRequest => {
  const { people } = parsePeople(rest);
  const [person] = people;
  return person && people.length === 1 ? { kind, person } : { kind };
};

/** `@ada admin`, `ada@example.com as admin`, `"Ada Example" admin`: one person, then the role with or without “as”. */
export const parseRole = (rest: readonly CommandToken[]): ActRequest => {
  const { people, roleText } = parsePeople(rest);
  const [person, second] = people;
  if (!person || people.length > 2) return { kind: 'role' };
  if (!second) return { kind: 'role', person, ...(roleText && { roleText }) };
  return second.kind === 'text' && !roleText ? { kind: 'role', person, roleText: second.text } : { kind: 'role' };
};
