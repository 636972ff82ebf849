import { z } from 'zod';
import type { NamePosition } from '../../domain/team.ts';
import { namePositionSchema } from './name-position.ts';

/** Which page of the teams is shown, or lies below a form: it travels in the modal's metadata. */
export type TeamPlace = { readonly isArchived: boolean; readonly position: NamePosition };

export const firstTeams: TeamPlace = { isArchived: false, position: null };

export const teamPlaceSchema = z.object({
  isArchived: z.boolean(),
  position: namePositionSchema,
});

export const encodeTeamPlace = (place: TeamPlace): string => JSON.stringify(place);

/** Reads what `encodeTeamPlace` wrote; anything else is the first page. */
export const decodeTeamPlace = (metadata: string): TeamPlace => {
  try {
    return teamPlaceSchema.parse(JSON.parse(metadata));
  } catch {
    return firstTeams;
  }
};
