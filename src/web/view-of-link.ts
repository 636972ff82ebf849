import type { InvitationRecord } from '../domain/invitation.ts';
import type { Member } from '../domain/member.ts';
import type { Organization } from '../domain/organization.ts';
import type { ReadLink } from '../services/read-link.ts';
import type { InvitationFacts, InvitationView, MembershipFacts } from './invitation-pages.ts';

const AGAIN_AFTER_MS = 12 * 3_600_000;

/** Which page a link shows. The end of the invitation wins over an old link: who has joined is told so. */
export const viewOf = (link: ReadLink, facts: InvitationFacts): InvitationView => {
  const { invitation, organization, standing, now } = link;
  const { askedAt } = invitation;
  const renewal = { askedAt, canAsk: askedAt === null || askedAt.getTime() + AGAIN_AFTER_MS <= now.getTime() };
  switch (standing?.kind) {
    case undefined:
      return {
        ...facts,
        ...offered(invitation),
        state: 'open',
        note: invitation.note,
        firstName: invitation.account?.firstName ?? invitation.firstName,
        lastName: invitation.account?.lastName ?? invitation.lastName,
        expiresAt: invitation.expiresAt ?? now,
      };
    case 'already_accepted':
      return used(facts, link.member, invitation, organization, standing.at);
    case 'already_declined':
      return { ...facts, state: 'declined', declinedAt: standing.at };
    case 'already_withdrawn':
      return { ...facts, state: 'withdrawn' };
    case 'link_superseded':
      return { ...facts, state: 'superseded', newerSentAt: invitation.sentAt };
    case 'link_expired':
      return { ...facts, ...renewal, state: 'expired', expiredAt: standing.at };
    case 'issuer_lost_right':
    case 'mailed_link_needed':
      return { ...facts, ...renewal, state: 'issuer_lost_right' };
    default:
      return { state: 'unknown' };
  }
};

const used = (
  facts: InvitationFacts,
  member: Member | null,
  invitation: InvitationRecord,
  organization: Organization,
  acceptedAt: Date,
): InvitationView => ({
  ...facts,
  ...(member ? held(member) : offered(invitation)),
  state: 'used',
  firstName: member?.firstName ?? invitation.firstName,
  joinedAt: member?.joinedAt ?? acceptedAt,
  productName: organization.productName,
  productUrl: organization.productUrl,
  gettingStartedUrl: organization.gettingStartedUrl,
});

const offered = ({ role, primaryTeam, secondaryTeamNames, productNames }: InvitationRecord): MembershipFacts => ({
  roleName: role.name,
  roleDescription: role.description,
  primaryTeamName: primaryTeam?.name ?? null,
  otherTeamNames: secondaryTeamNames,
  productNames,
});

const held = ({
  roleName,
  roleDescription,
  primaryTeam,
  secondaryTeamNames,
  productNames,
}: Member): MembershipFacts => ({
  roleName,
  roleDescription,
  primaryTeamName: primaryTeam?.name ?? null,
  otherTeamNames: secondaryTeamNames,
  productNames,
});
