import { characterCount } from './clean-text.ts';
import { checkName, cleanName } from './person-name.ts';

/** A whole name, or nothing: half a name is asked of the person anyway. */
export type FullName = { readonly firstName: string; readonly lastName: string };

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const particles = words('al bin dal degli dei do el ibn lo of ten ter vom zu zum zur y');
// These are also written with a capital: Robert De Niro.
const strongParticles = words("af da de del della den der di dos du la le van von 't");
const titles = words('dr mr mrs ms miss mx prof sir herr frau fräulein mme mlle monsieur madame sr sra srta dott');
const suffixes = words('jr sr ii iii iv v');
const credentials = words('phd md mba msc bsc ba ma cpa esq rn dds jd llm pmp cfa mph');
// Without a comma before them only those that are nobody's last name.
const trailingCredentials = words('phd mba msc bsc cpa esq');

const bare = (word: string): string => word.replace(/\./gu, '').toLowerCase();
const eastAsianName = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]+$/u;

const checked = (firstName: string, lastName: string): FullName | null => {
  const first = checkName(firstName);
  const last = checkName(lastName);
  return first.ok && last.ok ? { firstName: first.value, lastName: last.value } : null;
};

const isParticle = (word: string): boolean => particles.has(word) || strongParticles.has(word.toLowerCase());

/** Where the last name starts: the last word, with the particles and the suffix that belong to it. */
const lastNameStart = (parts: readonly string[]): number => {
  let start = parts.length - 1;
  if (start > 1 && suffixes.has(bare(parts[start] ?? ''))) start -= 1;
  while (start > 1 && isParticle(parts[start - 1] ?? '')) start -= 1;
  return start;
};

const splitWords = (text: string): FullName | null => {
  let parts = text.split(' ');
  while (parts.length > 2 && titles.has(bare(parts[0] ?? ''))) parts = parts.slice(1);
  if (parts.length > 2 && trailingCredentials.has(bare(parts.at(-1) ?? ''))) parts = parts.slice(0, -1);
  const [first, second] = parts;
  if (first === undefined || second === undefined || (parts.length === 2 && suffixes.has(bare(second)))) return null;
  // Chinese, Japanese and Korean write the family name first.
  if (parts.length === 2 && parts.every((part) => eastAsianName.test(part))) return checked(second, first);
  const start = lastNameStart(parts);
  return checked(parts.slice(0, start).join(' '), parts.slice(start).join(' '));
};

/**
 * Splits what a mail program or a sheet calls a name: `Ada M. Lovelace`, `Lovelace, Ada`, `Ada Lovelace (she), PhD`.
 * Null when it is unsure what is what: one word, more than one comma, an address, a link, `Ada via Sales` (whose
 * address is a list's). No name is better than a wrong one.
 */
export const splitDisplayName = (text: string): FullName | null => {
  if (characterCount(text) > 400) return null;
  const name = cleanName(
    text
      .replace(/\([^()]*\)|\[[^[\]]*\]/gu, ' ')
      .replace(/^[\s"']+|[\s"']+$/gu, '')
      .replace(/\s+,/gu, ','),
  );
  if (!/\p{L}/u.test(name) || /[@|/\\<>:;()[\]{}\d]|\bvia\b/iu.test(name)) return null;
  const parts = name
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !credentials.has(bare(part)));
  const [before = '', after] = parts;
  if (parts.length > 2) return null;
  if (after === undefined) return splitWords(before);
  return suffixes.has(bare(after)) ? splitWords(`${before} ${after}`) : checked(after, before);
};
