import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GuardBench, guardBench, id, MEMBERSHIP, ORGANIZATION } from '../support/guard-bench.ts';

let bench: GuardBench;

beforeAll(async () => {
  bench = await guardBench();
});

afterAll(() => bench.end());

const imported = (state: string): string =>
  `INSERT INTO import (id, organization_id, created_by_id, content_hash, state)
   VALUES ('${id(900)}', '${ORGANIZATION}', '${MEMBERSHIP}', 'hash', '${state}');`;
const row = (state: string): string =>
  `INSERT INTO import_row (import_id, number, line, content, fate, state)
   VALUES ('${id(900)}', 1, 2, 'null', 'clear', '${state}');`;

describe('the database', () => {
  it.each([
    ['import_state', imported('STOPPED'), imported('LOST')],
    ['import_row_state', imported('OPEN') + row('LEFT'), imported('OPEN') + row('SENT')],
  ])('%s: takes what is right and refuses what is not', async (guard, right, wrong) => {
    expect((await bench.attempt(right)).message).toBeUndefined();
    expect((await bench.attempt(wrong)).guard).toBe(guard);
  });
});
