import { z } from 'zod';
import { done, type Result, refused } from '../../domain/result.ts';
import { type TeamContent, teamNewsKinds } from '../../domain/team.ts';
import { checkTitle } from '../../domain/title.ts';
import { wordTitle } from '../title-texts.ts';
import type { FieldErrors } from './parse-invite-modal.ts';
import { TEAM_FIELDS as F } from './team-modal.ts';
import { teamPlaceSchema } from './team-place.ts';

const metadataSchema = z.object({
  team: z.object({ id: z.uuid(), seen: z.string() }).nullable(),
  place: teamPlaceSchema,
});

/** `view.state.values`; without products there is no field for them. */
const valuesSchema = z.object({
  [F.name]: z.object({ [F.name]: z.object({ value: z.string().nullish() }) }),
  [F.channel]: z.object({ [F.channel]: z.object({ selected_conversations: z.array(z.string()).nullish() }) }),
  [F.tells]: z.object({
    [F.tells]: z.object({ selected_options: z.array(z.object({ value: z.enum(teamNewsKinds) })).nullish() }),
  }),
  [F.products]: z
    .object({ [F.products]: z.object({ selected_options: z.array(z.object({ value: z.string() })).nullish() }) })
    .optional(),
});

export const readTeamMetadata = (metadata: string) => metadataSchema.parse(JSON.parse(metadata));

/** The form as it was filled in, to build it again. */
export const readFilledTeam = (values: unknown): TeamContent => {
  const form = valuesSchema.parse(values);
  return {
    name: form.team_name.team_name.value ?? '',
    slackChannelId: form.team_channel.team_channel.selected_conversations?.[0] ?? null,
    tells: (form.team_tells.team_tells.selected_options ?? []).map(({ value }) => value),
    productIds: (form.team_products?.team_products.selected_options ?? []).map(({ value }) => value),
  };
};

export const parseTeam = (filled: TeamContent): Result<TeamContent, FieldErrors> => {
  const name = checkTitle(filled.name);
  return name.ok ? done({ ...filled, name: name.value }) : refused({ [F.name]: wordTitle(name.refusal) });
};
