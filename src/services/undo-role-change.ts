import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import type { ActRefusal, UndoRefusal } from '../domain/act-refusal.ts';
import { endsAdmin, issuedLost, refuseRoleChange } from '../domain/decide-act.ts';
import type { MemberRecord, MemberRole } from '../domain/member-record.ts';
import type { FormRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import { type PastAct, refuseUndo } from '../domain/undo.ts';
import type { Transaction } from '../ports/transaction.ts';
import { actOnMember } from './act-on-member.ts';
import { type Asked, auditActor } from './asked.ts';
import { roleChangeJobs } from './change-role.ts';
import { refuseLastAdmin } from './keep-an-admin.ts';
import { returnIssued } from './return-issued.ts';
import { settleIssued } from './settle-issued.ts';
import type { UndoOutcome } from './undo-outcome.ts';
import type { Held } from './write-as-admin.ts';

export type RoleChangeUndone = {
  readonly act: 'change_role';
  readonly member: MemberRecord;
  readonly role: MemberRole;
  /** Invitations that are theirs again. */
  readonly returned: number;
};

type RoleChange = Extract<PastAct, { action: 'membership.change_role' }>;
type Refused = UndoRefusal | ActRefusal | FormRefusal;

export const undoRoleChange = (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  act: RoleChange,
): Promise<UndoOutcome<RoleChangeUndone>> => {
  const organizationId = asked.context.organization.id;
  const { from, to } = act.changed.roleId;
  return actOnMember<RoleChangeUndone, Refused>(
    deps,
    asked,
    {
      action: 'undo',
      membershipId: act.targetId,
      endsAdmin: async (tx, member) =>
        member.role.isAdmin && endsAdmin(member, await tx.findRole(organizationId, from)),
    },
    async (tx, held, member) => {
      const isFresh = await tx.markHandled(asked.idempotencyKey);
      const current = await tx.findAct(organizationId, act.id);
      if (!isFresh && current?.undoneAt) return done({ act: 'change_role', member, role: member.role, returned: 0 });
      const late = refuseUndo(current, held.now);
      if (late) return refused(late);
      const role = await tx.holdRole(organizationId, from);
      const refusal = refuseRoleChange(held.actor, member, role);
      if (refusal) return refused(refusal);
      if (!role || member.version !== act.changed.version || member.role.id !== to) {
        return refused({ kind: 'undo_overtaken' });
      }
      return write(tx, asked, held, member, role, act);
    },
  );
};

const write = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  member: MemberRecord,
  role: MemberRole,
  act: RoleChange,
): Promise<Result<RoleChangeUndone, ActRefusal>> => {
  const { organization, actor } = held;
  const { membershipId } = member;
  if (endsAdmin(member, role)) {
    const last = await refuseLastAdmin(tx, organization.id, membershipId);
    if (last) return refused(last);
  }
  const version = await tx.setRole(organization.id, membershipId, role.id);
  // What they have sent meanwhile as an admin would die with the right.
  const issued = await settleIssued(tx, asked, held, membershipId, 'take_over', issuedLost(member.role, role));
  const returned = await returnIssued(tx, asked, held, membershipId, act);
  const id = uuidv7();
  await tx.audit({
    id,
    organizationId: organization.id,
    actor: auditActor(actor),
    action: 'undo',
    target: { kind: 'membership', id: membershipId },
    changed: { undoes: act.id, roleId: { from: member.role.id, to: role.id }, version, issued },
    via: asked.via,
    requestId: asked.requestId,
  });
  await tx.enqueue(...roleChangeJobs(asked, held, member, role, id));
  return done({ act: 'change_role', member, role, returned: returned.length });
};
