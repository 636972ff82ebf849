import type { Deps } from '../deps.ts';
import { type InvitationState, invitationState } from '../domain/invitation.ts';
import type { JobPayloads } from '../domain/job.ts';
import type { JoinRequestRecord } from '../domain/join-request.ts';
import type { Organization } from '../domain/organization.ts';
import type { NoticeOutcome, PostedRef } from '../ports/notices.ts';
import type { RequestBackground } from '../ports/request-notices.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';
import { tellChannelProblem } from './tell-channel-problem.ts';

type Payload = JobPayloads['announce-request'];
type Later = Extract<NoticeOutcome, { kind: 'try_later' }>;

/**
 * Brings the cards of a request up to date: one in the admin channel, or one for each admin where there is no channel that can be
 * reached. Posted when somebody asked, rewritten when it is decided, so that no dead button stays.
 */
export const announceRequest = async (deps: Deps, { organizationId, joinRequestId }: Payload): Promise<JobOutcome> => {
  const { store } = deps;
  const [request, organization] = await Promise.all([
    store.findJoinRequest(organizationId, joinRequestId),
    store.findOrganization(organizationId),
  ]);
  if (!request || !organization) return finished;
  const background = await readBackground(deps, request);
  const card: Card = { deps, request, organization, background };
  const copies = await store.findPostedCopies(organizationId, 'request', `${joinRequestId}:`);
  const later = request.decision ? await rewrite(card, copies) : await post(card, copies);
  return later ? again(later.cause, later.afterSeconds) : finished;
};

type Card = {
  readonly deps: Deps;
  readonly request: JoinRequestRecord;
  readonly organization: Organization;
  readonly background: RequestBackground;
};

type Copies = readonly (PostedRef & { readonly subject: string })[];

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

const rewrite = async (card: Card, copies: Copies): Promise<Later | null> => {
  for (const copy of copies) {
    const outcome = await say(card, copy.channelId, copy);
    if (outcome.kind === 'try_later') return outcome;
    // Rewritten for good, or gone: there is nothing more to do with this copy.
    await card.deps.store.releasePosted(card.organization.id, 'request', copy.subject);
  }
  return null;
};

const post = async (card: Card, copies: Copies): Promise<Later | null> => {
  const { deps, organization } = card;
  const channelId = organization.adminChannelId;
  if (copies.some(({ subject }) => subject.endsWith(':channel'))) return null;
  if (channelId !== null) {
    const outcome = await sayOnce(card, 'channel', channelId);
    if (outcome.kind === 'try_later') return outcome;
    if (outcome.kind === 'posted') {
      await deps.store.releasePosted(organization.id, 'channel_problem', channelId);
      return null;
    }
    const problem = { channelId, teamName: null, cause: outcome.kind === 'unreachable' ? outcome.cause : outcome.kind };
    const told = await tellChannelProblem(deps, organization, problem);
    if (told?.kind === 'try_later') return told;
  }
  for (const admin of await deps.store.findAdminsInSlack(organization.id)) {
    if (copies.some(({ subject }) => subject.endsWith(`:${admin.membershipId}`))) continue;
    const outcome = await sayOnce(card, admin.membershipId, admin.slack.userId);
    if (outcome.kind === 'try_later') return outcome;
  }
  return null;
};

const sayOnce = async (card: Card, copy: string, channel: string): Promise<NoticeOutcome> => {
  const outcome = await say(card, channel, null);
  if (outcome.kind === 'posted') {
    const { request, organization } = card;
    const subject = `${request.id}:${copy}`;
    await card.deps.store.savePosted(organization.id, 'request', subject, organization.slackTeamId, outcome);
  }
  return outcome;
};

const say = ({ deps, request, organization, background }: Card, channel: string, posted: PostedRef | null) =>
  deps.notices.joinRequest(channel, request, background, organization, posted);
