import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { Served } from '../src/serve.ts';
import { startMetrics } from '../src/start-metrics.ts';

const log = pino({ level: 'silent' });
const bound = { METRICS_TOKEN: undefined, METRICS_BIND: { host: '127.0.0.1', port: 0 } };

const whileServed = async (served: Served | null, work: (port: number) => Promise<void>): Promise<void> => {
  try {
    await work(served?.port ?? 0);
  } finally {
    await served?.close();
  }
};

it('without a token and an address, nothing is counted, and nothing served', async () => {
  const off = startMetrics({ METRICS_TOKEN: undefined, METRICS_BIND: undefined }, log);
  expect([off.metrics.isOn, off.door, await off.serve()]).toEqual([false, null, null]);
});

it('with an address, is served there and nowhere else, also when the database does not answer', async () => {
  const { metrics, door, serve, watchDatabase } = startMetrics(bound, log);
  const query = () => Promise.reject(new Error('no database'));
  watchDatabase({ pool: { query, totalCount: 3, idleCount: 2, waitingCount: 1 } as never });
  metrics.mailed('deferred');
  expect(door).toBeNull();
  await whileServed(await serve(), async (port) => {
    const read = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect(read.status).toBe(200);
    const text = await read.text();
    expect(text).toContain('usher_mails_total{outcome="deferred"} 1');
    expect(text).toContain('usher_database_connections{pool="store",state="waiting"} 1');
    expect(text).not.toMatch(/^usher_queue/m);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(404);
  });
});

it('with an address and a token, asks for the token there too', async () => {
  const { serve } = startMetrics({ ...bound, METRICS_TOKEN: 'a-token-for-the-scraper' }, log);
  await whileServed(await serve(), async (port) => {
    const read = (authorization: string) => fetch(`http://127.0.0.1:${port}/metrics`, { headers: { authorization } });
    expect((await read('Bearer a-token-for-the-scrapes')).status).toBe(401);
    expect((await read('Bearer a-token-for-the-scraper')).status).toBe(200);
  });
});
