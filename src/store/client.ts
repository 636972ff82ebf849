import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import type { Logger } from 'pino';
import { type Prisma, PrismaClient } from './generated/client.ts';
import { createStatementNames } from './statement-names.ts';

/** One pool of connections for Prisma, for the prepared reads and for the job runner. */
export type StoreClient = { readonly pool: Pool; readonly prisma: PrismaClient; readonly close: () => Promise<void> };

/** Prisma on the pool, or on the one connection of a transaction. */
export type Db = PrismaClient | Prisma.TransactionClient;

const POOL_SIZE = 12;
// A hundred people may accept at once, and four processes start: they wait for their turn rather than fail.
const CONNECTION_WAIT_MS = 15_000;
const TRANSACTION_MS = 20_000;

export const openStoreClient = (url: string, log: Logger): StoreClient => {
  const pool = new Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECTION_WAIT_MS,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced by the pool; without a listener the process would end.
  pool.on('error', (error) =>
    log.warn({ err: error }, 'A database connection broke while idle; the pool opens another.'),
  );
  // A broken one that is lent would end the process, too: in the same piece of news a server may give a connection and take it away,
  // before whoever waited for it could listen.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const adapter = new PrismaPg(pool, { disposeExternalPool: false, statementNameGenerator: createStatementNames() });
  const transactionOptions = { maxWait: CONNECTION_WAIT_MS, timeout: TRANSACTION_MS };
  const prisma = new PrismaClient({ adapter, transactionOptions });
  const close = async () => {
    await prisma.$disconnect();
    await pool.end();
  };
  return { pool, prisma, close };
};
