import type { ComponentChildren } from 'preact';
import { formatDate } from '../../support/workspace/dates.ts';
import type { TextObject } from '../../support/workspace/kit/composition.ts';
import type { Sight } from '../sight.ts';
import { useDesk } from './desk.ts';
import { withEmoji } from './emoji.ts';

const unescapeText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Tokens, code, bold, italic, struck: in the order in which they win. */
const INLINE =
  /<([^<>]+)>|`([^`\n]+)`|(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)|(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])/g;

export const SAFE_LINK = /^(https?:|mailto:|tel:)/i;

export const SafeLink = ({ url, children }: { url: string; children: ComponentChildren }) =>
  SAFE_LINK.test(url) ? (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  ) : (
    <span>{children}</span>
  );

export const nameOf = (sight: Sight, id: string): string => sight.people.find((one) => one.id === id)?.fullName ?? id;

export const channelOf = (sight: Sight, id: string): string =>
  sight.channels.find((one) => one.id === id)?.name ?? 'a channel you cannot see';

export const dateText = (sight: Sight, timestamp: number, format: string): string =>
  formatDate(timestamp, format, { zone: sight.zone, now: sight.now });

const Mention = ({ children }: { children: ComponentChildren }) => <span class="mention">{children}</span>;

const Token = ({ token }: { token: string }) => {
  const { sight } = useDesk();
  const [target = '', label] = token.split(/\|(.*)/s);
  if (target.startsWith('@')) return <Mention>@{nameOf(sight, target.slice(1))}</Mention>;
  if (target.startsWith('#')) return <Mention>#{channelOf(sight, target.slice(1))}</Mention>;
  const date = target.match(/^!date\^(\d+)\^([^^]+)(?:\^(.+))?$/);
  if (date) return <time>{dateText(sight, Number(date[1]), date[2] ?? '')}</time>;
  if (target.startsWith('!')) return <Mention>@{target.slice(1)}</Mention>;
  const url = unescapeText(target);
  return <SafeLink url={url}>{unescapeText(label ?? url.replace(/^mailto:/, ''))}</SafeLink>;
};

const readText = (text: string): string => withEmoji(unescapeText(text));

const Found = ({ match }: { match: RegExpMatchArray }) => {
  const [, token, code, bold, italic, struck] = match;
  if (token !== undefined) return <Token token={token} />;
  if (code !== undefined) return <code>{unescapeText(code)}</code>;
  if (bold !== undefined) return <strong>{inline(bold)}</strong>;
  if (italic !== undefined) return <em>{inline(italic)}</em>;
  return <s>{inline(struck ?? '')}</s>;
};

const inline = (text: string): ComponentChildren[] => {
  const parts: ComponentChildren[] = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(readText(text.slice(from, match.index)), <Found key={match.index} match={match} />);
    from = match.index + match[0].length;
  }
  return [...parts, readText(text.slice(from))];
};

const Lines = ({ text }: { text: string }) => (
  <>
    {text.split('\n').map((line, index, lines) => {
      const quoted = line.match(/^(?:&gt;|>) ?(.*)$/)?.[1];
      // Lines have no other name than their place.
      const key = `${index}/${line}`;
      if (quoted !== undefined) return <blockquote key={key}>{inline(quoted)}</blockquote>;
      return (
        <span key={key}>
          {inline(line)}
          {index < lines.length - 1 && <br />}
        </span>
      );
    })}
  </>
);

/** Slack's own markup as Slack shows it. What somebody wrote was escaped by Usher, and is shown as it stands. */
export const Mrkdwn = ({ text }: { text: string }) => (
  <>
    {text.split('```').map((part, index) => {
      const key = `${index}/${part}`;
      return index % 2 === 1 ? <pre key={key}>{unescapeText(part).trim()}</pre> : <Lines key={key} text={part} />;
    })}
  </>
);

export const TextOf = ({ text }: { text: TextObject }) =>
  text.type === 'mrkdwn' ? <Mrkdwn text={text.text} /> : <span class="plain">{withEmoji(text.text)}</span>;
