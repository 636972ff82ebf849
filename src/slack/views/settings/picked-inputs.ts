import { z } from 'zod';
import { type SettingField, settingLimits } from '../../../domain/settings.ts';
import { parseHours } from '../../../domain/time-span.ts';
import { findTimeZones, isTimeZone, zoneOffset } from '../../../domain/time-zones.ts';
import { hourOfDay, hoursInWords } from '../../setting-values.ts';
import { settingWords } from '../../settings-words.ts';
import { option } from '../options.ts';
import { type SettingInput, settingId, settingInput } from './setting-input.ts';

const chosen = z.object({ selected_option: z.object({ value: z.string() }).nullish() });

/** Typed as people say it. */
export const lifetimeInput: SettingInput = settingInput('invitationLifetimeHours', {
  hint: `${settingWords.invitationLifetimeHours.does} Write “24 hours” or “3 days”. Links that are out keep their end.`,
  element: (value) => ({ type: 'plain_text_input', initial_value: hoursInWords(value) }),
  schema: z.object({ value: z.string().nullish() }).transform(({ value }, context) => {
    const hours = parseHours(value ?? '');
    const { min, max } = settingLimits.invitationLifetimeHours;
    if (hours !== null && hours >= min && hours <= max) return hours;
    context.addIssue('Write it like “24 hours” or “3 days”: at least 1 hour, at most 30 days.');
    return z.NEVER;
  }),
});

const hours = Array.from({ length: 24 }, (_, hour) => option(hourOfDay(hour), String(hour)));

export const hourInput = (field: 'quietFromHour' | 'quietUntilHour' | 'digestHour'): SettingInput =>
  settingInput(field, {
    element: (value) => {
      const initial = hours[value];
      return { type: 'static_select', options: hours, ...(initial && { initial_option: initial }) };
    },
    schema: chosen.transform(({ selected_option: picked }, context) => {
      const hour = Number(picked?.value ?? Number.NaN);
      if (Number.isInteger(hour) && hour >= 0 && hour <= 23) return hour;
      context.addIssue('Choose an hour.');
      return z.NEVER;
    }),
  });

/** A menu for several of which one may be chosen: a menu for one could not be emptied again. */
export const channelInput = (field: 'adminChannelId' | 'organizationChannelId'): SettingInput =>
  settingInput(field, {
    optional: true,
    hint: `${settingWords[field].does} Usher must be in it: type /invite @Usher there.`,
    element: (value) => ({
      type: 'multi_conversations_select',
      max_selected_items: 1,
      filter: { include: ['public', 'private'], exclude_external_shared_channels: true, exclude_bot_users: true },
      ...(value !== null && { initial_conversations: [value] }),
    }),
    schema: z
      .object({ selected_conversations: z.array(z.string()).nullish() })
      .transform(({ selected_conversations: picked }, context) => {
        const [id = null] = picked ?? [];
        if (id === null || /^[CG][A-Z0-9]{2,30}$/u.test(id)) return id;
        context.addIssue('Choose a channel; a direct message is none.');
        return z.NEVER;
      }),
  });

export const ZONE_MENU = settingId('timeZone' satisfies SettingField);

// Slack's limit.
const maxZones = 100;

const zoneOption = (zone: string, now: Date) => option(`${zone} (${zoneOffset(zone, now)})`, zone);

/** What the menu offers for what is typed. */
export const zoneOptions = (typed: string, now: Date) =>
  findTimeZones(typed, now, maxZones).map((zone) => zoneOption(zone, now));

/** Some four hundred zones: more than a menu holds, so they are looked up while somebody types. */
export const zoneInput: SettingInput = settingInput('timeZone', {
  hint: `${settingWords.timeZone.does} Type a city or an offset: Berlin, New York, UTC+2.`,
  element: (value, now) => ({
    type: 'external_select',
    min_query_length: 2,
    ...(isTimeZone(value) && { initial_option: zoneOption(value, now) }),
  }),
  schema: chosen.transform(({ selected_option: picked }, context) => {
    if (picked && isTimeZone(picked.value)) return picked.value;
    context.addIssue('Choose a time zone. Type a city, such as Berlin.');
    return z.NEVER;
  }),
});
