import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { EmbeddedServerError } from './embedded-server-error.ts';

// Any number will do, as long as every Usher takes the same one. Advisory locks count per database: it is `postgres`.
const LOCK_KEY = 1_970_497_125;
/** How long a start waits for an Usher that is just going down. */
const PATIENCE_MS = 2000;

/**
 * Takes the lock that makes one Usher the owner of a data folder, held by the connection that is returned.
 * @param url of the database `postgres` of the embedded server.
 * @returns "gone" when that server went down meanwhile: the Usher that owned it was stopping.
 * @throws EmbeddedServerError when another Usher holds it.
 */
export async function takeFolderLock(url: string, folder: string): Promise<pg.Client | 'gone'> {
  const client = new pg.Client({ connectionString: url, application_name: `usher ${process.pid}`, keepAlive: true });
  client.on('error', () => {});
  try {
    await client.connect();
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await tryLock(client))) {
      if (Date.now() > deadline) throw await ownedError(client, folder);
      await sleep(50);
    }
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    if (isGone(error)) return 'gone';
    throw error;
  }
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [LOCK_KEY]);
  return rows[0]?.taken === true;
}

async function ownedError(client: pg.Client, folder: string): Promise<EmbeddedServerError> {
  const { rows } = await client.query<{ application_name: string }>(
    `SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
      WHERE locktype = 'advisory' AND granted AND pg_locks.objid = $1`,
    [LOCK_KEY],
  );
  const owner = /\d+/.exec(rows[0]?.application_name ?? '')?.[0];
  const who = owner === undefined ? '' : ` (process ${owner})`;
  return new EmbeddedServerError(
    `Another Usher${who} is already running on the data folder ${folder}: stop it, or set DATA_DIR to another folder.`,
  );
}

/** 57P01: cut off by a shutdown; 57P02: by a crash; 57P03: shutting down. The rest is what a dying socket says. */
function isGone(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof EmbeddedServerError) return false;
  const code = 'code' in error ? error.code : undefined;
  const gone = ['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'];
  return (typeof code === 'string' && gone.includes(code)) || /Connection terminated|not queryable/.test(error.message);
}
