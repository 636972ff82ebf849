import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { DataFolder } from './data-folder.ts';
import type { EmbeddedBinaries } from './embedded-binaries.ts';
import { EmbeddedServerError } from './embedded-server-error.ts';
import { type Postmaster, postmasterPidFile, processKind, readPostmaster } from './postmaster-pid.ts';

/** One cluster on disk and how to run it. `port` is a wish; without it a free one is taken at each start. */
export type ServerPlan = {
  readonly data: DataFolder;
  readonly binaries: EmbeddedBinaries;
  readonly password: string;
  readonly throwAway: boolean;
  readonly port: number | undefined;
};

/** Crash recovery after a kill under load can take a while. */
export const START_SECONDS = 120;
/** Looks, 50 ms apart, until a server that does not answer counts as broken. */
const MOST_SILENCES = 100;

export const serverUrl = ({ password }: Pick<ServerPlan, 'password'>, port: number, database: string): string =>
  `postgres://usher:${password}@127.0.0.1:${port}/${database}`;

type Sighting = 'ready' | 'busy' | 'silent' | 'stranger' | 'none' | 'leftover';

/**
 * A server on the folder that takes our password is ours, whatever its process number may suggest.
 * @returns its port; `undefined` when none runs.
 * @throws EmbeddedServerError when one runs that does not let Usher in.
 */
export async function findServer(plan: ServerPlan): Promise<number | undefined> {
  const { cluster, root } = plan.data;
  const deadline = Date.now() + START_SECONDS * 1000;
  for (let silences = 0; ; await sleep(50)) {
    const postmaster = await readPostmaster(cluster);
    if (!postmaster) return undefined;
    const sighting = await lookAt(plan, postmaster);
    if (sighting === 'ready') return postmaster.port;
    if (sighting === 'none') return undefined;
    silences = sighting === 'silent' ? silences + 1 : 0;
    const isLeftover = sighting === 'leftover' || (postmaster.pid === 0 && silences > MOST_SILENCES);
    if (isLeftover) return void (await rm(postmasterPidFile(cluster), { force: true }));
    if (sighting === 'stranger' || silences > MOST_SILENCES || Date.now() > deadline)
      throw new EmbeddedServerError(
        `The PostgreSQL that runs on ${root} (process ${postmaster.pid}) does not let Usher in on port ${postmaster.port}: stop that process, then start Usher again.`,
      );
  }
}

async function lookAt(plan: ServerPlan, { pid, port, status }: Postmaster): Promise<Sighting> {
  if (pid === 0) return 'silent';
  const kind = await processKind(pid);
  if (kind === 'none') return 'none';
  if (kind === 'other') return 'leftover';
  return status === 'ready' ? greet(plan, port) : 'busy';
}

async function greet(plan: ServerPlan, port: number): Promise<Sighting> {
  const client = new pg.Client({ connectionString: serverUrl(plan, port, 'postgres'), connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // 57P03: starting up or shutting down. 28...: password refused.
    if (code === '57P03') return 'busy';
    return typeof code === 'string' && code.startsWith('28') ? 'stranger' : 'silent';
  } finally {
    await client.end().catch(() => {});
  }
}
