import type { Deps } from '../deps.ts';
import type { ActRefusal } from '../domain/act-refusal.ts';
import { refuseGrant } from '../domain/decide-grant.ts';
import type { GrantRefusal } from '../domain/grant-refusal.ts';
import type { MemberRecord } from '../domain/member-record.ts';
import { type GrantPlan, planSingles, planTemplate, type TemplateMode } from '../domain/plan-grants.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { Catalogue } from '../ports/permissions.ts';
import type { Transaction } from '../ports/transaction.ts';
import { actOnMember } from './act-on-member.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { planKey } from './plan-key.ts';
import type { Held } from './write-as-admin.ts';

/** What somebody is to have singly: those chosen, or those of a template. */
export type WantedGrants =
  | { readonly kind: 'singles'; readonly permissionIds: readonly string[] }
  | { readonly kind: 'template'; readonly templateId: string; readonly mode: TemplateMode };

export type ChangeGrantsInput = {
  readonly membershipId: string;
  readonly wanted: WantedGrants;
  /** The key of the change that was shown, if one was. */
  readonly reviewed: string | null;
};

export type GrantsOutcome = GrantPlan & {
  readonly member: MemberRecord;
  readonly key: string;
  /** `review`: nothing is changed yet; what would be has to be shown first. */
  readonly state: 'review' | 'updated' | 'same';
};

/** Rule 22: by a template or individually, and written only if exactly this change was shown before. Never a sensitive one. */
export const changeGrants = (
  deps: Deps,
  asked: Asked,
  { membershipId, wanted, reviewed }: ChangeGrantsInput,
): Promise<Result<GrantsOutcome, ActRefusal | GrantRefusal | AccessRefusal | BindingProposal>> =>
  actOnMember<GrantsOutcome, ActRefusal | GrantRefusal>(
    deps,
    asked,
    { action: 'grant', membershipId },
    async (tx, held, member) => {
      const refusal = refuseGrant(held.actor, member);
      if (refusal) return refused(refusal);
      const plan = await planOf(tx, held, membershipId, wanted);
      if (!plan.ok) return plan;
      const outcome = { ...plan.value, member, key: planKey(plan.value) };
      if (outcome.added.length + outcome.removed.length === 0) return done({ ...outcome, state: 'same' });
      if (outcome.key !== reviewed) return done({ ...outcome, state: 'review' });
      await writePlan(tx, asked, held, member, wanted, plan.value);
      return done({ ...outcome, state: 'updated' });
    },
  );

const planOf = async (
  tx: Transaction,
  { organization }: Held,
  membershipId: string,
  wanted: WantedGrants,
): Promise<Result<GrantPlan, ActRefusal | GrantRefusal>> => {
  const catalogue = await tx.findCatalogue(organization.id);
  const grants = await tx.findGrants(organization.id, membershipId);
  if (!grants) return refused({ kind: 'member_unknown' });
  const held = { byRole: grants.byRole, single: grants.single.map(({ permissionId }) => permissionId) };
  const plan = plannedFor(catalogue, held, wanted);
  if (!plan.ok) return plan;
  // Held until the end: nothing of it becomes sensitive between the review and the write.
  const added = await tx.holdPermissions(
    organization.id,
    plan.value.added.map(({ id }) => id),
  );
  const sensitive = added.find(({ isSensitive }) => isSensitive);
  return sensitive ? refused({ kind: 'permission_is_sensitive', permission: sensitive.name }) : plan;
};

const plannedFor = (
  { permissions, templates }: Catalogue,
  held: Parameters<typeof planSingles>[1],
  wanted: WantedGrants,
): Result<GrantPlan, GrantRefusal> => {
  if (wanted.kind === 'template') {
    const template = templates.find(({ id }) => id === wanted.templateId);
    return template ? done(planTemplate(permissions, held, template, wanted.mode)) : refused({ kind: 'template_gone' });
  }
  const chosen = permissions.filter(({ id }) => wanted.permissionIds.includes(id));
  if (chosen.length < new Set(wanted.permissionIds).size) return refused({ kind: 'permission_gone' });
  const sensitive = chosen.find(({ isSensitive }) => isSensitive);
  if (sensitive) return refused({ kind: 'permission_is_sensitive', permission: sensitive.name });
  return done(planSingles(permissions, held, wanted.permissionIds));
};

const writePlan = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  { membershipId }: MemberRecord,
  wanted: WantedGrants,
  plan: GrantPlan,
): Promise<void> => {
  const [addedIds, removedIds] = [plan.added.map(({ id }) => id), plan.removed.map(({ id }) => id)];
  const { organization, actor } = held;
  await tx.changeGrants(organization.id, membershipId, { addedIds, removedIds }, actor.membershipId);
  const target = { kind: 'membership', id: membershipId } as const;
  if (wanted.kind === 'template') {
    const { templateId, mode } = wanted;
    const changed = { templateId, mode, permissionIds: { added: addedIds, removed: removedIds } };
    return tx.audit(auditEntry(asked, held, 'template.apply', target, changed));
  }
  await tx.audit(
    ...(addedIds.length > 0 ? [auditEntry(asked, held, 'membership.grant', target, { permissionIds: addedIds })] : []),
    ...(removedIds.length > 0
      ? [auditEntry(asked, held, 'membership.revoke', target, { permissionIds: removedIds })]
      : []),
  );
};
