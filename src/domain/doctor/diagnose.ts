import type {
  DatabaseFacts,
  OrganizationFacts,
  QueueFacts,
  ReachFacts,
  SettingsFacts,
  Sightings,
  SlackFacts,
} from './facts.ts';
import type { Finding } from './finding.ts';
import { found } from './found.ts';

const isLoopback = (host: string): boolean => /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);

export const diagnoseSettings = (facts: SettingsFacts): Finding[] => {
  const { protocol, hostname } = new URL(facts.publicUrl ?? 'https://example.com');
  const isLocal = isLoopback(hostname);
  return [
    ...(facts.envTrouble === null ? [] : [{ code: 'env_unreadable' as const, cause: facts.envTrouble }]),
    ...facts.problems.map((problem) => ({ code: 'setting_wrong' as const, problem })),
    ...found(isLocal, { code: 'public_url_local' }),
    ...found(protocol === 'http:' && !isLocal, { code: 'public_url_plain' }),
    ...found(facts.hasPreviousSecret, { code: 'secret_previous' }),
  ];
};

const tokenFindings: Readonly<Record<string, Finding>> = {
  invalid_auth: { code: 'token_unknown' },
  not_authed: { code: 'token_unknown' },
  token_revoked: { code: 'token_revoked' },
  account_inactive: { code: 'app_removed' },
};

export const diagnoseSlack = ({ token, appToken }: SlackFacts): Finding[] => {
  if (token.kind === 'unreachable') return [{ code: 'slack_unreachable', cause: token.cause }];
  const refused: Finding[] =
    token.kind === 'refused' ? [tokenFindings[token.cause] ?? { code: 'token_refused', cause: token.cause }] : [];
  const granted = token.kind === 'good' ? token.scopes : null;
  const missing =
    token.kind === 'good' && granted ? token.neededScopes.filter((scope) => !granted.includes(scope)) : [];
  return [
    ...refused,
    ...found(missing.length > 0, { code: 'scopes_missing', scopes: missing }),
    ...(appToken?.kind === 'refused' ? [{ code: 'app_token_refused' as const, cause: appToken.cause }] : []),
  ];
};

/** A start with the token of another workspace adds that one to the organization; whose people it knows are in the first. */
export const diagnoseWorkspace = (
  { token }: SlackFacts,
  { workspaces: [first], slackStoppedAt }: Pick<OrganizationFacts, 'workspaces' | 'slackStoppedAt'>,
): Finding[] => {
  if (token.kind !== 'good' || !first) return [];
  if (first.teamId !== token.teamId) return [{ code: 'other_workspace', given: token.teamName, stored: first.name }];
  return slackStoppedAt ? [{ code: 'slack_held_back', since: slackStoppedAt }] : [];
};

export const diagnoseReach = (facts: ReachFacts): Finding[] => {
  if (facts.kind === 'answers') return [];
  return [{ code: facts.kind === 'unreachable' ? 'url_unreachable' : 'url_answers_otherwise', cause: facts.cause }];
};

const hasPassed = (newer: Date | null, older: Date | null): boolean => !newer || (older !== null && newer < older);

/** What came by Slack's way in, and did not get through. In Socket Mode nothing is signed: Usher calls Slack. */
export const diagnoseSightings = (seen: Sightings, mode: 'http' | 'socket'): Finding[] => {
  const { request, refused, command, strayCommand } = seen;
  const isRefused = mode === 'http' && refused !== null && hasPassed(request, refused);
  const isStray = strayCommand !== null && hasPassed(command, strayCommand.at);
  return [
    ...(isRefused ? [{ code: 'signature_refused' as const, at: refused }] : []),
    ...found(mode === 'http' && !request && !refused, { code: 'never_reached' }),
    ...(isStray ? [{ code: 'stray_command' as const, ...strayCommand }] : []),
  ];
};

/** Slack's signatures are good for five minutes. */
const clockLimits = { drifts: 60, breaks: 300 } as const;

export const diagnoseSlackClock = ({ aheadSeconds }: Pick<SlackFacts, 'aheadSeconds'>): Finding[] => {
  const seconds = Math.round(aheadSeconds ?? 0);
  if (Math.abs(seconds) > clockLimits.breaks) return [{ code: 'clock_breaks_signatures', seconds }];
  return found(Math.abs(seconds) > clockLimits.drifts, { code: 'clock_drifts', seconds });
};

export const diagnoseDatabaseClock = (facts: DatabaseFacts): Finding[] => {
  if (facts.kind !== 'open') return [];
  const moved = Math.round(facts.clockOffsetSeconds);
  const seconds = Math.round(facts.aheadSeconds);
  return [
    ...found(moved !== 0, { code: 'clock_moved', seconds: moved }),
    ...found(Math.abs(seconds) > clockLimits.drifts, { code: 'database_clock_drifts', seconds }),
  ];
};

const fewConnections = 5;
const lowDisk = { full: 50, low: 500 } as const;

const closedDatabase = (facts: Exclude<DatabaseFacts, { kind: 'open' }>): Finding[] => {
  switch (facts.kind) {
    case 'unreachable':
      return [{ code: 'database_unreachable', cause: facts.cause }];
    case 'unusable':
      return [{ code: 'database_unusable', cause: facts.cause }];
    case 'password':
      return [{ code: 'database_password' }];
    case 'missing':
      return [{ code: 'database_missing' }];
    case 'crowded':
      return [{ code: 'connections_short', free: 0, max: null }];
    case 'not_made':
      return [];
  }
};

export const diagnoseDatabase = (facts: DatabaseFacts): Finding[] => {
  if (facts.kind !== 'open') return closedDatabase(facts);
  const { pendingMigrations: count, trouble, freeConnections: free, maxConnections: max, freeMegabytes } = facts;
  return [
    ...(trouble === null ? [] : [{ code: 'database_unusable' as const, cause: trouble }]),
    ...(count ? [{ code: 'migrations_pending' as const, count }] : []),
    ...found(free < fewConnections, { code: 'connections_short', free, max }),
    ...(freeMegabytes !== null && freeMegabytes < lowDisk.low
      ? [{ code: freeMegabytes < lowDisk.full ? ('disk_full' as const) : ('disk_low' as const), freeMegabytes }]
      : []),
  ];
};

/** A job waits for moments only; whoever waits longer than this is not being looked after. */
const patienceSeconds = 120;

/** `needsRunner`: Usher itself asks, so it should be running jobs; where it does not run at all, that jobs wait is no fault. */
export const diagnoseQueue = (facts: QueueFacts, needsRunner: boolean): Finding[] => {
  const { runners, readyJobs: jobs, oldestReadySeconds: seconds, heldJobs, failedJobs, failedTotal } = facts;
  return [
    ...found(needsRunner && runners === 0, { code: 'no_runner', jobs }),
    ...found(runners > 0 && seconds > patienceSeconds, { code: 'queue_behind', jobs, seconds: Math.round(seconds) }),
    ...found(heldJobs > 0, { code: 'jobs_held', jobs: heldJobs }),
    ...found(failedTotal > 0, { code: 'jobs_failed', jobs: failedJobs, total: failedTotal }),
  ];
};
