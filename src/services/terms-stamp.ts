import { createHash } from 'node:crypto';
import type { InvitationRecord } from '../domain/invitation.ts';

type Stamped = Pick<
  InvitationRecord,
  'role' | 'primaryTeam' | 'secondaryTeamIds' | 'productIds' | 'permissionIds' | 'firstName' | 'lastName'
>;

/** Tells two states of an invitation's terms apart: a form shows one, and what is stored may be another by now. */
export const termsStamp = (invitation: Stamped): string => {
  const terms = [
    invitation.role.id,
    invitation.primaryTeam?.id ?? null,
    [...invitation.secondaryTeamIds].sort(),
    [...invitation.productIds].sort(),
    [...invitation.permissionIds].sort(),
    invitation.firstName,
    invitation.lastName,
  ];
  return createHash('sha256').update(JSON.stringify(terms)).digest('base64url').slice(0, 16);
};
