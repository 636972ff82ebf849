import { isWithin } from './domain-name.ts';
import type { InvitationParty } from './invitation.ts';
import type { Organization } from './organization.ts';
import type { FormRefusal } from './refusal.ts';
import { canGrant, type Granter, type Role } from './role.ts';

/** A link that many people join by: whoever has it, and an address that it is for. Nobody becomes an admin by it. */
export type InviteLinkRecord = {
  readonly id: string;
  readonly organizationId: string;
  readonly role: Pick<Role, 'id' | 'name' | 'description' | 'rank' | 'isAdmin' | 'isRetired'>;
  /** The lowest rank of the roles that are given out at the moment. */
  readonly leastRank: number;
  /** The primary team of whoever joins. */
  readonly team: { readonly id: string; readonly name: string; readonly isArchived: boolean } | null;
  /** Empty: any address that the organization lets be invited. */
  readonly allowedDomains: readonly string[];
  readonly maxUses: number;
  readonly uses: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  /** Who made it, or took it over from them, as they stand now: they answer for the role. Null: the system. */
  readonly creator: InvitationParty | null;
};

export const inviteLinkLimits = {
  uses: { min: 1, max: 1_000, preset: 50 },
  /** How long it may live; the preset one is a week. */
  days: [1, 3, 7, 14, 30],
  presetDays: 7,
  domains: { max: 20 },
} as const;

/** Why nobody can join by a link at the moment, or ever again. */
export type LinkClosed =
  | { readonly kind: 'link_revoked'; readonly at: Date }
  | { readonly kind: 'link_ended'; readonly at: Date }
  | { readonly kind: 'link_used_up'; readonly uses: number }
  /** The organization has turned invite links off. */
  | { readonly kind: 'links_off' }
  /** An admin has to make another one: `why` is for them, people who hold the link need not know. */
  | {
      readonly kind: 'link_out_of_order';
      readonly why:
        | 'role_above_least'
        | 'role_retired'
        | 'role_of_admins'
        | 'team_archived'
        | 'creator_lost_right'
        | 'no_mail_server';
    };

/** Why an invite link is not made. */
export type InviteLinkRefusal =
  | FormRefusal
  | { readonly kind: 'links_off' }
  | { readonly kind: 'no_mail_server' }
  | { readonly kind: 'no_public_address' }
  | { readonly kind: 'role_of_admins'; readonly role: string }
  | { readonly kind: 'role_above_least'; readonly role: string; readonly least: string }
  | { readonly kind: 'domain_in_vain'; readonly domain: string };

/** Why nothing was done to a link. */
export type RevokeRefusal = { readonly kind: 'invite_link_unknown' };

type LinkPolicy = Pick<Organization, 'inviteLinkPolicy'>;

/**
 * Asked for the list, for the page, and inside the transaction by which somebody joins. What never changes again comes first.
 * `canMail`: whether a code can be mailed, where the next step is to mail one.
 */
export const findClosed = (
  link: InviteLinkRecord,
  { inviteLinkPolicy }: LinkPolicy,
  now: Date,
  canMail = true,
): LinkClosed | null => {
  if (link.revokedAt) return { kind: 'link_revoked', at: link.revokedAt };
  if (link.expiresAt <= now) return { kind: 'link_ended', at: link.expiresAt };
  if (link.uses >= link.maxUses) return { kind: 'link_used_up', uses: link.uses };
  if (inviteLinkPolicy === 'OFF') return { kind: 'links_off' };
  const why = findDisorder(link, inviteLinkPolicy) ?? (canMail ? null : 'no_mail_server');
  return why && { kind: 'link_out_of_order', why };
};

const findDisorder = (link: InviteLinkRecord, policy: 'LEAST_ROLE' | 'ANY_ROLE') => {
  const { role, leastRank, team, creator } = link;
  if (role.isAdmin) return 'role_of_admins';
  if (role.isRetired) return 'role_retired';
  if (policy === 'LEAST_ROLE' && role.rank > leastRank) return 'role_above_least';
  if (team?.isArchived) return 'team_archived';
  return canGrant(granterOf(creator), role) ? null : 'creator_lost_right';
};

const granterOf = (creator: InvitationParty | null): Granter =>
  creator
    ? { kind: 'member', isActive: creator.isActive, isAdmin: creator.isAdmin, rank: creator.rank }
    : { kind: 'system' };

/** The roles that a link may give where `roles` may be given, lowest rank first. */
export const linkRoles = <R extends Role>(roles: readonly R[], policy: Organization['inviteLinkPolicy']): R[] => {
  const plain = roles.filter(({ isAdmin, isRetired }) => !isAdmin && !isRetired).sort((a, b) => a.rank - b.rank);
  return policy === 'ANY_ROLE' ? plain : plain.slice(0, policy === 'LEAST_ROLE' ? 1 : 0);
};

/** Whether the link, and the organization as a whole, let an address of this domain in. */
export const isDomainWelcome = (
  domain: string,
  link: Pick<InviteLinkRecord, 'allowedDomains'>,
  { allowedDomains, blockedDomains }: Pick<Organization, 'allowedDomains' | 'blockedDomains'>,
): boolean =>
  !isWithin(domain, blockedDomains) &&
  [allowedDomains, link.allowedDomains].every((list) => list.length === 0 || isWithin(domain, list));

/** The first domain of a link by which nobody could join, whatever their address. */
export const findDomainInVain = (
  domains: readonly string[],
  { allowedDomains, blockedDomains }: Pick<Organization, 'allowedDomains' | 'blockedDomains'>,
): string | null => {
  // A domain above an allowed one lets in who is in the allowed one.
  const mayBeIn = (domain: string): boolean =>
    allowedDomains.length === 0 ||
    isWithin(domain, allowedDomains) ||
    allowedDomains.some((allowed) => isWithin(allowed, [domain]));
  return domains.find((domain) => isWithin(domain, blockedDomains) || !mayBeIn(domain)) ?? null;
};
