import type { Deps } from '../deps.ts';
import { type InvitationState, invitationState } from '../domain/invitation.ts';
import type { JobPayloads } from '../domain/job.ts';
import type { JoinRequestRecord } from '../domain/join-request.ts';
import type { RequestBackground } from '../ports/request-notices.ts';
import { finished, type JobOutcome } from './job-outcome.ts';
import { type AdminCard, postToAdmins, settleForAdmins } from './post-to-admins.ts';

type Payload = JobPayloads['announce-request'];

/** Brings the cards of a request up to date: posted when somebody asked, rewritten when it is decided, so that no dead button stays. */
export const announceRequest = async (deps: Deps, { organizationId, joinRequestId }: Payload): Promise<JobOutcome> => {
  const { store, notices } = deps;
  const [request, organization] = await Promise.all([
    store.findJoinRequest(organizationId, joinRequestId),
    store.findOrganization(organizationId),
  ]);
  if (!request || !organization) return finished;
  const background = await readBackground(deps, request);
  const card: AdminCard = {
    organization,
    kind: 'request',
    subject: joinRequestId,
    say: (channel, posted) => notices.joinRequest(channel, request, background, organization, posted),
  };
  return request.decision ? settleForAdmins(deps, card) : postToAdmins(deps, card);
};

/** What admins should know before they decide. */
const readBackground = async ({ store, directory }: Deps, request: JoinRequestRecord): Promise<RequestBackground> => {
  const { organizationId, emailKey } = request;
  const [asker, found, [invitation], now] = await Promise.all([
    directory.findUser(request.askedBy),
    store.findMemberByAccountEmail(organizationId, emailKey),
    store.findInvitationsOfEmails(organizationId, [emailKey]),
    store.now(),
  ]);
  const state: InvitationState | null = invitation ? invitationState(invitation, now) : null;
  return {
    asker: asker ? { ...asker, email: asker.email ?? asker.userId } : null,
    member: found ? { status: found.member.status, joinedAt: found.member.joinedAt } : null,
    isPending: state === 'waiting' || state === 'scheduled',
    stoppedAt: invitation?.stoppedAt ?? null,
  };
};
