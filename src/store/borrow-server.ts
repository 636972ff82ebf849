import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { databasePaths } from './data-folder.ts';
import { type EmbeddedServer, type EmbeddedServerOptions, startEmbeddedServer } from './embedded-server.ts';

/**
 * The server of a data folder on which no Usher runs, for a tool that looks into it and stops it again.
 * @returns undefined where none was made yet: looking makes nothing.
 * @throws EmbeddedServerError, as a start of Usher would.
 */
export async function borrowEmbeddedServer(
  dataDir: string,
  log: EmbeddedServerOptions['log'],
): Promise<EmbeddedServer | undefined> {
  const { passwordFile } = databasePaths(join(resolve(dataDir), 'database'));
  const isMade = await access(passwordFile).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
  return isMade ? startEmbeddedServer({ dataDir, log }) : undefined;
}
