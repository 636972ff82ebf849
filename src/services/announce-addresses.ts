import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import { finished, type JobOutcome } from './job-outcome.ts';
import { type AdminCard, postToAdmins, rewriteForAdmins } from './post-to-admins.ts';
import { workingDaySpan } from './working-day.ts';

// As many as can be read, and as Slack takes at their longest; the others are counted.
const SHOWN = 10;

/** One card for all addresses that changed on a day: when a company gets a new domain, they change by the hundred. */
export const announceAddresses = async (
  deps: Deps,
  { organizationId, day }: JobPayloads['announce-addresses'],
): Promise<JobOutcome> => {
  const organization = await deps.store.findOrganization(organizationId);
  if (!organization) return finished;
  const { since, until } = workingDaySpan(day, organization.timeZone);
  const changed = await deps.store.findHappenings(organizationId, 'address', since, until, SHOWN);
  if (changed.total === 0) return finished;
  const card: AdminCard = {
    organization,
    kind: 'addresses',
    subject: day,
    say: (channel, posted) => deps.notices.addresses(channel, changed, organization, posted),
  };
  const rewritten = await rewriteForAdmins(deps, card);
  return rewritten.kind === 'finished' ? postToAdmins(deps, card) : rewritten;
};
