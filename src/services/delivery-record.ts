import { setTimeout as sleep } from 'node:timers/promises';
import type { Deps } from '../deps.ts';
import type { DeliveryCause } from '../domain/delivery-cause.ts';
import type { DeliveryChannel, InvitationRecord } from '../domain/invitation.ts';
import type { Organization } from '../domain/organization.ts';
import type { BegunDelivery } from '../ports/records.ts';
import type { Attempt } from './job-outcome.ts';

/** One try to send one link. */
export type Sending = {
  readonly deps: Deps;
  readonly invitation: InvitationRecord;
  readonly organization: Organization;
  readonly attempt: Attempt;
  readonly requestId: string;
  readonly begun: BegunDelivery;
};

/** Sent on this way, or come back: neither is sent once more. */
export const isDone = ({ deliveries }: InvitationRecord, channel: DeliveryChannel): boolean =>
  deliveries.some((delivery) => delivery.channel === channel && ['SENT', 'BOUNCED'].includes(delivery.state));

// A database that was killed is back within seconds.
const noteAgainAfterMs = [250, 500, 1_000, 2_000, 4_000, 8_000];

/**
 * What became of it on this way. What went out is noted however often it takes while the database is away for a moment: it would
 * go out a second time.
 */
export const recordTry = async (
  { deps, invitation: { id, generation } }: Sending,
  channel: DeliveryChannel,
  state: 'QUEUED' | 'SENT' | 'FAILED',
  cause: DeliveryCause | null,
  posted: { channelId: string; ts: string } | null = null,
): Promise<void> => {
  const pauses = state === 'SENT' ? noteAgainAfterMs : [];
  for (let tries = 0; ; tries += 1) {
    try {
      return await deps.store.recordDelivery({ invitationId: id, generation, channel, state, cause, posted });
    } catch (error) {
      const pauseMs = pauses[tries];
      if (pauseMs === undefined) throw error;
      deps.log.warn({ err: error, invitationId: id }, 'What was sent could not be noted yet.');
      await sleep(pauseMs);
    }
  }
};
