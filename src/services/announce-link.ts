import type { Deps } from '../deps.ts';
import { findClosed } from '../domain/invite-link.ts';
import type { JobPayloads } from '../domain/job.ts';
import { finished, type JobOutcome } from './job-outcome.ts';
import { keepLivingMessage } from './keep-living-message.ts';

/** How many of those who joined are named, newest first. */
const NAMED = 20;

/**
 * Brings the one message up to date that tells whoever answers for an invite link who came by it: posted at the first join, edited from
 * then on. A link by which nobody has joined is told of to nobody; whoever takes a link over has a message of their own.
 */
export const announceLink = async (
  deps: Deps,
  { organizationId, linkId }: JobPayloads['announce-link'],
): Promise<JobOutcome> => {
  const { store, notices } = deps;
  const [organization, link] = await Promise.all([
    store.findOrganization(organizationId),
    store.findInviteLink(linkId),
  ]);
  if (!organization || link?.organizationId !== organizationId || link.uses === 0) return finished;
  const { creator } = link;
  const to = creator?.slack;
  if (!creator?.isActive || !creator.isAdmin || !to) return finished;
  const [joins, now] = await Promise.all([store.findLinkJoins(organizationId, linkId, NAMED), store.now()]);
  const news = { link, joins, closed: findClosed(link, organization, now), timeZone: organization.timeZone };
  return keepLivingMessage(deps, {
    ...{ organizationId, kind: 'link', subject: `${linkId}:${creator.membershipId}`, to },
    ...{ isHandedOver: false, notesWhen: false },
    say: (posted) => notices.inviteLinkNews(to, news, posted),
  });
};
