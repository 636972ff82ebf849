import type { Deps } from '../deps.ts';
import { asGranter } from '../domain/actor.ts';
import { linkRoles } from '../domain/invite-link.ts';
import type { Team } from '../domain/organization.ts';
import { grantableRoles, type Role } from '../domain/role.ts';
import type { ActorContext } from '../ports/records.ts';

/** What the form of a new invite link offers. */
export type LinkForm = {
  /** Those that a link may give, lowest rank first. Empty: none, or invite links are off. */
  readonly roles: readonly Role[];
  readonly teams: readonly Team[];
  /** What the organization says of addresses, as a start. */
  readonly presetDomains: readonly string[];
};

export const readLinkForm = async (
  { store }: Pick<Deps, 'store'>,
  { actor, organization }: ActorContext,
): Promise<LinkForm> => {
  const { roles, teams } = await store.findFormOptions(organization.id);
  const granted = actor.kind === 'member' ? grantableRoles(asGranter(actor), roles) : [];
  const { ownDomains, allowedDomains } = organization;
  return {
    // The least of all, which every admin may give.
    roles: linkRoles(granted, organization.inviteLinkPolicy),
    teams,
    presetDomains: ownDomains.length > 0 ? ownDomains : allowedDomains,
  };
};
