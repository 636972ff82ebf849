import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';

/** Mails the code by which somebody joins by an invite link; not to an address that asked never to be written to. */
export const mailJoinCode = async (
  { store, mails, codes }: Deps,
  { joinCodeId }: JobPayloads['mail-join-code'],
): Promise<JobOutcome> => {
  const code = await store.findJoinCode(joinCodeId);
  if (!code || code.isStopped || code.membershipId || code.expiresAt <= (await store.now())) return finished;
  const organization = await store.findOrganization(code.organizationId);
  if (!organization) return finished;
  const { id, email, expiresAt } = code;
  const outcome = await mails.joinCode({ id, email, expiresAt, code: codes.codeFor(id) }, organization);
  return outcome.kind === 'deferred' ? again(outcome.cause) : finished;
};
