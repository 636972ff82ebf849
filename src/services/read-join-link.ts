import type { Deps } from '../deps.ts';
import { findClosed, type InviteLinkRecord, type LinkClosed } from '../domain/invite-link.ts';
import type { Organization } from '../domain/organization.ts';

export type JoinLink = {
  readonly link: InviteLinkRecord;
  readonly organization: Organization;
  /** Why nobody can join by it at the moment. */
  readonly closed: LinkClosed | null;
  readonly now: Date;
};

/** What an address of an invite link leads to; null where it is none of ours. Writes nothing. */
export const readJoinLink = async (
  { store, shareableLinks, mails }: Pick<Deps, 'store' | 'shareableLinks' | 'mails'>,
  token: string,
): Promise<JoinLink | null> => {
  const linkId = shareableLinks.read(token);
  const link = linkId === undefined ? null : await store.findInviteLink(linkId);
  const organization = link && (await store.findOrganization(link.organizationId));
  if (!link || !organization) return null;
  const now = await store.now();
  return { link, organization, closed: findClosed(link, organization, now, mails.hasServer), now };
};
