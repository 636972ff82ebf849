import { describe, expect, it } from 'vitest';
import { parseRoster } from '../../../src/domain/roster/parse-roster.ts';

const ada = { email: 'ada@example.com', emailKey: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' };

describe('parseRoster under a header', () => {
  it.each([
    ['First name\tLast name\tEmail', 'Ada\tLovelace\tada@example.com'],
    ['E-MAIL\tlast_name\tFirstName', 'ada@example.com\tLovelace\tAda'],
    ['Given name,Surname,E-mail address', 'Ada,Lovelace,ada@example.com'],
    ['Forename;Family name;Mail', 'Ada;Lovelace;ada@example.com'],
    ['Name\tAddress', 'Ada Lovelace\tada@example.com'],
    ['Full Name,Work Email *', '"Lovelace, Ada",ada@example.com'],
    ['Vorname;Name;E-Mail-Adresse', 'Ada;Lovelace;ada@example.com'],
    ['Vorname;Nachname;E-Mail', 'Ada;Lovelace;ada@example.com'],
    ['Nom;Prénom;Courriel', 'Lovelace;Ada;ada@example.com'],
    ['Nombre;Apellidos;Correo electrónico', 'Ada;Lovelace;ada@example.com'],
    ['First name\tLast name\t', 'Ada\tLovelace\tada@example.com'],
    ['Name\tName\tEmail\tName', 'Ada Lovelace\tx\tada@example.com\ty'],
    ['Email\tFull name', 'Ada Lovelace <ada@example.com>\t'],
    ['First name\tLast name\tLogin', 'Ada\tLovelace\tada@example.com'],
  ])('reads %s', (header, line) => {
    const { rows, problems } = parseRoster(`${header}\n${line}`);
    expect(rows).toEqual([{ line: 2, ...ada }]);
    expect(problems).toEqual([]);
  });

  it('takes names, role, team and products from their columns, and lists the columns it does not know', () => {
    const parsed = parseRoster(
      [
        '',
        'Phone\tTeam\tEmail\tRole\tFirst name\tProducts\tSurname',
        '123\tBig Sales\tada@example.com\tViewer\tAda\t"Mail, Chat; Mail"\tLovelace',
        '',
        '\t\tgrace@example.com',
      ].join('\n'),
    );
    expect(parsed).toEqual({
      header: { line: 2, ignored: ['Phone'] },
      rows: [
        { line: 3, ...ada, role: 'Viewer', team: 'Big Sales', products: ['Mail', 'Chat'] },
        { line: 5, email: 'grace@example.com', emailKey: 'grace@example.com' },
      ],
      problems: [],
    });
  });

  it('counts the lines of cells that hold line breaks', () => {
    expect(
      parseRoster('"E-mail\naddress"\tName\n"ada@example.com"\t"Ada\nLovelace"\nb@example.com\tBob Smith'),
    ).toEqual({
      header: { line: 1, lastLine: 2, ignored: [] },
      rows: [
        { line: 3, lastLine: 4, ...ada },
        { line: 5, email: 'b@example.com', emailKey: 'b@example.com', firstName: 'Bob', lastName: 'Smith' },
      ],
      problems: [],
    });
  });

  it('ignores a second column of the same title', () => {
    expect(parseRoster('Email\tName\tName\nada@example.com\tAda Lovelace\tx').header?.ignored).toEqual(['Name']);
  });

  it('takes a line of more than 100 cells for no header', () => {
    const line = ['Email', ...Array.from({ length: 100 }, () => 'x')].join('\t');
    expect(parseRoster(`${line}\nada@example.com`)).toMatchObject({ rows: [{ line: 2 }], problems: [{ line: 1 }] });
  });

  it('reads a plain list below a sheet', () => {
    const { rows, problems } = parseRoster('Name\tEmail\nada@example.com, Bob Smith <b@example.com>');
    expect(rows).toMatchObject([{ email: 'ada@example.com' }, { email: 'b@example.com', lastName: 'Smith' }]);
    expect(problems).toEqual([]);
  });

  it('reads a plain list below one title', () => {
    expect(parseRoster('Email\nada@example.com, b@example.com').rows.map(({ email }) => email)).toEqual([
      'ada@example.com',
      'b@example.com',
    ]);
  });

  it.each([
    ['an unquoted comma in a name', 'name,email\nLovelace, Ada,ada@example.com', 'Lovelace Ada ada@example.com'],
    ['swapped columns', 'name,email\nada@example.com,Ada Lovelace', 'ada@example.com Ada Lovelace'],
    ['a cell too many', 'email,name,role\nada@example.com,Lovelace,Ada,Admin', 'ada@example.com Lovelace Ada Admin'],
  ])('when cells do not stand under their titles (%s), takes only the address', (_why, text, about) => {
    expect(parseRoster(text)).toMatchObject({
      rows: [{ line: 2, email: 'ada@example.com', emailKey: 'ada@example.com' }],
      problems: [{ line: 2, reason: 'misplaced_cells', text: about }],
    });
    expect(parseRoster(text).rows[0]).not.toHaveProperty('firstName');
    expect(parseRoster(text).rows[0]).not.toHaveProperty('role');
  });

  it.each([
    ['no address', 'Ada Lovelace,', 'no_address', 'Ada Lovelace'],
    ['a bad one', 'Ada Lovelace,ada@example', 'bad_address', 'ada@example'],
    [
      'two in a cell',
      'Ada Lovelace,ada@example.com b@example.com',
      'two_addresses',
      'Ada Lovelace ada@example.com b@example.com',
    ],
    [
      'two in a quoted cell',
      'Ada,"ada@example.com,b@example.com"',
      'two_addresses',
      'Ada ada@example.com,b@example.com',
    ],
  ])('a row with %s invites nobody', (_why, line, reason, text) => {
    expect(parseRoster(`name,email\n${line}`)).toMatchObject({ rows: [], problems: [{ line: 2, reason, text }] });
  });

  it('when two address columns differ, asks which; when they agree, does not', () => {
    const header = 'Email\tWork email\tName';
    expect(parseRoster(`${header}\nada@example.com\tb@example.com\tAda Lovelace`).problems).toMatchObject([
      { line: 2, reason: 'two_addresses' },
    ]);
    expect(parseRoster(`${header}\nada@example.com\tADA@example.com\tAda Lovelace`).rows).toEqual([
      { line: 2, ...ada },
    ]);
    expect(parseRoster(`${header}\n\tada@example.com\tAda Lovelace`).rows).toEqual([{ line: 2, ...ada }]);
  });

  it.each([
    ['a link', 'Evil http://x.example'],
    ['more than 80 characters', 'A'.repeat(81)],
  ])('a name with %s is left out and said so', (_why, name) => {
    const parsed = parseRoster(`First name\tLast name\tEmail\n${name}\tLovelace\tada@example.com`);
    expect(parsed.rows).toEqual([
      { line: 2, email: 'ada@example.com', emailKey: 'ada@example.com', lastName: 'Lovelace' },
    ]);
    expect(parsed.problems).toMatchObject([{ line: 2, reason: 'bad_name' }]);
  });
});
