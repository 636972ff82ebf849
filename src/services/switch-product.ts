import type { Deps } from '../deps.ts';
import type { ProductRefusal } from '../domain/product.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { Asked } from './asked.ts';
import { auditProduct } from './save-product.ts';
import { writeAsAdmin } from './write-as-admin.ts';

type SwitchRefusal = Extract<ProductRefusal, { kind: 'product_gone' }>;

export type SwitchProductInput = { readonly productId: string; readonly isEnabled: boolean };

export type SwitchedProduct = {
  readonly name: string;
  /** Active members whose access this changed. */
  readonly holders: number;
  readonly isUnchanged: boolean;
};

/**
 * Turns a product on or off for the organization (rule 12). Who has it keeps it, but has no access while it is off: their version is
 * raised in one statement, so that each change of access is announced. Nothing is taken from anybody for good.
 */
export const switchProduct = (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  { productId, isEnabled }: SwitchProductInput,
): Promise<Result<SwitchedProduct, AccessRefusal | BindingProposal | SwitchRefusal>> => {
  const { actor, organization } = asked.context;
  return writeAsAdmin<SwitchedProduct, SwitchRefusal>(
    deps,
    asked,
    'products',
    async (tx, held) => {
      // Who gives it to somebody now is waited for; who comes later finds it off.
      const product = await tx.holdProduct(held.organization.id, productId);
      if (!product) return refused({ kind: 'product_gone' });
      const { name } = product;
      if (product.isEnabled === isEnabled) return done({ name, holders: product.holders, isUnchanged: true });
      const holders = await tx.switchProduct(held.organization.id, productId, isEnabled);
      const changed = { isEnabled: { from: product.isEnabled, to: isEnabled }, holders };
      await auditProduct(tx, asked, held, 'product.change', productId, changed);
      return done({ name, holders, isUnchanged: false });
    },
    (tx) => tx.holdProductHolders(organization.id, productId, actor.kind === 'member' ? actor.membershipId : null),
  );
};
