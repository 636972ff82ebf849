import { v7 as uuidv7 } from 'uuid';
import type { InvitationRecord } from '../../src/domain/invitation.ts';
import { job } from '../../src/domain/job.ts';
import { type AddedMember, type InvitationGiven, invite } from '../support/records.ts';
import type { Services } from '../support/services.ts';

type DeliveryRow = { channel: string; state: string; cause: string | null; attempts: number };

/** What became of each way of an invitation's current link, DM first. */
export const deliveriesOf = ({ query }: Services, { id }: { id: string }): Promise<DeliveryRow[]> =>
  query(
    `SELECT d.channel::text, d.state::text, d.cause, d.attempts FROM delivery d
     JOIN invitation i ON i.id = d.invitation_id AND i.generation = d.generation WHERE i.id = $1 ORDER BY d.channel`,
    [id],
  );

/** Invites an address and leaves nothing but the delivery of its link in the queue. */
export const queueDelivery = async (
  services: Services,
  admin: AddedMember,
  email: string,
  given: InvitationGiven = {},
): Promise<InvitationRecord> => {
  const invitation = await invite(services, admin, email, given);
  await services.clearJobs();
  await queueAgain(services, invitation);
  return invitation;
};

export const queueAgain = (
  { deps }: Services,
  { id, generation }: { id: string; generation: number },
  byMail = false,
): Promise<void> =>
  deps.store.enqueue(job('deliver-invitation', { invitationId: id, generation, byMail, requestId: uuidv7() }));

/** In minutes from now, by the database's clock. */
export const endsInMinutes = async ({ query }: Services, { id }: { id: string }): Promise<number> => {
  const [row] = await query<{ minutes: number }>(
    'SELECT (extract(epoch FROM expires_at - usher_now()) / 60)::float8 AS minutes FROM invitation WHERE id = $1',
    [id],
  );
  return Math.round(row?.minutes ?? Number.NaN);
};
