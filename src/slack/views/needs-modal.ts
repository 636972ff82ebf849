import type { KnownBlock, ModalView } from '@slack/types';
import type { Needs, NeedsList, NeedyInvitation, OpenPause, OpenRequest } from '../../domain/overview.ts';
import { freeActs, pauseMinutes } from '../../domain/pause.ts';
import { ago } from '../durations.ts';
import { mention } from '../mrkdwn.ts';
import type { Wording } from '../wording.ts';
import { actions, button, context, header, section } from './blocks.ts';
import { REQUEST_APPROVE, REQUEST_DECLINE } from './join-request-card.ts';
import { encodeLink } from './link-value.ts';
import { messageModal } from './message-modal.ts';
import { OPEN_DESK, OPEN_PENDING } from './open-buttons.ts';
import { PAUSE_APPROVE, PAUSE_DECLINE } from './pause-card.ts';
import { withdrawConfirm } from './pending-modal.ts';
import { whoWithAddress } from './people.ts';

export const NEEDS_REINVITE = 'needs_reinvite';
export const NEEDS_WITHDRAW = 'needs_withdraw';

type NeedsFrame = {
  readonly totals: Needs;
  readonly now: Date;
  readonly notice: readonly string[];
  readonly words: Wording;
};

/** What waits for an admin's hand, each with its buttons or the way to it. */
export const needsModal = (list: NeedsList, frame: NeedsFrame): ModalView => {
  const { totals, notice, words } = frame;
  const groups = [
    ...group('Reached nobody', totals.undelivered, list.undelivered, (row) => invitationBlocks(row, 'tried', frame)),
    ...group('Asked for a new link', totals.asked, list.asked, (row) => invitationBlocks(row, 'asked', frame)),
    ...group('Asked to be invited', totals.requests, list.requests, (row) => requestBlocks(row, frame)),
    ...group('Asked whether to go on', totals.pauses, list.pauses, (row) => pauseBlocks(row, frame)),
  ];
  return messageModal('Needs you', [
    ...(notice.length > 0 ? [section(notice)] : []),
    ...(groups.length > 0
      ? groups
      : [section(`Nothing waits for you. ${words.pen.say(words.organization)} is in order.`)]),
    actions(button({ id: OPEN_DESK, text: 'Desk' }), button({ id: OPEN_PENDING, text: 'Pending' })),
  ]);
};

const group = <T>(
  title: string,
  total: number,
  rows: readonly T[],
  blocksOf: (row: T) => KnownBlock[],
): KnownBlock[] =>
  rows.length === 0
    ? []
    : [
        header(`${title} ${total}`),
        ...rows.flatMap(blocksOf),
        ...(total > rows.length
          ? [context(`…and ${total - rows.length} more, which follow when these are done.`)]
          : []),
      ];

const invitationBlocks = (row: NeedyInvitation, did: 'tried' | 'asked', { now, words }: NeedsFrame): KnownBlock[] => {
  const person = [row.firstName, row.lastName].filter(Boolean).join(' ') || row.email;
  return [
    section(`${whoWithAddress(row, words.pen)} as ${words.pen.say(row.roleName, 75)} · ${did} ${ago(row.at, now)}`),
    actions(
      button({
        id: NEEDS_REINVITE,
        text: 'Send a new link',
        value: encodeLink(row.invitationId, row.generation),
        label: `Send a new link to ${person}`,
      }),
      button({
        id: NEEDS_WITHDRAW,
        text: 'Withdraw',
        value: row.invitationId,
        label: `Withdraw the invitation of ${person}`,
        confirm: withdrawConfirm(row),
      }),
    ),
  ];
};

const requestBlocks = (
  { requestId, email, reason, askedBySlackUserId, at }: OpenRequest,
  { now, words }: NeedsFrame,
): KnownBlock[] => [
  section([
    `*${words.pen.address(email)}* · asked by ${mention(askedBySlackUserId)} ${ago(at, now)}`,
    words.pen.say(reason, 300),
  ]),
  actions(
    button({ id: REQUEST_APPROVE, text: 'Approve…', value: requestId, label: `Approve the request for ${email}` }),
    button({ id: REQUEST_DECLINE, text: 'Decline…', value: requestId, label: `Decline the request for ${email}` }),
  ),
];

const intents: Readonly<Record<string, string>> = {
  change_role: 'lower the role of',
  deactivate: 'deactivate',
  remove: 'remove',
};

const pauseBlocks = (
  { pauseId, askerName, targetName, act, at }: OpenPause,
  { now, words }: NeedsFrame,
): KnownBlock[] => [
  section(
    `*${words.pen.say(askerName, 80)}* has ended or lowered ${freeActs} memberships in ${pauseMinutes} minutes, and wants to ${intents[act] ?? 'act on'} ${words.pen.say(targetName, 80)} next · asked ${ago(at, now)}`,
  ),
  actions(
    button({ id: PAUSE_APPROVE, text: 'Approve', value: pauseId, label: `Let ${askerName} go on` }),
    button({ id: PAUSE_DECLINE, text: 'Decline', value: pauseId, label: `Do not let ${askerName} go on` }),
  ),
];
