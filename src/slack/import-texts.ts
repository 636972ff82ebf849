import { deliveryCauses } from '../domain/delivery-cause.ts';
import type { ImportFate, LeftOut, RowRefusal } from '../domain/import.ts';
import type { ImportRefusal } from '../domain/import-refusal.ts';
import type { WrongFile } from '../domain/roster/file-kind.ts';
import type { FileRefusal } from '../domain/roster/roster-file.ts';
import type { ImportFailure } from '../ports/imports.ts';
import { wordDeliveryCause } from './delivery-texts.ts';
import type { DownloadRefusal } from './download-file.ts';
import { wordInviteRefusal, wordInviteWarning } from './invite-texts.ts';
import { count, listOf } from './plural.ts';
import { problemReasons } from './views/roster-problems.ts';
import type { Wording } from './wording.ts';

const megabyte = 1024 * 1024;

const wrongFiles: Readonly<Record<WrongFile, string>> = {
  spreadsheet: 'This is a workbook, not a CSV file. Open it, choose “Save as” or “Download”, then CSV, and send that.',
  old_spreadsheet:
    'This is a workbook of an old kind, not a CSV file. Open it, choose “Save as”, then CSV, and send that.',
  archive: 'This is an archive of other files. Unpack it and send the CSV file that is in it.',
  image: 'This is a picture, so no addresses can be read from it. Send the list as a CSV file.',
  pdf: 'This is a PDF, so no addresses can be read from it. Send the list as a CSV file.',
  document: 'This is a document, not a list. Save the list as a CSV file, or paste it into the invite form.',
  web_page:
    'This is a web page, not a list. Where it was downloaded, “Export” or “Download” gives the CSV file itself.',
  other: 'This is not a text file. Send the list as a CSV file.',
};

/** Why a file was not read at all, and what to do. */
export const wordFileRefusal = (refusal: FileRefusal): string => {
  switch (refusal.kind) {
    case 'file_too_large':
      return `The file is larger than ${refusal.maxBytes / megabyte} MB. Split it, and send one part after the other.`;
    case 'file_too_long':
      return `The file has more than ${refusal.maxRows.toLocaleString('en')} rows. Split it, and send one part after the other.`;
    case 'file_empty':
      return 'The file is empty: there is nobody in it.';
    case 'file_wrong':
      return wrongFiles[refusal.what];
    case 'file_broken':
      return 'The file cannot be read as text: it may be cut off or broken. Export it again, as “CSV UTF-8” where you can choose.';
    case 'file_without_people':
      return refusal.lines === 0
        ? 'The file has titles and nobody below them.'
        : `There is no address in the file: ${count(refusal.lines, 'line was', 'lines were')} read. Is it the right one?`;
  }
};

/** The same for a file that could not be fetched from Slack. */
export const wordDownloadRefusal = (refusal: DownloadRefusal): string => {
  switch (refusal.kind) {
    case 'file_closed':
      return 'Slack does not let Usher read files: the app lacks the permission `files:read`. Whoever runs Usher gives it its present manifest and reinstalls it; until then, paste the list into the invite form.';
    case 'file_gone':
      return 'The file is not in Slack any more. Choose it again.';
    case 'file_unreachable':
      return 'Slack did not hand the file over just now. Try again in a minute.';
    default:
      return wordFileRefusal(refusal);
  }
};

/** Why nothing was done with an import. */
export const wordImportRefusal = (refusal: ImportRefusal, { pen, command }: Wording): string => {
  switch (refusal.kind) {
    case 'import_unknown':
      return `This preview is not there any more. ${pen.code(`${command} import`)} starts anew.`;
    case 'import_decided':
      return refusal.state === 'DISCARDED'
        ? `This preview was put away. ${pen.code(`${command} import`)} starts anew.`
        : 'This was sent already. The message about it in your direct messages with Usher has how far it is.';
    case 'import_of_nobody':
      return 'There is nobody here who can be invited. Correct the list, and send it again.';
    case 'import_under_way':
      return `${refusal.title ? pen.say(refusal.title) : 'The same list'} is being sent at this moment. The message about it in your direct messages with Usher has how far it is.`;
    case 'import_nothing_left':
      return 'There is nothing left to stop: everything has gone out. “Pending” takes invitations back one by one.';
  }
};

const wordRowRefusal = (reason: RowRefusal, wording: Wording): string => {
  const { pen } = wording;
  switch (reason.kind) {
    case 'no_such_role':
      return `There is no role “${pen.say(reason.name, 75)}”.`;
    case 'role_not_yours':
      return `The role “${pen.say(reason.name, 75)}” is above your own.`;
    case 'no_such_team':
      return `There is no team “${pen.say(reason.name, 75)}”.`;
    case 'no_such_product':
      return `There is no product “${pen.say(reason.name, 75)}”.`;
    case 'no_address_in_slack':
      return 'has no address in their Slack profile.';
    default: {
      const known = reason.knownAs ? ` Here the address is written ${pen.address(reason.knownAs)}.` : '';
      return `${wordInviteRefusal(reason, wording)}${known}`;
    }
  }
};

const wordLeftOut = ({ reason, text }: LeftOut, { pen }: Wording): string =>
  `“${pen.say(text, 40)}” ${problemReasons[reason]}`;

/** What goes after the person, or the text of a line that names nobody; empty where there is nothing to say. */
export const wordFate = (decided: ImportFate, wording: Wording): string => {
  switch (decided.fate) {
    case 'clear':
      return '';
    case 'noted':
      return listOf([
        ...decided.warnings.map((warning) => wordInviteWarning(warning, wording)),
        ...decided.leftOut.map((leftOut) => wordLeftOut(leftOut, wording)),
      ]);
    case 'refused':
      return wordRowRefusal(decided.reason, wording);
    case 'unreadable':
      return `${problemReasons[decided.reason]}.`;
    case 'repeated':
      return decided.differsInCase
        ? `stands on line ${decided.ofLine} already; only capital letters differ.`
        : `stands on line ${decided.ofLine} already.`;
  }
};

/** What was wrong with a row, for whoever corrects the file. */
export const wordFailure = ({ decided, deliveryCause, state }: ImportFailure, wording: Wording): string => {
  const cause = deliveryCauses.find((each) => each === deliveryCause);
  if (cause) return `Not delivered: ${wordDeliveryCause(cause)}.`;
  if (decided.fate === 'refused' || decided.fate === 'unreadable') {
    const text = wordFate(decided, wording);
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  }
  return state === 'LEFT' ? 'Not sent: the import ended before this row.' : 'Not delivered.';
};
