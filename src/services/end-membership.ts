import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import type { ActRefusal } from '../domain/act-refusal.ts';
import { refuseDeactivation, refuseRemoval } from '../domain/decide-act.ts';
import { job } from '../domain/job.ts';
import { isStandingAdmin, type MemberRecord } from '../domain/member-record.ts';
import type { Paused } from '../domain/pause.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import { type IssuedChoice, nothingIssued, type SettledIssued } from '../domain/undo.ts';
import type { Transaction } from '../ports/transaction.ts';
import { actOnMember } from './act-on-member.ts';
import { type Asked, auditActor } from './asked.ts';
import { refuseLastAdmin } from './keep-an-admin.ts';
import { pauseActs } from './pause-acts.ts';
import { auditInvitations, invitationJobs, settleIssued } from './settle-issued.ts';
import { teamNewsJobs } from './team-news-jobs.ts';
import type { Held } from './write-as-admin.ts';

export type EndMembershipInput = {
  readonly membershipId: string;
  /** What becomes of the pending invitations and invite links that they issued. */
  readonly issued: IssuedChoice;
  /** What an only admin typed to go on (rule 11). */
  readonly number: number | null;
};

export type MembershipEnded =
  | {
      readonly outcome: 'ended';
      /** Takes a deactivation back; a removal has no way back but a new invitation. */
      readonly auditEventId: string | null;
      readonly member: MemberRecord;
      readonly issued: SettledIssued;
      /** Invitations that waited for their own address. */
      readonly ownClosed: number;
    }
  | { readonly outcome: 'paused'; readonly member: MemberRecord; readonly paused: Paused };

type Ended = Promise<Result<MembershipEnded, ActRefusal | AccessRefusal | BindingProposal>>;

/** Rule 9: at once, and in one transaction. What they owned stays with its team. */
export const deactivateMember = (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  input: EndMembershipInput,
): Ended => endMembership(deps, asked, input, 'deactivate');

/** Rule 9 and C4: ends this membership only; the account and other organizations stay. */
export const removeMember = (deps: Pick<Deps, 'store' | 'directory'>, asked: Asked, input: EndMembershipInput): Ended =>
  endMembership(deps, asked, input, 'remove');

type End = 'deactivate' | 'remove';

const endMembership = (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  input: EndMembershipInput,
  end: End,
): Ended =>
  actOnMember<MembershipEnded, ActRefusal>(
    deps,
    asked,
    { action: end, membershipId: input.membershipId, endsAdmin: async (_tx, member) => isStandingAdmin(member) },
    async (tx, held, member) => {
      if (!(await tx.markHandled(asked.idempotencyKey))) return answerAgain(tx, held, member, end);
      const refusal = end === 'deactivate' ? refuseDeactivation(held.actor, member) : refuseRemoval(held.actor, member);
      if (refusal) return refused(refusal);
      const paused = await pauseActs(tx, asked, held, end, member, input.number);
      if (!paused.ok) return paused;
      if (paused.value) return done({ outcome: 'paused', member, paused: paused.value });
      const last = isStandingAdmin(member)
        ? await refuseLastAdmin(tx, held.organization.id, member.membershipId)
        : undefined;
      return last ? refused(last) : write(tx, asked, held, member, input.issued, end);
    },
  );

const write = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  member: MemberRecord,
  choice: IssuedChoice,
  end: End,
): Promise<Result<MembershipEnded, ActRefusal>> => {
  const { organization, actor } = held;
  const { membershipId, emailKey } = member;
  const status = end === 'deactivate' ? 'DEACTIVATED' : 'REMOVED';
  const version = await tx.endMembership(organization.id, membershipId, status, actor.membershipId);
  const own = await tx.closeOwnPending(organization.id, emailKey, actor.membershipId);
  await auditInvitations(tx, asked, held, 'invitation.withdraw', own, {
    status: 'WITHDRAWN',
    cause: 'membership_ended',
  });
  const issued = await settleIssued(tx, asked, held, membershipId, choice, { aboveRank: null });
  const auditEventId = uuidv7();
  await tx.audit({
    id: auditEventId,
    organizationId: organization.id,
    actor: auditActor(actor),
    action: end === 'deactivate' ? 'membership.deactivate' : 'membership.remove',
    target: { kind: 'membership', id: membershipId },
    changed: {
      status: { from: member.status, to: status },
      version,
      issued,
      ownInvitationIds: own.map(({ id }) => id),
    },
    via: asked.via,
    requestId: asked.requestId,
  });
  await tx.enqueue(
    ...invitationJobs(asked, own, 'closed'),
    ...teamNewsJobs(asked, held, member),
    job('settle-happenings', { requestId: asked.requestId }),
  );
  return done({
    outcome: 'ended',
    auditEventId: end === 'deactivate' ? auditEventId : null,
    member,
    issued,
    ownClosed: own.length,
  });
};

/** The same submission delivered twice: what it did is read from the trail, and from the membership. */
const answerAgain = async (
  tx: Transaction,
  { organization, actor }: Held,
  member: MemberRecord,
  end: End,
): Promise<Result<MembershipEnded, ActRefusal>> => {
  const { membershipId, status } = member;
  if (end === 'remove' && status === 'REMOVED') {
    return done({ outcome: 'ended', auditEventId: null, member, issued: nothingIssued, ownClosed: 0 });
  }
  const act = await tx.findNewestAct(organization.id, membershipId, actor.membershipId, 'membership.deactivate');
  if (end === 'deactivate' && status === 'DEACTIVATED' && act?.action === 'membership.deactivate') {
    const { issued, ownInvitationIds } = act.changed;
    return done({ outcome: 'ended', auditEventId: act.id, member, issued, ownClosed: ownInvitationIds.length });
  }
  const { ask } = await tx.findPauseFacts(organization.id, actor.membershipId);
  return ask
    ? done({ outcome: 'paused', member, paused: { kind: 'asked', at: ask.at } })
    : refused({ kind: 'changed_since_shown' });
};
