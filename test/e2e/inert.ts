import { load } from 'cheerio';
import PostalMime from 'postal-mime';
import { expect } from 'vitest';
import type { Person } from '../support/workspace/person.ts';
import type { SeenMessage } from '../support/workspace/seen-message.ts';
import type { ExampleOrg } from './example-org.ts';

const everyMessage = ({ sales, workspace }: ExampleOrg): SeenMessage[] => [
  ...sales.messages(),
  ...workspace.people().flatMap((person) => [...person.messages(), ...person.ephemerals()]),
];

/** What is active in a text that Slack reads as markup: `<...>`, but for dates, our own links and those who joined. */
const activeIn = (value: unknown, joiners: readonly Person[]): string[] => {
  if (Array.isArray(value)) return value.flatMap((each) => activeIn(each, joiners));
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as Record<string, unknown>;
  const tokens = type === 'mrkdwn' ? [...String(text).matchAll(/<([^<>]*)>/g)].map(([, token = '']) => token) : [];
  const ours = [
    /^!date\^\d+\^/,
    /^https:\/\/studio\.example\.com[/|]/,
    ...joiners.map(({ id }) => new RegExp(`^@${id}$`)),
  ];
  return [
    ...tokens.filter((token) => !ours.some((each) => each.test(token))),
    ...Object.values(value).flatMap((each) => activeIn(each, joiners)),
  ];
};

const parsed = (value: unknown): unknown => {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  return JSON.parse(value);
};

/** Nobody is mentioned but those who joined, and nothing of what people wrote is markup: in messages, acks and modals. */
export const expectInert = (org: ExampleOrg, joiners: readonly Person[]): void => {
  for (const message of everyMessage(org)) {
    expect(
      message.mentions.filter((id) => !joiners.some((joiner) => joiner.id === id)),
      message.text,
    ).toEqual([]);
    expect(
      message.links.filter(({ url }) => !url.startsWith('https://studio.example.com')),
      message.text,
    ).toEqual([]);
  }
  const shown = org.workspace.calls.map(({ args }) => Object.values(args).map(parsed));
  const acks = org.workspace.deliveries.map(({ body }) => body);
  expect(activeIn([shown, acks], joiners)).toEqual([]);
  expect(JSON.stringify([shown, acks])).toContain('Sample');
};

/** The headers that a mail of ours has, and no more: a name must not make one. */
export const expectOurHeaders = async (raw: string): Promise<void> => {
  const names = (await PostalMime.parse(raw)).headers.map(({ key }) => key);
  const ours =
    /^(from|to|reply-to|subject|message-id|date|mime-version|content-type|auto-submitted|list-unsubscribe|list-unsubscribe-post)$/;
  expect(names.filter((name) => !ours.test(name))).toEqual([]);
  expect(names.filter((name) => name === 'subject')).toHaveLength(1);
  expect(names.filter((name) => name === 'to')).toHaveLength(1);
};

/** No element, attribute or address that a template of ours has not written. */
export const expectOurHtml = (html: string): void => {
  const $ = load(html);
  expect($('script, img, iframe, b[onclick], [onerror], [onclick]').length).toBe(0);
  const hosts = $('a[href]')
    .map((_, link) => new URL($(link).attr('href') ?? '', 'http://127.0.0.1').hostname)
    .get();
  expect(hosts.filter((host) => !['127.0.0.1', 'studio.example.com', ''].includes(host))).toEqual([]);
};
