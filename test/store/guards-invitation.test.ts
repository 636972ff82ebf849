import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GuardBench, guardBench, id, MEMBER_ROLE, MEMBERSHIP, ORGANIZATION } from '../support/guard-bench.ts';

let bench: GuardBench;

beforeAll(async () => {
  bench = await guardBench();
});

afterAll(() => bench.end());

const invite = (emailKey: string): string =>
  `INSERT INTO invitation (id, organization_id, email, email_key, role_id, batch_id)
   VALUES ('${id(900)}', '${ORGANIZATION}', 'x@example.com', '${emailKey}', '${MEMBER_ROLE}', '${id(901)}')`;
const remind = (ordinal: number): string =>
  `INSERT INTO reminder (id, invitation_id, generation, ordinal, channel) SELECT '${id(902)}', id, 1, ${ordinal}, 'EMAIL' FROM invitation LIMIT 1`;
const set = (assignments: string): string => `UPDATE invitation SET ${assignments}`;
const ACCEPT = set(`status = 'ACCEPTED', decided_at = now(), membership_id = '${MEMBERSHIP}'`);
const WITHDRAW = set("status = 'WITHDRAWN', decided_at = now()");

describe('an invitation', () => {
  it.each([
    ['invitation_generation_positive', set('generation = 2'), set('generation = 0')],
    ['invitation_note_length', set(`note = '${'x'.repeat(300)}'`), set(`note = '${'x'.repeat(301)}'`)],
    ['invitation_key_folded', invite('x@example.com'), invite('X@example.com')],
    ['invitation_key_folded', invite('x@example.com'), invite('x@example.com ')],
    ['invitation_key_folded', invite('x@example.com'), invite('')],
    ['invitation_decided', WITHDRAW, set("status = 'WITHDRAWN'")],
    ['invitation_decided', WITHDRAW, set('decided_at = now()')],
    ['invitation_accepted_membership', ACCEPT, set("status = 'ACCEPTED', decided_at = now()")],
    ['invitation_accepted_membership', ACCEPT, set(`membership_id = '${MEMBERSHIP}'`)],
    ['invitation_slack_user_whole', set("slack_team_id = 'T1', slack_user_id = 'U1'"), set("slack_team_id = 'T1'")],
    ['invitation_one_pending_key', invite('cy@example.com'), invite('bo@example.com')],
    ['invitation_one_pending_key', `${WITHDRAW}; ${invite('bo@example.com')}`, invite('bo@example.com')],
    ['invite_link_uses', 'UPDATE invite_link SET uses = 10', 'UPDATE invite_link SET uses = 11'],
    ['reminder_ordinal', remind(2), remind(3)],
    ['invite_link_uses', 'UPDATE invite_link SET uses = 0', 'UPDATE invite_link SET uses = -1'],
  ])('keeps %s: takes %s, refuses %s', async (guard, allowed, refused) => {
    expect(await bench.attempt(allowed)).not.toHaveProperty('guard');
    expect(await bench.attempt(refused)).toHaveProperty('guard', guard);
  });

  it('may be live for one address in two organizations', async () => {
    const elsewhere = `
      INSERT INTO organization (id, name) VALUES ('${id(2)}', 'Example Maps');
      INSERT INTO role (id, organization_id, name, description, for_whom, rank) VALUES ('${id(910)}', '${id(2)}', 'Member', '', '', 1);
      INSERT INTO invitation (id, organization_id, email, email_key, role_id, batch_id)
      VALUES ('${id(911)}', '${id(2)}', 'bo@example.com', 'bo@example.com', '${id(910)}', '${id(912)}')`;
    expect(await bench.attempt(elsewhere)).not.toHaveProperty('guard');
  });
});

describe('the pending screens', () => {
  beforeAll(async () => {
    // Enough of them that the indexes differ in what they save; whose they are does not matter here.
    await bench.client.query(`SET session_replication_role = replica;
      INSERT INTO invitation (id, organization_id, email, email_key, role_id, batch_id, issuer_id, slack_team_id, slack_user_id)
      SELECT gen_random_uuid(), '${ORGANIZATION}', n || '@example.net', n || '@example.net', gen_random_uuid(),
        gen_random_uuid(), gen_random_uuid(), 'T1', 'U' || n FROM generate_series(1, 500) n;
      RESET session_replication_role; ANALYZE invitation`);
  });

  it.each([
    [
      'invitation_pending_idx',
      `organization_id = '${ORGANIZATION}' AND status = 'PENDING' ORDER BY issued_at DESC, id DESC`,
    ],
    [
      'invitation_pending_issuer_idx',
      `organization_id = '${ORGANIZATION}' AND issuer_id = '${ORGANIZATION}' AND status = 'PENDING'`,
    ],
    [
      'invitation_scheduled_idx',
      "status = 'PENDING' AND expires_at IS NULL AND send_after <= now() ORDER BY send_after",
    ],
    ['invitation_remind_idx', "status = 'PENDING' AND remind_at <= now() ORDER BY remind_at"],
    ['invitation_pending_slack_idx', "slack_team_id = 'T1' AND slack_user_id = 'U1' AND status = 'PENDING'"],
  ])('are read through %s', async (index, condition) => {
    // A small table would be read whole; an index that does not fit the question is not taken even so.
    await bench.client.query('SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off');
    const { rows } = await bench.client.query(`EXPLAIN (FORMAT JSON) SELECT id FROM invitation WHERE ${condition}`);
    expect(JSON.stringify(rows)).toContain(`"Index Name":"${index}"`);
  });
});
