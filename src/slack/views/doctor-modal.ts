import type { KnownBlock, ModalView } from '@slack/types';
import {
  type CheckName,
  type CheckReport,
  type FailedJob,
  type Finding,
  type Report,
  type Severity,
  severityOf,
} from '../../domain/doctor/finding.ts';
import { checkTitles, skipTexts, summaryText, wordFinding } from '../doctor-texts.ts';
import type { DoctorWording } from '../doctor-wording.ts';
import { count, listOf } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { actions, button, context, header, section } from './blocks.ts';
import { whatFailed } from './job-failed-message.ts';
import { messageModal } from './message-modal.ts';
import { OPEN_DESK, OPEN_SETTINGS } from './open-buttons.ts';

export const DOCTOR_AGAIN = 'doctor_again';
/** Its value is the id of a job. */
export const DOCTOR_RETRY = 'doctor_retry';
export const DOCTOR_RETRY_ALL = 'doctor_retry_all';

const TITLE = 'Doctor';
/** Two blocks each; with the findings they have to fit into the hundred of a modal. */
const mostJobs = 10;
const mostFindings = 60;

const severityTitles: readonly (readonly [Severity, string])[] = [
  ['broken', 'Broken'],
  ['warning', 'Warning'],
  ['hint', 'Hint'],
];

/** Holds the place of the report: a look may take seconds. */
export const lookingModal = (): ModalView =>
  messageModal(TITLE, [section('Looking at Slack, the database, the queue, mail, channels and clocks…')]);

/** What is to be mended, the worst first, each with its next step; the jobs that Usher gave up on; and what is in order. */
export const doctorModal = (report: Report, wording: Wording, notice: readonly string[] = []): ModalView => {
  const words: DoctorWording = { ...wording, channel: (id) => `<#${id.replace(/\W/g, '')}>` };
  const found = severityTitles.flatMap(([severity, title]) =>
    report.checks.flatMap(({ check, findings }) =>
      findings
        .filter((finding) => severityOf(finding) === severity)
        .map((finding) => findingBlock(title, check, finding, words)),
    ),
  );
  return messageModal(TITLE, [
    ...(notice.length > 0 ? [section(notice)] : []),
    section(`*${summaryText(report)}*`),
    ...found.slice(0, mostFindings),
    ...(found.length > mostFindings
      ? [context(`…and ${found.length - mostFindings} more, when these are mended.`)]
      : []),
    ...report.checks.flatMap(({ findings }) => findings.flatMap((finding) => jobBlocks(finding, words))),
    ...rest(report.checks),
    actions(
      button({ id: DOCTOR_AGAIN, text: 'Look again' }),
      button({ id: OPEN_SETTINGS, text: 'Settings' }),
      button({ id: OPEN_DESK, text: 'Desk' }),
    ),
  ]);
};

const findingBlock = (severity: string, check: CheckName, finding: Finding, words: DoctorWording): KnownBlock => {
  const { what, means, fix } = wordFinding(finding, words);
  return section([`*${severity} · ${checkTitles[check]}:* ${what}`, means, `→ ${fix}`]);
};

const jobBlocks = (finding: Finding, { pen }: DoctorWording): KnownBlock[] => {
  if (finding.code !== 'jobs_failed') return [];
  const { jobs, total } = finding;
  const shown = jobs.slice(0, mostJobs);
  return [
    header(`Given up ${total}`),
    ...shown.map((job) =>
      section(
        [jobText(job.name) ?? pen.code(job.name), `${pen.at(job.at)} · ${count(job.attempts, 'try', 'tries')}`],
        button({
          id: DOCTOR_RETRY,
          text: 'Try again',
          value: job.id,
          label: `Try again: ${jobText(job.name) ?? job.name}`,
        }),
      ),
    ),
    ...(total > shown.length ? [context(`…and ${total - shown.length} more.`)] : []),
    ...(total > 1 ? [actions(button({ id: DOCTOR_RETRY_ALL, text: `Try all ${total} again` }))] : []),
  ];
};

/** Nothing for a job of another version of Usher. */
const jobText = (name: FailedJob['name']): string | undefined => new Map(Object.entries(whatFailed)).get(name);

// A name keeps its capital.
const inSentence = (check: keyof typeof checkTitles): string =>
  check === 'slack' ? checkTitles.slack : checkTitles[check].toLowerCase();

const rest = (checks: readonly CheckReport[]): KnownBlock[] => {
  const good = checks.filter(({ findings, skipped }) => findings.length === 0 && !skipped);
  const skipped = checks.flatMap((check) =>
    check.skipped && check.findings.length === 0
      ? [`Not looked at: ${inSentence(check.check)}, since ${skipTexts[check.skipped]}.`]
      : [],
  );
  const lines = [
    ...(good.length > 0 ? [`In order: ${listOf(good.map(({ check }) => inSentence(check)))}.`] : []),
    ...skipped,
  ];
  return lines.length > 0 ? [context(...lines)] : [];
};
