import type { Deps } from '../deps.ts';
import type { DeliveryCause } from '../domain/delivery-cause.ts';
import type { DeliveryChannel, InvitationRecord } from '../domain/invitation.ts';
import type { Organization } from '../domain/organization.ts';
import type { BegunDelivery } from '../ports/records.ts';
import type { NoteDelivery } from '../ports/store.ts';
import type { Attempt } from './job-outcome.ts';
import { noteSent } from './note-sent.ts';

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

/** What became of it on this way. `by`: where what notes it is at hand. */
export const recordTry = async (
  { deps, invitation: { id, generation } }: Sending,
  channel: DeliveryChannel,
  state: 'QUEUED' | 'SENT' | 'FAILED',
  cause: DeliveryCause | null,
  posted: { channelId: string; ts: string } | null = null,
  by: NoteDelivery = deps.store.recordDelivery,
): Promise<void> => {
  const note = () => by({ invitationId: id, generation, channel, state, cause, posted });
  await (state === 'SENT' ? noteSent(deps, note) : note());
};
