import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/** Slack delivers nothing again after a day, and a code that ran out an hour ago is no longer asked for. */
export const forgetOld = async (db: Db): Promise<void> => {
  await db.$executeRaw(Prisma.sql`DELETE FROM handled_interaction WHERE at < usher_now() - interval '24 hours'`);
  await db.$executeRaw(Prisma.sql`DELETE FROM identity_code WHERE expires_at < usher_now() - interval '1 hour'`);
};
