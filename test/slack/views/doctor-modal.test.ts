import { describe, expect, it } from 'vitest';
import { type CheckName, type Finding, findingsOf, type Report } from '../../../src/domain/doctor/finding.ts';
import { doctorLines } from '../../../src/slack/doctor-lines.ts';
import { doctorModal, lookingModal } from '../../../src/slack/views/doctor-modal.ts';
import { mrkdwnWording } from '../../../src/slack/wording.ts';
import { at, hostileTexts, longest } from '../examples.ts';
import { expectModal } from '../shown.ts';
import { hostileOrganization } from '../worst-case.ts';

const words = mrkdwnWording(hostileOrganization, '/members');
const cause = `\u001b[2J${hostileTexts.join('\n')}`;
const team = (n: number) => ({
  channelId: `C${String(n).padStart(10, '0')}`,
  use: { kind: 'team' as const, teamName: longest(80) },
});
const jobs = Array.from({ length: 20 }, (_, n) => ({ id: String(n), name: 'deliver-invitation', at, attempts: 14 }));

/** One of each kind, at its longest, and a channel that is missing for each of fifty teams. */
const findings: Readonly<Record<CheckName, readonly Finding[]>> = {
  settings: [
    { code: 'setting_wrong', problem: longest(400) },
    { code: 'env_unreadable', cause },
    { code: 'secret_previous' },
    { code: 'public_url_plain' },
    { code: 'public_url_local' },
  ],
  slack: [
    { code: 'token_unknown' },
    { code: 'token_revoked' },
    { code: 'app_removed' },
    { code: 'slack_held_back', since: at },
    { code: 'token_refused', cause },
    { code: 'slack_unreachable', cause },
    { code: 'app_token_refused', cause },
    { code: 'other_workspace', given: longest(200), stored: cause },
    { code: 'scopes_missing', scopes: ['chat:write', 'users:read', 'im:write'] },
  ],
  way_in: [
    { code: 'url_unreachable', cause },
    { code: 'url_answers_otherwise', cause },
    { code: 'signature_refused', at },
    { code: 'never_reached' },
    { code: 'stray_command', command: cause, at },
  ],
  clock: [
    { code: 'clock_drifts', seconds: 61 },
    { code: 'clock_breaks_signatures', seconds: -90_000 },
    { code: 'database_clock_drifts', seconds: 59.6 },
    { code: 'clock_moved', seconds: 1 },
  ],
  database: [
    { code: 'database_unreachable', cause },
    { code: 'database_unusable', cause: longest(500) },
    { code: 'database_password' },
    { code: 'database_missing' },
    { code: 'migrations_pending', count: 1 },
    { code: 'connections_short', free: 1, max: 97 },
    { code: 'connections_short', free: 0, max: null },
    { code: 'disk_low', freeMegabytes: 499 },
    { code: 'disk_full', freeMegabytes: 0 },
  ],
  queue: [
    { code: 'queue_behind', jobs: 100_000, seconds: 500_000 },
    { code: 'no_runner', jobs: 1 },
    { code: 'jobs_held', jobs: 2 },
    { code: 'jobs_failed', jobs, total: 300 },
    { code: 'check_hangs', seconds: 5 },
    { code: 'check_failed', cause },
  ],
  mail: [
    { code: 'mail_off' },
    { code: 'mail_sign_in_refused' },
    { code: 'mail_unreachable', cause },
    { code: 'mail_tls', cause },
    { code: 'mail_refused', cause: '554' },
    { code: 'bounces_unwatched' },
    { code: 'mailbox_sign_in_refused' },
    { code: 'mailbox_unreachable', cause },
    { code: 'mailbox_missing', folder: cause },
  ],
  channels: [
    { code: 'channel_archived', channelId: 'C1', use: { kind: 'admins' } },
    { code: 'channel_gone', channelId: 'C2', use: { kind: 'organization' } },
    { code: 'channel_refuses', ...team(51) },
    ...Array.from({ length: 50 }, (_, n): Finding => ({ code: 'channel_without_us', ...team(n) })),
  ],
  organization: [
    { code: 'no_admin' },
    { code: 'no_admin_bound' },
    { code: 'one_admin' },
    { code: 'product_url_missing' },
    { code: 'getting_started_missing' },
    { code: 'support_missing' },
    { code: 'digest_nowhere' },
    { code: 'weekly_nowhere' },
  ],
};

const reportOf = (of: Partial<typeof findings>): Report => ({
  isRunning: true,
  checks: (Object.keys(findings) as CheckName[]).map((check) => ({ check, findings: of[check] ?? [], skipped: null })),
});

describe('doctorModal', () => {
  it('at its fullest is what Slack takes, with the worst first', () => {
    const view = doctorModal(reportOf(findings), words, [longest(100)]);
    expectModal(view);
    const text = JSON.stringify(view);
    expect(text.indexOf('*Broken · ')).toBeLessThan(text.indexOf('*Warning · '));
    expect(text).toContain('more, when these are mended');
    expect(text).toContain('Try all 300 again');
    expect(text).not.toContain('*Hint · ');
  });

  it('shows each finding with what it means and the next step', () => {
    for (const finding of findingsOf(reportOf(findings))) {
      const view = doctorModal(reportOf({ queue: [finding] }), words);
      expectModal(view);
      expect(JSON.stringify(view)).toMatch(/\*(Broken|Warning|Hint) · Queue:\* .{10,}\\n.{10,}\\n→ .{10,}/s);
    }
  });

  it('says what is in order, and what was not looked at', () => {
    const { checks } = reportOf({});
    const view = doctorModal(
      {
        isRunning: true,
        checks: checks.map((each) => (each.check === 'channels' ? { ...each, skipped: 'no_slack' } : each)),
      },
      words,
    );
    expectModal(view);
    expect(JSON.stringify(view)).toContain('*Nothing to mend.*');
    expect(JSON.stringify(view)).toContain(
      'In order: settings, Slack, the way in, clocks, database, queue, mail and organization.',
    );
    expect(JSON.stringify(view)).toContain('Not looked at: channels, since Slack could not be asked.');
    expectModal(lookingModal());
  });
});

describe('doctorLines', () => {
  it('has a line for each finding, without markup and without a break', () => {
    const lines = doctorLines(reportOf(findings), 'crew');
    const all = findingsOf(reportOf(findings));
    // The jobs, an empty line and how it stands.
    expect(lines).toHaveLength(all.length + jobs.length + 2);
    expect(lines.filter((line) => /[`\p{Cc}]/u.test(line))).toEqual([]);
    expect(lines.at(-1)).toMatch(/^Usher runs\. \d+ things are broken, \d+ warnings and \d+ hints\.$/);
  });
});
