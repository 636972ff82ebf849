/** One person as a row of a sheet. */
export type SheetRow = readonly string[];

type Written = {
  readonly delimiter: ',' | ';' | '\t';
  readonly newline: '\n' | '\r\n' | '\r';
  readonly quotes: 'needed' | 'all' | 'never';
  readonly encode: (text: string) => Buffer;
  readonly before?: string;
  readonly endsWithNewline: boolean;
};

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
const utf8Marked = (text: string): Buffer => utf8(`\uFEFF${text}`);
const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');
const utf16Unmarked = (text: string): Buffer => Buffer.from(text, 'utf16le');
const utf16Big = (text: string): Buffer => utf16(text).swap16();
// Every letter of these tests is the same in Latin 1.
const windows1252 = (text: string): Buffer => Buffer.from(text, 'latin1');

const excel = { newline: '\r\n', quotes: 'needed', endsWithNewline: true } as const;
const office = { newline: '\n', quotes: 'needed', endsWithNewline: true } as const;

/** How sheet programs save a list, by what their menus call it. */
export const exporters: Readonly<Record<string, Written>> = {
  'Excel, CSV UTF-8': { ...excel, delimiter: ',', encode: utf8Marked },
  'Excel, CSV UTF-8, where the comma is for decimals': { ...excel, delimiter: ';', encode: utf8Marked },
  'Excel, CSV on Windows': { ...excel, delimiter: ';', encode: windows1252 },
  'Excel, CSV for MS-DOS, with a line that names the separator': {
    ...excel,
    delimiter: ';',
    encode: windows1252,
    before: 'sep=;\r\n',
  },
  'Excel, Unicode text': { ...excel, delimiter: '\t', encode: utf16 },
  'Excel, Macintosh': { ...excel, delimiter: ',', newline: '\r', encode: windows1252 },
  'LibreOffice, UTF-8': { ...office, delimiter: ',', encode: utf8 },
  'LibreOffice, UTF-8, all text quoted': { ...office, delimiter: ';', quotes: 'all', encode: utf8 },
  'LibreOffice, UTF-16': { ...office, delimiter: ',', encode: utf16 },
  'LibreOffice, UTF-16 without its mark': { ...office, delimiter: '\t', encode: utf16Unmarked },
  'LibreOffice, UTF-16 of the other kind': { ...office, delimiter: ';', encode: utf16Big },
  'Google Sheets, CSV': { ...excel, delimiter: ',', encode: utf8, endsWithNewline: false },
  'Google Sheets, TSV': { ...excel, delimiter: '\t', quotes: 'never', encode: utf8, endsWithNewline: false },
};

const written = (cell: string, { delimiter, quotes }: Written): string => {
  // TSV of Google Sheets has no quotes: it writes spaces for what would need them.
  if (quotes === 'never') return cell.replace(/[\t\r\n]/gu, ' ');
  const isNeeded = quotes === 'all' || [delimiter, '"', '\n', '\r'].some((sign) => cell.includes(sign));
  return isNeeded ? `"${cell.replaceAll('"', '""')}"` : cell;
};

/** The bytes of a file as that program saves these rows. */
export const exported = (program: Written, rows: readonly SheetRow[]): Buffer => {
  const lines = rows.map((row) => row.map((cell) => written(cell, program)).join(program.delimiter));
  const end = program.endsWithNewline ? program.newline : '';
  return program.encode(`${program.before ?? ''}${lines.join(program.newline)}${end}`);
};
