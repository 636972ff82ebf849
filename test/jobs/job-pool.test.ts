import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openJobPool } from '../../src/jobs/job-pool.ts';
import { type Services, startServices } from '../support/services.ts';

let services: Services;
let pool: Pool;
beforeAll(async () => {
  services = await startServices();
  pool = openJobPool(services.url, 1, services.deps.log);
});
afterAll(async () => {
  await pool.end();
  await services.stop();
});

it('takes a connection back once that its borrower by a callback gives back twice', async () => {
  const given = await new Promise<unknown>((resolve) => {
    pool.connect((error, _client, release) => {
      if (error) return resolve(error);
      try {
        release();
        resolve(release());
      } catch (thrown) {
        resolve(thrown);
      }
    });
  });
  expect(given).toBeUndefined();
  const clients = await Promise.all([pool.connect(), pool.connect(), pool.connect()]);
  expect(new Set(clients).size).toBe(3);
  for (const client of clients) client.release();
  expect([pool.totalCount, pool.idleCount]).toEqual([3, 3]);
});
