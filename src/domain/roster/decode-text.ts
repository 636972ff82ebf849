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

// Node 20 reads windows-1252 as Latin 1, which has controls in these places: a file with one ’ or € would be a broken one.
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

const decodeWindows1252 = (bytes: Uint8Array): string =>
  new TextDecoder('windows-1252')
    .decode(bytes)
    .replace(/[\u0080-\u009F]/gu, (letter) => windows1252[letter.charCodeAt(0) - 0x80] ?? letter);

/** `isWhole`: whether the last letter is all there. */
const decode = (bytes: Uint8Array, encoding: Encoding, isWhole = true): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !isWhole });
  } catch {
    return null;
  }
};

const isAscii = (text: string): boolean => !/\P{ASCII}/u.test(text);

/**
 * A file that was cut off may end inside a letter of up to four bytes: everything before it counts. Where nothing else
 * says that it is UTF-8, it is the last letter of another encoding instead.
 */
const decodeUtf8 = (bytes: Uint8Array): string | null => {
  const whole = decode(bytes, 'utf-8');
  if (whole !== null) return whole;
  const cut = decode(bytes, 'utf-8', false);
  return cut === null || (isAscii(cut) && !markOf(bytes)) ? null : cut;
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
  const guessed = decodeWindows1252(bytes);
  return isText(guessed, 'windows-1252') ? { text: guessed, encoding: 'windows-1252' } : null;
};
