import type { Deps } from '../deps.ts';
import { isUndecided } from '../domain/happening.ts';
import type { JobPayloads } from '../domain/job.ts';
import { presetRole } from '../domain/role.ts';
import type { ShownHappening } from '../ports/happenings.ts';
import { finished, type JobOutcome } from './job-outcome.ts';
import { type AdminCard, postToAdmins, settleForAdmins } from './post-to-admins.ts';

/** Brings the cards of a happening up to date: posted once, and rewritten when it is decided, here or elsewhere, or over. */
export const announceHappening = async (
  deps: Deps,
  { organizationId, happeningId }: JobPayloads['announce-happening'],
): Promise<JobOutcome> => {
  const { store, directory, notices } = deps;
  const [happening, organization] = await Promise.all([
    store.findHappening(organizationId, happeningId),
    store.findOrganization(organizationId),
  ]);
  if (!happening || !organization) return finished;
  const [person, offer] = await Promise.all([directory.findUser(happening.slack), readOffer(deps, organizationId)]);
  const shown = { happening, organization, person: person ?? null, offer };
  const card: AdminCard = {
    organization,
    kind: 'happening',
    subject: happening.id,
    say: (channel, posted) => notices.happening(channel, shown, posted),
  };
  return isUndecided(happening) ? postToAdmins(deps, card) : settleForAdmins(deps, card);
};

/** What somebody new would get: the role that invitations start with, and the team where nobody has to choose one. */
export const readOffer = async (
  { store }: Pick<Deps, 'store'>,
  organizationId: string,
): Promise<ShownHappening['offer']> => {
  const { roles, teams } = await store.findFormOptions(organizationId);
  const role = presetRole(roles.filter(({ isAdmin, isRetired }) => !isAdmin && !isRetired));
  const [only, ...others] = teams;
  return { roleName: role?.name ?? null, teamName: only && others.length === 0 ? only.name : null };
};
