import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';

/** Mails the code that binds a Slack user to an admin account. A code that ran out or was replaced is not sent. */
export const mailCode = async (deps: Deps, { identityCodeId }: JobPayloads['mail-code']): Promise<JobOutcome> => {
  const code = await deps.store.findIdentityCode(identityCodeId);
  if (!code || code.expiresAt <= (await deps.store.now())) return finished;
  const organization = await deps.store.findOrganization(code.organizationId);
  if (!organization) return finished;
  const person = await deps.directory.findUser(code.slack);
  const slackName = [person?.firstName, person?.lastName].filter(Boolean).join(' ') || 'Someone';
  const outcome = await deps.mails.code({ ...code, slackName, code: deps.codes.codeFor(code.id) }, organization);
  return outcome.kind === 'deferred' ? again(outcome.cause) : finished;
};
