import { readableDomain } from '../domain/domain-name.ts';
import type { SettingField, Settings } from '../domain/settings.ts';
import { count, firstOf } from './plural.ts';
import type { Pen } from './wording.ts';

/** `24 hours`, `3 days`: days from two whole ones on. */
export const hoursInWords = (hours: number): string =>
  hours >= 48 && hours % 24 === 0 ? count(hours / 24, 'day', 'days') : count(hours, 'hour', 'hours');

/** `09:00`. */
export const hourOfDay = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** The choices of a setting, by its value: as the form offers them and as the overview says them. */
export const settingChoices = {
  namesAskedOf: { INVITEE: 'the invitee', INVITER: 'the inviter' },
  deliveryPolicy: { DM_ELSE_MAIL: 'Slack, else mail', DM_AND_MAIL: 'Slack and mail', MAIL_ONLY: 'mail only' },
  existingAccounts: { MUST_ACCEPT: 'must accept', ADD_AT_ONCE: 'added at once on own domains' },
  guestPolicy: { REFUSE: 'refused', WARN: 'invited with a warning', ALLOW: 'invited like anybody' },
  inviteLinkPolicy: { OFF: 'off', LEAST_ROLE: 'for the least role', ANY_ROLE: 'for any role but those of admins' },
  organizationPosts: { OFF: 'off', WEEKLY: 'weekly' },
  rosterReaders: { ADMINS: 'admins', MEMBERS: 'all members' },
} as const;

const shownDomains = 5;

const domains = (list: readonly string[], none: string, pen: Pen): string =>
  list.length === 0
    ? none
    : firstOf(
        list.map((domain) => pen.say(readableDomain(domain), 80)),
        shownDomains,
      );

const text = (value: string | null, pen: Pen): string => (value === null ? 'not set' : pen.say(value, 100));
const channel = (id: string | null): string => (id === null ? 'none' : `<#${id}>`);
const onOff = (on: boolean): string => (on ? 'on' : 'off');

/** The present value of a setting, in mrkdwn. */
export const settingInWords = (field: SettingField, settings: Settings, pen: Pen): string => {
  switch (field) {
    case 'name':
    case 'productName':
    case 'productUrl':
    case 'gettingStartedUrl':
    case 'supportContact':
      return text(settings[field], pen);
    case 'invitationLifetimeHours':
      return hoursInWords(settings[field]);
    case 'namesAskedOf':
      return settingChoices[field][settings[field]];
    case 'deliveryPolicy':
      return settingChoices[field][settings[field]];
    case 'existingAccounts':
      return settingChoices[field][settings[field]];
    case 'guestPolicy':
      return settingChoices[field][settings[field]];
    case 'inviteLinkPolicy':
      return settingChoices[field][settings[field]];
    case 'organizationPosts':
      return settingChoices[field][settings[field]];
    case 'rosterReaders':
      return settingChoices[field][settings[field]];
    case 'reinviteCap':
    case 'dailyInvitationCap':
    case 'automaticMessageCap':
      return String(settings[field]);
    case 'ownDomains':
    case 'blockedDomains':
      return domains(settings[field], 'none', pen);
    case 'allowedDomains':
      return domains(settings[field], 'all', pen);
    case 'adminChannelId':
    case 'organizationChannelId':
      return channel(settings[field]);
    case 'remindersOn':
    case 'digestOn':
    case 'askAboutJoiners':
      return onOff(settings[field]);
    case 'quietFromHour':
    case 'quietUntilHour':
    case 'digestHour':
      return hourOfDay(settings[field]);
    case 'timeZone':
      return pen.say(settings[field]);
    case 'language':
      return settings[field] === 'en' ? 'English' : pen.say(settings[field]);
  }
};
