import type { Deps } from '../deps.ts';
import { job } from '../domain/job.ts';

/** A hint for the living message: somebody, or some mail scanner, looked at the page of this link. */
export const noteOpened = async (
  deps: Pick<Deps, 'store' | 'links'>,
  token: string,
  requestId: string,
): Promise<void> => {
  const link = deps.links.read(token);
  if (!link) return;
  const isFirst = await deps.store.noteOpened(link.invitationId, link.generation);
  const invitation = isFirst ? await deps.store.findInvitation(link.invitationId) : null;
  if (invitation) await deps.store.enqueue(job('announce-batch', { batchId: invitation.batchId, requestId }));
};
