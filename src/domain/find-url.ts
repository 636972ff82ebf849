import { withoutInvisible } from './clean-text.ts';

const written = /[a-z][a-z0-9+.-]{0,20}:\/\/\S{0,40}|\bwww\d{0,2}\.\S{1,40}|\b(?:mailto|javascript):\S{1,40}/iu;

// Endings that mail programs and Slack turn into links whatever the case or the length of what stands before.
const linkedEndings = new Set(
  'com net org io ai co app dev info biz xyz online site shop store click club live page cc gd ly mp ru cn'.split(' '),
);

/**
 * `evil.example` is a domain, `Dr.Smith` and `M.Lovelace` are names typed without the space: an ending of a name starts
 * with a capital. Without a list of all top-level domains, that and the well-known endings tell them apart.
 */
const isDomain = (labels: readonly string[], followedBySlash: boolean): boolean => {
  const ending = labels.at(-1) ?? '';
  const before = labels.at(-2) ?? '';
  if (before === '') return false;
  if (linkedEndings.has(ending.toLowerCase()) || ending.toLowerCase().startsWith('xn--')) return true;
  if (!/^[\p{L}\p{M}]{2,}$/u.test(ending)) return false;
  return followedBySlash || (before.length > 1 && ending === ending.toLowerCase());
};

/**
 * The first thing in the text that a mail program or Slack would show as a link (`https://…`, `www.…`, `evil.example`,
 * an address), else null. Names and notes go out in our mails, so they must not carry one (DESIGN section 4, rule 11).
 */
export const findUrl = (text: string): string | null => {
  // NFKC: full-width letters and dots are followed by browsers too.
  const plain = withoutInvisible(text).normalize('NFKC');
  const link = written.exec(plain);
  if (link) return link[0];
  for (const token of plain.matchAll(/[\p{L}\p{M}\p{N}.-]+/gu)) {
    const next = plain[token.index + token[0].length] ?? '';
    for (const run of token[0].split(/\.{2,}/u)) {
      // DNS ends at 253 characters; and the trim below is quadratic on thousands of dashes.
      if (run.length > 300) continue;
      const domain = run.replace(/^[.-]+|[.-]+$/gu, '');
      if (isDomain(domain.split('.'), next === '/' && token[0].endsWith(domain))) return domain;
    }
  }
  return null;
};
