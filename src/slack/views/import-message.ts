import type { KnownBlock } from '@slack/types';
import type { ImportProgress } from '../../domain/import.ts';
import type { ImportFile, ImportNews, ImportStopNews } from '../../ports/imports.ts';
import { mention } from '../mrkdwn.ts';
import { count, listOf } from '../plural.ts';
import { mrkdwnPen, type Pen } from '../wording.ts';
import { actions, button, confirm, context, type Message, section } from './blocks.ts';
import { wordUploadFailure } from './export-messages.ts';
import { OPEN_PENDING } from './open-buttons.ts';

export const IMPORT_CANCEL = 'import_cancel';
export const IMPORT_FAILURES = 'import_failures';

const barLength = 20;

/** Whatever nothing more is going to happen to without a person: left out, added, delivered, failed, taken back. */
const settledOf = ({ left, added, delivered, failed }: ImportProgress): number => left + added + delivered + failed;

const bar = (part: number): string => {
  const full = Math.min(barLength, Math.floor(part * barLength));
  return `${'▓'.repeat(full)}${'░'.repeat(barLength - full)} ${Math.floor(part * 100)} %`;
};

const number = (n: number): string => n.toLocaleString('en');

const isUnderWay = ({ record, progress }: ImportNews): boolean => record.state === 'SENDING' || progress.queued > 0;

const titleOf = ({ title, source }: ImportNews['record'], pen: Pen): string =>
  `Import of ${pen.say(title || (source === 'file' ? 'a file' : 'a list'), 80)}`;

/** The one message of an import: a bar while it goes out, then what became of it, edited as things happen. */
export const importMessage = (news: ImportNews): Message => {
  const { record, isHandedOver, timeZone } = news;
  const pen = mrkdwnPen(timeZone);
  const title = titleOf(record, pen);
  if (isHandedOver) return handedOver(title, news);
  const lines = isUnderWay(news) ? underWay(news, pen) : [];
  const text = `${title}: ${summary(news)}`;
  return {
    text,
    blocks: [
      section([`*${title}*`, ...lines, ...counts(news.progress), ...ending(news)]),
      ...(record.resumeAt && record.state === 'SENDING'
        ? [
            context(
              `As many as may go out in a day have. The rest follows from ${pen.at(record.resumeAt)} on, by itself.`,
            ),
          ]
        : []),
      ...buttons(news),
    ],
  };
};

const underWay = ({ progress }: ImportNews, _pen: Pen): string[] => [
  bar(progress.total === 0 ? 1 : settledOf(progress) / progress.total),
];

const summary = ({ progress }: ImportNews): string => {
  const { invited, added, total } = progress;
  return `${number(invited + added)} of ${count(total, 'row', 'rows')} invited`;
};

/** What there is nothing of is not counted. */
const counts = (progress: ImportProgress): string[] => {
  const { total, open, invited, added, left, queued, delivered, failed, joined, declined, withdrawn, ranOut } =
    progress;
  const parts: readonly (readonly [number, string])[] = [
    [open, 'still to be prepared'],
    [queued, 'on the way'],
    [delivered, 'delivered'],
    [failed, 'not delivered'],
    [added, 'added at once'],
    [left, 'not invited'],
    [withdrawn, 'withdrawn'],
  ];
  const said = parts.filter(([n]) => n > 0).map(([n, what]) => `${number(n)} ${what}`);
  const then: readonly (readonly [number, string])[] = [
    [joined, 'joined'],
    [declined, 'declined'],
    [ranOut, 'ran out'],
  ];
  const later = then.filter(([n]) => n > 0).map(([n, what]) => `${number(n)} ${what}`);
  return [
    `${number(invited + added)} of ${count(total, 'row', 'rows')} prepared${said.length > 0 ? `: ${listOf(said)}` : ''}.`,
    ...(later.length > 0 ? [`Since then: ${listOf(later)}.`] : []),
  ];
};

const stops: Readonly<Record<string, string>> = {
  not_a_member: 'you are no member any more',
  no_longer_a_member: 'you are no member any more',
  admins_only: 'you are not an admin any more',
  slack_guest: 'you are a guest of this workspace now',
  role_unknown: 'its role is gone',
  role_retired: 'its role is no longer given out',
  role_above_own: 'its role is above your own now',
  team_unknown: 'its team is gone',
  team_needed: 'people need a team now, and it names none',
  product_unknown: 'one of its products is off now',
  permission_unknown: 'one of its permissions is gone',
  template_unknown: 'its permission template is gone',
};

const ending = ({ record }: ImportNews): string[] => {
  if (record.state === 'CANCELLED') return ['Stopped: what had not gone out was taken back.'];
  const { stop } = record;
  if (!stop) return [];
  const why = stops[stop.cause] ?? 'what it gives can no longer be given';
  return [`⚠ It stopped before line ${stop.line}: ${why}. That row and those after it were not invited.`];
};

/** To somebody who is no admin any more: where it ended, without news of anybody. */
const handedOver = (title: string, news: ImportNews): Message => {
  const text = `${title}: ${summary(news)}. You are not an admin any more, so others look after the invitations.`;
  return { text, blocks: [section([text, ...ending(news)])] };
};

/** To the other admins: how far it came, and what they can do. */
export const importStoppedMessage = ({ record, progress, by, timeZone }: ImportStopNews): Message => {
  const title = titleOf(record, mrkdwnPen(timeZone));
  const line = record.stop?.line ?? 0;
  const stopped = `stopped before line ${line}: whoever began it is not an admin any more.`;
  const whose = by ? `, begun by ${mention(by.userId)},` : '';
  const said = [
    `${title}${whose} ${stopped}`,
    `${counts(progress).join(' ')} Whoever has the list can send it again: nobody is invited twice.`,
  ];
  return {
    // Nobody is rung by it.
    text: `${title} ${stopped}`,
    blocks: [section(said), ...(progress.invited > 0 ? [actions(button({ id: OPEN_PENDING, text: 'Pending' }))] : [])],
  };
};

const buttons = (news: ImportNews): KnownBlock[] => {
  const { record, progress } = news;
  const canStop = isUnderWay(news);
  const hasFailures = progress.left + progress.failed > 0 && record.state !== 'SENDING';
  const isOpen = progress.invited > 0 && record.state !== 'SENDING';
  const shown = [
    ...(hasFailures ? [button({ id: IMPORT_FAILURES, text: 'CSV of what was not sent', value: record.id })] : []),
    ...(isOpen ? [button({ id: OPEN_PENDING, text: 'Pending' })] : []),
    ...(canStop
      ? [
          button({
            id: IMPORT_CANCEL,
            text: 'Stop',
            value: record.id,
            style: 'danger',
            confirm: confirm({
              title: 'Stop this import?',
              text: 'Rows that wait are not invited, and invitations of which nothing has gone out yet are withdrawn. What has arrived stays.',
              yes: 'Stop it',
              no: 'Go on',
              danger: true,
            }),
          }),
        ]
      : []),
  ];
  return shown.length > 0 ? [actions(...shown)] : [];
};

export const fileTitle = (kind: ImportFile['kind']): string =>
  kind === 'template' ? 'People to invite' : 'Not invited, and why';

/** Above the file itself. */
export const fileComment = (kind: ImportFile['kind']): string =>
  kind === 'template'
    ? 'One person a row. Only the address is needed; role, team and products of a row count before those of the form, and several products stand behind one another with commas. Send the file back here, or choose it in the import form.'
    : 'Each row that invited nobody, or whose link did not arrive, with what was wrong. Correct it and send it back here: columns that are not needed are passed by.';

export const fileFailedMessage = (cause: string): Message => {
  const text = `The file was not sent: ${wordUploadFailure(cause)}. Then ask for it again.`;
  return { text, blocks: [section(text)] };
};
