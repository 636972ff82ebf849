import { v7 as uuidv7 } from 'uuid';
import type { MailFault } from '../domain/delivery-cause.ts';
import type { BounceWrites } from '../ports/bounces.ts';
import type { IssuedLink } from '../ports/records.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/** Also where the mail was a reminder, and the link itself went out another way: no mail gets through to this address. */
const recordBounce = async (db: Db, { id, generation }: IssuedLink, cause: MailFault): Promise<boolean> => {
  const count = await db.$executeRaw(Prisma.sql`
    INSERT INTO delivery (id, invitation_id, generation, channel, state, cause, attempts)
    VALUES (${uuidv7()}::uuid, ${id}::uuid, ${generation}::int, 'EMAIL', 'BOUNCED', ${cause}, 1)
    ON CONFLICT (invitation_id, generation, channel) DO UPDATE SET state = 'BOUNCED', cause = excluded.cause, at = usher_now()
      WHERE delivery.state <> 'BOUNCED'`);
  return count === 1;
};

const recordDelay = async (db: Db, { id, generation }: IssuedLink): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE delivery SET cause = 'mail_delayed'
    WHERE invitation_id = ${id}::uuid AND generation = ${generation}::int AND channel = 'EMAIL' AND state = 'SENT'`);
};

export const bounceWritesOn = (db: Db): BounceWrites => {
  const on = bind(db);
  return { recordBounce: on(recordBounce), recordDelay: on(recordDelay) };
};
