/** What somebody sent in place of a list of people. */
export type WrongFile =
  | 'spreadsheet'
  | 'old_spreadsheet'
  | 'archive'
  | 'image'
  | 'pdf'
  | 'document'
  | 'web_page'
  | 'other';

type Signature = readonly [kind: WrongFile, bytes: string, at?: number];

/** How such files begin, in Latin 1. The first that fits counts. */
const signatures: readonly Signature[] = [
  ['image', '\x89PNG\r\n'],
  ['image', '\xFF\xD8\xFF'],
  ['image', 'GIF8'],
  ['image', 'WEBP', 8],
  ['image', 'BM'],
  ['image', 'II*\0'],
  ['image', 'MM\0*'],
  ['image', 'ftypheic', 4],
  ['pdf', '%PDF-'],
  ['old_spreadsheet', '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1'],
  ['archive', '\x1F\x8B'],
  ['archive', '7z\xBC\xAF\x27\x1C'],
  ['archive', 'Rar!\x1A'],
  ['document', '{\\rtf'],
  ['other', 'MZ'],
  ['other', '\x7FELF'],
  ['other', 'SQLite format 3\0'],
];

// Names of the parts of an office file, which lie uncompressed among its first bytes.
const officeParts: readonly (readonly [WrongFile, string])[] = [
  ['spreadsheet', 'xl/'],
  ['spreadsheet', 'application/vnd.oasis.opendocument.spreadsheet'],
  ['document', 'word/'],
  ['document', 'application/vnd.oasis.opendocument.text'],
];

const HEAD_BYTES = 4096;

// Two letters are the beginning of many a name as well: then what follows has to be no text either.
const isText = (head: string): boolean => !/(?![\s\u0080-\u009F])\p{Cc}/u.test(head);

/** Names what is surely no text with people in it; undefined for anything that may be. */
export const wrongFile = (bytes: Uint8Array): WrongFile | undefined => {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) {
    return officeParts.find(([, part]) => head.includes(part))?.[0] ?? 'archive';
  }
  const found = signatures.find(([, start, at = 0]) => head.startsWith(start, at));
  return found && (found[1].length > 2 || !isText(head)) ? found[0] : undefined;
};

/** A page where a list should be: Slack answers with its login page where the token may not read files. */
export const isWebPage = (text: string): boolean =>
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body|script|meta|table)\b/iu.test(
    text.slice(0, 2000),
  );
