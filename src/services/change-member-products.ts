import type { Deps } from '../deps.ts';
import type { ActRefusal } from '../domain/act-refusal.ts';
import { isNoChange, type ListChange, listChange } from '../domain/member-access.ts';
import type { MemberRecord } from '../domain/member-record.ts';
import type { AccessRefusal, BindingProposal, FormRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import { actOnMember } from './act-on-member.ts';
import { type Asked, auditActor } from './asked.ts';
import { refuseAccessChange } from './read-member-access.ts';

export type ChangeMemberProductsInput = {
  readonly membershipId: string;
  /** Of the membership as the form showed it. */
  readonly shownVersion: number;
  readonly productIds: readonly string[];
};

/** Names of what was gained and lost; both empty where nothing was to be changed. */
export type ChangedProducts = {
  readonly member: MemberRecord;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
};

export type ChangeProductsRefusal = ActRefusal | Extract<FormRefusal, { kind: 'product_unknown' }>;

/** Rule 12: any of what is on in the organization. At once, and only over what the form showed. */
export const changeMemberProducts = (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  { membershipId, shownVersion, productIds }: ChangeMemberProductsInput,
): Promise<Result<ChangedProducts, ChangeProductsRefusal | AccessRefusal | BindingProposal>> =>
  actOnMember<ChangedProducts, ChangeProductsRefusal>(
    deps,
    asked,
    { action: 'change_products', membershipId },
    async (tx, { organization, actor }, member) => {
      const refusal = refuseAccessChange(actor, member);
      if (refusal) return refused(refusal);
      const { products } = await tx.holdFormOptions(organization.id, { roleId: null, teamIds: [], productIds });
      const offered = new Set(products.map(({ id }) => id));
      if (!productIds.every((id) => offered.has(id))) return refused({ kind: 'product_unknown' });
      const change = listChange(member.productIds, productIds, offered);
      const namesOf = (ids: readonly string[]) => products.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
      const changed = { member, gained: namesOf(change.added), lost: namesOf(change.removed) };
      if (isNoChange(change)) return done(changed);
      if (member.version !== shownVersion) return refused({ kind: 'changed_since_shown' });
      await tx.saveMemberProducts(organization.id, membershipId, change);
      await tx.audit(entryOf(asked, membershipId, change));
      return done(changed);
    },
  );

const entryOf = ({ context, via, requestId }: Asked, membershipId: string, productIds: ListChange) => ({
  organizationId: context.organization.id,
  actor: auditActor(context.actor),
  action: 'membership.change_products',
  target: { kind: 'membership', id: membershipId } as const,
  changed: { productIds },
  via,
  requestId,
});
