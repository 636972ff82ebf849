import type { BatchEntry, BatchSummary } from '../../domain/announcement.ts';
import { wordDeliveryCause } from '../delivery-texts.ts';
import { mrkdwnPen, type Pen } from '../wording.ts';
import { actions, button, type Message, section } from './blocks.ts';
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

// A message holds some 13,000 characters in all: one section, its lines cut short.
const maxName = 60;

/** The living message of one batch, edited as things happen: `12 invited: 9 joined, 2 waiting, 1 not delivered`. */
export const batchMessage = ({ entries, isHandedOver }: BatchSummary): Message => {
  if (isHandedOver) return handedOver(entries.length);
  const pen = mrkdwnPen('UTC');
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
      section([`*${summary}*`, ...lines]),
      ...(isOpen ? [actions(button({ id: OPEN_PENDING, text: 'Pending' }))] : []),
    ],
  };
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

const wordEntry = ({ state, channel, cause, sendAfter }: BatchEntry, pen: Pen): string => {
  const way = channel ? ` ${ways[channel]}` : '';
  switch (state) {
    case 'scheduled':
      return sendAfter ? `goes out ${pen.at(sendAfter)}` : 'goes out later';
    case 'sending':
      return cause ? `not delivered yet, retrying: ${wordDeliveryCause(cause)}` : 'on its way';
    case 'delivered':
      return `sent${way}, waiting`;
    case 'opened':
      return `opened${way ? `, sent${way}` : ''}, waiting`;
    case 'joined':
      return 'joined';
    case 'not_delivered':
      return `not delivered${cause ? `: ${wordDeliveryCause(cause)}` : ''}`;
    case 'ran_out':
      return 'ran out';
    case 'declined':
      return 'declined';
    case 'withdrawn':
      return 'withdrawn';
  }
};
