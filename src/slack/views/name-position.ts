import { z } from 'zod';
import type { NamePosition } from '../../domain/team.ts';

/** A page of a list by name, as it travels in a modal's metadata. */
export const namePositionSchema = z.union([z.object({ after: z.uuid() }), z.object({ before: z.uuid() })]).nullable();

/** Reads what JSON.stringify wrote; anything else is the first page. */
export const decodeNamePosition = (metadata: string): NamePosition => {
  try {
    return namePositionSchema.parse(JSON.parse(metadata));
  } catch {
    return null;
  }
};
