import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import type { ActRefusal } from '../domain/act-refusal.ts';
import { endsAdmin, isDemotion, issuedLost, refuseRoleChange } from '../domain/decide-act.ts';
import { type Job, job } from '../domain/job.ts';
import type { MemberRecord, MemberRole } from '../domain/member-record.ts';
import type { Paused } from '../domain/pause.ts';
import type { AccessRefusal, BindingProposal, FormRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { IssuedChoice, SettledIssued } from '../domain/undo.ts';
import type { Transaction } from '../ports/transaction.ts';
import { actOnMember } from './act-on-member.ts';
import { type Asked, auditActor } from './asked.ts';
import { refuseLastAdmin } from './keep-an-admin.ts';
import { pauseActs } from './pause-acts.ts';
import { settleIssued } from './settle-issued.ts';
import { teamNewsJobs } from './team-news-jobs.ts';
import type { Held } from './write-as-admin.ts';

export type ChangeRoleInput = {
  readonly membershipId: string;
  readonly roleId: string;
  /** Of the membership as the form showed it. */
  readonly shownVersion: number;
  /** What becomes of invitations that they may no longer have out. */
  readonly issued: IssuedChoice;
  /** What an only admin typed to go on (rule 11). */
  readonly number: number | null;
};

export type RoleChanged =
  | {
      readonly outcome: 'changed';
      /** Takes it back. */
      readonly auditEventId: string;
      readonly member: MemberRecord;
      readonly from: MemberRole;
      readonly to: MemberRole;
      readonly issued: SettledIssued;
    }
  /** They have this role already. */
  | { readonly outcome: 'unchanged'; readonly member: MemberRecord }
  | { readonly outcome: 'paused'; readonly member: MemberRecord; readonly paused: Paused };

/** Rule 37: at once. What the new role costs of the right to invite is settled in the same transaction, and the person is told. */
export const changeRole = (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  input: ChangeRoleInput,
): Promise<Result<RoleChanged, ActRefusal | FormRefusal | AccessRefusal | BindingProposal>> => {
  const organizationId = asked.context.organization.id;
  const { membershipId, roleId } = input;
  return actOnMember<RoleChanged, ActRefusal | FormRefusal>(
    deps,
    asked,
    {
      action: 'change_role',
      membershipId,
      endsAdmin: async (tx, member) =>
        member.role.isAdmin && endsAdmin(member, await tx.findRole(organizationId, roleId)),
    },
    async (tx, held, member) => {
      if (!(await tx.markHandled(asked.idempotencyKey))) return answerAgain(tx, held, member, input);
      const role = await tx.holdRole(organizationId, roleId);
      const refusal = refuseRoleChange(held.actor, member, role);
      if (refusal) return refused(refusal);
      if (!role) return refused({ kind: 'role_unknown' });
      if (role.id === member.role.id) return done({ outcome: 'unchanged', member });
      if (member.version !== input.shownVersion) return refused({ kind: 'changed_since_shown' });
      return write(tx, asked, held, member, role, input);
    },
  );
};

const write = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  member: MemberRecord,
  role: MemberRole,
  { issued: choice, number }: ChangeRoleInput,
): Promise<Result<RoleChanged, ActRefusal>> => {
  const { organization, actor } = held;
  const { membershipId } = member;
  const demotion = isDemotion(member.role, role);
  if (demotion) {
    const paused = await pauseActs(tx, asked, held, 'change_role', member, number);
    if (!paused.ok) return paused;
    if (paused.value) return done({ outcome: 'paused', member, paused: paused.value });
  }
  if (endsAdmin(member, role)) {
    const last = await refuseLastAdmin(tx, organization.id, membershipId);
    if (last) return refused(last);
  }
  const version = await tx.setRole(organization.id, membershipId, role.id);
  const issued = await settleIssued(tx, asked, held, membershipId, choice, issuedLost(member.role, role));
  const auditEventId = uuidv7();
  await tx.audit({
    id: auditEventId,
    organizationId: organization.id,
    actor: auditActor(actor),
    action: 'membership.change_role',
    target: { kind: 'membership', id: membershipId },
    changed: { roleId: { from: member.role.id, to: role.id }, version, issued, ...(demotion && { demotion }) },
    via: asked.via,
    requestId: asked.requestId,
  });
  await tx.enqueue(...roleChangeJobs(asked, held, member, role, auditEventId), ...teamNewsJobs(asked, held, member));
  return done({ outcome: 'changed', auditEventId, member, from: member.role, to: role, issued });
};

/** The person is told; and of a new admin all others are. */
export const roleChangeJobs = (
  { requestId }: Pick<Asked, 'requestId'>,
  { organization, actor }: Held,
  { membershipId, role: from }: MemberRecord,
  to: MemberRole,
  auditEventId: string,
): Job[] => [
  job('tell-role-change', { organizationId: organization.id, auditEventId, requestId }),
  ...(from.isAdmin && !to.isAdmin ? [job('settle-happenings', { requestId })] : []),
  ...(to.isAdmin && !from.isAdmin
    ? [job('announce-admin', { membershipId, grantedById: actor.membershipId, requestId })]
    : []),
];

/** The same submission delivered twice: what it did is read from the trail. */
const answerAgain = async (
  tx: Transaction,
  { organization, actor }: Held,
  member: MemberRecord,
  { roleId }: ChangeRoleInput,
): Promise<Result<RoleChanged, ActRefusal>> => {
  const act = await tx.findNewestAct(
    organization.id,
    member.membershipId,
    actor.membershipId,
    'membership.change_role',
  );
  if (act?.action === 'membership.change_role' && act.changed.roleId.to === roleId && member.role.id === roleId) {
    const from = await tx.findRole(organization.id, act.changed.roleId.from);
    if (from) {
      const { issued } = act.changed;
      return done({ outcome: 'changed', auditEventId: act.id, member, from, to: member.role, issued });
    }
  }
  if (member.role.id === roleId) return done({ outcome: 'unchanged', member });
  const { ask } = await tx.findPauseFacts(organization.id, actor.membershipId);
  return ask
    ? done({ outcome: 'paused', member, paused: { kind: 'asked', at: ask.at } })
    : refused({ kind: 'changed_since_shown' });
};
