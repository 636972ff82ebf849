import { STYLESHEET_VERSION } from './stylesheet.ts';

export type InvitationAct = 'accept' | 'decline' | 'ask' | 'stop' | 'allow';

/**
 * Where things are, from the address the deployment is published under and never from a request's Host header.
 * `base` is the path of that address, for a proxy that serves Usher below one and strips it.
 */
export type Paths = {
  readonly stylesheet: string;
  readonly icon: string;
  readonly invitation: (invitationId: string) => string;
  /** Where people join by an invite link; with `codeId` where they type the code that was mailed to them. */
  readonly join: (token: string, codeId?: string) => string;
  readonly act: (invitationId: string, act: InvitationAct) => string;
};

export function pathsOf(publicUrl: string | null): Paths {
  const base = publicUrl ? new URL(publicUrl).pathname.replace(/\/+$/, '') : '';
  const invitation = (id: string) => `${base}/invitations/${encodeURIComponent(id)}`;
  return {
    stylesheet: `${base}/assets/usher.css?v=${STYLESHEET_VERSION}`,
    icon: `${base}/assets/usher.svg`,
    invitation,
    join: (token, codeId) =>
      [`${base}/join`, token, ...(codeId === undefined ? [] : [codeId])]
        .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
        .join('/'),
    act: (id, act) => `${invitation(id)}/${act}`,
  };
}
