import { stringify } from 'csv-stringify/sync';
import { DateTime } from 'luxon';
import type { Deps } from '../deps.ts';
import type { MembershipStatus } from '../domain/actor.ts';
import type { Organization } from '../domain/organization.ts';
import type { ExportedMember } from '../ports/roster-export.ts';

const PAGE = 1_000;

const statusWords: Readonly<Record<MembershipStatus, string>> = {
  ACTIVE: 'active',
  DEACTIVATED: 'deactivated',
  REMOVED: 'removed',
};

type Column = readonly [title: string, cell: (member: ExportedMember) => string | null];

const columnsOf = ({ timeZone }: Organization): readonly Column[] => {
  const moment = (at: Date | null): string | null =>
    at && DateTime.fromJSDate(at, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm');
  const list = (names: readonly string[]): string => names.join('; ');
  return [
    ['Name', ({ firstName, lastName }) => [firstName, lastName].filter(Boolean).join(' ')],
    ['First name', ({ firstName }) => firstName],
    ['Last name', ({ lastName }) => lastName],
    ['Email', ({ email }) => email],
    ['Role', ({ roleName }) => roleName],
    ['Primary team', ({ primaryTeamName }) => primaryTeamName],
    ['Other teams', ({ otherTeamNames }) => list(otherTeamNames)],
    ['Products', ({ productNames }) => list(productNames)],
    ['Permissions', ({ permissionNames }) => list(permissionNames)],
    ['Status', ({ status }) => statusWords[status]],
    [`Joined (${timeZone})`, ({ joinedAt }) => moment(joinedAt)],
    [`Ended (${timeZone})`, ({ endedAt }) => moment(endedAt)],
    ['Invited by', ({ invitedByName }) => invitedByName],
    ['Slack ID', ({ slackUserId }) => slackUserId],
  ];
};

/**
 * The roster as CSV, page by page: a million members take no more memory than a thousand. It opens in Excel with a byte order
 * mark, and what people wrote stays text: `escape_formulas` puts an apostrophe before whatever a spreadsheet would calculate.
 * Everything is quoted, since a line break inside a cell would end the row otherwise.
 */
export async function* rosterCsv({ store }: Pick<Deps, 'store'>, organization: Organization): AsyncGenerator<string> {
  const columns = columnsOf(organization);
  const rows = (cells: readonly (readonly (string | null)[])[], bom = false): string =>
    stringify(
      cells.map((row) => [...row]),
      { bom, quoted: true, escape_formulas: true, record_delimiter: 'windows' },
    );
  yield rows([columns.map(([title]) => title)], true);
  let last: string | null = null;
  for (;;) {
    const page: readonly ExportedMember[] = await store.findExportPage(organization.id, last, PAGE);
    if (page.length > 0) yield rows(page.map((member) => columns.map(([, cell]) => cell(member))));
    last = page.at(-1)?.membershipId ?? null;
    if (page.length < PAGE) return;
  }
}
