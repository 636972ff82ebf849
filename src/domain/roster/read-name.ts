import { characterCount } from '../clean-text.ts';
import { findUrl } from '../find-url.ts';
import { checkName, cleanName, maxNameLength } from '../person-name.ts';
import { splitDisplayName } from '../split-display-name.ts';
import { isHeaderName } from './header-names.ts';
import type { Reading } from './roster.ts';

type Names = { readonly firstName?: string; readonly lastName?: string };

/** Names that a text gave, and what was wrong with it. Never both a name and doubt about whose it is. */
export type NameReading = { readonly names: Names; readonly problems: Reading['problems'] };

const nothing: NameReading = { names: {}, problems: [] };

/** A whole name as mail programs and one-column sheets write it. */
export const readFullName = (text: string): NameReading => {
  const name = cleanName(text.replaceAll('"', ' '));
  if (!/[\p{L}\p{N}]/u.test(name) || isHeaderName(name)) return nothing;
  if (characterCount(name) > 2 * maxNameLength || findUrl(name.replace(/\S*@\S*/gu, '')) !== null) {
    return { names: {}, problems: [{ reason: 'bad_name', text: name }] };
  }
  const names = splitDisplayName(name);
  return names ? { names, problems: [] } : { names: {}, problems: [{ reason: 'unused_text', text: name }] };
};

const nameWord =
  /^["'(]?[\p{Lu}\p{Lt}\p{Lo}]|^(?:af|al|bin|da|de|del|della|den|der|di|do|dos|du|la|le|ten|ter|van|von|zu)$/u;

/** In running text: `Ada Lovelace` is a name, `please invite Ada` is not. */
export const looksLikeName = (text: string): boolean => {
  const words = text.trim().split(/\s+/u);
  return words.length >= 2 && words.length <= 6 && words.every((word) => nameWord.test(word));
};

/** A first and a last name from cells of their own; either may be empty. */
export const readNameCells = (firstName: string, lastName: string): NameReading => {
  const first = checkName(firstName.replaceAll('"', ' '));
  const last = checkName(lastName.replaceAll('"', ' '));
  const refusedTexts = [
    ...(first.ok || first.refusal.kind === 'name_missing' ? [] : [firstName]),
    ...(last.ok || last.refusal.kind === 'name_missing' ? [] : [lastName]),
  ];
  return {
    names: { ...(first.ok && { firstName: first.value }), ...(last.ok && { lastName: last.value }) },
    problems: refusedTexts.map((text) => ({ reason: 'bad_name', text })),
  };
};
