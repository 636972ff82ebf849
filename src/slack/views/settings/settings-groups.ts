import { type SettingField, settingLimits } from '../../../domain/settings.ts';
import { settingChoices } from '../../setting-values.ts';
import { choiceInput, domainsInput, nameInput, numberInput, switchInput, textInput, urlInput } from './input-kinds.ts';
import { channelInput, hourInput, lifetimeInput, zoneInput } from './picked-inputs.ts';
import type { SettingInput } from './setting-input.ts';

export type SettingsGroup = {
  /** Travels in buttons and forms. */
  readonly id: string;
  /** Title of the form too: at most 24 characters. */
  readonly title: string;
  readonly inputs: readonly SettingInput[];
  /** Settings that are shown in the overview and cannot be changed yet. */
  readonly fixed?: readonly SettingField[];
  /** What should be known before changing anything here. */
  readonly note?: string;
};

/** The settings screen, group by group: each group is one form. */
export const settingsGroups: readonly SettingsGroup[] = [
  {
    id: 'organization',
    title: 'Organization',
    inputs: [
      nameInput,
      textInput('productName', settingLimits.productName.max),
      urlInput('productUrl', 'https://studio.example.com'),
      urlInput('gettingStartedUrl', 'https://studio.example.com/start'),
      textInput(
        'supportContact',
        settingLimits.supportContact.max,
        'Whom people ask: help@example.com, Grace in the office, or #help. It stands in mails as it is written here.',
      ),
    ],
  },
  {
    id: 'invitations',
    title: 'Invitations',
    inputs: [
      lifetimeInput,
      choiceInput('namesAskedOf', settingChoices.namesAskedOf),
      choiceInput('deliveryPolicy', settingChoices.deliveryPolicy),
      numberInput('reinviteCap', settingLimits.reinviteCap),
      numberInput('dailyInvitationCap', settingLimits.dailyInvitationCap),
    ],
  },
  {
    id: 'addresses',
    title: 'Who can be invited',
    inputs: [
      choiceInput('existingAccounts', settingChoices.existingAccounts),
      domainsInput('ownDomains'),
      choiceInput('guestPolicy', settingChoices.guestPolicy),
      domainsInput('allowedDomains'),
      domainsInput('blockedDomains'),
      choiceInput('inviteLinkPolicy', settingChoices.inviteLinkPolicy),
    ],
  },
  {
    id: 'channels',
    title: 'Channels',
    inputs: [
      channelInput('adminChannelId'),
      choiceInput('organizationPosts', settingChoices.organizationPosts),
      channelInput('organizationChannelId'),
    ],
  },
  {
    id: 'reminders',
    title: 'Reminders and digest',
    note: 'The digest goes to the admin channel: without one there is none.',
    inputs: [
      switchInput('remindersOn'),
      hourInput('quietFromHour'),
      hourInput('quietUntilHour'),
      numberInput('automaticMessageCap', settingLimits.automaticMessageCap),
      switchInput('digestOn'),
      hourInput('digestHour'),
    ],
  },
  {
    id: 'people',
    title: 'People and times',
    inputs: [choiceInput('rosterReaders', settingChoices.rosterReaders), switchInput('askAboutJoiners'), zoneInput],
    fixed: ['language'],
  },
];

export const findSettingsGroup = (id: string): SettingsGroup | undefined =>
  settingsGroups.find((group) => group.id === id);

export const fieldsOfGroup = ({ inputs, fixed = [] }: SettingsGroup): SettingField[] => [
  ...inputs.map(({ field }) => field),
  ...fixed,
];
