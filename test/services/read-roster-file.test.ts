import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRosterFile } from '../../src/services/read-roster-file.ts';
import { exported, exporters, type SheetRow } from './sheet-exports.ts';

const titles = ['Vorname', 'Family name', 'E-Mail-Adresse', 'Role', 'Team', 'Products', 'Notes'];
const sheet: readonly SheetRow[] = [
  titles,
  ['Zoë', 'Núñez', 'zoe@example.com', 'Viewer', 'Sales', 'Alpha, Beta', ''],
  ['Jörg', 'van der Groß', 'Joerg@Example.com', '', 'R&D; west', '', 'He said "yes",\nthen no'],
  ['', '', '', '', '', '', ''],
  ['Ada', 'Lovelace', 'ada@example.com', 'Member', '', 'Alpha', ''],
  ['', '', '', '', '', '', ''],
];

const read = async (content: Buffer | string) => readRosterFile(Buffer.from(content));

const people = async (content: Buffer | string) => {
  const result = await read(content);
  if (!result.ok) throw new Error(`refused: ${result.refusal.kind}`);
  return result.value;
};

const refusal = async (content: Buffer | string) => {
  const result = await read(content);
  return result.ok ? 'was read' : result.refusal;
};

describe('a file of a sheet program', () => {
  it.each(Object.keys(exporters))('%s: is read with its lines, names and columns', async (program) => {
    const exporter = exporters[program];
    if (!exporter) throw new Error(program);
    const { rows, problems, header } = await people(exported(exporter, sheet));
    const [shift, breaks] = [exporter.before ? 1 : 0, exporter.quotes === 'never' ? 0 : 1];
    expect(problems).toEqual([]);
    expect(header).toMatchObject({ line: 1 + shift, ignored: ['Notes'] });
    expect(rows).toMatchObject([
      { line: 2 + shift, email: 'zoe@example.com', firstName: 'Zoë', lastName: 'Núñez', products: ['Alpha', 'Beta'] },
      {
        line: 3 + shift,
        emailKey: 'joerg@example.com',
        firstName: 'Jörg',
        lastName: 'van der Groß',
        team: 'R&D; west',
      },
      { line: 5 + shift + breaks, email: 'ada@example.com', role: 'Member', products: ['Alpha'] },
    ]);
  });

  it.each(Object.keys(exporters))('%s: needs no titles', async (program) => {
    const exporter = exporters[program];
    if (!exporter) throw new Error(program);
    const bare = [
      ['Ada', 'Lovelace', 'ada@example.com'],
      ['Zoë', 'Núñez', 'zoe@example.com'],
    ];
    const { rows, problems } = await people(exported(exporter, bare));
    expect(problems).toEqual([]);
    expect(rows.map(({ firstName, lastName, email }) => [firstName, lastName, email])).toEqual(bare);
  });
});

describe('a file that does not say in which encoding it is', () => {
  it.each<[string, Buffer, string, string]>([
    ['letters that only Windows has', latin1('email,name\na@example.com,Zo\xEB O\x92Brien'), 'windows-1252', 'O’Brien'],
    ['a last byte that is the only letter', latin1('name,email\nA B,a@example.com\nZ Zo\xEB'), 'windows-1252', 'B'],
    [
      'UTF-8 cut in its last letter',
      Buffer.from('email,name\na@example.com,Zoë Öst\nö').subarray(0, -1),
      'utf-8',
      'Öst',
    ],
    ['UTF-8 with its mark, cut in its only letter', Buffer.from('\uFEFFa@example.com\nö').subarray(0, -1), 'utf-8', ''],
  ])('%s: is read in the one that fits', async (_name, bytes, encoding, lastName) => {
    const { rows, ...read } = await people(bytes);
    expect({ encoding: read.encoding, names: rows.map((row) => row.lastName ?? '') }).toEqual({
      encoding,
      names: [lastName],
    });
  });
});

const zip = (part: string): string => `PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0${part}\0\0`;
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const wrong = (what: string) => ({ kind: 'file_wrong', what });
const manyRows = (count: number): string =>
  `email\n${Array.from({ length: count }, (_, index) => `p${index}@example.com`).join('\n')}`;

describe('what is no list, or a broken one', () => {
  it.each<[string, string | Buffer, unknown]>([
    ['a login page', '<!DOCTYPE html><html><head><title>Sign in</title>', wrong('web_page')],
    ['a page with a mark and a comment', '\uFEFF\n<!-- hi --><HTML lang="en">ada@example.com', wrong('web_page')],
    ['a sheet saved as a page', '<?xml version="1.0"?>\n<html xmlns="x"><table>', wrong('web_page')],
    ['a PNG', latin1('\x89PNG\r\n\x1A\n\0\0\0\rIHDR'), wrong('image')],
    ['a JPEG', latin1('\xFF\xD8\xFF\xE0\0\x10JFIF'), wrong('image')],
    ['a GIF', 'GIF89a\x01\0\x01\0', wrong('image')],
    ['a WebP', 'RIFF\x24\0\0\0WEBPVP8 ', wrong('image')],
    ['a photo of a phone', '\0\0\0\x18ftypheic\0\0\0\0', wrong('image')],
    ['a bitmap', 'BM\x36\0\0\0\0\0', wrong('image')],
    ['a PDF', '%PDF-1.7\n%âãÏÓ', wrong('pdf')],
    ['a workbook of Excel', zip('[Content_Types].xml xl/workbook.xml'), wrong('spreadsheet')],
    ['a workbook of LibreOffice', zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'), wrong('spreadsheet')],
    ['an old workbook', latin1('\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0'), wrong('old_spreadsheet')],
    ['a document of Word', zip('word/document.xml'), wrong('document')],
    ['rich text', '{\\rtf1\\ansi ada@example.com}', wrong('document')],
    ['a zip', zip('people.csv'), wrong('archive')],
    ['a zip with nothing in it', 'PK\x05\x06\0\0\0\0', wrong('archive')],
    ['a gzip', latin1('\x1F\x8B\x08\0'), wrong('archive')],
    ['a 7z', latin1('7z\xBC\xAF\x27\x1C\0\x04'), wrong('archive')],
    ['a rar', 'Rar!\x1A\x07\0', wrong('archive')],
    ['a program', 'MZ\x90\0\x03\0\0\0', wrong('other')],
    ['nothing', '', { kind: 'file_empty' }],
    ['a mark and nothing', '\uFEFF', { kind: 'file_empty' }],
    ['empty lines', '\r\n\r\n \t\r\n,,,\r\n', { kind: 'file_empty' }],
    ['titles and nobody', 'First name,Email\r\n', { kind: 'file_without_people', lines: 0 }],
    ['a poem', 'Roses are red\nViolets are blue', { kind: 'file_without_people', lines: 2 }],
    ['zeros', Buffer.alloc(500), { kind: 'file_broken' }],
    ['text with a hole in it', 'email\nada@example.com\0\0\0\0', { kind: 'file_broken' }],
    [
      'half of a UTF-16 letter',
      Buffer.from('\uFEFFada@example.com', 'utf16le').subarray(0, 25),
      { kind: 'file_broken' },
    ],
    ['bytes of no kind', latin1('\xC3\x28\x01\x02\x03\xFE'), { kind: 'file_broken' }],
    ['more than 10 MB', Buffer.alloc(10 * 1024 * 1024 + 1, 'a'), { kind: 'file_too_large', maxBytes: 10485760 }],
    ['10,001 people', manyRows(10_001), { kind: 'file_too_long', maxRows: 10_000 }],
    ['a million empty lines', '\n'.repeat(1_000_000), { kind: 'file_too_long', maxRows: 10_000 }],
  ])('%s is named as what it is', async (_name, content, expected) => {
    expect(await refusal(content)).toEqual(expected);
  });

  it.each<[string, string | Buffer, readonly string[], readonly string[]]>([
    [
      'a quote that is never closed',
      'name,email\n"Ada,ada@example.com\nBob,b@example.com',
      ['ada@example.com', 'b@example.com'],
      ['2', '3'],
    ],
    [
      'a stray quote',
      'name,email\nAda "the,ada@example.com\nBob" B,b@example.com',
      ['ada@example.com', 'b@example.com'],
      [],
    ],
    [
      'titles a second time',
      'name,email\nA B,a@example.com\nname,email\nC D,c@example.com',
      ['a@example.com', 'c@example.com'],
      ['3'],
    ],
    ['a cell too many', 'first,last,email\nA,B,C,a@example.com', ['a@example.com'], ['2']],
    [
      'a row that ends early',
      'email,first,last\na@example.com\nb@example.com,Bob',
      ['a@example.com', 'b@example.com'],
      [],
    ],
    ['a total below', 'email,team\na@example.com,Sales\nTotal: 1', ['a@example.com'], ['3']],
    [
      'a file that ends inside a letter',
      Buffer.from('email\na@example.com\nZoë').subarray(0, -1),
      ['a@example.com'],
      ['3'],
    ],
    ['two addresses for one person', 'name,email\nA B,a@example.com b@example.com', [], ['2']],
    ['a line of a megabyte', `email\na@example.com\n${'x, '.repeat(300_000)}`, ['a@example.com'], ['3']],
    [
      'two kinds of separators',
      'first;last;email\nAda;L;a@example.com\nBob,B,b@example.com',
      ['a@example.com', 'b@example.com'],
      [],
    ],
  ])('%s costs nobody but the lines that are named', async (_name, content, emails, lines) => {
    const result = await read(content);
    const { rows, problems } = result.ok ? result.value : { rows: [], problems: [] };
    if (!result.ok) expect(result.refusal).toEqual({ kind: 'file_without_people', lines: lines.length });
    expect(rows.map(({ email }) => email)).toEqual(emails);
    if (result.ok) expect([...new Set(problems.map(({ line }) => String(line)))]).toEqual(lines);
  });

  it('10,000 people in 10 MB are read, and others get their turn meanwhile', async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const note = `"${'much to say '.repeat(80)}"`;
    const lines = Array.from({ length: 10_000 }, (_, index) => `p${index}@example.com,${note}`);
    const { rows } = await people(`email,notes\n${lines.join('\n')}`);
    clearInterval(timer);
    expect(rows.length).toBe(10_000);
    expect(turns).toBeGreaterThan(10);
  });
});

const cell = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('ada@example.com', 'B <b@example.com>', 'Ada', 'Email', 'Role', '"', '""', 'a\nb'),
  },
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const file = fc
  .record({
    rows: fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 8 }),
    delimiter: fc.constantFrom(',', ';', '\t', ' ', '"'),
    newline: fc.constantFrom('\n', '\r\n', '\r', '\n\n'),
    encoding: fc.constantFrom('utf8', 'utf16le', 'latin1' as const),
    mark: fc.constantFrom('', '\uFEFF'),
    cut: fc.nat({ max: 3 }),
  })
  .map(({ rows, delimiter, newline, encoding, mark, cut }) => {
    const text = mark + rows.map((row) => row.join(delimiter)).join(newline);
    const bytes = Buffer.from(text, encoding);
    return bytes.subarray(0, Math.max(0, bytes.length - cut));
  });

describe('any file at all', () => {
  it('is answered: every line that holds something is a row, a problem or the header, or the file is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(file, fc.uint8Array({ maxLength: 200 })), async (bytes) => {
        const result = await readRosterFile(bytes);
        if (!result.ok) return;
        const { header, rows, problems, encoding } = result.value;
        const seen = new Set<number>();
        for (const { line, lastLine = line } of [...(header ? [header] : []), ...rows, ...problems]) {
          for (let number = line; number <= lastLine; number += 1) seen.add(number);
        }
        const text = new TextDecoder(encoding).decode(bytes);
        const lost = text.split(/\r\n|\r|\n/u).flatMap((line, index) => {
          const visible = line.replace(/\p{Default_Ignorable_Code_Point}|&lt;|&gt;|&amp;|\|[^<>|]*(?=>)|mailto:/gu, '');
          const isSomething = /[\p{L}\p{N}@]/u.test(visible) && !/^"?sep=.?"?$/iu.test(line);
          return isSomething && !seen.has(index + 1) ? [line] : [];
        });
        expect(lost).toEqual([]);
      }),
      { numRuns: 1500, examples: [[Uint8Array.from(latin1('ada@example.com\n\x800'))]] },
    );
  });
});
