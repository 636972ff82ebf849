import { DateTime } from 'luxon';
import { answer, type Method, refuse, textArg } from '../answer.ts';
import type { PersonRecord } from '../records.ts';
import type { State } from '../state.ts';

const realName = (person: PersonRecord): string => `${person.firstName} ${person.lastName}`.trim();

const profileOf = (person: PersonRecord, state: State) => ({
  real_name: realName(person),
  real_name_normalized: realName(person),
  display_name: person.displayName,
  display_name_normalized: person.displayName,
  first_name: person.firstName,
  last_name: person.lastName,
  image_72: person.image,
  team: person.teamId,
  title: '',
  phone: '',
  // Slack leaves the field out without the scope, and for people of other teams.
  ...(person.email && !person.isStranger && state.scopes.has('users:read.email') && { email: person.email }),
});

const HOUR_MS = 3_600_000;
type Zone = { readonly tz_label: string | null; readonly tz_offset: number };
const zones = new Map<string, { readonly hour: number; readonly shown: Zone }>();

/** Asked once an hour: reading a zone takes longer than all the rest of a person. */
const zoneNow = (tz: string): Zone => {
  const hour = Math.floor(Date.now() / HOUR_MS);
  const known = zones.get(tz);
  if (known?.hour === hour) return known.shown;
  const { offsetNameLong, offset } = DateTime.now().setZone(tz);
  const shown = { tz_label: offsetNameLong, tz_offset: offset * 60 };
  zones.set(tz, { hour, shown });
  return shown;
};

/** A person as `users.info`, `users.list` and the events show them. */
export const userObject = (person: PersonRecord, state: State): Record<string, unknown> => {
  const base = {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    deleted: person.deleted,
    profile: profileOf(person, state),
    is_bot: person.isBot,
    is_app_user: false,
    updated: person.updated,
    ...(person.isStranger && { is_stranger: true }),
  };
  // A deactivated user comes without roles, zone and names beside the profile.
  if (person.deleted) return base;
  return {
    ...base,
    real_name: realName(person),
    tz: person.tz,
    ...zoneNow(person.tz),
    is_admin: person.isAdmin,
    is_owner: person.isOwner,
    is_primary_owner: false,
    is_restricted: person.isRestricted,
    is_ultra_restricted: person.isUltraRestricted,
    is_email_confirmed: person.isEmailConfirmed,
    who_can_share_contact_card: 'EVERYONE',
  };
};

export const usersInfo: Method = (args, state) => {
  const person = state.people.get(textArg(args, 'user') ?? '');
  return person ? answer({ user: userObject(person, state) }) : refuse('user_not_found');
};

/** Up to 200 people a page, as Slack advises; the cursor is the index of the next one. */
export const usersList: Method = (args, state) => {
  const cursor = textArg(args, 'cursor');
  const start = cursor ? Number(Buffer.from(cursor, 'base64').toString().replace('user:', '')) : 0;
  if (!Number.isInteger(start)) return refuse('invalid_cursor');
  const limit = Number(textArg(args, 'limit') || 1000);
  if (!(limit >= 1 && limit <= 1000)) return refuse('invalid_limit');
  const everyone = [...state.people.values()];
  const next = start + limit;
  return answer({
    members: everyone.slice(start, next).map((person) => userObject(person, state)),
    cache_ts: Math.floor(Date.now() / 1000),
    response_metadata: { next_cursor: next < everyone.length ? Buffer.from(`user:${next}`).toString('base64') : '' },
  });
};

export const usersLookupByEmail: Method = (args, state) => {
  const email = textArg(args, 'email')?.trim().toLowerCase();
  if (!email) return refuse('users_not_found');
  // Deactivated people are not found either: "no account" and "deactivated" look alike here.
  const person = [...state.people.values()].find(
    (one) => one.email.toLowerCase() === email && !one.deleted && !one.isStranger,
  );
  return person ? answer({ user: userObject(person, state) }) : refuse('users_not_found');
};
