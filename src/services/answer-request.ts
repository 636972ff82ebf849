import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';

/** Tells whoever asked what was decided, once. */
export const answerRequest = async (
  { store, notices }: Deps,
  { organizationId, joinRequestId }: JobPayloads['answer-request'],
): Promise<JobOutcome> => {
  const [request, organization] = await Promise.all([
    store.findJoinRequest(organizationId, joinRequestId),
    store.findOrganization(organizationId),
  ]);
  if (!request?.decision || !organization) return finished;
  if (await store.findPosted(organizationId, 'request_answer', joinRequestId)) return finished;
  const outcome = await notices.requestAnswer(request.askedBy, request, organization);
  if (outcome.kind === 'try_later') return again(outcome.cause, outcome.afterSeconds);
  if (outcome.kind === 'posted') {
    await store.savePosted(organizationId, 'request_answer', joinRequestId, request.askedBy.teamId, outcome);
  }
  return finished;
};
