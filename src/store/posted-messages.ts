import { v7 as uuidv7 } from 'uuid';
import type { PostClaim, PostedKind } from '../ports/records.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

// We hang up after 10 s, and Slack may post it after that.
const MAY_TAKE_SECONDS = 30;

type Posted = { readonly channelId: string; readonly ts: string };

export const findPosted = async (
  db: Db,
  organizationId: string,
  kind: PostedKind,
  subject: string,
): Promise<Posted | null> => {
  const rows = await db.$queryRaw<Posted[]>(Prisma.sql`
    SELECT slack_channel_id AS "channelId", slack_ts AS ts FROM posted_message
    WHERE organization_id = ${organizationId}::uuid AND kind = ${kind} AND subject = ${subject} AND slack_ts IS NOT NULL`);
  return rows[0] ?? null;
};

export const savePosted = async (
  db: Db,
  organizationId: string,
  kind: PostedKind,
  subject: string,
  slackTeamId: string,
  posted: Posted,
): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    INSERT INTO posted_message (id, organization_id, kind, subject, slack_team_id, slack_channel_id, slack_ts)
    VALUES (${uuidv7()}::uuid, ${organizationId}::uuid, ${kind}, ${subject}, ${slackTeamId}, ${posted.channelId},
      ${posted.ts})
    ON CONFLICT (organization_id, kind, subject) DO UPDATE SET slack_channel_id = excluded.slack_channel_id,
      slack_ts = excluded.slack_ts, updated_at = usher_now()`);
};

/** The subject counts as untold again: what it told of was mended. */
export const releasePosted = async (
  db: Db,
  organizationId: string,
  kind: PostedKind,
  subject: string,
): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    DELETE FROM posted_message WHERE organization_id = ${organizationId}::uuid AND kind = ${kind} AND subject = ${subject}`);
};

/** All that were posted under a common beginning of the subject: the copies of a card. */
export const findPostedCopies = (
  db: Db,
  organizationId: string,
  kind: PostedKind,
  prefix: string,
): Promise<(Posted & { subject: string })[]> =>
  db.$queryRaw<(Posted & { subject: string })[]>(Prisma.sql`
    SELECT subject, slack_channel_id AS "channelId", slack_ts AS ts FROM posted_message
    WHERE organization_id = ${organizationId}::uuid AND kind = ${kind} AND starts_with(subject, ${prefix})
      AND slack_ts IS NOT NULL ORDER BY subject`);

/**
 * Notes that a message is about to be posted. `lately`: somebody set out to post it within the time that Slack may take, so it may
 * still be on its way. `before`: longer ago, and where it is was never noted; the time begins anew.
 */
export const claimPost = async (
  db: Db,
  organizationId: string,
  kind: PostedKind,
  subject: string,
  slackTeamId: string,
): Promise<'new' | 'lately' | 'before'> => {
  const [taken] = await db.$queryRaw<{ isNew: boolean }[]>(Prisma.sql`
    INSERT INTO posted_message (id, organization_id, kind, subject, slack_team_id)
    VALUES (${uuidv7()}::uuid, ${organizationId}::uuid, ${kind}, ${subject}, ${slackTeamId})
    ON CONFLICT (organization_id, kind, subject) DO UPDATE SET updated_at = usher_now()
    WHERE posted_message.updated_at < usher_now() - make_interval(secs => ${MAY_TAKE_SECONDS}::int)
    RETURNING xmax = 0 AS "isNew"`);
  if (!taken) return 'lately';
  return taken.isNew ? 'new' : 'before';
};

/**
 * Marks these as being said, before anything is sent; the ones that nobody else has marked. Their messages follow by jobs of the
 * same transaction, so that of any number of processes one sends.
 */
export const claimPosted = async (db: Db, claims: readonly PostClaim[]): Promise<PostClaim[]> => {
  const rows = claims.map((claim) => ({ id: uuidv7(), ...claim }));
  return db.$queryRaw<PostClaim[]>(Prisma.sql`
    INSERT INTO posted_message (id, organization_id, kind, subject, slack_team_id)
    SELECT c.id, c."organizationId", c.kind, c.subject, c."slackTeamId"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS c (id uuid, "organizationId" uuid, kind text, subject text, "slackTeamId" text)
    ON CONFLICT DO NOTHING
    RETURNING organization_id AS "organizationId", kind, subject, slack_team_id AS "slackTeamId"`);
};
