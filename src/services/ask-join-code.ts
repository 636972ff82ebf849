import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import { domainOf, joinCodeLimits } from '../domain/decide-join.ts';
import type { EmailAddress } from '../domain/email-address.ts';
import { findClosed, isDomainWelcome, type LinkClosed } from '../domain/invite-link.ts';
import { job } from '../domain/job.ts';
import { done, type Result, refused } from '../domain/result.ts';

export type AskCodeRefusal =
  | LinkClosed
  | { readonly kind: 'invite_link_unknown' }
  | { readonly kind: 'domain_not_welcome' }
  /** So many went to this address, or were asked for at this link, within an hour. */
  | { readonly kind: 'too_many_codes'; readonly whose: 'address' | 'link' };

/**
 * Has a code mailed to an address. The answer is the same whoever has the address, a member, a former one or a stranger; it depends on
 * the link, on the domain, and on how often a code was asked for.
 */
export const askJoinCode = (
  { store, shareableLinks, mails }: Pick<Deps, 'store' | 'shareableLinks' | 'mails'>,
  { token, address, requestId }: { readonly token: string; readonly address: EmailAddress; readonly requestId: string },
): Promise<Result<{ readonly codeId: string }, AskCodeRefusal>> =>
  store.transaction<{ readonly codeId: string }, AskCodeRefusal>(async (tx) => {
    const { email, emailKey } = address;
    const linkId = shareableLinks.read(token);
    const link = linkId === undefined ? null : await tx.findInviteLink(linkId);
    const organization = link && (await tx.findOrganization(link.organizationId));
    if (!link || !organization) return refused({ kind: 'invite_link_unknown' });
    const now = await tx.now();
    const closed = findClosed(link, organization, now, mails.hasServer);
    if (closed) return refused(closed);
    if (!isDomainWelcome(domainOf(emailKey), link, organization)) return refused({ kind: 'domain_not_welcome' });
    const asked = await tx.countJoinCodes(link.id, emailKey);
    if (asked.ofAddress >= joinCodeLimits.perAddress) return refused({ kind: 'too_many_codes', whose: 'address' });
    if (asked.ofLink >= joinCodeLimits.perLink(link.maxUses)) return refused({ kind: 'too_many_codes', whose: 'link' });
    const codeId = uuidv7();
    const expiresAt = new Date(now.getTime() + joinCodeLimits.minutes * 60_000);
    await tx.startJoinCode({ id: codeId, inviteLinkId: link.id, email, emailKey, expiresAt });
    await tx.enqueue(job('mail-join-code', { joinCodeId: codeId, requestId }));
    return done({ codeId });
  });
