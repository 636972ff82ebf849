import type { Request, Response } from 'express';
import type { Paths } from './paths.ts';

/** Long enough to look up one's own name, short enough for a shared computer. The link itself lives on in the mail. */
const COOKIE_LIFETIME_MS = 60 * 60 * 1000;

export type TokenCookies = {
  /** The token of this invitation that the browser holds, if any. */
  readonly read: (request: Request, invitationId: string) => string | null;
  readonly set: (response: Response, invitationId: string, token: string) => void;
};

/**
 * Takes the token out of the address bar. Named and scoped by the invitation, so two invitations open in one browser
 * never mix. Lax, not Strict: the way from a mail into the page is a cross-site navigation.
 */
export function tokenCookies(publicUrl: string, paths: Paths): TokenCookies {
  const secure = new URL(publicUrl).protocol === 'https:';
  const nameOf = (invitationId: string) => `usher_invitation_${invitationId}`;
  return {
    read: (request, invitationId) => {
      // cookie-parser turns values that start with `j:` into objects; a token never does.
      const value: unknown = request.cookies[nameOf(invitationId)];
      return typeof value === 'string' && value !== '' ? value : null;
    },
    set: (response, invitationId, token) => {
      response.cookie(nameOf(invitationId), token, {
        httpOnly: true,
        sameSite: 'lax',
        secure,
        path: paths.invitation(invitationId),
        maxAge: COOKIE_LIFETIME_MS,
      });
    },
  };
}
