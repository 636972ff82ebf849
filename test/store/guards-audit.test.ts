import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GuardBench, guardBench, id, ORGANIZATION } from '../support/guard-bench.ts';

let bench: GuardBench;

beforeAll(async () => {
  bench = await guardBench();
});

afterAll(() => bench.end());

describe('the audit trail (audit_event_append_only)', () => {
  it('takes a new entry', async () => {
    const added = await bench.attempt(
      `INSERT INTO audit_event (id, organization_id, actor_kind, action, via)
       VALUES ('${id(900)}', '${ORGANIZATION}', 'SYSTEM', 'invitation.created', 'start')`,
    );
    expect(added).not.toHaveProperty('guard');
  });

  it('is read through audit_event_refused_idx for what somebody was refused', async () => {
    await bench.client.query('SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off');
    const { rows } = await bench.client.query(`EXPLAIN (FORMAT JSON) SELECT id FROM audit_event WHERE organization_id =
      '${ORGANIZATION}' AND actor_membership_id = '${id(901)}' AND action = 'attempt.refused' ORDER BY at DESC LIMIT 5`);
    expect(JSON.stringify(rows)).toContain('"Index Name":"audit_event_refused_idx"');
  });

  it.each([
    ['audit_event_no_change', "UPDATE audit_event SET action = 'nothing'"],
    ['audit_event_no_change', 'DELETE FROM audit_event'],
    ['audit_event_no_truncate', 'TRUNCATE audit_event'],
    ['audit_event_no_truncate', 'TRUNCATE organization CASCADE'],
  ])('is held by %s against %s', async (_trigger, statement) => {
    expect(await bench.attempt(statement)).toMatchObject({
      guard: 'audit_event_append_only',
      message: 'audit_event is append-only',
    });
  });
});
