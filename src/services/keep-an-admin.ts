import type { ActRefusal } from '../domain/act-refusal.ts';
import type { Transaction } from '../ports/transaction.ts';

/**
 * Rule 2, the one guard: at least one active admin remains beside this membership. Under the organization's lock, which is taken
 * here once more, since a count without it decides nothing.
 */
export const refuseLastAdmin = async (
  tx: Pick<Transaction, 'holdOrganization' | 'countOtherAdmins'>,
  organizationId: string,
  membershipId: string,
): Promise<ActRefusal | undefined> => {
  await tx.holdOrganization(organizationId);
  return (await tx.countOtherAdmins(organizationId, membershipId)) > 0 ? undefined : { kind: 'last_admin' };
};
