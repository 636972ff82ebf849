import { describe, expect, it } from 'vitest';
import { parseRoster } from '../../../src/domain/roster/parse-roster.ts';

/** Rows as `line address | first | last`, in the order in which they came; the rest is asserted where it matters. */
const people = (text: string): readonly string[] =>
  parseRoster(text).rows.map(({ line, email, firstName, lastName }) =>
    [`${line} ${email}`, firstName ?? '', lastName ?? ''].join(' | ').replace(/( \| )+$/u, ''),
  );

const problems = (text: string): readonly string[] =>
  parseRoster(text).problems.map(({ line, reason, text: about }) => `${line} ${reason}: ${about}`);

const ada = '1 ada@example.com | Ada | Lovelace';
const grace = '1 grace@example.com | Grace | Hopper';

describe('parseRoster on lists', () => {
  it.each([
    ['one per line', 'ada@example.com\ngrace@example.com', ['1 ada@example.com', '2 grace@example.com']],
    [
      'Windows line ends and blank lines',
      'ada@example.com\r\n\r\n \r\ngrace@example.com\r\n',
      ['1 ada@example.com', '4 grace@example.com'],
    ],
    ['commas', 'ada@example.com, grace@example.com,', ['1 ada@example.com', '1 grace@example.com']],
    ['semicolons', 'ada@example.com;grace@example.com;', ['1 ada@example.com', '1 grace@example.com']],
    ['spaces', 'ada@example.com  grace@example.com', ['1 ada@example.com', '1 grace@example.com']],
    [
      'all of them',
      'ada@example.com b@example.com,c@example.com;d@example.com',
      ['1 ada@example.com', '1 b@example.com', '1 c@example.com', '1 d@example.com'],
    ],
    ['bullets and numbers', '- ada@example.com\n2. grace@example.com', ['1 ada@example.com', '2 grace@example.com']],
    [
      'quotes, brackets and a full stop',
      '"ada@example.com", <b@example.com>, (c@example.com).',
      ['1 ada@example.com', '1 b@example.com', '1 c@example.com'],
    ],
    ['a table of text', '| ada@example.com |\n|b@example.com|', ['1 ada@example.com', '2 b@example.com']],
    ['mailto links', 'mailto:ada@example.com?subject=Hi', ['1 ada@example.com']],
    [
      "Slack's wrapping, whose target counts",
      '<mailto:ada@example.com|evil@example.com> <mailto:b@example.com|b@example.com>',
      ['1 ada@example.com', '1 b@example.com'],
    ],
    ["Slack's wrapping inside brackets", 'Ada Lovelace &lt;<mailto:ada@example.com|ada@example.com>&gt;', [ada]],
    [
      'no-break spaces, zero-width characters and a byte order mark',
      '\uFEFFada@exam\u200Bple.com\u00A0grace@example.com',
      ['1 ada@example.com', '1 grace@example.com'],
    ],
    [
      'full-width punctuation',
      '山田 太郎，taro@example.com；b＠example.com',
      ['1 taro@example.com | 太郎 | 山田', '1 b@example.com'],
    ],
    [
      'a label above and beside',
      'Emails:\nada@example.com\nEmail: b@example.com',
      ['2 ada@example.com', '3 b@example.com'],
    ],
  ])('reads %s', (_how, text, expected) => {
    expect(people(text)).toEqual(expected);
    expect(problems(text)).toEqual([]);
  });
});

describe('parseRoster on what mail programs copy', () => {
  it.each([
    ['Outlook', 'Ada Lovelace <ada@example.com>; Grace Hopper <grace@example.com>', [ada, grace]],
    [
      'Outlook with the last name first',
      'Lovelace, Ada <ada@example.com>; Hopper, Grace <grace@example.com>',
      [ada, grace],
    ],
    ['Outlook with one person', 'Lovelace, Ada <ada@example.com>;', [ada]],
    [
      'Gmail',
      '"Lovelace, Ada" <ada@example.com>, b@example.com, Grace Hopper <grace@example.com>',
      [ada, '1 b@example.com', grace],
    ],
    ['quotes in quotes', '"Ada \\"A\\" Lovelace" <ada@example.com>', ['1 ada@example.com | Ada A | Lovelace']],
    ['single quotes', "'Ada Lovelace' <ada@example.com>", [ada]],
    ['smart quotes', '“Lovelace, Ada” <ada@example.com>', [ada]],
    ['a comment', 'Ada Lovelace (Sales) <ada@example.com>', [ada]],
    ['the address as its own name', 'ada@example.com <Ada@example.com>', ['1 Ada@example.com']],
    ['nothing between two people', 'Ada Lovelace <ada@example.com> Grace Hopper <grace@example.com>', [ada, grace]],
    ['all of it in quotes', '"Ada Lovelace <ada@example.com>"', [ada]],
    ['a name before a bare address', 'Ada Lovelace ada@example.com', [ada]],
    ['a name, a comma, an address', 'Ada Lovelace, ada@example.com; Grace Hopper, grace@example.com', [ada, grace]],
    ['an address in brackets', 'Ada Lovelace (ada@example.com)', [ada]],
  ])('reads %s', (_how, text, expected) => {
    expect(people(text)).toEqual(expected);
    expect(problems(text)).toEqual([]);
  });
});

describe('parseRoster on cells without a header', () => {
  it.each([
    ['first, last, address', 'Ada\tLovelace\tada@example.com', [ada]],
    ['whole name, address', 'Lovelace, Ada\tada@example.com', [ada]],
    ['a row number before them', '1\tAda\tLovelace\tada@example.com', [ada]],
    ['addresses only', 'ada@example.com\tb@example.com', ['1 ada@example.com', '1 b@example.com']],
    ['semicolon CSV', 'Ada;Lovelace;ada@example.com', [ada]],
    ['comma CSV', 'Ada,Lovelace,ada@example.com', [ada]],
    ['quoted CSV', '"Ada","Lovelace","ada@example.com"', [ada]],
    ['a quoted name with a comma', '"Lovelace, Ada",ada@example.com', [ada]],
    ['a mailbox in a cell', 'Ada Lovelace <ada@example.com>\t', [ada]],
  ])('reads %s', (_how, text, expected) => {
    expect(people(text)).toEqual(expected);
    expect(problems(text)).toEqual([]);
  });

  it('when a quote is never closed, the people below it are not swallowed', () => {
    const text = '"Ada\tLovelace\tada@example.com\nGrace\tHopper\tgrace@example.com\nCy\tYoung\tcy@example.com';
    expect(people(text)).toEqual([ada, '2 grace@example.com | Grace | Hopper', '3 cy@example.com | Cy | Young']);
  });

  it('when a stray quote is closed lines below, those lines still count', () => {
    const text = '"Ada\tLovelace\tada@example.com\nGrace\tHopper\tgrace@example.com\nCy"\tYoung\tcy@example.com';
    expect(people(text)).toEqual([ada, '2 grace@example.com | Grace | Hopper', '3 cy@example.com | Cy | Young']);
  });
});

describe('parseRoster when it is unsure whose a name is', () => {
  it.each([
    [
      'a comma that may part two people',
      'Lovelace, Ada <ada@example.com>',
      ['1 ada@example.com'],
      ['Lovelace, Ada <ada@example.com>'],
    ],
    [
      'last or first name first',
      'Lovelace, Ada, ada@example.com',
      ['1 ada@example.com'],
      ['Lovelace, Ada, ada@example.com'],
    ],
    [
      'names before or after',
      'Ada Lovelace, ada@example.com, Bob Smith, b@example.com',
      ['1 ada@example.com', '1 b@example.com'],
      ['Ada Lovelace', 'Bob Smith'],
    ],
    ['a name after the address', 'ada@example.com\tAda Lovelace', ['1 ada@example.com'], ['Ada Lovelace']],
    ['a name after the address, in a list', 'ada@example.com Carl Cox', ['1 ada@example.com'], ['Carl Cox']],
    [
      'half a name before a comma',
      'Lovelace, Ada Augusta <ada@example.com>, b@example.com',
      ['1 ada@example.com', '1 b@example.com'],
      ['Lovelace'],
    ],
    [
      'a first cell of two words',
      'Ada Lovelace\tSales\tada@example.com',
      ['1 ada@example.com'],
      ['Ada Lovelace Sales'],
    ],
    ['a sentence', 'please invite ada@example.com', ['1 ada@example.com'], ['please invite']],
    [
      'a sentence with a comma',
      'please invite Ada Lovelace, ada@example.com',
      ['1 ada@example.com'],
      ['please invite Ada Lovelace, ada@example.com'],
    ],
    ['a label', 'Guests Today: ada@example.com', ['1 ada@example.com'], ['Guests Today:']],
    ['one word', 'Ada <ada@example.com>', ['1 ada@example.com'], ['Ada']],
    ['a mailing list', 'Ada Lovelace via Sales <ada@example.com>', ['1 ada@example.com'], ['Ada Lovelace via Sales']],
    ['a role mailbox', 'Sales Team <sales@example.com>', ['1 sales@example.com'], ['Sales Team']],
    ['a text after the last address', 'Ada Lovelace <ada@example.com> and Bob', [ada], ['and Bob']],
  ])('drops it, never the person: %s', (_how, text, expected, unused) => {
    expect(people(text)).toEqual(expected);
    expect(problems(text)).toEqual(unused.map((about) => `1 unused_text: ${about}`));
  });
});
