import {
  diagnoseDatabase,
  diagnoseDatabaseClock,
  diagnoseQueue,
  diagnoseReach,
  diagnoseSettings,
  diagnoseSightings,
  diagnoseSlack,
  diagnoseSlackClock,
  diagnoseWorkspace,
} from '../domain/doctor/diagnose.ts';
import {
  diagnoseChannels,
  diagnoseMail,
  diagnoseMailbox,
  diagnoseOrganization,
  diagnoseWithoutPages,
  isWithoutPages,
} from '../domain/doctor/diagnose-desk.ts';
import type {
  DatabaseFacts,
  MailboxFacts,
  MailFacts,
  OrganizationFacts,
  QueueFacts,
  SlackFacts,
} from '../domain/doctor/facts.ts';
import type { CheckName, CheckReport, Finding, Report, SkipReason } from '../domain/doctor/finding.ts';
import type { Probes, WhoseOrganization } from '../ports/diagnosis.ts';
import { type Looked, leftOut, look } from './look.ts';

export type Examination = {
  /** Null: of the workspace of the token, for an operator, who sees the whole queue. */
  readonly organizationId: string | null;
  /** Usher itself asks. */
  readonly isInside: boolean;
  /** For each look. */
  readonly patienceMs?: number;
};

const PATIENCE_MS = 5_000;

/**
 * Looks at everything at once; what builds on something else comes after it, and is left out where that is not there, so that one
 * cause is told once.
 */
export const examine = async (probes: Probes, input: Examination): Promise<Report> => {
  const { organizationId, isInside, patienceMs = PATIENCE_MS } = input;
  const see = <T>(probe: (() => Promise<T>) | null): Promise<Looked<T>> =>
    probe ? look(probe, patienceMs) : Promise.resolve(leftOut('no_settings'));
  const settings = probes.settings();
  const [slackSoon, databaseSoon, mailSoon] = [see(probes.slack), see(probes.database), see(probes.mail)];
  const mailboxSoon = see(probes.mailbox);
  const queueSoon = databaseSoon.then((database) =>
    isUsable(database) ? see(probes.queue && bound(probes.queue, organizationId)) : leftOut('no_database'),
  );
  const organizationSoon = Promise.all([databaseSoon, slackSoon]).then(([database, slack]) =>
    isUsable(database)
      ? see(probes.organization && bound(probes.organization, whose(organizationId, slack))).then(orNone)
      : leftOut('no_database'),
  );
  const channelsSoon = Promise.all([slackSoon, organizationSoon]).then(([slack, organization]) =>
    lookAtChannels(probes, slack, organization, see),
  );
  const hasPages = !isWithoutPages(settings);
  const reachSoon = queueSoon.then((queue) => {
    if (!hasPages) return nothingToSee;
    const why = isInside ? null : whyUnreachable(queue);
    return why ? leftOut(why) : see(probes.reach);
  });
  const [slack, database, mail, mailbox, queue, organization, channels, reach] = await Promise.all([
    slackSoon,
    databaseSoon,
    mailSoon,
    mailboxSoon,
    queueSoon,
    organizationSoon,
    channelsSoon,
    reachSoon,
  ]);
  const checks: CheckReport[] = [
    { check: 'settings', findings: diagnoseSettings(settings), skipped: null },
    withMore(report('slack', slack, diagnoseSlack), workspaceFindings(slack, organization)),
    wayIn(report('way_in', reach, diagnoseReach), organization, settings.mode),
    clock(slack, database),
    report('database', unlessNotMade(database), diagnoseDatabase),
    report('queue', queue, (facts) => diagnoseQueue(facts, isInside)),
    hasPages
      ? withMore(report('mail', mail, diagnoseMail), mailboxFindings(mail, mailbox))
      : report('mail', mail, (facts) => diagnoseWithoutPages(facts, unreachedOf(organization))),
    report('channels', channels, (findings) => findings),
    report('organization', organization, diagnoseOrganization),
  ];
  return { checks, isRunning: isInside || (queue.kind === 'seen' ? queue.facts.runners > 0 : null) };
};

/** Only a running Usher answers at its address. */
const whyUnreachable = (queue: Looked<QueueFacts>): SkipReason | null => {
  if (queue.kind === 'unseen') return 'no_database';
  return queue.facts.runners === 0 ? 'not_running' : null;
};

const bound =
  <A, T>(probe: (argument: A) => Promise<T>, argument: A) =>
  (): Promise<T> =>
    probe(argument);

/** One that is newer or older cannot be read. */
const isUsable = (database: Looked<DatabaseFacts>): boolean =>
  database.kind === 'seen' && database.facts.kind === 'open' && database.facts.pendingMigrations === 0;

/** There is nothing to look at before the first start. */
const unlessNotMade = (database: Looked<DatabaseFacts>): Looked<DatabaseFacts> =>
  database.kind === 'seen' && database.facts.kind === 'not_made' ? leftOut('not_made') : database;

const goodToken = (slack: Looked<SlackFacts>) =>
  slack.kind === 'seen' && slack.facts.token.kind === 'good' ? slack.facts.token : null;

const whose = (organizationId: string | null, slack: Looked<SlackFacts>): WhoseOrganization =>
  organizationId ? { organizationId } : { slackTeamId: goodToken(slack)?.teamId ?? null };

const orNone = (looked: Looked<OrganizationFacts | null>): Looked<OrganizationFacts> => {
  if (looked.kind === 'unseen') return looked;
  return looked.facts ? { kind: 'seen', facts: looked.facts } : leftOut('no_organization');
};

const workspaceFindings = (slack: Looked<SlackFacts>, organization: Looked<OrganizationFacts>): Finding[] =>
  slack.kind === 'seen' && organization.kind === 'seen' ? diagnoseWorkspace(slack.facts, organization.facts) : [];

const nothingToSee: Looked<never> = { kind: 'unseen', findings: [], skipped: null };

const unreachedOf = (organization: Looked<OrganizationFacts>): number =>
  organization.kind === 'seen' ? organization.facts.unreached : 0;

/** Without mail nothing comes back. */
const mailboxFindings = (mail: Looked<MailFacts>, mailbox: Looked<MailboxFacts>): readonly Finding[] => {
  if (mail.kind === 'unseen' || mail.facts.kind === 'off') return [];
  return mailbox.kind === 'seen' ? diagnoseMailbox(mailbox.facts) : mailbox.findings;
};

const lookAtChannels = async (
  { channels }: Probes,
  slack: Looked<SlackFacts>,
  organization: Looked<OrganizationFacts>,
  see: <T>(probe: (() => Promise<T>) | null) => Promise<Looked<T>>,
): Promise<Looked<readonly Finding[]>> => {
  const token = goodToken(slack);
  if (organization.kind === 'unseen') return leftOut('no_organization');
  // Another workspace knows none of our channels.
  const isElsewhere = workspaceFindings(slack, organization).some(({ code }) => code === 'other_workspace');
  if (!token || isElsewhere) return leftOut('no_slack');
  const { channels: used, troubledChannelIds } = organization.facts;
  const ids = [...new Set(used.map(({ channelId }) => channelId))];
  const states = await see(channels && (() => channels(token.botUserId, ids)));
  return states.kind === 'unseen'
    ? states
    : { kind: 'seen', facts: diagnoseChannels(used, states.facts, troubledChannelIds) };
};

const report = <T>(check: CheckName, looked: Looked<T>, diagnose: (facts: T) => readonly Finding[]): CheckReport =>
  looked.kind === 'seen'
    ? { check, findings: diagnose(looked.facts), skipped: null }
    : { check, findings: looked.findings, skipped: looked.skipped };

const withMore = (of: CheckReport, more: readonly Finding[]): CheckReport => ({
  ...of,
  findings: [...of.findings, ...more],
});

/** That Slack never came is told only where nothing else says why. */
const wayIn = (reach: CheckReport, organization: Looked<OrganizationFacts>, mode: 'http' | 'socket'): CheckReport => {
  if (organization.kind === 'unseen') return reach;
  const isExplained = reach.skipped !== null || reach.findings.length > 0;
  const seen = diagnoseSightings(organization.facts.sightings, mode);
  return withMore(reach, isExplained ? seen.filter(({ code }) => code !== 'never_reached') : seen);
};

const clock = (slack: Looked<SlackFacts>, database: Looked<DatabaseFacts>): CheckReport => {
  const findings = [
    ...(slack.kind === 'seen' ? diagnoseSlackClock(slack.facts) : []),
    ...(database.kind === 'seen' ? diagnoseDatabaseClock(database.facts) : []),
  ];
  const skipped: SkipReason | null = slack.kind === 'unseen' && database.kind === 'unseen' ? 'no_slack' : null;
  return { check: 'clock', findings, skipped };
};
