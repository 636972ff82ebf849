import { v5 as uuidv5 } from 'uuid';
import type { Deps } from '../deps.ts';
import type { ProductContent, ProductRefusal, ProductSummary } from '../domain/product.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import { titleKey } from '../domain/title.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { stampOf } from './stamp.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';

export type SaveProductInput = { readonly content: ProductContent } & (
  | { readonly product: null; readonly key: string }
  | { readonly product: { readonly id: string; readonly seen: string } }
);

export type SavedProduct = { readonly name: string; readonly outcome: 'created' | 'changed' | 'unchanged' };

// The same submission, delivered twice, makes the same product.
const PRODUCT_NAMESPACE = 'b6a4f2de-7a86-4f0f-9f5e-2f0b7b4e8d13';

const contentOf = ({ name, isDefault }: ProductContent): ProductContent => ({ name, isDefault });

/** What the form of this product carries, to be compared when it is sent. */
export const productStamp = (product: ProductSummary): string => stampOf(contentOf(product));

/** Makes a product, or changes its name and whether it is preset. Its key is chosen once: other systems know it by that. */
export const saveProduct = (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  input: SaveProductInput,
): Promise<Result<SavedProduct, AccessRefusal | BindingProposal | ProductRefusal>> =>
  writeAsAdmin<SavedProduct, ProductRefusal>(deps, asked, 'products', async (tx, held) => {
    await tx.holdNames(held.organization.id);
    return input.product === null
      ? create(tx, asked, held, input.key, contentOf(input.content))
      : change(tx, asked, held, input.product, contentOf(input.content));
  });

const create = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  key: string,
  content: ProductContent,
): Promise<Result<SavedProduct, ProductRefusal>> => {
  const id = uuidv5(asked.idempotencyKey, PRODUCT_NAMESPACE);
  const names = await tx.findProductNames(held.organization.id);
  const saved = { name: content.name, outcome: 'created' } as const;
  if (names.some((product) => product.id === id)) return done(saved);
  const clash = findClash(names, id, content.name);
  if (clash) return refused(clash);
  const other = names.find((product) => product.key === key);
  if (other) return refused({ kind: 'product_key_taken', key, name: other.name });
  await tx.createProduct(held.organization.id, { id, key, ...content });
  await auditProduct(tx, asked, held, 'product.create', id, { key, ...content });
  return done(saved);
};

const change = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  { id, seen }: { readonly id: string; readonly seen: string },
  content: ProductContent,
): Promise<Result<SavedProduct, ProductRefusal>> => {
  const product = await tx.holdProduct(held.organization.id, id);
  if (!product) return refused({ kind: 'product_gone' });
  const before = contentOf(product);
  const stamp = stampOf(before);
  // The same submission once more, or nothing was changed in the form.
  if (stamp === stampOf(content)) return done({ name: content.name, outcome: 'unchanged' });
  if (stamp !== seen) return refused({ kind: 'product_changed', name: product.name });
  const clash = findClash(await tx.findProductNames(held.organization.id), id, content.name);
  if (clash) return refused(clash);
  await tx.changeProduct(held.organization.id, id, content);
  await auditProduct(tx, asked, held, 'product.change', id, {
    ...(before.name !== content.name && { name: { from: before.name, to: content.name } }),
    ...(before.isDefault !== content.isDefault && { isDefault: { from: before.isDefault, to: content.isDefault } }),
  });
  return done({ name: content.name, outcome: 'changed' });
};

const findClash = (
  names: readonly { readonly id: string; readonly name: string }[],
  id: string,
  name: string,
): ProductRefusal | undefined => {
  const clash = names.find((product) => product.id !== id && titleKey(product.name) === titleKey(name));
  return clash && { kind: 'product_name_taken', name: clash.name };
};

export const auditProduct = (
  tx: Transaction,
  asked: Asked,
  held: Held,
  action: string,
  id: string,
  changed: Readonly<Record<string, unknown>>,
): Promise<void> => tx.audit(auditEntry(asked, held, action, { kind: 'product', id }, changed));
