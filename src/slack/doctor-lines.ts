import { type CheckReport, type FailedJob, type Report, severityOf } from '../domain/doctor/finding.ts';
import { checkTitles, skipTexts, summaryText, wordFinding } from './doctor-texts.ts';
import type { DoctorWording } from './doctor-wording.ts';
import { count } from './plural.ts';
import { type Pen, plainWording } from './wording.ts';

/** The report as a terminal shows it: a line for each check that is in order, one for each finding, and how it stands. */
export const doctorLines = (report: Report, commandPrefix: string): string[] => {
  const words: DoctorWording = {
    ...plainWording({ name: '', timeZone: 'UTC' }, `/${commandPrefix}`),
    channel: (id) => id,
  };
  const running = report.isRunning ? 'Usher runs.' : 'Usher does not run.';
  return [
    ...report.checks.flatMap((check) => checkLines(check, words)),
    '',
    [...(report.isRunning === null ? [] : [running]), summaryText(report)].join(' '),
  ];
};

/** A name in Slack may hold what a terminal would obey. */
const row = (state: string, text: string): string => `${state.padEnd(9)}${text.replaceAll(/\p{Cc}+/gu, ' ')}`;

const checkLines = ({ check, findings, skipped }: CheckReport, words: DoctorWording): string[] => {
  const title = checkTitles[check];
  if (skipped && findings.length === 0) return [row('-', `${title}: not looked at: ${skipTexts[skipped]}.`)];
  if (findings.length === 0) return [row('ok', title)];
  return findings.flatMap((finding) => {
    const { what, means, fix } = wordFinding(finding, words);
    const jobs =
      finding.code === 'jobs_failed' ? finding.jobs.map((job) => row('', failedJobText(job, words.pen))) : [];
    return [row(severityOf(finding), `${title}: ${what} ${means} → ${fix}`), ...jobs];
  });
};

/** `deliver-invitation, 25 Nov 2026, 14:02 (UTC), 14 tries`. */
const failedJobText = ({ name, at, attempts }: FailedJob, pen: Pen): string =>
  `${pen.say(name)}, ${pen.at(at)}, ${count(attempts, 'try', 'tries')}`;
