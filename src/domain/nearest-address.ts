import { distance } from 'fastest-levenshtein';
import { emailKey } from './email-address.ts';

/** How two addresses, or the people behind them, are alike; the surest first. */
export const likenesses = ['look_alike', 'slip', 'other_domain', 'same_name'] as const;
export type Likeness = (typeof likenesses)[number];

type Named = { readonly email: string; readonly firstName: string | null; readonly lastName: string | null };

// Letters that are read as one another, on a badge or over the phone; longer ones first.
const lookAlikes: readonly (readonly [RegExp, string])[] = [
  [/rn/gu, 'm'],
  [/vv/gu, 'w'],
  [/[1|i]/gu, 'l'],
  [/0/gu, 'o'],
  [/5/gu, 's'],
  [/[._-]/gu, ''],
];

/** What is left of a text when letters that look alike are one: accents, case and separators too. */
const skeleton = (text: string): string =>
  lookAlikes.reduce(
    (left, [pattern, letter]) => left.replace(pattern, letter),
    text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase(),
  );

const partsOf = (email: string): readonly [string, string] => {
  const key = emailKey(email);
  const at = key.lastIndexOf('@');
  return [key.slice(0, at), key.slice(at + 1)];
};

// Two slips in an address of ordinary length; one where a slip more would make it anybody's.
const mostSlips = (text: string): number => (text.length < 12 ? 1 : 2);

const fullName = ({ firstName, lastName }: Omit<Named, 'email'>): string =>
  skeleton([firstName, lastName].filter(Boolean).join(' ')).replaceAll(' ', '');

/** In which way a person known here is like the one who was asked for, if in any. */
const likenessOf = (asked: Named, known: Named): Likeness | undefined => {
  const [local, domain] = partsOf(asked.email);
  const [knownLocal, knownDomain] = partsOf(known.email);
  const [address, knownAddress] = [`${local}@${domain}`, `${knownLocal}@${knownDomain}`];
  if (address === knownAddress) return undefined;
  if (`${skeleton(local)}@${skeleton(domain)}` === `${skeleton(knownLocal)}@${skeleton(knownDomain)}`)
    return 'look_alike';
  if (distance(address, knownAddress) <= mostSlips(address)) return 'slip';
  if (local === knownLocal) return 'other_domain';
  const name = fullName(asked);
  return name !== '' && asked.lastName && name === fullName(known) ? 'same_name' : undefined;
};

// An address this long is pasted, not typed; and its neighbours would be tens of thousands.
const MOST_TYPED = 80;
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789._-';

/** Every address that is one slip of the keyboard away: looked up by an index, whatever the size of the organization. */
export const addressesOneSlipAway = (email: string): string[] => {
  const key = emailKey(email);
  if (key.length > MOST_TYPED) return [];
  const found = new Set<string>();
  for (let at = 0; at <= key.length; at += 1) {
    const [before, after] = [key.slice(0, at), key.slice(at)];
    if (after) found.add(before + after.slice(1));
    if (after.length > 1) found.add(`${before}${after.charAt(1)}${after.charAt(0)}${after.slice(2)}`);
    for (const letter of letters) {
      found.add(before + letter + after);
      if (after) found.add(before + letter + after.slice(1));
    }
  }
  found.delete(key);
  return [...found].filter((address) => address.indexOf('@') > 0);
};

/** The surest likeness first; of two alike the one with fewer slips. */
export const nearestOf = <T extends Named>(
  asked: Named,
  known: readonly T[],
): (T & { readonly likeness: Likeness }) | null => {
  const alike = known.flatMap((person) => {
    const likeness = likenessOf(asked, person);
    return likeness ? [{ ...person, likeness }] : [];
  });
  const rank = (person: T & { readonly likeness: Likeness }) =>
    likenesses.indexOf(person.likeness) * 1000 + Math.min(999, distance(emailKey(asked.email), emailKey(person.email)));
  return alike.sort((a, b) => rank(a) - rank(b))[0] ?? null;
};
