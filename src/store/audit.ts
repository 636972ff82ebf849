import { v7 as uuidv7 } from 'uuid';
import type { AuditEntry } from '../ports/records.ts';
import type { Db } from './client.ts';
import type { Prisma } from './generated/client.ts';

/** All entries of one act in one statement. A `refusalKey` that is there already leaves the row out. */
export const writeAudit = async (
  db: Db,
  entries: readonly AuditEntry[],
  refusalKey: string | null = null,
): Promise<void> => {
  if (entries.length === 0) return;
  await db.auditEvent.createMany({
    data: entries.map((entry) => ({
      id: uuidv7(),
      organizationId: entry.organizationId,
      actorKind: entry.actor.kind,
      actorMembershipId: entry.actor.kind === 'MEMBERSHIP' ? entry.actor.membershipId : null,
      actorSlack: entry.actor.kind === 'SLACK_USER' ? `${entry.actor.slack.teamId}:${entry.actor.slack.userId}` : null,
      action: entry.action,
      targetKind: entry.target?.kind ?? null,
      targetId: entry.target?.id ?? null,
      changed: entry.changed as Prisma.InputJsonObject,
      via: entry.via,
      requestId: entry.requestId,
      refusalKey,
    })),
    skipDuplicates: refusalKey !== null,
  });
};
