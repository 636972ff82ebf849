import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { migrateJobs } from './jobs/job-runner.ts';
import { StartError } from './start-error.ts';
import { openStoreClient, type StoreClient } from './store/client.ts';
import { connectionProblem } from './store/connection-problem.ts';
import { defaultDataDir } from './store/data-folder.ts';
import { startEmbeddedServer } from './store/embedded-server.ts';
import { EmbeddedServerError } from './store/embedded-server-error.ts';
import { applyMigrations, MigrationError } from './store/migrations.ts';

export type OpenStore = StoreClient & { readonly url: string; readonly stopServer: () => Promise<void> };

export type OpenStoreOptions = {
  /** For the demo and tests: no fsync, and the clock may be moved. */
  readonly throwAway?: boolean;
};

/** The database, embedded or the operator's own, at the version of this code. Failures that an operator can mend are StartErrors. */
export const openStore = async (config: Config, log: Logger, options: OpenStoreOptions = {}): Promise<OpenStore> => {
  const server = config.DATABASE_URL
    ? { url: config.DATABASE_URL, stop: async () => {} }
    : await startEmbeddedServer({
        dataDir: config.DATA_DIR ?? defaultDataDir(),
        log,
        throwAway: options.throwAway ?? false,
      }).catch(asStartError);
  try {
    await applyMigrations({ url: server.url, log }).catch(asStartError);
    await migrateJobs(server.url, log);
    const client = openStoreClient(server.url, log);
    if (!options.throwAway) await refuseMovedClock(client);
    return { ...client, url: server.url, stopServer: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
};

const refuseMovedClock = async ({ pool, close }: StoreClient): Promise<void> => {
  const { rows } = await pool.query<{ moved: boolean }>("SELECT usher_clock_offset() <> interval '0' AS moved");
  if (!rows[0]?.moved) return;
  await close();
  throw new StartError(
    'The database’s clock is moved (usher.clock_offset is set), as tests do: reset it by ALTER DATABASE … RESET usher.clock_offset.',
  );
};

/** What an operator can mend comes out as a StartError, in words; anything else as it is. */
export const asStartError = (error: unknown): never => {
  if (error instanceof EmbeddedServerError || error instanceof MigrationError) throw new StartError(error.message);
  const problem = connectionProblem(error);
  switch (problem?.kind) {
    case 'unreachable':
      throw new StartError(
        `The database at DATABASE_URL cannot be reached (${problem.cause}): is it running, and is the address right?`,
      );
    case 'password':
      throw new StartError('The database refuses the user or password in DATABASE_URL.');
    case 'missing':
      throw new StartError('The database named in DATABASE_URL does not exist: create it first.');
    case 'crowded':
      throw new StartError('The database takes no more connections: stop what holds them, or raise max_connections.');
    case undefined:
      throw error;
  }
};
