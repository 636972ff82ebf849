import { withoutInvisible } from '../domain/clean-text.ts';
import { parseEmailAddress } from '../domain/email-address.ts';

/**
 * A piece of what was typed after a command. `isAngled`: the address stood in `<…>`, so words right before it are its
 * name. `isQuoted` words are never keywords. `comma` stands for any separator between people.
 */
export type CommandToken =
  | { readonly kind: 'mention'; readonly userId: string }
  | { readonly kind: 'email'; readonly email: string; readonly isAngled: boolean }
  | { readonly kind: 'word'; readonly text: string; readonly isQuoted: boolean }
  | { readonly kind: 'filter'; readonly key: string; readonly value: string }
  | { readonly kind: 'comma' };

// Slack escapes what people type, and wraps addresses and names. Each alternative is linear and starts with a character
// of its own; `[^<>]` keeps a wrapping that never closes from being scanned again and again.
const pieces = new RegExp(
  [
    /<@(?<userId>[UW][A-Z0-9]+)(?:\|[^<>]*)?>/u,
    /(?<open><|&lt;)?<mailto:(?<mailto>[^<>|\s]+)(?:\|[^<>]*)?>(?:>|&gt;)?/u,
    /(?:<|&lt;)(?<angled>[^<>&|\s@]+@[^<>&|\s@]+)(?:>|&gt;)/u,
    /<(?<link>[^<>|]*)(?:\|(?<label>[^<>]*))?>/u,
    /"(?<quoted>[^"]*)"/u,
    /(?<comma>[,;])/u,
    /(?<key>[a-z]{1,20}):"(?<filterValue>[^"]*)"/u,
    /(?<word>(?:&(?:lt|gt|amp);|[^\s,;"<])+)/u,
  ]
    .map(({ source }) => source)
    .join('|'),
  'giu',
);

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim();

const wordToken = (text: string, isQuoted: boolean): CommandToken => {
  const plain = unescaped(text);
  const address = parseEmailAddress(plain.replace(/^mailto:/iu, ''));
  return address ? { kind: 'email', email: address.email, isAngled: false } : { kind: 'word', text: plain, isQuoted };
};

const tokenOf = (groups: Readonly<Record<string, string | undefined>>): CommandToken => {
  const { userId, mailto, open, angled, link, label, quoted, comma, key, filterValue, word } = groups;
  if (userId !== undefined) return { kind: 'mention', userId: userId.toUpperCase() };
  // A link shows anything; the address behind it counts.
  const address = parseEmailAddress((mailto ?? angled ?? '').split('?')[0] ?? '');
  if (address) return { kind: 'email', email: address.email, isAngled: open !== undefined || angled !== undefined };
  if (comma !== undefined) return { kind: 'comma' };
  if (key !== undefined) return { kind: 'filter', key: key.toLowerCase(), value: unescaped(filterValue ?? '') };
  if (quoted !== undefined) return wordToken(quoted, true);
  return wordToken(word ?? label ?? link ?? mailto ?? angled ?? '', false);
};

/** Cuts command text into tokens; what makes no sense stays a word. */
export const commandTokens = (text: string): readonly CommandToken[] => {
  const plain = withoutInvisible(text)
    .replace(/[“”„«»＂]/gu, '"')
    .replace(/[，、]/gu, ',')
    .normalize('NFC');
  return [...plain.matchAll(pieces)]
    .map((match) => tokenOf(match.groups ?? {}))
    .filter((token) => token.kind !== 'word' || token.text !== '');
};

/** How a token reads in an answer or a search. */
export const shown = (token: CommandToken | undefined): string => {
  switch (token?.kind) {
    case 'mention':
      return `<@${token.userId}>`;
    case 'email':
      return token.email;
    case 'word':
      return token.text;
    case 'filter':
      return `${token.key}:${token.value}`;
    default:
      return '';
  }
};
