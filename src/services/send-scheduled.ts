import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import { job } from '../domain/job.ts';
import { done } from '../domain/result.ts';
import type { ReleasedInvitation } from '../ports/records.ts';

// Few enough that a transaction is short, many enough for a Monday morning.
const AT_ONCE = 200;

/**
 * Sends the scheduled invitations whose time has come, derived from what is stored: nothing hangs on a far job, and what came due
 * while no process ran is sent by the first one that runs. Each is released and enqueued in one transaction.
 */
export const sendScheduled = async ({ store }: Pick<Deps, 'store'>): Promise<void> => {
  for (;;) {
    const released = await store.transaction<readonly ReleasedInvitation[], never>(async (tx) => {
      const due = await tx.releaseScheduled(AT_ONCE);
      if (due.length === 0) return done(due);
      const requestId = uuidv7().slice(-12);
      await tx.audit(
        ...due.map(({ id, organizationId, generation }) => ({
          organizationId,
          actor: { kind: 'SYSTEM' } as const,
          action: 'invitation.send',
          target: { kind: 'invitation', id } as const,
          changed: { generation },
          via: 'job' as const,
          requestId,
        })),
      );
      await tx.enqueue(
        ...due.map(({ id, generation }) =>
          job('deliver-invitation', { invitationId: id, generation, byMail: false, requestId }),
        ),
        ...[...new Set(due.map(({ batchId }) => batchId))].map((batchId) =>
          job('announce-batch', { batchId, requestId }),
        ),
      );
      return done(due);
    });
    if (!released.ok || released.value.length < AT_ONCE) return;
  }
};
