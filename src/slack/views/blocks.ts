import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ConfirmationDialog,
  ContextBlock,
  HeaderBlock,
  InputBlock,
  KnownBlock,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
  SectionBlock,
} from '@slack/types';
import { cut, fitLines } from '../mrkdwn.ts';

/** A message as every way of sending takes it: `text` is what notifications and screen readers get. */
export type Message = { readonly text: string; readonly blocks: KnownBlock[] };

// Slack refuses an empty text object, and people's data may be empty.
export const plain = (text: string, max: number): PlainTextElement => ({
  type: 'plain_text',
  text: cut(text || ' ', max),
});

// Characters of a text object.
const maxText = 3000;

const andMore = (left: number): string => `…and ${left} more`;

/** `verbatim`: Slack must not turn bare addresses and @words of people into links and mentions. */
const mrkdwn = (lines: string | readonly string[]): MrkdwnElement => ({
  type: 'mrkdwn',
  text: fitLines(typeof lines === 'string' ? lines.split('\n') : lines, maxText, andMore) || ' ',
  verbatim: true,
});

export const section = (lines: string | readonly string[], accessory?: SectionBlock['accessory']): SectionBlock => ({
  type: 'section',
  text: mrkdwn(lines),
  ...(accessory && { accessory }),
});

/** Lines in as few blocks as hold them, so that none is left out. */
export const sections = (lines: readonly string[]): SectionBlock[] => {
  const packed: string[][] = [];
  for (const line of lines) {
    const last = packed.at(-1);
    if (last && [...last, line].join('\n').length <= maxText) last.push(line);
    else packed.push([line]);
  }
  return packed.map((each) => section(each));
};

/** Small print; Slack takes ten elements. */
export const context = (...texts: readonly string[]): ContextBlock => ({
  type: 'context',
  elements: texts.slice(0, 10).map((text) => mrkdwn(text)),
});

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text, 150) });

export const actions = (...elements: readonly ActionsBlockElement[]): ActionsBlock => ({
  type: 'actions',
  elements: [...elements],
});

type ButtonParts = {
  readonly id: string;
  readonly text: string;
  readonly value?: string;
  readonly url?: string;
  readonly style?: 'primary' | 'danger';
  /** What a screen reader says where several buttons look alike: `Withdraw the invitation of Ada Example`. */
  readonly label?: string;
  readonly confirm?: ConfirmationDialog;
};

export const button = ({ id, text, label, ...rest }: ButtonParts): Button => ({
  type: 'button',
  action_id: id,
  text: plain(text, 75),
  ...(label !== undefined && { accessibility_label: cut(label, 75) }),
  ...rest,
});

type OverflowParts = {
  readonly id: string;
  /** Each with its verb and what it is about; see `doorKey`. */
  readonly options: readonly { readonly text: string; readonly verb: string; readonly value: string }[];
};

/** The acts that would make a row loud: five at most. */
export const overflow = ({ id, options }: OverflowParts): Overflow => ({
  type: 'overflow',
  action_id: id,
  options: options.slice(0, 5).map(({ text, verb, value }) => ({ text: plain(text, 75), value: `${verb}:${value}` })),
});

type ConfirmParts = {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly danger?: boolean;
};

/** Plain text throughout: a confirm carries names. */
export const confirm = ({ title, text, yes, no, danger }: ConfirmParts): ConfirmationDialog => ({
  title: plain(title, 100),
  text: plain(text, 300),
  confirm: plain(yes, 30),
  deny: plain(no, 30),
  ...(danger && { style: 'danger' }),
});

type InputParts = {
  readonly id: string;
  /** The block's own id, where it differs from that of its input. */
  readonly block?: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
  /** A choice in it is told to us at once, as a click. */
  readonly dispatch?: boolean;
  readonly element: InputBlock['element'];
};

/** One input a block, as a rule with one id for both; errors and values are keyed by that of the block. */
export const input = ({
  id,
  block = id,
  label,
  hint,
  optional = false,
  dispatch,
  element,
}: InputParts): InputBlock => ({
  type: 'input',
  block_id: block,
  label: plain(label, 2000),
  ...(hint !== undefined && { hint: plain(hint, 2000) }),
  optional,
  ...(dispatch && { dispatch_action: true }),
  element: { ...element, action_id: id },
});
