import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policy } from '../../src/domain/policy.ts';
import { commandNames } from '../../src/slack/command-names.ts';
import { commandWords } from '../../src/slack/command-words.ts';
import { clickDoors, optionDoors, submissionDoors } from '../../src/slack/listeners/register-listeners.ts';
import { messageShortcutDoors, shortcutDoors } from '../../src/slack/listeners/shortcuts.ts';
import { changedTables, type DatabaseContent, readContent } from './database-content.ts';
import type { Door } from './door.ts';
import { castOutsiders, type Outsider } from './door-cast.ts';
import { setStage } from './door-stage.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';
import { listenTo } from './told-since.ts';

const WHO = [
  'a member',
  'a viewer',
  'an admin who was demoted',
  'a deactivated member',
  'a removed member',
  'a guest',
  'an admin who is a guest in Slack now',
  'a Slack Connect stranger',
  'a bot',
  'a deactivated Slack user',
  'an admin by an address that Slack has not confirmed',
  'somebody unknown',
  'an admin who has not said yet who they are',
] as const;

/** What the doors of admins ask for. */
const REFUSED = [
  'edit_invitation',
  'copy_link',
  'import',
  'invite_links',
  'invite',
  'list',
  'pending',
  'person',
  'reinvite',
  'withdraw',
  'teams',
  'products',
  'change_teams',
  'change_products',
  'why',
  'settings',
  'change_role',
  'deactivate',
  'reactivate',
  'remove',
  'undo',
  'roles',
  'decide_pause',
  'decide_request',
  'decide_happening',
  'permissions',
  'grant',
  'export',
  'doctor',
  'retry_jobs',
];

let org: ExampleOrg;
let doors: Door[];
let outsiders: Map<string, Outsider>;

beforeAll(async () => {
  org = await startExampleOrg();
  const stage = await setStage(org);
  outsiders = new Map((await castOutsiders(org)).map((outsider) => [outsider.who, outsider]));
  doors = await stage.open();
  await org.quiet();
  // All of Usher is gone through to get here, and each door opened.
}, 180_000);

afterAll(() => org.close());

/** Enters by a door and resolves with what was told, as soon as it says what is expected. */
const enter = async (door: Door, { person }: Outsider, expected: RegExp): Promise<string> => {
  const toldSince = listenTo(org.workspace, person);
  await door.enter(person);
  const deadline = Date.now() + 30_000;
  for (;;) {
    const told = toldSince();
    if (expected.test(told) || Date.now() > deadline) return told;
    await sleep(5);
  }
};

describe('the table of doors', () => {
  it('has every button, form, command and word', () => {
    const ids = doors.map(({ id }) => id);
    const { members, ...others } = commandNames('members');
    const typed = Object.keys(commandWords).map((word) => `${members} ${word}`);
    const wanted = [
      ...Object.keys(clickDoors),
      ...Object.keys(submissionDoors),
      ...Object.keys(optionDoors),
      ...Object.keys({ ...shortcutDoors, ...messageShortcutDoors }).map((id) => `shortcut ${id}`),
      'app_home_opened',
      ...Object.values(others),
      members,
      ...typed,
    ];
    expect(wanted.length).toBeGreaterThan(25);
    expect(wanted.filter((id) => !ids.includes(id) && !ids.some((each) => each.startsWith(`${id} `)))).toEqual([]);
  });

  it('is for admins wherever others are concerned', () => {
    expect(doors.filter((door) => door.for === 'admins').length).toBeGreaterThan(18);
  });
});

describe.each(WHO)('%s', (who) => {
  let outsider: Outsider;
  let before: DatabaseContent;

  beforeAll(async () => {
    const found = outsiders.get(who);
    if (!found) throw new Error(`Nobody plays ${who}`);
    outsider = found;
    before = await readContent(org.query);
  });

  it('is refused at every door of admins, with words, and leaves nothing but the audit entry', async () => {
    for (const door of doors.filter((each) => each.for === 'admins')) {
      const words = door.told ?? outsider.words;
      const told = await enter(door, outsider, words);
      expect(told, door.id).toMatch(words);
      expect(told, door.id).not.toMatch(/waiting\d+@example\.net/);
    }
    // Who is answered by what was told of the door before goes on while this one is still being answered.
    await org.workspace.settled({ quietMs: 30 });
    const after = await readContent(org.query);
    expect(changedTables(before, after).filter((table) => table !== 'audit_event')).toEqual([]);
  });

  it('finds nothing to do at the doors of everybody, and writes nothing there', async () => {
    const start = await readContent(org.query);
    for (const door of doors) {
      // Whoever can confirm who they are does so there: that is their own door.
      if (door.for !== 'anyone' || (!outsider.isRefused && /^(binding|code)_modal$/.test(door.id))) continue;
      const words = new RegExp(`${door.words.source}|${outsider.words.source}`);
      expect(await enter(door, outsider, words), door.id).toMatch(words);
    }
    await org.workspace.settled({ quietMs: 30 });
    const written = changedTables(start, await readContent(org.query));
    // Who is from another workspace is refused even there, and that is noted.
    expect(written.filter((table) => table !== 'audit_event' || who !== 'a Slack Connect stranger')).toEqual([]);
  });

  it('leaves one entry an action and minute, and nothing that comes later', async () => {
    await org.quiet();
    expect(changedTables(before, await readContent(org.query)).filter((table) => table !== 'audit_event')).toEqual([]);
    const entries = await org.query<{ action: string; minutes: number; count: number }>(
      `SELECT changed->>'action' AS action, count(*)::int,
         round(extract(epoch FROM date_trunc('minute', max(at)) - date_trunc('minute', min(at))) / 60)::int + 1 AS minutes FROM audit_event
       WHERE action = 'attempt.refused' AND (split_part(actor_slack, ':', 2) = $1 OR actor_membership_id IN (
         SELECT m.id FROM membership m JOIN slack_identity s ON s.account_id = m.account_id WHERE s.slack_user_id = $1))
       -- A command names the workspace where it was typed, a click that of whoever clicked.
       GROUP BY 1, actor_slack`,
      [outsider.person.id],
    );
    // Whoever asks at the end of a minute may be noted at the beginning of the next.
    expect(entries.filter(({ count, minutes }) => count > minutes + 1)).toEqual([]);
    const actions = new Set(entries.map(({ action }) => action));
    const forAnyone = Object.entries(policy).flatMap(([action, audience]) => (audience === 'anyone' ? [action] : []));
    const expected = outsider.isRefused ? REFUSED.toSorted() : [];
    expect([...actions].filter((action) => !forAnyone.includes(action)).sort()).toEqual(expected);
  });
});

describe('an admin', () => {
  it('passes every door of admins', async () => {
    const since = org.workspace.calls.length;
    for (const door of doors) {
      if (door.for === 'admins') await door.asAdmin();
    }
    await org.quiet();
    const told = JSON.stringify(org.workspace.calls.slice(since).map(({ args }) => args));
    expect(told).not.toMatch(/not an admin|Nothing was done|another one/);
    const refused = await org.query(`SELECT 1 FROM audit_event e JOIN membership m ON m.id = e.actor_membership_id
      JOIN account a ON a.id = m.account_id WHERE a.email = 'ada@example.com' AND e.action = 'attempt.refused'`);
    expect(refused).toEqual([]);
    const done = await org.query<{ action: string }>(
      `SELECT DISTINCT action FROM audit_event WHERE via <> 'job' ORDER BY 1`,
    );
    expect(done.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['invitation.create', 'invitation.reinvite', 'invitation.withdraw']),
    );
  }, 240_000);
});
