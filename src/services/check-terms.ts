import type { FormRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import { canGrant, type Granter, type Role } from '../domain/role.ts';
import type { FormOptions, OfferedTerms } from '../ports/records.ts';

export type Terms = {
  readonly roleId: string;
  readonly primaryTeamId: string | null;
  readonly secondaryTeamIds: readonly string[];
  readonly productIds: readonly string[];
  /** Beside what the role gives. A template adds those that it holds. */
  readonly permissionIds: readonly string[];
  readonly templateId: string | null;
};

/** Rules 3 and 7 for what a form asks: read again from the store, since a form may have been open for an hour. */
export const checkTerms = (terms: Terms, options: FormOptions, granter: Granter): Result<Role, FormRefusal> => {
  const role = options.roles.find((candidate) => candidate.id === terms.roleId);
  if (!role) return refused({ kind: 'role_unknown' });
  if (role.isRetired) return refused({ kind: 'role_retired', role: role.name });
  if (!canGrant(granter, role)) return refused({ kind: 'role_above_own', role: role.name });

  const teamIds = new Set(options.teams.map((team) => team.id));
  if (terms.primaryTeamId === null && teamIds.size > 0) return refused({ kind: 'team_needed' });
  const asked = [...(terms.primaryTeamId ? [terms.primaryTeamId] : []), ...terms.secondaryTeamIds];
  if (!asked.every((id) => teamIds.has(id))) return refused({ kind: 'team_unknown' });

  const productIds = new Set(options.products.map((product) => product.id));
  if (!terms.productIds.every((id) => productIds.has(id))) return refused({ kind: 'product_unknown' });

  // Sensitive ones are not among the options (rule 8).
  const permissionIds = new Set(options.permissions.map((permission) => permission.id));
  if (!terms.permissionIds.every((id) => permissionIds.has(id))) return refused({ kind: 'permission_unknown' });
  if (terms.templateId && !findTemplate(terms, options)) return refused({ kind: 'template_unknown' });
  return done(role);
};

const findTemplate = ({ templateId }: Pick<Terms, 'templateId'>, { templates }: Pick<FormOptions, 'templates'>) =>
  templates.find(({ id }) => id === templateId);

/** All permissions that the terms come to, each once. */
export const permissionsOf = (terms: Pick<Terms, 'permissionIds' | 'templateId'>, options: FormOptions): string[] => [
  ...new Set([...terms.permissionIds, ...(findTemplate(terms, options)?.permissionIds ?? [])]),
];

/** What of the terms has to stay on offer until they are written. */
export const offeredTerms = ({ roleId, primaryTeamId, secondaryTeamIds, productIds }: Terms): OfferedTerms => ({
  roleId,
  teamIds: primaryTeamId ? [primaryTeamId, ...secondaryTeamIds] : secondaryTeamIds,
  productIds,
});
