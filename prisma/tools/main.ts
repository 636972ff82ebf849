import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createLogger } from '../../src/logger.ts';
import { startEmbeddedServer } from '../../src/store/embedded-server.ts';
import { applyMigrations } from '../../src/store/migrations.ts';
import { newMigration } from './new-migration.ts';

const USAGE = 'Usage: npm run db:migration -- add_nickname (with --by-hand for what Prisma does not see)';

/** `npm run db:migration -- NAME`: compares `schema.prisma` with a database made by the migrations, on a server of its own. */
const main = async (): Promise<void> => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'by-hand': { type: 'boolean', default: false } },
  });
  const [name] = positionals;
  if (!name || positionals.length > 1) throw new Error(USAGE);
  const dataDir = await mkdtemp(join(tmpdir(), 'usher-migration-'));
  const log = createLogger('warn');
  const server = await startEmbeddedServer({ dataDir, log, throwAway: true });
  try {
    await applyMigrations({ url: server.url, log });
    const file = await newMigration({
      url: server.url,
      schemaFile: fileURLToPath(new URL('../schema.prisma', import.meta.url)),
      migrationsDir: fileURLToPath(new URL('../migrations', import.meta.url)),
      name,
      now: new Date(),
      byHand: values['by-hand'],
    });
    console.log(file ? wrote(relative(process.cwd(), file)) : NOTHING);
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

const NOTHING =
  'Nothing to write: the migrations make what schema.prisma says. For a check, trigger, function or view add --by-hand.';

const wrote = (file: string): string =>
  `Wrote ${file}. Read it, add what Prisma does not see, and run npx vitest run test/store.`;

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
