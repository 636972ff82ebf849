import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import { openCluster } from './create-cluster.ts';
import { openDataFolder } from './data-folder.ts';
import { provideBinaries } from './embedded-binaries.ts';
import { EmbeddedServerError } from './embedded-server-error.ts';
import { type ServerPlan, serverUrl } from './find-server.ts';
import { takeFolderLock } from './folder-lock.ts';
import { runServer, stopServer } from './server-process.ts';

export type EmbeddedServerOptions = {
  readonly dataDir: string;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Without it a free one is chosen at each start. */
  readonly port?: number;
  /** For tests and the demo: faster, and a power cut may lose everything. */
  readonly throwAway?: boolean;
};

/** A running PostgreSQL that this process owns. Its superuser `usher` is reached over 127.0.0.1 with a password. */
export type EmbeddedServer = {
  /** Of the database `usher`. */
  readonly url: string;
  urlFor(database: string): string;
  /** Stops the server, unless another Usher owns it by now. May be called again. */
  stop(): Promise<void>;
};

type Claim = { readonly port: number; readonly adopted: boolean; readonly lock: pg.Client };

/**
 * Starts the PostgreSQL that comes with Usher on a data folder, made where it is missing; one that a killed Usher left
 * running there is taken over. Should the server die, it is started again on the same port until `stop` is called.
 * No exit hooks: whoever starts it stops it.
 * @throws EmbeddedServerError, whose message is one line for the operator.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { log, throwAway = false } = options;
  const data = await openDataFolder(options.dataDir);
  const binaries = await provideBinaries(data);
  const password = await openCluster(data, binaries, { throwAway });
  const plan: ServerPlan = { data, binaries, password, throwAway, port: options.port };
  const claim = await claimServer(plan);
  await makeDatabase(claim.lock);
  if (!claim.adopted) await removeOldBinaries(plan);
  log.info({ folder: data.root, port: claim.port, adopted: claim.adopted }, 'embedded PostgreSQL is ready');
  const stop = keepServer({ ...plan, port: claim.port }, claim.lock, log);
  const urlFor = (database: string): string => serverUrl(plan, claim.port, database);
  return { url: urlFor('usher'), urlFor, stop };
}

/** Finds or starts the server and becomes its owner; begins again when the server goes down in between. */
async function claimServer(plan: ServerPlan): Promise<Claim> {
  for (let attempt = 1; attempt <= 10; attempt++) {
    const { port, adopted } = await runServer(plan);
    const lock = await takeFolderLock(serverUrl(plan, port, 'postgres'), plan.data.root);
    if (lock !== 'gone') return { port, adopted, lock };
    await sleep(100);
  }
  throw new EmbeddedServerError(`The PostgreSQL on ${plan.data.root} goes down again and again: see its log there.`);
}

async function makeDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = 'usher'");
  if (rowCount === 0) await client.query('CREATE DATABASE usher');
}

/** Copies that an upgrade left behind, 60 MB each; only after a start of our own, as an adopted server may use one. */
async function removeOldBinaries({ data, binaries }: ServerPlan): Promise<void> {
  for (const name of await readdir(data.root)) {
    const folder = join(data.root, name);
    if (/^postgresql-[\w.-]+$/.test(name) && !name.includes('.new-') && folder !== binaries.folder)
      await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Watches the connection that holds the lock. When it breaks (PostgreSQL restarts all sessions after one of them
 * crashed, or was killed itself) the server is found or started again, and the lock taken back.
 */
function keepServer(plan: ServerPlan, first: pg.Client, log: EmbeddedServerOptions['log']): () => Promise<void> {
  const stopping = new AbortController();
  let lock: pg.Client | undefined;
  let regaining: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;

  const hold = (client: pg.Client): void => {
    lock = client;
    client.once('end', () => {
      lock = undefined;
      if (!stopping.signal.aborted) regaining = regain();
    });
  };
  const regain = async (): Promise<void> => {
    log.warn({ folder: plan.data.root }, 'embedded PostgreSQL went away, starting it again');
    for (let wait = 100; !stopping.signal.aborted; wait = Math.min(wait * 2, 10_000)) {
      try {
        const claim = await claimServer(plan);
        log.info({ folder: plan.data.root, port: claim.port }, 'embedded PostgreSQL is back');
        return hold(claim.lock);
      } catch (error) {
        log.error({ err: error, folder: plan.data.root }, 'embedded PostgreSQL is still away');
        await sleep(wait, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  };
  // The lock goes down with the server, not before it: a second Usher must not adopt what is about to stop.
  const stopOnce = async (): Promise<void> => {
    stopping.abort();
    await regaining;
    const held = lock;
    if (!held) return;
    await stopServer(plan).finally(() => held.end().catch(() => {}));
  };
  hold(first);
  return () => {
    stopped ??= stopOnce();
    return stopped;
  };
}
