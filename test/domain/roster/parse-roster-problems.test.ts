import { describe, expect, it } from 'vitest';
import { parseRoster } from '../../../src/domain/roster/parse-roster.ts';

/** Rows as `line address | first | last`, in the order in which they came; the rest is asserted where it matters. */
const people = (text: string): readonly string[] =>
  parseRoster(text).rows.map(({ line, email, firstName, lastName }) =>
    [`${line} ${email}`, firstName ?? '', lastName ?? ''].join(' | ').replace(/( \| )+$/u, ''),
  );

const problems = (text: string): readonly string[] =>
  parseRoster(text).problems.map(({ line, reason, text: about }) => `${line} ${reason}: ${about}`);

describe('parseRoster on lines that invite nobody', () => {
  it.each([
    ['bob', ['1 no_address: bob']],
    ['Ada <>', ['1 no_address: Ada <>']],
    ['@bob', ['1 bad_address: @bob']],
    ['bob @ example.com', ['1 bad_address: bob @ example.com']],
    ['bob@example', ['1 bad_address: bob@example']],
    ['x@example.com <y@example.com>', ['1 two_addresses: x@example.com <y@example.com>']],
    ['Bob\tx@example.com\ty@example.com', ['1 two_addresses: Bob x@example.com y@example.com']],
    [`${'a'.repeat(400)}@example.com`, [`1 too_long: ${'a'.repeat(79)}…`]],
  ])('%j gives a problem', (text, expected) => {
    expect(problems(text)).toEqual(expected);
    expect(people(text)).toEqual([]);
  });

  it('a bad address does not take the good ones of its line with it', () => {
    expect(people('ada@@example.com, ok@example.com')).toEqual(['1 ok@example.com']);
    expect(problems('ada@@example.com, ok@example.com')).toEqual(['1 bad_address: ada@@example.com']);
  });

  it.each(['', '\n\n', ' \t\n', ',,;', '---\n•'])('%j holds nobody, and no problem', (text) => {
    expect(parseRoster(text)).toEqual({ rows: [], problems: [] });
  });
});

describe('parseRoster on duplicates', () => {
  it('says on which line the address stood first, whatever its case', () => {
    const { rows } = parseRoster('ada@example.com\nb@example.com, b@example.com\nADA@example.com');
    expect(rows.map(({ duplicateOfLine }) => duplicateOfLine)).toEqual([undefined, undefined, 2, 1]);
  });
});
