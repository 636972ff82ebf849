import type { InvitationRecord } from '../domain/invitation.ts';

type Change = { readonly from: unknown; readonly to: unknown };

const fieldsOf = (invitation: InvitationRecord): Readonly<Record<string, unknown>> => ({
  roleId: invitation.role.id,
  primaryTeamId: invitation.primaryTeam?.id ?? null,
  secondaryTeamIds: invitation.secondaryTeamIds,
  productIds: invitation.productIds,
  permissionIds: invitation.permissionIds,
  issuerId: invitation.issuer?.membershipId ?? null,
});

/** What an edit changed, by ids, for the audit trail. Of names only that they changed: the trail holds no person's name. */
export const changedTerms = (before: InvitationRecord, after: InvitationRecord): Record<string, Change | true> => {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const changed: Record<string, Change | true> = {};
  for (const [field, to] of Object.entries(now)) {
    const from = old[field];
    if (JSON.stringify(from) !== JSON.stringify(to)) changed[field] = { from, to };
  }
  if (before.firstName !== after.firstName) changed['firstName'] = true;
  if (before.lastName !== after.lastName) changed['lastName'] = true;
  return changed;
};
