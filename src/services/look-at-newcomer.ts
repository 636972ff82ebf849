import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import { decideInvite } from '../domain/decide-invite.ts';
import { emailKey } from '../domain/email-address.ts';
import { type JobPayloads, job } from '../domain/job.ts';
import { done } from '../domain/result.ts';
import { unknownAddress } from './decide-entries.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';
import { seenEntry } from './look-at-slack-user.ts';

/**
 * Somebody is new in Slack: admins are asked whether to invite them, if the organization wants that and they could be invited at
 * all, by the very rule that an invitation goes by.
 */
export const lookAtNewcomer = async (
  { store, directory }: Deps,
  { teamId, userId, requestId }: JobPayloads['look-at-newcomer'],
): Promise<JobOutcome> => {
  const user = { teamId, userId };
  const [organization, person] = await Promise.all([store.findOrganizationOfTeam(teamId), directory.findUser(user)]);
  if (person === undefined) return again('slack_unreachable');
  if (!organization?.askAboutJoiners || !person?.email) return finished;
  const key = emailKey(person.email);
  await store.transaction<null, never>(async (tx) => {
    const known = await tx.findWatchedMember(organization.id, user, key);
    const { facts } = await tx.findAddressFacts(organization, [{ emailKey: key, slack: user }]);
    const address = {
      ...(facts.get(key) ?? unknownAddress),
      emailKey: key,
      isSelf: false,
      hasNames: true,
      slack: person,
    };
    // How many may be invited today is no matter here: whoever presses the button hears of it.
    const decision = decideInvite(address, organization, await tx.now(), 1);
    if (decision.fate === 'refuse' || known?.status === 'ACTIVE') return done(null);
    const id = uuidv7();
    const membershipId = known?.membershipId ?? null;
    const seen = { id, organizationId: organization.id, kind: 'joined', user, membershipId, email: key } as const;
    if (!(await tx.openHappening(seen))) return done(null);
    await tx.audit(
      seenEntry({ organization, requestId }, 'happening.open', membershipId, { happeningId: id, kind: 'joined' }),
    );
    await tx.enqueue(job('announce-happening', { organizationId: organization.id, happeningId: id, requestId }));
    return done(null);
  });
  return finished;
};
