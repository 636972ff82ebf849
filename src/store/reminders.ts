import { v7 as uuidv7 } from 'uuid';
import type { DeliveryChannel } from '../domain/invitation.ts';
import type { ReminderOrdinal } from '../domain/reminders.ts';
import type {
  RemindableInvitation,
  ReminderEntry,
  ReminderKey,
  ReminderMessage,
  ReminderReads,
  ReminderState,
  ReminderWrites,
} from '../ports/reminders.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

type RemindableRow = Omit<RemindableInvitation, 'quiet' | 'life' | 'taken'> & {
  readonly quietFromHour: number;
  readonly quietUntilHour: number;
  readonly zone: string;
  readonly sentAt: Date;
  readonly expiresAt: Date;
  /** JSON carries instants as text. */
  readonly taken: readonly { readonly ordinal: number; readonly at: string }[];
};

const ofLink = `invitation_id = i.id AND generation = i.generation`;

/** A card or a reminder of the current link, with its buttons. */
const standsInSlack = Prisma.raw(`(EXISTS (SELECT FROM delivery WHERE ${ofLink} AND slack_ts IS NOT NULL)
  OR EXISTS (SELECT FROM reminder WHERE ${ofLink} AND slack_ts IS NOT NULL))`);

/** Addresses are counted within one organization, which has at most one pending invitation for each: nobody else counts it meanwhile. */
const holdRemindable = async (db: Db, limit: number): Promise<RemindableInvitation[]> => {
  const rows = await db.$queryRaw<RemindableRow[]>(Prisma.sql`
    WITH i AS MATERIALIZED (
      SELECT * FROM invitation i WHERE status = 'PENDING' AND remind_at <= usher_now()
        AND (expires_at > usher_now() OR NOT ${standsInSlack})
      ORDER BY remind_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    SELECT i.id, i.generation, i.organization_id AS "organizationId", o.reminders_on AND i.expires_at IS NOT NULL AS "isOn",
      o.quiet_from_hour AS "quietFromHour", o.quiet_until_hour AS "quietUntilHour", coalesce(i.reader_zone, o.time_zone) AS zone,
      coalesce(i.sent_at, i.issued_at) AS "sentAt", coalesce(i.expires_at, i.issued_at) AS "expiresAt",
      ARRAY(SELECT channel::text FROM delivery WHERE ${Prisma.raw(ofLink)} AND state = 'SENT' AND channel <> 'COPY' ORDER BY channel)
        AS "arrivedBy",
      EXISTS (SELECT FROM delivery WHERE ${Prisma.raw(ofLink)} AND state = 'BOUNCED')
        OR EXISTS (SELECT FROM address_preference p WHERE p.email_key = i.email_key) AS "isClosed",
      ${standsInSlack} AS "standsInSlack",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('ordinal', ordinal, 'at', at)), '[]') FROM reminder WHERE ${Prisma.raw(ofLink)})
        AS taken,
      (SELECT channel::text FROM reminder WHERE ${Prisma.raw(ofLink)} AND state = 'SENT' ORDER BY ordinal DESC LIMIT 1) AS "lastSentBy",
      (SELECT count(*)::int FROM invitation n JOIN reminder r ON r.invitation_id = n.id
        WHERE n.organization_id = i.organization_id AND n.email_key = i.email_key AND r.state IN ('QUEUED', 'SENT')
          AND r.at > usher_now() - interval '30 days') AS "sentLately",
      o.automatic_message_cap AS cap
    FROM i JOIN organization o ON o.id = i.organization_id`);
  return rows.map(({ quietFromHour, quietUntilHour, zone, sentAt, expiresAt, taken, ...row }) => ({
    ...row,
    quiet: { fromHour: quietFromHour, untilHour: quietUntilHour },
    life: { sentAt, expiresAt, zone },
    taken: taken.map(({ ordinal, at }) => ({ ordinal, at: new Date(at) })),
  }));
};

const takeReminders = (db: Db, entries: readonly ReminderEntry[]): Promise<ReminderKey[]> =>
  db.$queryRaw<ReminderKey[]>(Prisma.sql`
    INSERT INTO reminder (id, invitation_id, generation, ordinal, channel, state, cause)
    SELECT n.id, n.invitation_id, n.generation, n.ordinal, n.channel::delivery_channel, n.state::reminder_state, n.cause
    FROM unnest(${entries.map(() => uuidv7())}::uuid[], ${entries.map((entry) => entry.invitationId)}::uuid[],
      ${entries.map((entry) => entry.generation)}::int[], ${entries.map((entry) => entry.ordinal)}::int[],
      ${entries.map((entry) => entry.channel)}::text[], ${entries.map((entry) => entry.state)}::text[],
      ${entries.map((entry) => entry.cause)}::text[]) AS n (id, invitation_id, generation, ordinal, channel, state, cause)
    ON CONFLICT (invitation_id, generation, ordinal) DO NOTHING
    RETURNING invitation_id AS "invitationId", generation, ordinal`);

const lookAgain = async (db: Db, rows: readonly { readonly id: string; readonly at: Date | null }[]): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE invitation SET remind_at = n.at
    FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ at }) => at)}::timestamptz[]) AS n (id, at)
    WHERE invitation.id = n.id`);
};

const lookAgainAtAll = async (db: Db, organizationId: string): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE invitation SET remind_at = usher_now() WHERE organization_id = ${organizationId}::uuid AND status = 'PENDING'
      AND sent_at IS NOT NULL AND expires_at > usher_now()`);
};

const claimRunOutCards = async (db: Db, limit: number): Promise<string[]> => {
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    WITH due AS MATERIALIZED (
      SELECT id FROM invitation i WHERE status = 'PENDING' AND remind_at <= usher_now() AND expires_at <= usher_now()
        AND ${standsInSlack} ORDER BY remind_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE invitation SET remind_at = NULL FROM due WHERE invitation.id = due.id RETURNING invitation.id`);
  return rows.map(({ id }) => id);
};

const isKey = ({ invitationId, generation, ordinal }: ReminderKey): Prisma.Sql =>
  Prisma.sql`invitation_id = ${invitationId}::uuid AND generation = ${generation}::int AND ordinal = ${ordinal}::int`;

const recordReminder = async (db: Db, entry: ReminderEntry): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    WITH counted AS (
      UPDATE invitation SET reminders_sent = reminders_sent + 1,
        remind_at = CASE WHEN ${entry.posted !== null} THEN coalesce(remind_at, expires_at) ELSE remind_at END
      WHERE id = ${entry.invitationId}::uuid AND generation = ${entry.generation}::int AND ${entry.state === 'SENT'}
    )
    UPDATE reminder SET state = ${entry.state}::reminder_state, channel = ${entry.channel}::delivery_channel, cause = ${entry.cause},
      slack_channel_id = ${entry.posted?.channelId ?? null}, slack_ts = ${entry.posted?.ts ?? null}, at = usher_now()
    WHERE ${isKey(entry)}`);
};

const releaseReminder = async (db: Db, key: ReminderKey, readerZone: string): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    WITH released AS (DELETE FROM reminder WHERE ${isKey(key)})
    UPDATE invitation SET reader_zone = ${readerZone}, remind_at = usher_now() WHERE id = ${key.invitationId}::uuid`);
};

const findReminder = async (
  db: Db,
  key: ReminderKey,
): Promise<{ channel: DeliveryChannel; state: ReminderState } | null> => {
  const rows = await db.$queryRaw<{ channel: DeliveryChannel; state: ReminderState }[]>(
    Prisma.sql`SELECT channel::text, state::text FROM reminder WHERE ${isKey(key)}`,
  );
  return rows[0] ?? null;
};

type MessageRow = { generation: number; ordinal: ReminderOrdinal; channelId: string; ts: string };

const findReminderMessages = async (db: Db, invitationId: string): Promise<ReminderMessage[]> => {
  const rows = await db.$queryRaw<MessageRow[]>(Prisma.sql`
    SELECT generation, ordinal, slack_channel_id AS "channelId", slack_ts AS ts FROM reminder
    WHERE invitation_id = ${invitationId}::uuid AND slack_ts IS NOT NULL ORDER BY generation, ordinal`);
  return rows.map((row) => ({ invitationId, ...row }));
};

export const forgetReminderMessage = async (db: Db, key: ReminderKey): Promise<void> => {
  await db.$executeRaw(Prisma.sql`UPDATE reminder SET slack_ts = NULL WHERE ${isKey(key)}`);
};

export const rememberReaderZone = async (db: Db, invitationId: string, zone: string): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    UPDATE invitation SET reader_zone = ${zone} WHERE id = ${invitationId}::uuid AND reader_zone IS DISTINCT FROM ${zone}`);
};

export const reminderReadsOn = (db: Db): ReminderReads => {
  const on = bind(db);
  return { findReminder: on(findReminder), findReminderMessages: on(findReminderMessages) };
};

export const reminderWritesOn = (db: Db): ReminderWrites => {
  const on = bind(db);
  return {
    holdRemindable: on(holdRemindable),
    takeReminders: on(takeReminders),
    lookAgain: on(lookAgain),
    lookAgainAtAll: on(lookAgainAtAll),
    claimRunOutCards: on(claimRunOutCards),
    recordReminder: on(recordReminder),
    releaseReminder: on(releaseReminder),
  };
};
