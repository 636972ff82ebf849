import type { KnownBlock, ModalView } from '@slack/types';
import type { InviteOutcome, InviteRow } from '../../services/invite-members.ts';
import { wordDeliveryCause } from '../delivery-texts.ts';
import { wordInviteRefusal, wordInviteWarning } from '../invite-texts.ts';
import { escapeText } from '../mrkdwn.ts';
import { count, listOf } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { button, context, header, section, sections } from './blocks.ts';
import { mailNote } from './mail-note.ts';
import { messageModal } from './message-modal.ts';
import type { InviteSubmission } from './parse-invite-modal.ts';
import { wordLeftOut } from './roster-problems.ts';

/** Sends a new link to somebody whom the form refused as invited already. */
export const RESULT_REINVITE = 'result_reinvite';

// Beyond these a group is counted, not listed; a modal holds 100 blocks.
const maxListed = 25;

/** The outcome, with what of the paste was not used. */
export type InviteResult = Pick<
  InviteOutcome,
  'rows' | 'roleName' | 'teamName' | 'expiresAt' | 'sendAfter' | 'isWithoutProducts' | 'mailState'
> &
  Pick<InviteSubmission, 'leftOut' | 'ignoredColumns'>;

/** What became of a form, grouped by outcome. No submit button: left in place it would send twice. */
export const inviteResultModal = (result: InviteResult, wording: Wording): ModalView => {
  const of = (outcome: InviteRow['outcome']) => result.rows.filter((row) => row.outcome === outcome);
  return messageModal('Invitations', [
    ...group('Invited', of('invited'), wording),
    ...sentNote(result, wording),
    ...group('Added', of('added'), wording),
    ...(of('added').length > 0 ? [context(asWhat(result, wording))] : []),
    ...group('Not invited', of('refused'), wording),
    ...leftOutBlocks(result),
  ]);
};

/** Said once more: the form may have filled in a team that nobody looked at. */
const asWhat = ({ roleName, teamName }: InviteResult, { pen }: Wording): string =>
  `As ${pen.strong(roleName)}${teamName === null ? '' : ` in ${pen.strong(teamName)}`}.`;

const sentNote = (result: InviteResult, wording: Wording): KnownBlock[] => {
  const { rows, expiresAt, sendAfter, isWithoutProducts, mailState } = result;
  const { pen } = wording;
  const invited = rows.filter((row) => row.outcome === 'invited').length;
  if (invited === 0) return [];
  const start = sendAfter
    ? `Nothing is sent before ${pen.at(sendAfter)}; until then “Pending” has it under Scheduled. `
    : '';
  const end = `${start}${invited === 1 ? 'The link ends' : 'The links end'} ${pen.at(expiresAt)}. `;
  return [
    context(`${asWhat(result, wording)} ${end}A message in your direct messages with Usher follows who has joined.`),
    ...(isWithoutProducts
      ? [section('⚠ No product was chosen: they join without any. “Pending”, *More*, *Edit* changes it.')]
      : []),
    ...mailNote(mailState),
  ];
};

const group = (title: string, rows: readonly InviteRow[], wording: Wording): KnownBlock[] => {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, maxListed);
  const left = rows.length - shown.length;
  return [
    header(`${title} ${rows.length}`),
    ...rowBlocks(shown, wording),
    ...(left > 0 ? [section(`and ${count(left, 'other', 'others')}`)] : []),
  ];
};

/** Whoever needs a button has a block of their own; the others share. */
const rowBlocks = (rows: readonly InviteRow[], wording: Wording): KnownBlock[] => [
  ...sections(rows.filter((row) => !isReinvitable(row)).map((row) => `• ${rowText(row, wording)}`)),
  ...rows.filter(isReinvitable).map((row) => {
    const label = `Reinvite ${row.name ?? row.email}`;
    return section(
      `• ${rowText(row, wording)}`,
      button({ id: RESULT_REINVITE, text: 'Reinvite', value: row.email, label }),
    );
  }),
];

const isReinvitable = (row: InviteRow): boolean => row.outcome === 'refused' && row.reason.kind === 'already_pending';

const rowText = (row: InviteRow, wording: Wording): string => {
  const { pen } = wording;
  const address = row.email ? pen.address(row.email) : '';
  const person = row.name ? `${pen.strong(row.name)}${address && ` (${address})`}` : `*${address || 'Somebody'}*`;
  const line = row.outcome === 'refused' && row.line !== null ? ` (line ${row.line})` : '';
  if (row.outcome === 'refused') return `${person}${line}: ${wordInviteRefusal(row.reason, wording)}`;
  const warnings = [
    ...row.warnings.map((warning) => wordInviteWarning(warning, wording)),
    ...(row.unreached ? [`gets nothing: ${wordDeliveryCause(row.unreached)}`] : []),
  ];
  return warnings.length > 0 ? `${person}: ${listOf(warnings)}` : person;
};

const leftOutBlocks = ({ leftOut, ignoredColumns }: InviteResult): KnownBlock[] => {
  const lines = wordLeftOut(leftOut).slice(0, 10).map(escapeText);
  const columns = ignoredColumns.slice(0, 10).map((title) => `“${escapeText(title.slice(0, 40))}”`);
  return [
    ...(lines.length > 0 ? [section(['*Left out of the paste*', ...lines])] : []),
    ...(columns.length > 0 ? [context(`Columns that were not used: ${listOf(columns)}.`)] : []),
  ];
};
