import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { databasePaths } from './data-folder.ts';
import { serverUrl } from './find-server.ts';
import { readPostmaster } from './postmaster-pid.ts';

/**
 * The database of an Usher that runs on this data folder right now, for a tool that works beside it.
 * @returns its URL; undefined where none runs, or none that takes the folder's password.
 */
export async function findRunningDatabase(dataDir: string): Promise<string | undefined> {
  const { cluster, passwordFile } = databasePaths(join(resolve(dataDir), 'database'));
  const [password, postmaster] = await Promise.all([
    readFile(passwordFile, 'utf8').catch(() => undefined),
    readPostmaster(cluster),
  ]);
  if (password === undefined || postmaster?.status !== 'ready') return undefined;
  const url = serverUrl({ password: password.trim() }, postmaster.port, 'usher');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return url;
  } catch {
    // A leftover of a killed server; a start of our own heals it.
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}
