import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The second half of a double submit: a form carries what only someone who read the page can know. Derived from the
 * token in the cookie, so nothing is stored. The Origin header can't do this job here: under `no-referrer` browsers
 * send `Origin: null` with same-origin forms (Fetch standard, "append a request Origin header").
 */
export const formTokenOf = (token: string): string =>
  createHmac('sha256', token).update('usher-invitation-form').digest('base64url');

export function isFormToken(given: string, token: string): boolean {
  const expected = Buffer.from(formTokenOf(token));
  const candidate = Buffer.from(given);
  return candidate.length === expected.length && timingSafeEqual(candidate, expected);
}
