import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import type { Action } from '../domain/action.ts';
import type { EmailAddress } from '../domain/email-address.ts';
import { invitationState } from '../domain/invitation.ts';
import { job } from '../domain/job.ts';
import { type JoinRequestRefusal, maxOpenRequests } from '../domain/join-request.ts';
import { decide } from '../domain/policy.ts';
import type { AccessRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { ActorContext } from '../ports/records.ts';
import type { Transaction } from '../ports/transaction.ts';
import { type Asked, auditActor } from './asked.ts';
import { authorizeWrite, recordRefusal } from './authorize.ts';
import { proposeBinding } from './propose-binding.ts';

export type JoinRequestInput = { readonly address: EmailAddress; readonly reason: string };

type Refused = AccessRefusal | JoinRequestRefusal;

/**
 * Anybody of the workspace may ask that somebody be invited. Whoever may not read the roster gets the same answer for every
 * address, member or not: the admins see on their card what is true of it.
 */
export const requestInvitation = async (
  deps: Deps,
  asked: Asked,
  input: JoinRequestInput,
): Promise<Result<null, Refused>> => {
  const { context, via, requestId } = asked;
  const stranger = await findStranger(deps, context);
  if (stranger) {
    await recordRefusal(deps, context, 'request', via, requestId, stranger);
    return refused(stranger);
  }
  return deps.store.transaction<null, Refused>(async (tx) => {
    const access = await authorizeWrite(tx, context, 'request');
    if (!access.ok) return access;
    if (!(await tx.markHandled(asked.idempotencyKey))) return done(null);
    const reason = await findReason(tx, access.value, input.address);
    if (reason) return refused(reason);
    return writeRequest(tx, asked, access.value, input);
  });
};

/** A Slack user whom no membership is bound to: Slack says whether they are a person of this workspace. */
const findStranger = async (deps: Deps, context: ActorContext): Promise<AccessRefusal | null> => {
  const proposed = await proposeBinding(deps, context);
  return proposed.kind === 'refused' ? proposed.refusal : null;
};

const findReason = async (
  tx: Transaction,
  context: ActorContext,
  { emailKey }: EmailAddress,
): Promise<JoinRequestRefusal | null> => {
  const { actor, organization, now } = context;
  const may = (action: Action): boolean => decide(actor, action, organization).ok;
  const member = (await tx.findMemberByAccountEmail(organization.id, emailKey))?.member;
  const isOwn = actor.kind === 'member' && member?.membershipId === actor.membershipId;
  if (member?.status === 'ACTIVE' && (isOwn || may('list')))
    return { kind: 'requested_member', since: member.joinedAt };
  if (may('pending')) {
    const [invitation] = await tx.findInvitationsOfEmails(organization.id, [emailKey]);
    const state = invitation && invitationState(invitation, now);
    if (state === 'waiting' || state === 'scheduled') {
      return { kind: 'requested_pending', expiresAt: invitation?.expiresAt ?? null };
    }
  }
  const open = await tx.countOpenRequests(organization.id, actor.slack);
  const before = await tx.findOpenRequest(organization.id, emailKey);
  if (before) {
    const isSame = before.askedBy.teamId === actor.slack.teamId && before.askedBy.userId === actor.slack.userId;
    return { kind: 'requested_before', isOwn: isSame, at: before.createdAt };
  }
  return open >= maxOpenRequests ? { kind: 'requests_open', max: maxOpenRequests } : null;
};

const writeRequest = async (
  tx: Transaction,
  { via, requestId }: Asked,
  { actor, organization, now }: ActorContext,
  { address, reason }: JoinRequestInput,
): Promise<Result<null, JoinRequestRefusal>> => {
  const id = uuidv7();
  const request = { id, organizationId: organization.id, ...address, reason, askedBy: actor.slack };
  // Somebody else asked for the same address a moment ago.
  if (!(await tx.createJoinRequest(request))) return refused({ kind: 'requested_before', isOwn: false, at: now });
  await tx.audit({
    organizationId: organization.id,
    actor: auditActor(actor),
    action: 'request.create',
    target: { kind: 'request', id },
    changed: {},
    via,
    requestId,
  });
  await tx.enqueue(job('announce-request', { organizationId: organization.id, joinRequestId: id, requestId }));
  return done(null);
};
