import type { Deps } from '../deps.ts';
import type { ActRefusal } from '../domain/act-refusal.ts';
import { refuseGrant } from '../domain/decide-grant.ts';
import type { GrantRefusal } from '../domain/grant-refusal.ts';
import type { MemberRecord } from '../domain/member-record.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import { actOnMember } from './act-on-member.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';

export type GrantSensitiveInput = {
  readonly membershipId: string;
  readonly permissionId: string;
  readonly act: 'give' | 'take';
};

export type SensitiveGranted = { readonly member: MemberRecord; readonly permission: string };

/**
 * Rules 8 and 21: one sensitive permission, by an admin, to one active member, after a confirm that names both. Nobody gives one
 * to themselves.
 */
export const grantSensitive = (
  deps: Deps,
  asked: Asked,
  { membershipId, permissionId, act }: GrantSensitiveInput,
): Promise<Result<SensitiveGranted, ActRefusal | GrantRefusal | AccessRefusal | BindingProposal>> =>
  actOnMember<SensitiveGranted, ActRefusal | GrantRefusal>(
    deps,
    asked,
    { action: 'grant', membershipId },
    async (tx, held, member) => {
      const { organization, actor } = held;
      const refusal = refuseGrant(actor, member);
      if (refusal) return refused(refusal);
      const [permission] = await tx.holdPermissions(organization.id, [permissionId]);
      const grants = await tx.findGrants(organization.id, membershipId);
      if (!permission || !grants) return refused({ kind: 'permission_gone' });
      const { name } = permission;
      if (!permission.isSensitive) return refused({ kind: 'permission_not_sensitive', permission: name });
      const outcome = { member, permission: name };
      const isHeld = grants.single.some((grant) => grant.permissionId === permissionId);
      if (isHeld === (act === 'give') || !(await tx.markHandled(asked.idempotencyKey))) return done(outcome);
      const [addedIds, removedIds] = act === 'give' ? [[permissionId], []] : [[], [permissionId]];
      await tx.changeGrants(organization.id, membershipId, { addedIds, removedIds }, actor.membershipId);
      const action = act === 'give' ? 'membership.grant' : 'membership.revoke';
      const changed = { permissionIds: [permissionId], sensitive: true };
      await tx.audit(auditEntry(asked, held, action, { kind: 'membership', id: membershipId }, changed));
      return done(outcome);
    },
  );
