import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { startUsher, type Usher, unhurried } from '../support/usher.ts';

let usher: Usher;
let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
  usher = await startUsher({ ...unhurried, databaseUrl: database.url });
  usher.workspace.person({ firstName: 'Ada' });
});

afterAll(() => usher.stop());

const ask = async (path: string, method = 'GET') => {
  const response = await fetch(`${usher.publicUrl}${path}`, { method });
  return { status: response.status, body: await response.text() };
};

describe('the health checks', () => {
  it('say by GET and HEAD that Usher lives and can do its work', async () => {
    expect(await ask('/healthz')).toEqual({ status: 200, body: 'ok\n' });
    expect(await ask('/readyz')).toEqual({ status: 200, body: '{"ready":true}' });
    for (const path of ['/healthz', '/readyz']) expect(await ask(path, 'HEAD')).toEqual({ status: 200, body: '' });
    expect((await ask('/readyz', 'POST')).status).toBe(405);
  });

  it('tell a database that is gone from a process that is dead', async () => {
    await database.drop();
    expect(await ask('/healthz')).toEqual({ status: 200, body: 'ok\n' });
    const ready = await ask('/readyz');
    expect(ready.status).toBe(503);
    expect(JSON.parse(ready.body)).toMatchObject({ ready: false });
    // The route is open to everybody: no names of machines, users or databases.
    expect(ready.body).not.toMatch(/postgres|127\.0\.0\.1|test_|ECONN/);
    expect((await ask('/readyz', 'HEAD')).status).toBe(503);
  });

  it('leave an honest answer, with a number that is in the log, to whoever asks for something', async () => {
    const [ada] = usher.workspace.people().filter(({ name }) => name === 'ada');
    const answer = await ada?.types('/members whoami');
    expect(answer?.failed).toBeUndefined();
    const number = /number: (\w{12})/.exec(answer?.text ?? '')?.[1];
    expect(answer?.text).toMatch(/Something went wrong on our side/);
    expect(number).toBeDefined();
    expect(usher.logLines.some((line) => line.includes(String(number)) && JSON.parse(line).level >= 50)).toBe(true);
    const page = await fetch(`${usher.publicUrl}/i/${'A'.repeat(74)}`);
    expect([404, 500]).toContain(page.status);
    expect(await page.text()).not.toMatch(/postgres|prisma|Error:/i);
  });

  it('do not keep the process from stopping', async () => {
    const startedAt = performance.now();
    await usher.app.stop();
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    await expect(ask('/healthz')).rejects.toThrow();
  });
});
