import { findNamed } from './find-named.ts';
import type { ImportPerson, RowTermsRefusal } from './import.ts';
import { done, type Result, refused } from './result.ts';
import { canGrant, type Granter, type Role } from './role.ts';

/** What a row gives in place of what its import gives; what it leaves out is the import's. */
export type OwnTerms = {
  readonly roleId?: string;
  readonly primaryTeamId?: string;
  readonly productIds?: readonly string[];
};

type Named = { readonly id: string; readonly name: string };
type Offered = {
  readonly roles: readonly Role[];
  readonly teams: readonly Named[];
  readonly products: readonly Named[];
};

/** Rule 3 for one row: names of a sheet become what is on offer, each by its whole name or a beginning that only one has. */
export const ownTerms = (
  { role, team, products }: Pick<ImportPerson, 'role' | 'team' | 'products'>,
  offered: Offered,
  granter: Granter,
): Result<OwnTerms, RowTermsRefusal> => {
  const foundRole = role === null ? null : findNamed(offered.roles, role);
  if (foundRole === undefined || foundRole?.isRetired) return refused({ kind: 'no_such_role', name: role ?? '' });
  if (foundRole && !canGrant(granter, foundRole)) return refused({ kind: 'role_not_yours', name: foundRole.name });
  const foundTeam = team === null ? null : findNamed(offered.teams, team);
  if (foundTeam === undefined) return refused({ kind: 'no_such_team', name: team ?? '' });
  const foundProducts = products?.map((name) => ({ name, found: findNamed(offered.products, name) }));
  const missing = foundProducts?.find(({ found }) => !found);
  if (missing) return refused({ kind: 'no_such_product', name: missing.name });
  return done({
    ...(foundRole && { roleId: foundRole.id }),
    ...(foundTeam && { primaryTeamId: foundTeam.id }),
    ...(foundProducts && { productIds: foundProducts.flatMap(({ found }) => (found ? [found.id] : [])) }),
  });
};
