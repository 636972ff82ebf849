import { v7 as uuidv7 } from 'uuid';
import type { AuditEntry } from '../ports/records.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { NOW } from './undelivered.ts';

/**
 * All entries of one act in one statement, ten thousand as well as one: Prisma's own createMany would cut them into batches of as
 * many values as a statement may have; and the clock is asked once for all. A `refusalKey` that is there already leaves the row out.
 */
export const writeAudit = async (
  db: Db,
  entries: readonly AuditEntry[],
  refusalKey: string | null = null,
): Promise<void> => {
  if (entries.length === 0) return;
  const rows = entries.map(({ id, organizationId, actor, action, target, changed, via, requestId }) => ({
    id: id ?? uuidv7(),
    organizationId,
    actorKind: actor.kind,
    actorMembershipId: actor.kind === 'MEMBERSHIP' ? actor.membershipId : null,
    actorSlack: actor.kind === 'SLACK_USER' ? `${actor.slack.teamId}:${actor.slack.userId}` : null,
    action,
    targetKind: target?.kind ?? null,
    targetId: target?.id ?? null,
    changed,
    via,
    requestId,
  }));
  await db.$executeRaw(Prisma.sql`
    INSERT INTO audit_event (id, organization_id, actor_kind, actor_membership_id, actor_slack, action, target_kind, target_id,
      changed, via, request_id, refusal_key, at)
    SELECT e.id, e."organizationId", e."actorKind"::actor_kind, e."actorMembershipId", e."actorSlack", e.action, e."targetKind",
      e."targetId", e.changed, e.via, e."requestId", ${refusalKey},
      ${Prisma.raw(NOW)}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e (id uuid, "organizationId" uuid, "actorKind" text,
      "actorMembershipId" uuid, "actorSlack" text, action text, "targetKind" text, "targetId" text, changed jsonb, via text,
      "requestId" text)
    ON CONFLICT (refusal_key) DO NOTHING`);
};
