/** `"Lovelace, Ada"` → `Lovelace, Ada`, as CSV quotes it. A quote that does not enclose everything stays. */
const unquoted = (part: string): string => {
  const quoted = /^"((?:[^"]|"")*)"$/u.exec(part);
  return quoted ? (quoted[1] ?? '').replaceAll('""', '"').trim() : part;
};

type Pieces = {
  /** Trimmed and unquoted, the empty ones included. */
  readonly parts: readonly string[];
  /** Whether a person wrote it: a space after a separator. Programs put none. */
  readonly isSpaced: boolean;
};

/**
 * Cuts one line. A separator inside double quotes does not count (`"Lovelace, Ada" <ada@example.com>`), unless a quote
 * is never closed: then quotes mean nothing in this line.
 */
export const splitOutsideQuotes = (text: string, separator: string): Pieces => {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') isQuoted = !isQuoted;
    if (character === separator && !isQuoted) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  const cut = isQuoted ? text.split(separator) : parts;
  return {
    parts: cut.map((part) => unquoted(part.trim())),
    isSpaced: cut.slice(1).some((part) => /^\s+\S/u.test(part)),
  };
};
