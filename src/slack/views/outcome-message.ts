import type { ReinviteRow } from '../../services/reinvite.ts';
import type { WithdrawRow } from '../../services/withdraw.ts';
import { wordReinviteRefusal } from '../invite-texts.ts';
import { count, firstOf } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { type Message, section } from './blocks.ts';
import { undoButton } from './undo-button.ts';

export type DoneRow = ReinviteRow | WithdrawRow;

// More refusals than these are counted.
const maxListed = 10;

/** What reinviting or withdrawing did, one line for what went well, one for each that did not. */
export const outcomeLines = (rows: readonly DoneRow[], expiresAt: Date | null, wording: Wording): string[] => {
  const { pen } = wording;
  const well = rows.filter((row) => row.outcome !== 'refused');
  const refused = rows.flatMap((row) => (row.outcome === 'refused' ? [row] : []));
  const names = firstOf(
    well.map((row) => pen.address(row.email)),
    5,
  );
  const isReinvite = well[0]?.outcome === 'reinvited';
  const older = well.filter((row) => !isWithoutLink(row)).length;
  const links = older === 1 ? 'link is' : 'links are';
  const end = expiresAt
    ? ` ${well.length === 1 ? 'It ends' : 'They end'} ${pen.at(expiresAt)}${older > 0 ? `; the older ${links} dead` : ''}.`
    : '';
  return [
    ...(well.length === 0
      ? []
      : isReinvite
        ? [`${count(well.length, 'new link', 'new links')} on the way to ${names}.${end}`]
        : [`Withdrawn: ${names}. ${older === 0 ? 'Nothing had been sent.' : `The ${links} dead.`}`]),
    ...refused
      .slice(0, maxListed)
      .map((row) => `${pen.address(row.email)}: ${wordReinviteRefusal(row.reason, wording)}`),
    ...(refused.length > maxListed
      ? [`and ${count(refused.length - maxListed, 'other', 'others')} for which nothing was done.`]
      : []),
  ];
};

/** No link had gone out before. */
const isWithoutLink = (row: DoneRow): boolean =>
  ('isFirst' in row && row.isFirst === true) || ('isUnsent' in row && row.isUnsent === true);

/** `auditEventId`: of what can be undone; `nothing`: said when no address was concerned at all. */
export const outcomeMessage = (
  rows: readonly DoneRow[],
  expiresAt: Date | null,
  wording: Wording,
  nothing: string,
  auditEventId: string | null = null,
): Message => {
  const lines = rows.length > 0 ? outcomeLines(rows, expiresAt, wording) : [nothing];
  return {
    text: lines[0] ?? nothing,
    blocks: [section(lines, auditEventId === null ? undefined : undoButton(auditEventId))],
  };
};
