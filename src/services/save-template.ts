import { createHash } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import type { Deps } from '../deps.ts';
import { sameLabel } from '../domain/label-text.ts';
import { changeBetween, type PermissionTemplate } from '../domain/permission.ts';
import type { CatalogueRefusal } from '../domain/permission-refusal.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { Catalogue } from '../ports/permissions.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { writeAlone } from './write-alone.ts';
import type { Held } from './write-as-admin.ts';

export type SaveTemplateInput = {
  /** Null for a new one. */
  readonly templateId: string | null;
  readonly name: string;
  readonly permissionIds: readonly string[];
  /** `templateKey` of what the form started with. */
  readonly seen: string;
};

const TEMPLATE_NAMESPACE = '2a6c7f0b-91f1-4d75-bb2e-0f5d0c8f7a34';

/** Names a template as it stands, short enough for a modal to carry. */
export const templateKey = ({ name, permissionIds }: Pick<PermissionTemplate, 'name' | 'permissionIds'>): string =>
  createHash('sha256')
    .update(JSON.stringify([name, [...permissionIds].sort()]))
    .digest('base64url')
    .slice(0, 22);

/** Adds or changes a template. Nobody's permissions change by it: a template counts at the moment when it is applied. */
export const saveTemplate = (
  deps: Deps,
  asked: Asked,
  input: SaveTemplateInput,
): Promise<Result<null, AccessRefusal | BindingProposal | CatalogueRefusal>> =>
  writeAlone<null, CatalogueRefusal>(deps, asked, 'permissions', async (tx, held) => {
    const catalogue = await tx.findCatalogue(held.organization.id);
    const id = input.templateId ?? uuidv5(asked.idempotencyKey, TEMPLATE_NAMESPACE);
    const before = catalogue.templates.find((template) => template.id === input.templateId);
    if (input.templateId !== null && !before) return refused({ kind: 'template_gone' });
    if (!(await tx.markHandled(asked.idempotencyKey))) return done(null);
    if (before && templateKey(before) !== input.seen)
      return refused({ kind: 'template_changed', template: before.name });
    const refusal = await findRefusal(tx, held, catalogue, input);
    if (refusal) return refused(refusal);
    const change = changeBetween(catalogue.permissions, before?.permissionIds ?? [], input.permissionIds);
    const [added, removed] = [change.added.map((one) => one.id), change.removed.map((one) => one.id)];
    const isRenamed = before !== undefined && before.name !== input.name;
    if (before && !isRenamed && added.length + removed.length === 0) return done(null);
    const wanted = catalogue.permissions.filter((one) => input.permissionIds.includes(one.id));
    await tx.saveTemplate(held.organization.id, { id, name: input.name, permissionIds: wanted.map((one) => one.id) });
    const changed = {
      ...(before ? isRenamed && { name: { from: before.name, to: input.name } } : { name: input.name }),
      permissionIds: { added, removed },
    };
    const action = before ? 'template.change' : 'template.create';
    await tx.audit(auditEntry(asked, held, action, { kind: 'template', id }, changed));
    return done(null);
  });

const findRefusal = async (
  tx: Transaction,
  { organization }: Held,
  { permissions, templates }: Catalogue,
  { templateId, name, permissionIds }: SaveTemplateInput,
): Promise<CatalogueRefusal | undefined> => {
  if (templates.some((one) => one.id !== templateId && sameLabel(one.name, name))) {
    return { kind: 'template_name_taken', name };
  }
  if (await tx.isTemplateNameTaken(organization.id, name, templateId)) return { kind: 'template_name_taken', name };
  const wanted = permissions.filter(({ id }) => permissionIds.includes(id));
  if (wanted.length < new Set(permissionIds).size) return { kind: 'permission_gone' };
  const sensitive = wanted.find(({ isSensitive }) => isSensitive);
  return sensitive && { kind: 'permission_is_sensitive', permission: sensitive.name };
};
