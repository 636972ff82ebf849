import type { BatchEntry, BatchSummary } from '../../domain/announcement.ts';
import { wordDeliveryCause, wordHoldUp } from '../delivery-texts.ts';
import { count } from '../plural.ts';
import { mrkdwnPen, type Pen } from '../wording.ts';
import { actions, button, type Message, section, sections } from './blocks.ts';
import { OPEN_PENDING } from './open-buttons.ts';

type Bucket = 'joined' | 'scheduled' | 'waiting' | 'not_delivered' | 'ran_out' | 'declined' | 'withdrawn';

const buckets: Readonly<Record<BatchEntry['state'], Bucket>> = {
  scheduled: 'scheduled',
  sending: 'waiting',
  delivered: 'waiting',
  opened: 'waiting',
  joined: 'joined',
  not_delivered: 'not_delivered',
  ran_out: 'ran_out',
  declined: 'declined',
  withdrawn: 'withdrawn',
};

// What needs a hand comes first; each with its words in the summary.
const order: readonly (readonly [Bucket, string])[] = [
  ['not_delivered', 'not delivered'],
  ['ran_out', 'ran out'],
  ['declined', 'declined'],
  ['waiting', 'waiting'],
  ['scheduled', 'scheduled'],
  ['joined', 'joined'],
  ['withdrawn', 'withdrawn'],
];

const summaryOrder: readonly Bucket[] = [
  'joined',
  'waiting',
  'scheduled',
  'not_delivered',
  'ran_out',
  'declined',
  'withdrawn',
];

// Of many the first, where those stand that need a hand; the summary counts all.
const maxLines = 20;
// A message holds some 13,000 characters in all.
const maxName = 60;
const maxCharacters = 8000;

/** The living message of one batch, edited as things happen: `12 invited: 9 joined, 2 waiting, 1 not delivered`. */
export const batchMessage = ({ entries, timeZone, isHandedOver }: BatchSummary): Message => {
  if (isHandedOver) return handedOver(entries.length);
  const pen = mrkdwnPen(timeZone);
  const of = (bucket: Bucket) => entries.filter((entry) => buckets[entry.state] === bucket);
  const words = new Map(order);
  const parts = summaryOrder
    .filter((bucket) => of(bucket).length > 0)
    .map((bucket) => `${of(bucket).length} ${words.get(bucket)}`);
  const summary = `${entries.length} invited: ${parts.join(', ')}`;
  const lines = order.flatMap(([bucket]) => of(bucket).map((entry) => entryLine(entry, pen)));
  const isOpen = ['waiting', 'scheduled', 'not_delivered', 'ran_out'].some((bucket) => of(bucket as Bucket).length > 0);
  return {
    text: summary,
    blocks: [
      ...sections([`*${summary}*`, ...shownOf(lines)]),
      ...(isOpen ? [actions(button({ id: OPEN_PENDING, text: 'Pending' }))] : []),
    ],
  };
};

/** Whole lines, as many as are readable and as a message takes. */
const shownOf = (lines: readonly string[]): string[] => {
  let shown = lines.length > maxLines + 1 ? maxLines : lines.length;
  while (lines.slice(0, shown).join('\n').length > maxCharacters) shown -= 1;
  const hidden = lines.length - shown;
  return [...lines.slice(0, shown), ...(hidden > 0 ? [`…and ${count(hidden, 'other', 'others')}`] : [])];
};

/** To somebody who is no admin any more: the end of this message, without news of anybody. */
const handedOver = (invited: number): Message => {
  const text = `${invited} invited. You are not an admin any more, so others look after ${invited === 1 ? 'this invitation' : 'these invitations'}.`;
  return { text, blocks: [section(text)] };
};

const ways = { DM: 'by Slack', EMAIL: 'by mail', COPY: 'by hand' } as const;

const entryLine = (entry: BatchEntry, pen: Pen): string => {
  const person = entry.name ? pen.say(entry.name, maxName) : pen.address(entry.email.slice(0, 100));
  return `• ${person}: ${wordEntry(entry, pen)}`;
};

const wordEntry = ({ state, channel, cause, at, endsAt, sendAfter }: BatchEntry, pen: Pen): string => {
  const way = channel ? ` ${ways[channel]}` : '';
  const when = at ? ` ${pen.at(at)}` : '';
  const end = endsAt ? `, waiting until ${pen.at(endsAt)}` : ', waiting';
  switch (state) {
    case 'scheduled':
      return sendAfter ? `goes out ${pen.at(sendAfter)}` : 'goes out later';
    case 'sending':
      return cause ? `not delivered yet, retrying: ${wordHoldUp(cause)}` : 'on its way';
    case 'delivered':
      return `sent${way}${when}${end}`;
    case 'opened':
      return `sent${way}, opened${when}${end}`;
    case 'joined':
      return `joined${when}`;
    case 'not_delivered':
      return `not delivered${cause ? `: ${wordDeliveryCause(cause)}` : ''}`;
    case 'ran_out':
      return `ran out${when}`;
    case 'declined':
      return `declined${when}`;
    case 'withdrawn':
      return `withdrawn${when}`;
  }
};
