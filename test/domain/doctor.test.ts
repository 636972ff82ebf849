import { describe, expect, it } from 'vitest';
import {
  diagnoseDatabase,
  diagnoseDatabaseClock,
  diagnoseQueue,
  diagnoseSightings,
  diagnoseSlack,
  diagnoseSlackClock,
} from '../../src/domain/doctor/diagnose.ts';
import { diagnoseChannels, diagnoseMail, diagnoseOrganization } from '../../src/domain/doctor/diagnose-desk.ts';
import type { DatabaseFacts, OrganizationFacts, QueueFacts } from '../../src/domain/doctor/facts.ts';
import type { Finding } from '../../src/domain/doctor/finding.ts';

// What cannot be planted on real parts within a test; the rest is in test/doctor.test.ts.

const open: Extract<DatabaseFacts, { kind: 'open' }> = {
  kind: 'open',
  pendingMigrations: 0,
  trouble: null,
  clockOffsetSeconds: 0,
  aheadSeconds: 0,
  freeConnections: 90,
  maxConnections: 97,
  freeMegabytes: 10_000,
};
const queue: QueueFacts = {
  runners: 1,
  readyJobs: 0,
  oldestReadySeconds: 0,
  heldJobs: 0,
  failedJobs: [],
  failedTotal: 0,
};
const organization: OrganizationFacts = {
  organizationId: 'org',
  workspaces: [],
  productUrl: 'https://example.com',
  gettingStartedUrl: 'https://example.com',
  supportContact: 'us',
  digestOn: true,
  weeklyOn: true,
  adminChannelId: 'C1',
  organizationChannelId: 'C2',
  unreached: 0,
  activeAdmins: 2,
  boundAdmins: 2,
  channels: [],
  troubledChannelIds: [],
  slackStoppedAt: null,
  sightings: { request: null, refused: null, command: null, strayCommand: null },
};
const [early, late] = [new Date('2026-11-25T10:00:00Z'), new Date('2026-11-25T11:00:00Z')];
const stray = { command: '/crew', at: early };
const none = organization.sightings;
const channel = { channelId: 'C1', use: { kind: 'admins' as const } };
const slackOf = (cause: string) =>
  diagnoseSlack({ token: { kind: 'refused', cause }, appToken: null, aheadSeconds: 0 });

const rows: readonly (readonly [string, readonly Finding[], readonly string[]])[] = [
  ['a database in order', diagnoseDatabase(open), []],
  ['five connections left', diagnoseDatabase({ ...open, freeConnections: 5 }), []],
  ['four connections left', diagnoseDatabase({ ...open, freeConnections: 4 }), ['connections_short']],
  ['no connection left', diagnoseDatabase({ kind: 'crowded' }), ['connections_short']],
  ['500 MB left', diagnoseDatabase({ ...open, freeMegabytes: 500 }), []],
  ['499 MB left', diagnoseDatabase({ ...open, freeMegabytes: 499 }), ['disk_low']],
  ['49 MB left', diagnoseDatabase({ ...open, freeMegabytes: 49 }), ['disk_full']],
  ['no such database', diagnoseDatabase({ kind: 'missing' }), ['database_missing']],
  ['none made yet', diagnoseDatabase({ kind: 'not_made' }), []],
  ['60 s ahead of the database', diagnoseDatabaseClock({ ...open, aheadSeconds: 60 }), []],
  ['61 s behind the database', diagnoseDatabaseClock({ ...open, aheadSeconds: -61 }), ['database_clock_drifts']],
  ['60 s behind Slack', diagnoseSlackClock({ aheadSeconds: -60 }), []],
  ['300 s ahead of Slack', diagnoseSlackClock({ aheadSeconds: 300 }), ['clock_drifts']],
  ['301 s behind Slack', diagnoseSlackClock({ aheadSeconds: -301 }), ['clock_breaks_signatures']],
  ['Slack that gives no time', diagnoseSlackClock({ aheadSeconds: null }), []],
  ['no token', slackOf('not_authed'), ['token_unknown']],
  ['a token of another kind', slackOf('not_allowed_token_type'), ['token_refused']],
  ['a job that waits 120 s', diagnoseQueue({ ...queue, readyJobs: 1, oldestReadySeconds: 120 }, true), []],
  ['nobody at the queue, asked in Slack', diagnoseQueue({ ...queue, runners: 0, readyJobs: 3 }, true), ['no_runner']],
  [
    'old jobs while Usher does not run',
    diagnoseQueue({ ...queue, runners: 0, readyJobs: 3, oldestReadySeconds: 9999 }, false),
    [],
  ],
  ['TLS that does not fit', diagnoseMail({ kind: 'tls', cause: 'ETLS' }), ['mail_tls']],
  ['a greeting of 554', diagnoseMail({ kind: 'refused', cause: '554' }), ['mail_refused']],
  ['a channel of which Slack says nothing', diagnoseChannels([channel], new Map(), []), []],
  ['the same, after a post was refused', diagnoseChannels([channel], new Map(), ['C1']), ['channel_refuses']],
  ['a channel that takes posts again', diagnoseChannels([channel], new Map([['C1', 'open']]), ['C1']), []],
  ['Slack that never came', diagnoseSightings(none, 'http'), ['never_reached']],
  ['the same in Socket Mode', diagnoseSightings(none, 'socket'), []],
  ['a refusal before a good request', diagnoseSightings({ ...none, refused: early, request: late }, 'http'), []],
  ['a refusal after it', diagnoseSightings({ ...none, refused: late, request: early }, 'http'), ['signature_refused']],
  [
    'a stray command before one of ours',
    diagnoseSightings({ ...none, strayCommand: stray, command: late }, 'socket'),
    [],
  ],
  ['an organization in order', diagnoseOrganization(organization), []],
  ['no admin', diagnoseOrganization({ ...organization, activeAdmins: 0, boundAdmins: 0 }), ['no_admin']],
  ['two admins, one of them in Slack', diagnoseOrganization({ ...organization, boundAdmins: 1 }), []],
  [
    'a weekly post without a channel',
    diagnoseOrganization({ ...organization, organizationChannelId: null }),
    ['weekly_nowhere'],
  ],
  [
    'no channel, and nothing for it',
    diagnoseOrganization({ ...organization, weeklyOn: false, organizationChannelId: null }),
    [],
  ],
];

describe('doctor', () => {
  it.each(rows)('judges %s', (_what, findings, codes) => {
    expect(findings.map(({ code }) => code)).toEqual(codes);
  });
});
