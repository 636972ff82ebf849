import { createHash } from 'node:crypto';

/**
 * A short mark of what a form showed. It travels in the modal, and tells at submission whether somebody changed the same thing
 * meanwhile: then nothing is written over their change.
 */
export const stampOf = (shown: unknown): string =>
  createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 16);
