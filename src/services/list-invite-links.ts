import type { Deps } from '../deps.ts';
import { findClosed, type InviteLinkRecord, type LinkClosed } from '../domain/invite-link.ts';
import type { Organization } from '../domain/organization.ts';
import type { LinkPosition } from '../ports/invite-links.ts';
import type { ActorContext } from '../ports/records.ts';

/** `closed`: why nobody can join by it at the moment. */
export type ListedLink = InviteLinkRecord & { readonly closed: LinkClosed | null };

export type InviteLinkList = {
  readonly rows: readonly ListedLink[];
  readonly policy: Organization['inviteLinkPolicy'];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
};

const ROWS = 25;

/** One page of the invite links, newest first. */
export const listInviteLinks = async (
  deps: Pick<Deps, 'store' | 'mails'>,
  context: ActorContext,
  position: LinkPosition,
): Promise<InviteLinkList> => {
  const { organization, now } = context;
  const { rows, hasMore } = await deps.store.findInviteLinkPage(organization.id, position, ROWS);
  if (rows.length === 0 && position !== null) return listInviteLinks(deps, context, null);
  const isGoingBack = position !== null && 'before' in position;
  return {
    rows: rows.map((link) => ({ ...link, closed: findClosed(link, organization, now, deps.mails.hasServer) })),
    policy: organization.inviteLinkPolicy,
    hasNext: isGoingBack || hasMore,
    hasPrevious: isGoingBack ? hasMore : position !== null,
  };
};
