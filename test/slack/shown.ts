import { expect } from 'vitest';
import { validateBlocks } from '../support/workspace/kit/validate-blocks.ts';
import { validateModal } from '../support/workspace/kit/validate-view.ts';
import { linksIn, mentionsIn } from '../support/workspace/mrkdwn.ts';

type Mrkdwn = { readonly text: string; readonly verbatim: boolean | undefined };

/** Every mrkdwn text of a view or of blocks, wherever it stands. */
export const mrkdwnIn = (kit: unknown): Mrkdwn[] => {
  if (Array.isArray(kit)) return kit.flatMap(mrkdwnIn);
  if (typeof kit !== 'object' || kit === null) return [];
  const { type, text, verbatim } = kit as { type?: unknown; text?: unknown; verbatim?: boolean };
  const own = type === 'mrkdwn' && typeof text === 'string' ? [{ text, verbatim }] : [];
  return [...own, ...Object.values(kit).flatMap(mrkdwnIn)];
};

type Active = { readonly mentions?: readonly string[]; readonly links?: readonly string[] };

/** Nothing in it rings or leads anywhere but what is named here. */
const expectInert = (kit: unknown, { mentions = [], links = [] }: Active = {}): void => {
  const texts = mrkdwnIn(kit);
  expect(texts.flatMap(({ text }) => mentionsIn(text)).filter((one) => !mentions.includes(one))).toEqual([]);
  const tokens = texts.flatMap(({ text }) =>
    [...text.matchAll(/<(https?:[^|>]*|mailto:[^|>]*)/g)].map(([, url]) => url),
  );
  expect(tokens.filter((url) => !links.includes(url ?? ''))).toEqual([]);
  // Without it Slack links the bare addresses and @words of people by itself.
  expect(texts.filter(({ verbatim }) => verbatim !== true)).toEqual([]);
};

/** Slack would take this modal. */
export const expectModal = (view: unknown, active?: Active): void => {
  expect(validateModal(view)).toMatchObject({ ok: true });
  expectInert(view, active);
};

/** Slack would take this message, posted or edited, and its notification says something inert. */
export const expectMessage = (message: { text: string; blocks: unknown }, active?: Active): void => {
  expect(validateBlocks(message.blocks)).toMatchObject({ ok: true });
  expectInert(message.blocks, active);
  expect(message.text.trim()).not.toBe('');
  expect(message.text.length).toBeLessThanOrEqual(4000);
  expect(mentionsIn(message.text)).toEqual([]);
  expect(linksIn(message.text).filter(({ url }) => message.text.includes(`<${url}`))).toEqual([]);
};
