import type { KnownBlock, ModalView } from '@slack/types';
import { type DeliveryRemedy, remedyOfLink } from '../../domain/delivery-cause.ts';
import { type PendingGroup, type PendingRow, pendingGroups, shownGeneration } from '../../domain/invitation.ts';
import type { MailState } from '../../domain/mail-state.ts';
import type { PendingList } from '../../services/list-pending.ts';
import { wordDeliveries } from '../delivery-texts.ts';
import { ago, remaining } from '../durations.ts';
import { count } from '../plural.ts';
import type { Pen, Wording } from '../wording.ts';
import { actions, button, confirm, context, header, overflow, section } from './blocks.ts';
import { encodeLink } from './link-value.ts';
import { mailNote } from './mail-note.ts';
import { messageModal } from './message-modal.ts';
import { OPEN_EXPIRED } from './open-buttons.ts';
import { encodePendingTrail, type PendingTrail } from './pending-trail.ts';
import { whoWithAddress } from './people.ts';
import { PENDING_UNDO, undoButton } from './undo-button.ts';

const PENDING_MODAL = 'pending_modal';
export const PENDING_REINVITE = 'pending_reinvite';
export const PENDING_WITHDRAW = 'pending_withdraw';
/** The rarer acts of a row; each option is a door of its own. */
export const PENDING_MORE = 'pending_more';
export const PENDING_NEXT = 'pending_next';
export const PENDING_PREVIOUS = 'pending_previous';

export const pendingGroupTitles: Readonly<Record<PendingGroup, string>> = {
  not_delivered: 'Not delivered',
  ending_today: 'Ending today',
  waiting: 'Waiting',
  scheduled: 'Scheduled',
  ran_out_this_week: 'Ran out this week',
  older: 'Older',
};

/** `trail`: the pages that were turned to get here; `notice`: what the last click did; `undoable`: its audit entry. */
export const pendingModal = (
  page: PendingList,
  trail: PendingTrail,
  wording: Wording,
  notice: readonly string[] = [],
  undoable: string | null = null,
): ModalView => ({
  ...messageModal('Pending invitations', [
    ...(notice.length > 0 ? [section(notice, undoable ? undoButton(undoable, PENDING_UNDO) : undefined)] : []),
    ...mailNote(page.mailState),
    ...(page.rows.length > 0 ? summary(page) : [section('Nobody is waiting: there are no pending invitations.')]),
    ...expiredButton(page),
    ...pendingGroups.flatMap((group) => groupBlocks(group, page, wording)),
    ...pageButtons(page, trail),
  ]),
  callback_id: PENDING_MODAL,
  private_metadata: encodePendingTrail(trail),
});

/** Where all that waits is more than one group, its size at a glance. */
const summary = ({ counts }: PendingList): KnownBlock[] => {
  const groups = pendingGroups.filter((group) => counts[group] > 0);
  return groups.length > 1
    ? [context(groups.map((group) => `${pendingGroupTitles[group]} ${counts[group]}`).join(' · '))]
    : [];
};

/** For several at once: the list of those that ran out, on a form of its own. */
const expiredButton = ({ counts }: PendingList): KnownBlock[] =>
  counts.ran_out_this_week + counts.older > 0
    ? [actions(button({ id: OPEN_EXPIRED, text: 'Reinvite those that ran out…' }))]
    : [];

const groupBlocks = (group: PendingGroup, page: PendingList, wording: Wording): KnownBlock[] => {
  const rows = page.rows.filter((row) => row.group === group);
  if (rows.length === 0) return [];
  return [
    header(`${pendingGroupTitles[group]} ${page.counts[group]}`),
    ...rows.flatMap((row) => rowBlocks(row, page, wording)),
  ];
};

const rowBlocks = (row: PendingRow, { now, mailState }: PendingList, wording: Wording): KnownBlock[] => {
  const person = [row.firstName, row.lastName].filter(Boolean).join(' ') || row.email;
  const isScheduled = row.expiresAt === null;
  const link = encodeLink(row.invitationId, shownGeneration(row));
  const remedy = remedyOfLink(row.deliveries);
  const options = moreOptions(link, mailState);
  const first = options.filter(({ mends }) => mends === remedy);
  return [
    section(rowLines(row, now, wording)),
    actions(
      // What helps stands in front; the door is that of the menu.
      ...first.map((option) => button({ ...optionButton(option, person), style: 'primary' })),
      button({
        id: PENDING_REINVITE,
        text: isScheduled ? 'Send now' : 'Reinvite',
        value: link,
        label: `${isScheduled ? 'Send now to' : 'Reinvite'} ${person}`,
      }),
      button({
        id: PENDING_WITHDRAW,
        text: 'Withdraw',
        value: row.invitationId,
        label: `Withdraw the invitation of ${person}`,
        confirm: withdrawConfirm(row),
      }),
      ...menu(
        options.filter((option) => !first.includes(option)),
        person,
      ),
    ),
  ];
};

const optionButton = ({ text, verb, value }: MoreOption, person: string) => ({
  id: `${PENDING_MORE}.${verb}`,
  text,
  value,
  label: `${text}: ${person}`,
});

/** A menu has two options at least. */
const menu = (options: readonly MoreOption[], person: string) => {
  const [only, ...others] = options;
  return only && others.length === 0 ? [button(optionButton(only, person))] : [overflow({ id: PENDING_MORE, options })];
};

type MoreOption = {
  readonly text: string;
  readonly verb: string;
  readonly value: string;
  readonly mends?: DeliveryRemedy;
};

const moreOptions = (value: string, mails: MailState): readonly MoreOption[] => [
  { text: 'Edit', verb: 'edit', value, mends: 'edit' },
  { text: 'Another address', verb: 'address', value, mends: 'another_address' },
  ...(mails === 'no_public_address' ? [] : [{ text: 'Copy a link', verb: 'copy', value, mends: 'copy_link' } as const]),
];

/** Names the person and what will happen. */
export const withdrawConfirm = (
  row: Pick<PendingRow, 'firstName' | 'lastName' | 'email'> & { readonly expiresAt?: Date | null },
) => {
  const name = [row.firstName, row.lastName].filter(Boolean).join(' ').slice(0, 80);
  const person = name ? `${name} (${row.email.slice(0, 100)})` : row.email.slice(0, 150);
  return confirm({
    title: 'Withdraw this invitation?',
    text:
      row.expiresAt === null
        ? `Nothing is sent to ${person}. You can invite them again.`
        : `The link of ${person} stops working at once. They are not told. You can invite them again.`,
    yes: 'Withdraw',
    no: 'Keep it',
    danger: true,
  });
};

const rowLines = (row: PendingRow, now: Date, { pen }: Wording): string[] => {
  const opened = `${remindedText(row, pen)}${row.openedAt ? `, opened ${pen.at(row.openedAt)}` : ''}`;
  const times = row.generation > 1 ? ` (${count(row.generation, 'link', 'links')} so far)` : '';
  const by = row.issuerName ? ` by ${pen.say(row.issuerName)}` : '';
  const who = `${whoWithAddress(row, pen)} as ${pen.say(row.roleName)}`;
  if (row.expiresAt === null) {
    const when = row.sendAfter ? `Goes out ${pen.at(row.sendAfter)}` : 'Not sent yet';
    return [who, `${when} · made ${ago(row.issuedAt, now)}${by}`];
  }
  return [
    who,
    `Sent ${ago(row.issuedAt, now)}${by}${times} · ${remaining(row.expiresAt, now)} · ${wordDeliveries(row.deliveries, pen)}${opened}`,
  ];
};

const remindedText = ({ remindersSent, remindedAt }: PendingRow, pen: Pen): string => {
  if (!remindedAt) return '';
  return `, reminded${remindersSent > 1 ? ' twice, last' : ''} ${pen.at(remindedAt)}`;
};

const cursorOf = ({ group, issuedAt, invitationId }: PendingRow) => ({ group, issuedAt, id: invitationId });

const pageButtons = ({ rows, hasMore }: PendingList, trail: PendingTrail): KnownBlock[] => {
  const last = rows.at(-1);
  const buttons = [
    ...(trail.length > 0 ? [button({ id: PENDING_PREVIOUS, text: 'Previous page' })] : []),
    ...(hasMore && last
      ? [button({ id: PENDING_NEXT, text: 'Next page', value: encodePendingTrail([cursorOf(last)]) })]
      : []),
  ];
  return buttons.length > 0 ? [actions(...buttons)] : [];
};
