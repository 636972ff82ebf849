/** `windows-1252` is a guess: what Excel writes for "CSV" on Windows, and nothing in the file says so. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export type DecodedText = { readonly text: string; readonly encoding: Encoding };

const markOf = (bytes: Uint8Array): Encoding | undefined => {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
};

const SAMPLE_BYTES = 4096;

/** UTF-16 without its mark: addresses are ASCII, so every other byte of most of the file is zero. */
const unmarkedUtf16 = (bytes: Uint8Array): Encoding | undefined => {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let [even, odd] = [0, 0];
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const most = sample.length / 4;
  if (odd > most && even < most / 10) return 'utf-16le';
  return even > most && odd < most / 10 ? 'utf-16be' : undefined;
};

const decode = (bytes: Uint8Array, encoding: Encoding): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** A file that was cut off may end inside a letter of up to four bytes: everything before it counts. */
const decodeUtf8 = (bytes: Uint8Array): string | null => {
  for (let missing = 0; missing < 4; missing += 1) {
    const text = decode(bytes.subarray(0, bytes.length - missing), 'utf-8');
    if (text !== null) return text;
  }
  return null;
};

// What no text holds: NUL anywhere, and other controls where the encoding is a guess that takes any byte.
const isText = (text: string, encoding: Encoding): boolean =>
  encoding === 'windows-1252' ? !/(?!\s)\p{Cc}/u.test(text) : !text.includes('\0');

/** The text of a file, without its byte order mark; null for what is no text in any of these. */
export const decodeText = (bytes: Uint8Array): DecodedText | null => {
  const sure = markOf(bytes) ?? unmarkedUtf16(bytes) ?? 'utf-8';
  const text = sure === 'utf-8' ? decodeUtf8(bytes) : decode(bytes, sure);
  if (text !== null) return isText(text, sure) ? { text, encoding: sure } : null;
  if (markOf(bytes) || sure !== 'utf-8') return null;
  const guessed = decode(bytes, 'windows-1252');
  return guessed !== null && isText(guessed, 'windows-1252') ? { text: guessed, encoding: 'windows-1252' } : null;
};
