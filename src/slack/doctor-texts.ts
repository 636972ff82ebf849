import {
  type CheckName,
  type Finding,
  type FindingCode,
  findingsOf,
  type Report,
  type Severity,
  type SkipReason,
  severityOf,
} from '../domain/doctor/finding.ts';
import { deskTellers } from './doctor-desk-texts.ts';
import { mailTellers } from './doctor-mail-texts.ts';
import { serverTellers } from './doctor-server-texts.ts';
import { slackTellers } from './doctor-slack-texts.ts';
import type { DoctorWording, Tellers, Told } from './doctor-wording.ts';
import { count, listOf } from './plural.ts';

const tellers: Tellers<FindingCode> = { ...slackTellers, ...serverTellers, ...mailTellers, ...deskTellers };

export const wordFinding = (finding: Finding, words: DoctorWording): Told => {
  // The table has the teller of each code's own finding, which the compiler cannot follow through a code.
  const tell = tellers[finding.code] as (finding: Finding, words: DoctorWording) => Told;
  return tell(finding, words);
};

export const checkTitles: Readonly<Record<CheckName, string>> = {
  settings: 'Settings',
  slack: 'Slack',
  way_in: 'The way in',
  clock: 'Clocks',
  database: 'Database',
  queue: 'Queue',
  mail: 'Mail',
  channels: 'Channels',
  organization: 'Organization',
};

/** Goes after “not looked at: ”. */
export const skipTexts: Readonly<Record<SkipReason, string>> = {
  no_settings: 'a setting that it needs is missing or wrong',
  no_slack: 'Slack could not be asked',
  no_database: 'the database could not be asked',
  no_organization: 'nothing is stored yet, or the database could not be asked',
  not_running: 'Usher does not run',
  not_made: 'the first start of Usher makes it',
};

const severityWords: Readonly<Record<Severity, readonly [string, string]>> = {
  broken: ['thing is broken', 'things are broken'],
  warning: ['warning', 'warnings'],
  hint: ['hint', 'hints'],
};

/** `1 thing is broken, 2 warnings and 1 hint`. */
export const summaryText = (report: Report): string => {
  const findings = findingsOf(report);
  const parts = (Object.keys(severityWords) as Severity[]).flatMap((severity) => {
    const n = findings.filter((finding) => severityOf(finding) === severity).length;
    return n > 0 ? [count(n, ...severityWords[severity])] : [];
  });
  return parts.length > 0 ? `${listOf(parts)}.` : 'Nothing to mend.';
};
