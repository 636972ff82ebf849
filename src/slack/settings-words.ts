import type { SettingField } from '../domain/settings.ts';

/** `label` on the screen; `does` and `first` (what a new organization has) in the README's table too. */
export type SettingWords = { readonly label: string; readonly does: string; readonly first: string };

/** Every setting of an organization in words, in the order in which the screen shows them. */
export const settingWords: Readonly<Record<SettingField, SettingWords>> = {
  name: {
    label: 'Organization name',
    does: 'Stands in every invitation, mail and page.',
    first: '`ORGANIZATION_NAME`, else the name of the Slack workspace',
  },
  productName: { label: 'Product name', does: 'What people join for, as they know it.', first: 'not set' },
  productUrl: { label: 'Product URL', does: 'Where new members sign in.', first: 'not set' },
  gettingStartedUrl: { label: 'Getting-started URL', does: 'What new members read first.', first: 'not set' },
  supportContact: {
    label: 'Support contact',
    does: 'Whom people ask: an address, a name, a channel.',
    first: 'not set',
  },
  invitationLifetimeHours: {
    label: 'Link life',
    does: 'How long a link works from when it is sent: 1 hour to 30 days.',
    first: '24 hours',
  },
  namesAskedOf: {
    label: 'Names are asked of',
    does: 'Who fills in a first or last name that is missing: the invitee at acceptance, or the inviter before.',
    first: 'the invitee',
  },
  deliveryPolicy: {
    label: 'Delivery',
    does: 'How a link goes out: a direct message in Slack, else a mail; both; or a mail only.',
    first: 'Slack, else mail',
  },
  reinviteCap: {
    label: 'New links a day',
    does: 'How often an address can be reinvited within 24 hours.',
    first: '3',
  },
  dailyInvitationCap: {
    label: 'Invitations a day',
    does: 'How many invitations the whole organization sends within a day.',
    first: '200',
  },
  existingAccounts: {
    label: 'People with an account',
    does: 'Whether they must accept, or are added at once where their address is of an own domain.',
    first: 'must accept',
  },
  ownDomains: {
    label: 'Own domains',
    does: 'Domains whose addresses only your own people have. Each counts with all below it.',
    first: 'none',
  },
  guestPolicy: {
    label: 'Guests of the workspace',
    does: 'Whether they can be invited: refused, invited with a warning, or invited like anybody.',
    first: 'refused',
  },
  allowedDomains: {
    label: 'Allowed domains',
    does: 'If any is named, only addresses there can be invited. Each counts with all below it.',
    first: 'all',
  },
  blockedDomains: {
    label: 'Blocked domains',
    does: 'Addresses there cannot be invited; this beats the allowed ones. Each counts with all below it.',
    first: 'none',
  },
  inviteLinkPolicy: {
    label: 'Invite links',
    does: 'Whether admins can make links that many people join by: not at all, for the least role only, or for any role but those of admins.',
    first: 'off',
  },
  adminChannelId: {
    label: 'Admin channel',
    does: 'Where requests to join, what happens in Slack and the digest go. Without one, cards go to each admin, and there is no digest.',
    first: 'none',
  },
  organizationPosts: {
    label: 'Weekly post',
    does: 'Whether a line on Monday tells the organization how many joined and left.',
    first: 'off',
  },
  organizationChannelId: {
    label: 'Organization channel',
    does: 'Where the weekly post goes.',
    first: 'none',
  },
  remindersOn: {
    label: 'Reminders',
    does: 'Whether invitees who have not answered are reminded, twice at most.',
    first: 'on',
  },
  quietFromHour: {
    label: 'Quiet from',
    does: 'No reminder goes out from this hour on, in the reader’s zone.',
    first: '20:00',
  },
  quietUntilHour: {
    label: 'Quiet until',
    does: 'Reminders go out again from this hour on. The same hour twice: never quiet.',
    first: '08:00',
  },
  automaticMessageCap: {
    label: 'Automatic messages',
    does: 'How many Usher sends by itself to one address within 30 days.',
    first: '5',
  },
  digestOn: {
    label: 'Digest',
    does: 'Whether admins read each working day what waits, if anything changed.',
    first: 'on',
  },
  digestHour: { label: 'Digest at', does: 'At what hour, in the organization’s zone.', first: '09:00' },
  rosterReaders: {
    label: 'Who may see the people',
    does: 'Whether all members may read the list of members, or only admins.',
    first: 'admins',
  },
  askAboutJoiners: {
    label: 'New people in Slack',
    does: 'Whether admins are asked to invite whoever joins the Slack workspace.',
    first: 'off',
  },
  timeZone: {
    label: 'Time zone',
    does: 'For times wherever the reader’s own zone is not known, and for what a working day is.',
    first: 'that of whoever installed Usher',
  },
  language: {
    label: 'Language',
    does: 'In which Usher writes. English is the only one so far.',
    first: 'English',
  },
};
