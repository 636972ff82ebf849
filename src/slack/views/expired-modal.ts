import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import type { ExpiredRow } from '../../domain/invitation.ts';
import type { ExpiredList } from '../../services/list-expired.ts';
import { ago } from '../durations.ts';
import { cut } from '../mrkdwn.ts';
import { count } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { context, input, plain } from './blocks.ts';
import { decodeLink, encodeLink, type ShownLink } from './link-value.ts';
import { option } from './options.ts';

export const EXPIRED_MODAL = 'expired_modal';

// Slack's limit for the checkboxes of one element.
const maxChoices = 10;

/** Whom to send a new link: those that ran out lately are ticked, the others wait to be. */
export const expiredModal = (list: ExpiredList, { pen }: Wording): ModalView => ({
  type: 'modal',
  callback_id: EXPIRED_MODAL,
  title: plain('Reinvite', 24),
  submit: plain('Send new links', 24),
  close: plain('Cancel', 24),
  blocks: [
    context(`Whoever is ticked gets a new link; the one that ran out stays dead. ${pen.strong('Newest first.')}`),
    ...boxes('recent', 'Ran out in the last 14 days', list.recent, list.now, true),
    ...boxes('older', 'Ran out before that', list.older, list.now, false),
    ...moreNote(list),
  ],
});

const boxes = (id: string, label: string, rows: readonly ExpiredRow[], now: Date, ticked: boolean): InputBlock[] => {
  const blocks: InputBlock[] = [];
  for (let start = 0; start < rows.length; start += maxChoices) {
    const options = rows.slice(start, start + maxChoices).map((row) => rowOption(row, now));
    blocks.push(
      input({
        id: `${id}${start / maxChoices}`,
        label: start === 0 ? `${label}: ${rows.length}` : `${label}, ${start + 1} to ${start + options.length}`,
        optional: true,
        element: { type: 'checkboxes', options, ...(ticked && { initial_options: options }) },
      }),
    );
  }
  return blocks;
};

const rowOption = (row: ExpiredRow, now: Date): PlainTextOption => {
  const name = [row.firstName, row.lastName].filter(Boolean).join(' ');
  // The address tells people apart: a long name gives way to it.
  const text = name ? `${cut(row.email, 45)} (${cut(name, 26)})` : row.email;
  return option(
    text,
    encodeLink(row.id, row.generation),
    `${cut(row.roleName, 40)}, ran out ${ago(row.expiresAt, now)}`,
  );
};

const moreNote = ({ rows, total }: ExpiredList): KnownBlock[] =>
  total > rows.length
    ? [context(`${count(total - rows.length, 'older one does', 'older ones do')} not fit: deal with these first.`)]
    : [];

const ticked = z.record(
  z.string(),
  z.record(z.string(), z.object({ selected_options: z.array(z.object({ value: z.string() })).nullish() })),
);

/** The links that were ticked, with the one that the form showed of each. */
export const parseExpiredModal = (values: unknown): ShownLink[] =>
  Object.values(ticked.parse(values))
    .flatMap((block) => Object.values(block))
    .flatMap(({ selected_options }) => selected_options ?? [])
    .flatMap(({ value }) => decodeLink(value) ?? []);
