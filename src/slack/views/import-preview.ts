import type { KnownBlock, ModalView } from '@slack/types';
import type { DeliveryCause } from '../../domain/delivery-cause.ts';
import { canBeSent, type Fate, fates, type ImportFate, type ImportRow } from '../../domain/import.ts';
import { type ImportPreview, sendable } from '../../services/read-import.ts';
import { wordDeliveryCause } from '../delivery-texts.ts';
import { wordFate } from '../import-texts.ts';
import { escapeText, mention } from '../mrkdwn.ts';
import { count, listOf } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { actions, button, confirm, context, plain, section, sections } from './blocks.ts';
import { mailNote } from './mail-note.ts';
import { messageModal } from './message-modal.ts';

export const IMPORT_PREVIEW = 'import_preview';
export const IMPORT_NEXT = 'import_next';
export const IMPORT_PREVIOUS = 'import_previous';
export const IMPORT_DISCARD = 'import_discard';

/** A preview, and the page of it that is shown: what its buttons carry. */
export type ShownPreview = { readonly importId: string; readonly page: number };

export const encodePreview = ({ importId, page }: ShownPreview): string => `${importId}.${page}`;

/** Undefined for anything that `encodePreview` did not write. */
export const decodePreview = (value: string): ShownPreview | undefined => {
  const [, importId, page] = /^([\da-f-]{36})\.(\d{1,4})$/.exec(value) ?? [];
  return importId && page ? { importId, page: Number(page) } : undefined;
};

const titles: Readonly<Record<Fate, string>> = {
  unreadable: 'No address in the line',
  refused: 'Cannot be invited',
  noted: 'Can be invited; look at these first',
  repeated: 'Stands there twice',
  clear: 'Will be invited',
};

/** Every row with its fate; what cannot be sent comes first. *Send* sends the rest. */
export const importPreview = (preview: ImportPreview, wording: Wording, notice: readonly string[] = []): ModalView => {
  const { record, counts } = preview;
  const going = sendable(counts);
  return {
    ...messageModal('Preview', [
      ...(notice.length > 0 ? [section(notice)] : []),
      section(summary(preview, wording)),
      ...mailNote(preview.mailState),
      ...remarks(preview, wording),
      ...rowBlocks(preview, wording),
      ...ways(preview),
      context(
        `Closing this loses nothing: ${wording.pen.code(`${wording.command} import`)} shows it again. Nothing has been sent.`,
      ),
    ]),
    callback_id: IMPORT_PREVIEW,
    private_metadata: encodePreview({ importId: record.id, page: preview.page }),
    ...(going > 0 && { submit: plain(`Invite ${going.toLocaleString('en')}`, 24) }),
  };
};

const summary = (preview: ImportPreview, { pen }: Wording): string[] => {
  const { record, counts, roleName, teamName } = preview;
  const title = pen.strong(record.title || (record.source === 'file' ? 'Your file' : 'Your list'));
  const total = fates.reduce((sum, fate) => sum + counts[fate], 0);
  const going = sendable(counts);
  const parts: readonly (readonly [number, string])[] = [
    [counts.noted, 'of them with a remark'],
    [counts.refused, 'cannot be invited'],
    [counts.unreadable, 'without an address'],
    [counts.repeated, 'there twice'],
  ];
  const rest = parts.filter(([n]) => n > 0).map(([n, what]) => `${n.toLocaleString('en')} ${what}`);
  const can = going === 0 ? 'nobody can be invited' : `${going.toLocaleString('en')} can be invited`;
  const as = roleName
    ? `As ${pen.say(roleName, 75)}${teamName ? ` in ${pen.say(teamName, 75)}` : ''}, unless their row says otherwise.`
    : '';
  return [`${title}: ${count(total, 'row', 'rows')}. ${listOf([can, ...rest])}.`, ...(as ? [as] : [])];
};

const remarks = (preview: ImportPreview, { pen }: Wording): KnownBlock[] => {
  const { record, counts, remainingToday, dailyCap, others } = preview;
  const { ignoredColumns, isEncodingGuessed, sentBefore } = record.remarks;
  const going = sendable(counts);
  const texts = [
    ...(sentBefore ? [`The same list was sent ${pen.at(new Date(sentBefore))}. Nobody gets a second invitation.`] : []),
    ...(going > remainingToday ? [capText(going, remainingToday, dailyCap)] : []),
    ...(record.terms.sendAfter ? [`They go out ${pen.at(new Date(record.terms.sendAfter))}.`] : []),
    ...(isEncodingGuessed
      ? ['The file does not say how its letters are stored: look whether names with accents are right.']
      : []),
    ...(ignoredColumns.length > 0
      ? [
          `Columns that are not used: ${listOf(ignoredColumns.slice(0, 10).map((each) => `“${escapeText(each.slice(0, 40))}”`))}.`,
        ]
      : []),
    ...(others > 0 ? [`${count(others, 'older preview waits', 'older previews wait')} behind this one.`] : []),
  ];
  return texts.length > 0 ? [context(...texts)] : [];
};

/** “200 today, 200 tomorrow”: the cap of a day spreads an import, it does not refuse it. */
const capText = (going: number, today: number, cap: number): string => {
  const rest = going - today;
  const days = cap > 0 ? Math.ceil(rest / cap) : 0;
  if (days === 0)
    return 'The organization sends no invitations: its daily number is 0. An admin can raise it in the settings.';
  const first = today > 0 ? `${today.toLocaleString('en')} go out today` : 'None go out today any more';
  const then =
    days === 1
      ? `${rest.toLocaleString('en')} tomorrow`
      : `${cap.toLocaleString('en')} a day on the ${days} days after`;
  return `⚠ ${first}, ${then}: no more than ${cap.toLocaleString('en')} invitations go out in a day.`;
};

/** One block for what is alike, titled where its kind begins. */
const rowBlocks = ({ rows, unreached }: ImportPreview, wording: Wording): KnownBlock[] =>
  fates.flatMap((fate) => {
    const alike = rows.filter(({ decided }) => decided.fate === fate);
    if (alike.length === 0) return [];
    return sections([`*${titles[fate]}*`, ...alike.map((row) => rowText(row, unreached.get(row.number), wording))]);
  });

const rowText = (
  { line, person, decided }: ImportRow,
  unreached: DeliveryCause | undefined,
  wording: Wording,
): string => {
  const { pen } = wording;
  const name = person && [person.firstName, person.lastName].filter(Boolean).join(' ');
  const text = person ? pen.address(person.email.slice(0, 120)) : named(decided, wording);
  const nothing = unreached ? `gets nothing: ${wordDeliveryCause(unreached)}` : '';
  const told = listOf([wordFate(decided, wording), nothing].filter(Boolean));
  const who = name ? `${pen.say(name, 60)}, ${text}` : text;
  return `${line}: ${who}${told ? ` ${canBeSent(decided.fate) ? '· ' : ''}${told}` : ''}`;
};

/** A line without an address, or somebody in Slack who has none. */
const named = (decided: ImportFate, { pen }: Wording): string => {
  if (decided.fate === 'unreadable') return `“${pen.say(decided.text, 80)}”`;
  return decided.fate === 'refused' && decided.userId ? mention(decided.userId) : '';
};

const ways = ({ record, page, pages, others }: ImportPreview): KnownBlock[] => {
  const at = (other: number): string => encodePreview({ importId: record.id, page: other });
  return [
    actions(
      ...(page > 0 ? [button({ id: IMPORT_PREVIOUS, text: 'Previous page', value: at(page - 1) })] : []),
      ...(page < pages - 1 ? [button({ id: IMPORT_NEXT, text: 'Next page', value: at(page + 1) })] : []),
      button({
        id: IMPORT_DISCARD,
        text: others > 0 ? 'Put away' : 'Put away, and choose another file',
        value: at(page),
        confirm: confirm({
          title: 'Put this preview away?',
          text: 'Nobody of it is invited, and the list is forgotten.',
          yes: 'Put it away',
          no: 'Keep it',
        }),
      }),
    ),
    ...(pages > 1 ? [context(`Page ${page + 1} of ${pages}`)] : []),
  ];
};
