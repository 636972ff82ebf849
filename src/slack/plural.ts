const rules = new Intl.PluralRules('en');
const list = new Intl.ListFormat('en-GB', { style: 'long', type: 'conjunction' });

/** `1 person`, `3 people`. */
export const count = (n: number, one: string, other: string): string =>
  `${n} ${rules.select(n) === 'one' ? one : other}`;

/** `a, b and c`. */
export const listOf = (texts: readonly string[]): string => list.format(texts);

/** `a, b and 9 others`: the first `max`, the rest counted. */
export const firstOf = (texts: readonly string[], max: number, one = 'other', other = 'others'): string => {
  if (texts.length <= max + 1) return listOf(texts);
  return listOf([...texts.slice(0, max), count(texts.length - max, one, other)]);
};
