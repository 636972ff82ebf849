import type { StoryEvent, StoryPerson, StoryPosition, StorySubject } from '../domain/story.ts';
import type { Page } from '../ports/records.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

export const findStoryPerson = async (
  db: Db,
  organizationId: string,
  subject: StorySubject,
): Promise<StoryPerson | null> => {
  const key =
    subject.kind === 'email'
      ? Prisma.sql`SELECT ${subject.emailKey}::text AS email_key`
      : Prisma.sql`SELECT a.email_key FROM membership m JOIN account a ON a.id = m.account_id
          WHERE m.organization_id = ${organizationId}::uuid AND m.id = ${subject.membershipId}::uuid`;
  const [row] = await db.$queryRaw<StoryPerson[]>(Prisma.sql`
    WITH key AS (${key}), i AS (
      SELECT n.* FROM invitation n JOIN key ON n.email_key = key.email_key WHERE n.organization_id = ${organizationId}::uuid
    ), m AS (
      SELECT ms.id, a.email, a.first_name, a.last_name FROM key JOIN account a ON a.email_key = key.email_key
      JOIN membership ms ON ms.account_id = a.id AND ms.organization_id = ${organizationId}::uuid
    )
    SELECT coalesce(m.email, newest.email) AS email, coalesce(m.first_name, newest.first_name) AS "firstName",
      coalesce(m.last_name, newest.last_name) AS "lastName", m.id AS "membershipId",
      ARRAY(SELECT id FROM i) AS "invitationIds"
    FROM key LEFT JOIN m ON true
    LEFT JOIN LATERAL (SELECT * FROM i ORDER BY created_at DESC LIMIT 1) newest ON true
    WHERE m.id IS NOT NULL OR newest.id IS NOT NULL`);
  return row ?? null;
};

/** The columns of an event, without those that only an entry of the trail has. */
const noEntry = `NULL::text AS "actorName", NULL::text AS "actorSlackUserId", NULL::text AS "roleFrom", NULL::text AS "roleTo"`;

const roleNamed = (id: string) =>
  `(SELECT er.name FROM role er WHERE er.organization_id = e.organization_id AND er.id::text = ${id}) `;

// The names of today: the trail holds ids only, so that erasing a person leaves nothing of them here.
const entry = `e.id, e.action, e.at, e.actor_kind::text AS "actorKind", e.via, e.changed,
  (SELECT coalesce(nullif(concat_ws(' ', na.first_name, na.last_name), ''), na.email)
    FROM membership nm JOIN account na ON na.id = nm.account_id
    WHERE nm.id = e.actor_membership_id AND nm.organization_id = e.organization_id) AS "actorName",
  nullif(split_part(e.actor_slack, ':', 2), '') AS "actorSlackUserId",
  ${roleNamed(`e.changed->'roleId'->>'from'`)} AS "roleFrom",
  ${roleNamed(`coalesce(e.changed->'roleId'->>'to', e.changed->>'roleId')`)} AS "roleTo"`;

/** Each source is read from the position on by its own index, so that a page costs the same however long the story is. */
export const findStoryPage = async (
  db: Db,
  organizationId: string,
  { membershipId, invitationIds }: StoryPerson,
  position: StoryPosition,
  limit: number,
): Promise<Page<StoryEvent>> => {
  const isBackwards = position !== null && 'before' in position;
  const order = isBackwards ? Prisma.sql`at ASC, id ASC` : Prisma.sql`at DESC, id DESC`;
  const targets = [...(membershipId ? [membershipId] : []), ...invitationIds];
  const some = Prisma.sql`ORDER BY ${order} LIMIT ${limit + 1}`;
  const rows = await db.$queryRaw<StoryEvent[]>(Prisma.sql`
    SELECT * FROM (
      (SELECT ${Prisma.raw(entry)} FROM audit_event e
        WHERE e.organization_id = ${organizationId}::uuid AND e.target_id = ANY(${targets}::text[])
          ${bound(position, Prisma.sql`e.at`, Prisma.sql`e.id`)} ${some})
      UNION ALL
      (SELECT d.id, 'link.' || lower(d.state::text), d.at, 'SYSTEM', 'job',
          jsonb_build_object('channel', d.channel, 'cause', d.cause, 'generation', d.generation), ${Prisma.raw(noEntry)}
        -- What came back has its entry in the trail.
        FROM delivery d WHERE d.invitation_id = ANY(${[...invitationIds]}::uuid[]) AND d.state <> 'BOUNCED'
          ${bound(position, Prisma.sql`d.at`, Prisma.sql`d.id`)} ${some})
      UNION ALL
      (SELECT rm.id, 'reminder.' || lower(rm.state::text), rm.at, 'SYSTEM', 'job',
          jsonb_build_object('channel', rm.channel, 'cause', rm.cause, 'ordinal', rm.ordinal), ${Prisma.raw(noEntry)}
        FROM reminder rm WHERE rm.invitation_id = ANY(${[...invitationIds]}::uuid[])
          AND (rm.state = 'FAILED' OR rm.cause IN ('cap_reached', 'issuer_lost_right'))
          ${bound(position, Prisma.sql`rm.at`, Prisma.sql`rm.id`)} ${some})
      UNION ALL
      (SELECT i.id, 'link.opened', i.opened_at AS at, 'INVITEE', 'web', '{}'::jsonb, ${Prisma.raw(noEntry)}
        FROM invitation i WHERE i.id = ANY(${[...invitationIds]}::uuid[]) AND i.opened_at IS NOT NULL
          ${bound(position, Prisma.sql`i.opened_at`, Prisma.sql`i.id`)} ${some})
    ) story ${some}`);
  const page = rows.slice(0, limit);
  return { rows: isBackwards ? page.reverse() : page, hasMore: rows.length > limit };
};

const bound = (position: StoryPosition, at: Prisma.Sql, id: Prisma.Sql): Prisma.Sql => {
  if (position === null) return Prisma.empty;
  if ('after' in position) {
    const { after } = position;
    return Prisma.sql`AND ${at} <= ${after.at} AND (${at} < ${after.at} OR ${id} < ${after.id}::uuid)`;
  }
  const { before } = position;
  return Prisma.sql`AND ${at} >= ${before.at} AND (${at} > ${before.at} OR ${id} > ${before.id}::uuid)`;
};

export const findRefusedAttempts = async (
  db: Db,
  organizationId: string,
  membershipId: string,
  limit: number,
): Promise<StoryEvent[]> =>
  db.$queryRaw<StoryEvent[]>(Prisma.sql`
    SELECT ${Prisma.raw(entry)} FROM audit_event e
    WHERE e.organization_id = ${organizationId}::uuid AND e.actor_membership_id = ${membershipId}::uuid
      AND e.action = 'attempt.refused'
    ORDER BY e.at DESC LIMIT ${limit}`);
