import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { ask } from '../support/embedded-server.ts';

/**
 * What stands in the migrations only: Prisma's diff sees neither these nor their absence. A guard that is added or taken
 * away has to be written here, and has to be tried in a `guards-*.test.ts` of this folder.
 */
const CHECKS = [
  'account_key_folded',
  'account_names',
  'happening_dismissed',
  'happening_kind',
  'happening_member',
  'import_row_state',
  'import_state',
  'invitation_accepted_membership',
  'invitation_decided',
  'invitation_generation_positive',
  'invitation_key_folded',
  'invitation_note_length',
  'invitation_slack_user_whole',
  'invite_link_uses',
  'join_request_decided',
  'join_request_reason_length',
  'membership_end_dated',
  'membership_version_positive',
  'organization_caps',
  'organization_hours',
  'organization_lifetime',
  'organization_name_present',
  'product_name_length',
  'reminder_ordinal',
  'role_default_is_plain',
  'role_description_length',
  'role_for_whom_length',
  'role_name_length',
  'team_name_length',
  'team_tells_known',
];

/** Partial, or on an expression. */
const INDEXES = [
  'account_look_alike_idx',
  'audit_event_growth_idx',
  'audit_event_link_idx',
  'audit_event_refused_idx',
  'happening_one_open_key',
  'invitation_asked_idx',
  'invitation_look_alike_idx',
  'invitation_one_pending_key',
  'invitation_pending_idx',
  'invitation_pending_issuer_idx',
  'invitation_pending_search_idx',
  'invitation_pending_slack_idx',
  'invitation_pending_team_idx',
  'invitation_remind_idx',
  'invitation_scheduled_idx',
  'join_request_one_open_key',
  'permission_template_name_key',
  'product_name_key',
  'role_name_key',
  'role_one_default_key',
  'team_name_key',
];

const TRIGGERS = [
  'audit_event_no_change',
  'audit_event_no_truncate',
  'invitation_permission_not_sensitive',
  'membership_announces_access',
  'permission_sensitive_not_held',
  'role_permission_not_sensitive',
  'role_ranks_in_order',
  'template_permission_not_sensitive',
];

const FUNCTIONS = [
  'announce_active_access',
  'audit_event_append_only',
  'refuse_sensitive_permission',
  'refuse_sensitive_while_held',
  'role_ranks_in_order',
  'usher_clock_offset',
  'usher_look_alike',
  'usher_now',
];

const VIEWS = ['active_access'];

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});

afterAll(() => database.drop());

async function names(select: string): Promise<string[]> {
  const rows = await ask<{ name: string }>(database.url, select);
  return rows.map((row) => row.name).sort();
}

describe('what Prisma cannot see of the schema', () => {
  it('are these checks', async () => {
    const select =
      "SELECT conname AS name FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace";
    expect(await names(select)).toEqual(CHECKS);
  });

  it('are these indexes', async () => {
    const select = `SELECT relname AS name FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
      WHERE relnamespace = 'public'::regnamespace AND (indpred IS NOT NULL OR indexprs IS NOT NULL)`;
    expect(await names(select)).toEqual(INDEXES);
  });

  it('are these triggers, all of them on', async () => {
    const select = `SELECT tgname AS name FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
      WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal AND tgenabled = 'O'`;
    expect(await names(select)).toEqual(TRIGGERS);
  });

  it('are these functions, besides those of extensions', async () => {
    const select = `SELECT proname AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')`;
    expect(await names(select)).toEqual(FUNCTIONS);
  });

  it('is this view', async () => {
    expect(await names("SELECT viewname AS name FROM pg_views WHERE schemaname = 'public'")).toEqual(VIEWS);
  });

  it('is tried, each of them, by a test in this folder', async () => {
    const files = (await readdir(import.meta.dirname)).filter((name) => /^guards-.*\.test\.ts$/.test(name));
    const sources = await Promise.all(files.map((name) => readFile(`${import.meta.dirname}/${name}`, 'utf8')));
    const tests = sources.join('\n');
    const untried = [CHECKS, INDEXES, TRIGGERS, FUNCTIONS, VIEWS].flat().filter((name) => !tests.includes(name));
    expect(untried).toEqual([]);
    expect(files.length).toBeGreaterThan(3);
  });
});
