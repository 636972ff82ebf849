import type { Deps } from '../deps.ts';
import type { SlackPerson } from '../domain/decide-invite.ts';
import { domainOf, isWelcome, type JoinRefusal } from '../domain/decide-join.ts';
import { emailKey } from '../domain/email-address.ts';
import { findClosed, type InviteLinkRecord, isDomainWelcome } from '../domain/invite-link.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { ActorContext } from '../ports/records.ts';
import { admitByLink, type Joining } from './admit-by-link.ts';
import type { Asked } from './asked.ts';
import { bindAudited } from './bind-slack-user.ts';

export type SlackJoinRefusal =
  | JoinRefusal
  | { readonly kind: 'invite_link_unknown' }
  | { readonly kind: 'address_not_confirmed' }
  /** Slack did not say in time who they are. */
  | { readonly kind: 'slack_silent' };

/** What somebody of the workspace joins as, by the address that Slack has confirmed. */
export type JoinOffer = { readonly link: InviteLinkRecord; readonly person: SlackPerson & { readonly email: string } };

/**
 * What a link offers to whoever shows it in Slack. What depends on who has the address here is asked when they join: Slack vouches for
 * the address at this very moment, and then once more.
 */
export const readJoinOffer = async (
  { store, directory }: Pick<Deps, 'store' | 'directory'>,
  { actor, organization, now }: ActorContext,
  linkId: string | undefined,
): Promise<Result<JoinOffer, SlackJoinRefusal>> => {
  if (actor.kind === 'member') return refused(await memberRefusal({ store }, actor));
  const link = linkId === undefined ? null : await store.findInviteLink(linkId);
  if (link?.organizationId !== organization.id) return refused({ kind: 'invite_link_unknown' });
  const closed = findClosed(link, organization, now);
  if (closed) return refused(closed);
  const person = await directory.findUser(actor.slack);
  if (person === undefined) return refused({ kind: 'slack_silent' });
  if (!person || !isWelcome(person.standing, organization)) return refused({ kind: 'not_by_link' });
  const { email } = person;
  if (!email || !person.emailConfirmed) return refused({ kind: 'address_not_confirmed' });
  if (!isDomainWelcome(domainOf(emailKey(email)), link, organization)) return refused({ kind: 'domain_not_welcome' });
  return done({ link, person: { ...person, email } });
};

/** *Join*: no code, since Slack's signature and the address that it has confirmed prove as much; and they are known from then on. */
export const joinInSlack = async (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  { linkId, names }: { readonly linkId: string; readonly names: Joining['names'] },
): Promise<Result<InviteLinkRecord, SlackJoinRefusal>> => {
  const offered = await readJoinOffer(deps, asked.context, linkId);
  if (!offered.ok) return offered;
  const { link, person } = offered.value;
  const { via, requestId } = asked;
  const address = { email: person.email, emailKey: emailKey(person.email) };
  return deps.store.transaction<InviteLinkRecord, SlackJoinRefusal>(async (tx) => {
    const joined = await admitByLink(tx, { linkId, ...address, names, slack: person, proof: 'slack', via, requestId });
    if (!joined.ok) return joined;
    // This Slack user is somebody else here by now.
    const isBound = await bindAudited(tx, asked, joined.value.accountId, 'CONFIRMED');
    return isBound ? done(link) : refused({ kind: 'not_by_link' });
  });
};

const memberRefusal = async (
  { store }: Pick<Deps, 'store'>,
  { status, membershipId }: Extract<ActorContext['actor'], { kind: 'member' }>,
): Promise<SlackJoinRefusal> => {
  const member = status === 'ACTIVE' ? await store.findMember(membershipId) : null;
  return member ? { kind: 'already_member', since: member.joinedAt } : { kind: 'was_member' };
};
