import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GuardBench, guardBench, id, MEMBERSHIP, ORGANIZATION } from '../support/guard-bench.ts';

let bench: GuardBench;

beforeAll(async () => {
  bench = await guardBench();
});

afterAll(() => bench.end());

const request = (n: number, more: Record<string, string> = {}): string => {
  const values: Record<string, string> = {
    id: `'${id(n)}'`,
    organization_id: `'${ORGANIZATION}'`,
    email: `'x@example.com'`,
    email_key: `'x@example.com'`,
    reason: `'Needed'`,
    asked_by_team_id: `'T1'`,
    asked_by_slack_user_id: `'U1'`,
    ...more,
  };
  return `INSERT INTO join_request (${Object.keys(values).join(', ')}) VALUES (${Object.values(values).join(', ')});`;
};
const decided = { decision: `'APPROVED'`, decided_at: 'now()', decided_by_id: `'${MEMBERSHIP}'` };

describe('the database', () => {
  it.each([
    ['join_request_one_open_key', request(900, decided) + request(901), request(900) + request(901)],
    ['join_request_decided', request(900, decided), request(900, { decision: `'APPROVED'` })],
    ['join_request_decided', request(900), request(900, { decision_note: `'No'` })],
    ['join_request_decided', request(900), request(900, { ...decided, decision: `'MAYBE'` })],
    [
      'join_request_reason_length',
      request(900, { reason: `repeat('é', 300)` }),
      request(900, { reason: `repeat('é', 301)` }),
    ],
    ['join_request_reason_length', request(900), request(900, { reason: `''` })],
  ])('%s: takes what is right and refuses what is not', async (guard, right, wrong) => {
    expect((await bench.attempt(right)).message).toBeUndefined();
    expect((await bench.attempt(wrong)).guard).toBe(guard);
  });
});
