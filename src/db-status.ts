import { type Config, ConfigError, readConfig } from './config.ts';
import { loadEnv } from './load-env.ts';
import { asStartError } from './open-store.ts';
import { StartError } from './start-error.ts';
import { defaultDataDir } from './store/data-folder.ts';
import { readMigrationState } from './store/migrations.ts';
import { findRunningDatabase } from './store/running-server.ts';

/** `npm run db:status`: which migrations the database has, and which the next start will apply. Changes nothing; code 1 unless up to date. */
const main = async (): Promise<void> => {
  loadEnv();
  const { url, where } = await findDatabase(readConfig(process.env));
  const { applied, pending } = await readMigrationState(url).catch(asStartError);
  console.log(`${where}: ${count(applied.length)} applied, ${pending.length === 0 ? 'none waits' : 'some wait'}.`);
  for (const name of pending) console.log(`  waits for the next start: ${name}`);
  if (pending.length > 0) process.exitCode = 1;
};

const count = (n: number): string => (n === 1 ? '1 migration' : `${n} migrations`);

/** Without the password, and the query, which may hold one too. */
const findDatabase = async (config: Config): Promise<{ url: string; where: string }> => {
  if (config.DATABASE_URL) {
    const { host, pathname } = new URL(config.DATABASE_URL);
    return { url: config.DATABASE_URL, where: `${host}${pathname}` };
  }
  const folder = config.DATA_DIR ?? defaultDataDir();
  const running = await findRunningDatabase(folder);
  if (running) return { url: running, where: `The embedded database in ${folder}` };
  throw new StartError(
    `No Usher runs on ${folder}, so its embedded database cannot be asked: start Usher, or set DATABASE_URL.`,
  );
};

await main().catch((error: unknown) => {
  if (!(error instanceof ConfigError) && !(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
