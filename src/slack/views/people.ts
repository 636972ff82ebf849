import { personName } from '../../domain/actor.ts';
import type { Pen } from '../wording.ts';

type Named = { readonly firstName: string | null; readonly lastName: string | null; readonly email: string };

/** `*Ada Example* (ada@example.com)`, or the address alone while the names are not known. */
export const whoWithAddress = (person: Named, pen: Pen): string => {
  const name = personName(person);
  return name === person.email ? `*${pen.address(name)}*` : `${pen.strong(name)} (${pen.address(person.email)})`;
};

/** The name, or the address while the names are not known. */
export const who = (person: Named, pen: Pen): string => {
  const name = personName(person);
  return name === person.email ? pen.address(name) : pen.say(name);
};
