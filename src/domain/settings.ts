import { isPublicMailDomain, isWithin } from './domain-name.ts';
import type { Organization } from './organization.ts';

/** What admins set for their organization: columns of its row, each with a row on the settings screen. */
export const settingFields = [
  'name',
  'productName',
  'productUrl',
  'gettingStartedUrl',
  'supportContact',
  'invitationLifetimeHours',
  'namesAskedOf',
  'deliveryPolicy',
  'reinviteCap',
  'dailyInvitationCap',
  'existingAccounts',
  'ownDomains',
  'guestPolicy',
  'allowedDomains',
  'blockedDomains',
  'inviteLinkPolicy',
  'adminChannelId',
  'organizationPosts',
  'organizationChannelId',
  'remindersOn',
  'quietFromHour',
  'quietUntilHour',
  'automaticMessageCap',
  'digestOn',
  'digestHour',
  'rosterReaders',
  'askAboutJoiners',
  'timeZone',
  'language',
] as const satisfies readonly (keyof Organization)[];

export type SettingField = (typeof settingFields)[number];
export type Settings = Pick<Organization, SettingField>;

/** The database guards the first two as well. */
export const settingLimits = {
  name: { max: 120 },
  invitationLifetimeHours: { min: 1, max: 720 },
  productName: { max: 80 },
  url: { max: 500 },
  supportContact: { max: 200 },
  reinviteCap: { min: 1, max: 20 },
  automaticMessageCap: { min: 0, max: 50 },
  dailyInvitationCap: { min: 1, max: 100_000 },
  domains: { max: 100 },
} as const;

/** Settings that are fine one by one and make no sense together. `field` is where to mend it. */
export type SettingClash =
  | { readonly kind: 'own_domain_needed'; readonly field: 'ownDomains' }
  | { readonly kind: 'public_mail_domain'; readonly field: 'ownDomains'; readonly domain: string }
  | { readonly kind: 'allowed_in_vain'; readonly field: 'allowedDomains'; readonly domain: string }
  | { readonly kind: 'channel_needed'; readonly field: 'organizationChannelId' };

export const findSettingClash = (settings: Settings): SettingClash | null => {
  const { ownDomains, allowedDomains, blockedDomains } = settings;
  if (settings.existingAccounts === 'ADD_AT_ONCE' && ownDomains.length === 0) {
    return { kind: 'own_domain_needed', field: 'ownDomains' };
  }
  const open = ownDomains.find(isPublicMailDomain);
  if (open !== undefined) return { kind: 'public_mail_domain', field: 'ownDomains', domain: open };
  const inVain = allowedDomains.find((domain) => isWithin(domain, blockedDomains));
  if (inVain !== undefined) return { kind: 'allowed_in_vain', field: 'allowedDomains', domain: inVain };
  if (settings.organizationPosts === 'WEEKLY' && settings.organizationChannelId === null) {
    return { kind: 'channel_needed', field: 'organizationChannelId' };
  }
  return null;
};
