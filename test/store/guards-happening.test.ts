import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GuardBench, guardBench, id, MEMBERSHIP, ORGANIZATION } from '../support/guard-bench.ts';

let bench: GuardBench;

beforeAll(async () => {
  bench = await guardBench();
});

afterAll(() => bench.end());

const happening = (n: number, more: Record<string, string> = {}): string => {
  const values: Record<string, string> = {
    id: `'${id(n)}'`,
    organization_id: `'${ORGANIZATION}'`,
    kind: `'left'`,
    slack_team_id: `'T1'`,
    slack_user_id: `'U1'`,
    membership_id: `'${MEMBERSHIP}'`,
    ...more,
  };
  return `INSERT INTO happening (${Object.keys(values).join(', ')}) VALUES (${Object.values(values).join(', ')});`;
};
const over = { over_at: 'now()' };

describe('the database', () => {
  it.each([
    ['happening_one_open_key', happening(900, over) + happening(901), happening(900) + happening(901)],
    ['happening_kind', happening(900, { kind: `'guest'` }), happening(900, { kind: `'asleep'` })],
    [
      'happening_dismissed',
      happening(900, { dismissed_at: 'now()', dismissed_by_id: `'${MEMBERSHIP}'` }),
      happening(900, { dismissed_at: 'now()' }),
    ],
    [
      'happening_member',
      happening(900, { kind: `'joined'`, membership_id: 'NULL' }),
      happening(900, { membership_id: 'NULL' }),
    ],
  ])('%s: takes what is right and refuses what is not', async (guard, right, wrong) => {
    expect((await bench.attempt(right)).message).toBeUndefined();
    expect((await bench.attempt(wrong)).guard).toBe(guard);
  });
});
