import { keptDays } from '../domain/import.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/**
 * Slack delivers nothing again after a day, the page of somebody who joined by a link tells of it for as long, and a code that ran out an hour ago is no longer asked for. The rows of an import are
 * a list of people beside the accounts and invitations that it made.
 */
export const forgetOld = async (db: Db): Promise<void> => {
  await db.$executeRaw(Prisma.sql`DELETE FROM handled_interaction WHERE at < usher_now() - interval '24 hours'`);
  await db.$executeRaw(Prisma.sql`DELETE FROM join_code WHERE created_at < usher_now() - interval '24 hours'`);
  await db.$executeRaw(Prisma.sql`DELETE FROM identity_code WHERE expires_at < usher_now() - interval '1 hour'`);
  await db.$executeRaw(Prisma.sql`
    WITH old AS (SELECT id FROM import WHERE created_at < usher_now() - make_interval(days => ${keptDays}::int) AND state <> 'SENDING'),
      closed AS (UPDATE import SET state = 'DISCARDED' WHERE state = 'OPEN' AND id IN (SELECT id FROM old))
    DELETE FROM import_row WHERE import_id IN (SELECT id FROM old)`);
};
