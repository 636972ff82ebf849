import { z } from 'zod';
import type { SlackPerson } from '../domain/decide-invite.ts';
import { checkName } from '../domain/person-name.ts';
import { splitDisplayName } from '../domain/split-display-name.ts';

/** What we read of a user in `users.info`, `users.list` and `users.lookupByEmail`; Slack leaves out what is false or unknown. */
const slackUser = z.object({
  id: z.string(),
  team_id: z.string().optional(),
  deleted: z.boolean().optional(),
  real_name: z.string().optional(),
  tz: z.string().nullish(),
  is_bot: z.boolean().optional(),
  is_workflow_bot: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_email_confirmed: z.boolean().optional(),
  profile: z
    .object({
      email: z.string().nullish(),
      first_name: z.string().optional(),
      last_name: z.string().optional(),
      real_name: z.string().optional(),
    })
    .optional(),
});

type SlackUser = z.infer<typeof slackUser>;

/** A user of Slack as a person of ours. `teamId`: the workspace that was asked. Undefined for what is no user at all. */
export const slackPerson = (raw: unknown, teamId: string): SlackPerson | undefined => {
  const parsed = slackUser.safeParse(raw);
  if (!parsed.success) return undefined;
  const user = parsed.data;
  return {
    teamId: user.team_id ?? teamId,
    userId: user.id,
    email: user.profile?.email?.trim().toLowerCase() || null,
    emailConfirmed: user.is_email_confirmed !== false,
    ...namesOf(user),
    timeZone: user.tz ?? null,
    standing: standingOf(user, teamId),
  };
};

const standingOf = (user: SlackUser, teamId: string): SlackPerson['standing'] => {
  // Slackbot says of itself that it is no bot.
  if (user.is_bot || user.is_workflow_bot || user.id === 'USLACKBOT') return 'bot';
  if (user.is_stranger || (user.team_id !== undefined && user.team_id !== teamId)) return 'stranger';
  if (user.deleted) return 'deactivated';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'person';
};

const namesOf = ({ profile, real_name }: SlackUser): Pick<SlackPerson, 'firstName' | 'lastName'> => {
  const first = checkName(profile?.first_name ?? '');
  const last = checkName(profile?.last_name ?? '');
  if (first.ok && last.ok) return { firstName: first.value, lastName: last.value };
  const split = splitDisplayName(profile?.real_name ?? real_name ?? '');
  return {
    firstName: split?.firstName ?? (first.ok ? first.value : null),
    lastName: split?.lastName ?? (last.ok ? last.value : null),
  };
};
