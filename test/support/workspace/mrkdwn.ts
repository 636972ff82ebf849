import { formatDate, type Reader } from './dates.ts';

const unescapeText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const TOKEN = /<([^<>]*)>/g;
const BROADCASTS: ReadonlySet<string> = new Set(['channel', 'here', 'everyone']);

const special = (body: string, label: string | undefined, reader: Reader): string => {
  const date = body.match(/^date\^(\d+)\^([^^]+)(?:\^(.+))?$/);
  if (date) return formatDate(Number(date[1]), date[2] ?? '', reader);
  return BROADCASTS.has(body) ? `@${body}` : (label ?? `<!${body}>`);
};

const resolve = (token: string, reader: Reader): string => {
  const [target = '', label] = token.split(/\|(.*)/s);
  const shown = label === undefined ? undefined : unescapeText(label);
  if (target.startsWith('@')) return `@${reader.userName(target.slice(1))}`;
  if (target.startsWith('#')) return `#${reader.channelName(target.slice(1))}`;
  if (target.startsWith('!')) return special(target.slice(1), shown, reader);
  if (/^(https?:|mailto:|tel:)/.test(target)) {
    const address = unescapeText(target);
    if (shown === undefined) return address.replace(/^mailto:/, '');
    return address === `mailto:${shown}` ? shown : `${shown} (${address})`;
  }
  return `<${token}>`;
};

/**
 * mrkdwn as a person reads it: mentions, dates and links resolved, the rest unescaped. Escaped markup thus shows as the
 * inert text it is.
 */
export const readMrkdwn = (text: string, reader: Reader): string => {
  let shown = '';
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    shown += unescapeText(text.slice(from, match.index)) + resolve(match[1] ?? '', reader);
    from = match.index + match[0].length;
  }
  return shown + unescapeText(text.slice(from));
};

/** Whom the active tokens of a text ring: `@channel`, `@here`, `@everyone` or user ids. */
export const mentionsIn = (text: string): string[] =>
  [...text.matchAll(TOKEN)].flatMap(([, token = '']) => {
    const target = token.split('|')[0] ?? '';
    if (target.startsWith('@')) return [target.slice(1)];
    return target.startsWith('!') && BROADCASTS.has(target.slice(1)) ? [`@${target.slice(1)}`] : [];
  });

/** A link that a person could click. */
export type Link = { readonly url: string; readonly label: string };

/** Active links of a text: `<https://x|label>` and bare addresses, which Slack links by itself. */
export const linksIn = (text: string): Link[] => {
  const tokens = [...text.matchAll(TOKEN)].flatMap(([, token = '']) => {
    const [url = '', label] = token.split(/\|(.*)/s);
    return /^(https?|mailto):/.test(url) ? [{ url: unescapeText(url), label: unescapeText(label ?? url) }] : [];
  });
  const bare = [...text.replaceAll(TOKEN, ' ').matchAll(/https?:\/\/[^\s|<>]+/g)].map(([url]) => ({
    url: unescapeText(url),
    label: unescapeText(url),
  }));
  return [...tokens, ...bare];
};
