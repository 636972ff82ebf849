import type { Pool, PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { DeliveryCause } from '../domain/delivery-cause.ts';
import type { DeliveryChannel } from '../domain/invitation.ts';
import type { BegunDelivery, IssuedLink } from '../ports/records.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

export type DeliveryEntry = {
  readonly invitationId: string;
  readonly generation: number;
  readonly channel: DeliveryChannel;
  readonly state: 'QUEUED' | 'SENT' | 'FAILED';
  readonly cause: DeliveryCause | null;
  readonly posted: { readonly channelId: string; readonly ts: string } | null;
};

/**
 * The life of a link starts when it goes out, so every try before the first success sets its end anew. Undefined when the link is
 * no longer the one to send: decided, reissued or run out meanwhile.
 */
export const beginDelivery = async (
  db: Db,
  invitationId: string,
  generation: number,
  lifetimeHours: number,
): Promise<BegunDelivery | undefined> => {
  const [row] = await db.$queryRaw<BegunDelivery[]>(Prisma.sql`
    UPDATE invitation SET expires_at = CASE WHEN sent_at IS NULL
      THEN usher_now() + make_interval(hours => ${lifetimeHours}::int) ELSE expires_at END
    WHERE id = ${invitationId}::uuid AND generation = ${generation}::int AND status = 'PENDING'
      AND (sent_at IS NULL OR expires_at > usher_now())
    RETURNING expires_at AS "expiresAt", usher_now() AS now, (SELECT min(d.first_tried_at) FROM delivery d
      WHERE d.invitation_id = invitation.id AND d.generation = invitation.generation) AS "firstTriedAt"`);
  return row;
};

/** What became of one link on one way; a success also dates the invitation itself. */
export const recordDelivery = async (db: Db, entry: DeliveryEntry): Promise<void> => {
  await db.$executeRaw(noteOf(entry));
};

const noteOf = (entry: DeliveryEntry): Prisma.Sql => Prisma.sql`
    WITH sent AS (
      UPDATE invitation SET sent_at = coalesce(sent_at, usher_now()), remind_at = usher_now()
      WHERE id = ${entry.invitationId}::uuid AND generation = ${entry.generation}::int AND ${entry.state === 'SENT'}
    )
    INSERT INTO delivery (id, invitation_id, generation, channel, state, cause, attempts, slack_channel_id, slack_ts)
    VALUES (${uuidv7()}::uuid, ${entry.invitationId}::uuid, ${entry.generation}::int, ${entry.channel}::delivery_channel,
      ${entry.state}::delivery_state, ${entry.cause}, 1, ${entry.posted?.channelId ?? null}, ${entry.posted?.ts ?? null})
    ON CONFLICT (invitation_id, generation, channel) DO UPDATE SET state = excluded.state, cause = excluded.cause,
      attempts = delivery.attempts + 1, slack_channel_id = coalesce(excluded.slack_channel_id, delivery.slack_channel_id),
      slack_ts = coalesce(excluded.slack_ts, delivery.slack_ts), at = usher_now()
      -- What came back before its sending was noted has come back.
      WHERE delivery.state <> 'BOUNCED'`;

/**
 * `work` sends, with a connection in its hand to note it by: neither is one waited for then, nor anything between Prisma and
 * PostgreSQL, since what a process sent that is killed before it was noted is sent again. Throws before anything is sent where the
 * database is out of reach. A connection that breaks meanwhile is given back, and the next try to note takes any other.
 */
export const sendAndNote = async <T>(
  pool: Pool,
  work: (note: (entry: DeliveryEntry) => Promise<void>) => Promise<T>,
): Promise<T> => {
  let client: PoolClient | undefined = await pool.connect();
  const giveBack = (broken?: Error): void => {
    // It still says how it ends, and nobody listens to it in the pool.
    if (!broken) client?.off('error', giveBack);
    client?.release(broken);
    client = undefined;
  };
  client.on('error', giveBack);
  const note = async (entry: DeliveryEntry): Promise<void> => {
    const { text, values } = noteOf(entry);
    try {
      await (client ?? pool).query({ name: 'note-delivery', text, values });
    } catch (error) {
      giveBack(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  };
  try {
    return await work(note);
  } finally {
    giveBack();
  }
};

/** The link is in an admin's hands: its life has begun, and nothing is sent. */
export const recordCopy = async (db: Db, { id, generation }: IssuedLink): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    WITH sent AS (
      UPDATE invitation SET sent_at = usher_now() WHERE id = ${id}::uuid AND generation = ${generation}::int
    )
    INSERT INTO delivery (id, invitation_id, generation, channel, state, attempts, at)
    VALUES (${uuidv7()}::uuid, ${id}::uuid, ${generation}::int, 'COPY', 'SENT', 1, usher_now())`);
};

/** Every card that still stands in a DM for this invitation, newest link first. */
export const findSentCards = async (
  db: Db,
  invitationId: string,
): Promise<{ channelId: string; ts: string; generation: number }[]> =>
  db.$queryRaw(Prisma.sql`
    SELECT slack_channel_id AS "channelId", slack_ts AS ts, generation FROM delivery
    WHERE invitation_id = ${invitationId}::uuid AND channel = 'DM' AND slack_ts IS NOT NULL ORDER BY generation DESC`);

export const forgetCard = async (db: Db, invitationId: string, generation: number): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE delivery SET slack_ts = NULL
    WHERE invitation_id = ${invitationId}::uuid AND generation = ${generation}::int AND channel = 'DM'`);
};

/** The Slack user whom the card went to: nobody else may accept by it. */
export const rememberSlackUser = async (
  db: Db,
  invitationId: string,
  user: { teamId: string; userId: string },
): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE invitation SET slack_team_id = ${user.teamId}, slack_user_id = ${user.userId}
    WHERE id = ${invitationId}::uuid AND status = 'PENDING'`);
};

/** A hint, not a proof: mail scanners open links too. */
export const noteOpened = async (db: Db, invitationId: string, generation: number): Promise<boolean> => {
  const count = await db.$executeRaw(Prisma.sql`
    UPDATE invitation SET opened_at = usher_now()
    WHERE id = ${invitationId}::uuid AND generation = ${generation}::int AND status = 'PENDING' AND opened_at IS NULL`);
  return count === 1;
};
