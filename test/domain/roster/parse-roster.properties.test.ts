import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRoster } from '../../../src/domain/roster/parse-roster.ts';

const pieces = [
  'ada@example.com',
  'b@example.com',
  'Ada',
  'Lovelace',
  'Email',
  'First name',
  'Last name',
  'Role',
  '<',
  '>',
  '<mailto:c@example.com|c@example.com>',
  'mailto:',
  '"',
  '""',
  ',',
  ', ',
  ';',
  '\t',
  ' ',
  '\n',
  '\r\n',
  '@',
  '(',
  ')',
  '|',
  '&lt;',
  '\u00A0',
  '\u200B',
  '“',
];

/** What a clipboard may hold: mostly pieces that mean something to the parser, in any order. */
const paste = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, fc.string({ unit: 'binary', maxLength: 5 })), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));

/** Every line that holds a letter, a digit or an @ is in a row, a problem or the header. */
const unaccountedLines = (text: string): readonly number[] => {
  const { header, rows, problems } = parseRoster(text);
  const seen = new Set<number>();
  for (const { line, lastLine = line } of [...(header ? [header] : []), ...rows, ...problems]) {
    for (let number = line; number <= lastLine; number += 1) seen.add(number);
  }
  return text.split(/\r\n|\r|\n/u).flatMap((line, index) => {
    const visible = line.replace(/\p{Default_Ignorable_Code_Point}|&lt;|&gt;|&amp;|\|[^<>|]*(?=>)|mailto:/gu, '');
    return /[\p{L}\p{N}@]/u.test(visible) && !seen.has(index + 1) ? [index + 1] : [];
  });
};

/** As Slack shows what it escapes. */
const withoutEntities = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

describe('parseRoster on anything', () => {
  it('never throws, and accounts for every line', () => {
    fc.assert(
      fc.property(paste, (text) => {
        expect(unaccountedLines(text)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('only finds addresses that stand in the text, and names of words that stand in it', () => {
    fc.assert(
      fc.property(paste, (text) => {
        const visible = withoutEntities(text.replace(/\p{Default_Ignorable_Code_Point}/gu, '')).normalize('NFC');
        for (const { email, firstName = '', lastName = '' } of parseRoster(text).rows) {
          expect(visible).toContain(email);
          for (const word of `${firstName} ${lastName}`.trim().split(' ')) expect(visible).toContain(word);
        }
      }),
      { numRuns: 1000, examples: [['𠀀,&lt;𖠀,ada@example.com']] },
    );
  });
});

type Person = { readonly firstName: string; readonly lastName: string; readonly email: string };

const firstName = fc.constantFrom('Ada', 'Grace', 'Jean-Luc', 'Zoë', "D'Arcy", 'Łukasz');
const lastName = fc.constantFrom('Lovelace', 'Hopper', "O'Brien", 'van Beethoven', 'Núñez', 'Øst');
const email = fc
  .tuple(fc.stringMatching(/^[a-z]{3,8}(?:[.+_-][a-z0-9]{1,5})?$/u), fc.constantFrom('example.com', 'bücher.example'))
  .map(([local, domain]) => `x${local}@${domain}`);
const roster = fc.uniqueArray(fc.record<Person>({ firstName, lastName, email }), {
  selector: (person) => person.email,
  minLength: 1,
  maxLength: 12,
});

const csvCell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const mailbox = (person: Person): string => `${person.firstName} ${person.lastName} <${person.email}>`;

const formats: Readonly<Record<string, (people: readonly Person[]) => string>> = {
  'a sheet with a header': (people) =>
    ['Last name\tEmail\tFirst name', ...people.map((p) => `${p.lastName}\t${p.email}\t${p.firstName}`)].join('\n'),
  'a sheet without a header': (people) => people.map((p) => `${p.firstName}\t${p.lastName}\t${p.email}`).join('\r\n'),
  'CSV with quotes': (people) =>
    ['name,email', ...people.map((p) => `${csvCell(`${p.lastName}, ${p.firstName}`)},${csvCell(p.email)}`)].join('\n'),
  'semicolon CSV': (people) => people.map((p) => `${p.firstName};${p.lastName};${p.email};`).join('\n'),
  Outlook: (people) => people.map((p) => `${p.lastName}, ${p.firstName} <${p.email}>;`).join(' '),
  Gmail: (people) => people.map((p) => `"${p.lastName}, ${p.firstName}" <${p.email}>`).join(', '),
  'mailboxes, one per line': (people) => people.map(mailbox).join('\n\n'),
  'mailboxes in Slack': (people) =>
    people.map((p) => `${p.firstName} ${p.lastName} &lt;<mailto:${p.email}|${p.email}>&gt;`).join('\n'),
};

describe('parseRoster round trips', () => {
  it.each(Object.keys(formats))('what %s says is read as it was meant', (format) => {
    fc.assert(
      fc.property(roster, (people) => {
        const { rows, problems } = parseRoster(formats[format]?.(people) ?? '');
        expect(problems).toEqual([]);
        const read = rows.map((row) => ({ firstName: row.firstName, lastName: row.lastName, email: row.email }));
        expect(read).toEqual(people);
      }),
      { numRuns: 200 },
    );
  });

  it('plain addresses come back by line, comma, semicolon or space', () => {
    fc.assert(
      fc.property(roster, fc.constantFrom('\n', ', ', ';', ' ', '\r\n\r\n', ',\n'), (people, separator) => {
        const { rows } = parseRoster(people.map((person) => person.email).join(separator));
        expect(rows.map((row) => row.email)).toEqual(people.map((person) => person.email));
      }),
      { numRuns: 200 },
    );
  });
});

describe('parseRoster on a very long paste', () => {
  it('leaves out a name of 200 kB, not its person', () => {
    const { rows, problems } = parseRoster(`"${'a '.repeat(100_000)}" <ada@example.com>`);
    expect(rows).toEqual([{ line: 1, email: 'ada@example.com', emailKey: 'ada@example.com' }]);
    expect(problems).toMatchObject([{ reason: 'bad_name' }]);
  });

  const unit = [
    'Ada\tLovelace\tada@example.com\n',
    '"Lovelace, Ada" <ada@example.com>, ',
    '(((( <ada@example.com>; ',
    '"a\n',
    '"a"\t\n',
    '\n',
    '<',
    '<a|',
    'a@',
    '"(" <ada@example.com>,',
    'role,',
    '1,',
    '-.',
    '\u0301',
  ];
  it.each(unit)(
    'comes to an end on 200 kB of %j',
    (piece) => {
      for (const head of ['', 'Email\tName\n"']) {
        const { rows, problems } = parseRoster(`${head}ok@example.com\n${piece.repeat(200_000 / piece.length)}`);
        expect(rows.length + problems.length).toBeGreaterThan(0);
      }
    },
    // Linear work takes about a second, quadratic work takes many minutes.
    20_000,
  );
});
