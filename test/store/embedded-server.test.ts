import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ask, embeddedBench } from '../support/embedded-server.ts';

const bench = embeddedBench();
const POSTMASTER = "SELECT pg_postmaster_start_time()::text AS since, current_setting('port')::int AS port";
const OWNED = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted";

afterEach(bench.end);

describe('startEmbeddedServer', () => {
  it('makes a database in a fresh folder, in UTF-8 and UTC, on loopback only and durable', async () => {
    const server = await bench.start(await bench.folder(), { throwAway: false });
    const [settings] = await ask(
      server.url,
      `SELECT current_database() AS database, current_setting('server_encoding') AS encoding,
              current_setting('timezone') AS timezone, current_setting('listen_addresses') AS addresses,
              current_setting('unix_socket_directories') AS sockets, current_setting('fsync') AS fsync`,
    );
    expect(settings).toEqual({
      database: 'usher',
      encoding: 'UTF8',
      timezone: 'UTC',
      addresses: '127.0.0.1',
      sockets: '',
      fsync: 'on',
    });
  });

  it('knows the letters of other alphabets, which the search of names leans on', async () => {
    const server = await bench.start(await bench.folder());
    await ask(server.url, 'CREATE EXTENSION pg_trgm');
    const [row] = await ask(server.url, "SELECT cardinality(show_trgm('Жанна')) AS trigrams, lower('ÉŽ') AS lower");
    expect(row).toEqual({ trigrams: 6, lower: 'éž' });
  });

  it('keeps its password in a file that only its user may read, and lets nobody in without it', async () => {
    const folder = await bench.folder();
    const server = await bench.start(folder);
    const file = join(folder, 'database/password');
    const { password } = new URL(server.url);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toBe(password);
    expect(password.length).toBeGreaterThanOrEqual(32);
    await expect(ask(server.url.replace(password, 'guess'), 'SELECT')).rejects.toThrow(
      'password authentication failed',
    );
  });

  it('finds the rows again after a stop, and stops but once', async () => {
    const folder = await bench.folder();
    const first = await bench.start(folder, { throwAway: false });
    await ask(first.url, "CREATE TABLE kept AS SELECT 'here' AS word");
    await Promise.all([first.stop(), first.stop()]);
    await expect(ask(first.url, 'SELECT')).rejects.toThrow('ECONNREFUSED');
    const second = await bench.start(folder, { throwAway: false });
    expect(await ask(second.url, 'SELECT word FROM kept')).toEqual([{ word: 'here' }]);
  });

  it('takes over the server that a killed Usher left running', async () => {
    const folder = await bench.folder();
    const killed = await bench.startElsewhere(folder);
    const before = await ask(killed.url ?? '', POSTMASTER);
    await killed.kill();
    const server = await bench.start(folder);
    expect(await ask(server.url, POSTMASTER)).toEqual(before);
    await server.stop();
    await expect(ask(server.url, 'SELECT')).rejects.toThrow('ECONNREFUSED');
  });

  it('waits for an Usher that is just stopping', async () => {
    const folder = await bench.folder();
    const first = await bench.start(folder, { throwAway: false });
    const [second] = await Promise.all([bench.start(folder), first.stop()]);
    expect(await ask(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('starts the server again, at the same address, when it was killed', async () => {
    const folder = await bench.folder();
    const server = await bench.start(folder);
    const before = await ask(server.url, POSTMASTER);
    // No connection to somewhere else is given it while the server is down.
    expect(Number(new URL(server.url).port)).toBeLessThan(32_768);
    process.kill(
      Number.parseInt(await readFile(join(folder, 'database/pgdata/postmaster.pid'), 'utf8'), 10),
      'SIGKILL',
    );
    await expect.poll(() => ask(server.url, POSTMASTER).catch(() => before)).not.toEqual(before);
    // The server answers a moment before its Usher has the lock again.
    await expect.poll(() => ask(server.url, OWNED)).toHaveLength(1);
    await expect(bench.start(folder)).rejects.toThrow('Another Usher');
  });
});

describe('one Usher per data folder', () => {
  it('refuses the second, who leaves the server of the first alone', async () => {
    const folder = await bench.folder();
    const first = await bench.start(folder);
    const second = await bench.startElsewhere(folder);
    expect(second.error).toBe(
      `EmbeddedServerError: Another Usher (process ${process.pid}) is already running on the data folder ${folder}: stop it, or set DATA_DIR to another folder.`,
    );
    expect(await ask(first.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('lets one of two through that start at once on an empty folder', async () => {
    const folder = await bench.folder();
    const outcomes = await Promise.allSettled([bench.start(folder), bench.start(folder), bench.start(folder)]);
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []));
    expect(reasons).toHaveLength(2);
    for (const reason of reasons) expect(reason).toContain('EmbeddedServerError: Another Usher');
  });
});
