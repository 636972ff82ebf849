import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitDisplayName } from '../../src/domain/split-display-name.ts';

const pieces = ['Ada', 'Lovelace', 'van', 'De', 'Dr.', 'PhD', 'Jr.', ',', '(x)', '"', '李', 'é'];

describe('splitDisplayName', () => {
  it.each([
    ['Ada Lovelace', 'Ada', 'Lovelace'],
    ['Ada M. Lovelace', 'Ada M.', 'Lovelace'],
    ['Lovelace, Ada', 'Ada', 'Lovelace'],
    ['Lovelace , Ada M.', 'Ada M.', 'Lovelace'],
    ['"Lovelace, Ada"', 'Ada', 'Lovelace'],
    ["'Ada Lovelace'", 'Ada', 'Lovelace'],
    ['Ludwig van Beethoven', 'Ludwig', 'van Beethoven'],
    ['Robert De Niro', 'Robert', 'De Niro'],
    ['Maria de la Cruz', 'Maria', 'de la Cruz'],
    ['van Beethoven, Ludwig', 'Ludwig', 'van Beethoven'],
    ['Van Morrison', 'Van', 'Morrison'],
    ['Dr. Ada Lovelace', 'Ada', 'Lovelace'],
    ['Ada Lovelace, PhD', 'Ada', 'Lovelace'],
    ['Ada Lovelace PhD', 'Ada', 'Lovelace'],
    ['Lovelace, Ada, M.D.', 'Ada', 'Lovelace'],
    ['Martin King Jr.', 'Martin', 'King Jr.'],
    ['Martin King, Jr.', 'Martin', 'King Jr.'],
    ['Ada Lovelace (she/her)', 'Ada', 'Lovelace'],
    ['Ada Lovelace [External]', 'Ada', 'Lovelace'],
    ['Yo-Yo Ma', 'Yo-Yo', 'Ma'],
    ['山田 太郎', '太郎', '山田'],
    ['김 민준', '민준', '김'],
  ])('%s: %s is the first and %s the last name', (text, firstName, lastName) => {
    expect(splitDisplayName(text)).toEqual({ firstName, lastName });
  });

  it.each([
    ['one word', 'Ada'],
    ['a title and one word', 'Lovelace, PhD'],
    ['more commas', 'Lovelace, Ada, Sales'],
    ['an address', 'ada@example.com Ada'],
    ['a mailing list in between', 'Ada Lovelace via Sales'],
    ['something after a bar', 'Ada Lovelace | Example'],
    ['digits', 'Agent 47'],
    ['a label', 'Name: Ada Lovelace'],
    ['a link', 'Ada evil.example'],
    ['no letters', '?? !!'],
    ['a suffix only', 'King Jr.'],
    ['nothing', ''],
    ['a very long text', 'a '.repeat(500)],
  ])('is unsure about %s', (_why, text) => {
    expect(splitDisplayName(text)).toBeNull();
  });

  it('never throws and never invents a letter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 6 })), { maxLength: 7 }),
        (words) => {
          const text = words.join(' ');
          const name = splitDisplayName(text);
          for (const word of name ? [...name.firstName.split(' '), ...name.lastName.split(' ')] : []) {
            expect(text.normalize('NFC').replace(/[\p{Default_Ignorable_Code_Point}]/gu, '')).toContain(word);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
