import type { Deps } from '../deps.ts';
import { emailKey } from '../domain/email-address.ts';
import { job } from '../domain/job.ts';
import type { JoinDecisionRefusal, JoinRequestDecision, JoinRequestRecord } from '../domain/join-request.ts';
import type { AccessRefusal, BindingProposal, FormRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { Transaction } from '../ports/transaction.ts';
import { type Asked, auditActor } from './asked.ts';
import { type InviteMembersInput, type InviteOutcome, inviteAlongside } from './invite-members.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';

/** Invites as the form says, and approves the request in the same transaction if its address is among those invited. */
export const approveRequest = async (
  deps: Deps,
  asked: Asked,
  joinRequestId: string,
  input: InviteMembersInput,
): Promise<Result<InviteOutcome, AccessRefusal | BindingProposal | FormRefusal | JoinDecisionRefusal>> =>
  inviteAlongside<JoinRequestRecord | null, JoinDecisionRefusal>(deps, asked, input, {
    before: async (tx, held) =>
      // The same submission once more finds its own batch, and the request that it approved.
      (await tx.markHandled(asked.idempotencyKey)) ? holdOpen(tx, held, joinRequestId) : done(null),
    after: async (tx, held, request, rows) => {
      const isInvited = rows.some(
        ({ email, outcome }) => outcome !== 'refused' && emailKey(email) === request?.emailKey,
      );
      if (request && isInvited) await writeDecision(tx, asked, held, request, 'APPROVED', null);
    },
  });

/** `note`: what the asker is told, if anything. */
export const declineRequest = async (
  deps: Deps,
  asked: Asked,
  joinRequestId: string,
  note: string | null,
): Promise<Result<JoinRequestRecord, AccessRefusal | BindingProposal | JoinDecisionRefusal>> =>
  writeAsAdmin<JoinRequestRecord, JoinDecisionRefusal>(deps, asked, 'decide_request', async (tx, held) => {
    if (!(await tx.markHandled(asked.idempotencyKey))) {
      const before = await tx.findJoinRequest(held.organization.id, joinRequestId);
      return before ? done(before) : refused({ kind: 'request_unknown' });
    }
    const open = await holdOpen(tx, held, joinRequestId);
    if (open.ok) await writeDecision(tx, asked, held, open.value, 'DECLINED', note);
    return open;
  });

const holdOpen = async (
  tx: Transaction,
  { organization }: Held,
  id: string,
): Promise<Result<JoinRequestRecord, JoinDecisionRefusal>> => {
  const request = await tx.holdJoinRequest(organization.id, id);
  if (!request) return refused({ kind: 'request_unknown' });
  return request.decision ? refused({ kind: 'request_decided', decision: request.decision }) : done(request);
};

const writeDecision = async (
  tx: Transaction,
  { via, requestId }: Asked,
  { actor, organization }: Held,
  { id }: JoinRequestRecord,
  kind: JoinRequestDecision['kind'],
  note: string | null,
): Promise<void> => {
  await tx.decideJoinRequest(id, kind, actor.membershipId, note);
  await tx.audit({
    organizationId: organization.id,
    actor: auditActor(actor),
    action: kind === 'APPROVED' ? 'request.approve' : 'request.decline',
    target: { kind: 'request', id },
    changed: { decision: kind },
    via,
    requestId,
  });
  const payload = { organizationId: organization.id, joinRequestId: id, requestId };
  await tx.enqueue(job('announce-request', payload), job('answer-request', payload));
};
