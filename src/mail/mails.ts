import type { InviteLinks } from '../deps.ts';
import { personName } from '../domain/actor.ts';
import type { InvitationRecord } from '../domain/invitation.ts';
import type { Member } from '../domain/member.ts';
import { messageIdOf } from '../domain/message-id.ts';
import type { Organization } from '../domain/organization.ts';
import type { RoleNews } from '../ports/acts.ts';
import type { Mails } from '../ports/mails.ts';
import { adminMails } from './admin-mails.ts';
import { codeMails } from './code-mails.ts';
import { type InvitationMailContent, invitationMail } from './invitation-mail.tsx';
import type { Mailer } from './mailer.ts';
import { outcomeOf } from './outcome-of.ts';
import { reminderMail } from './reminder-mail.tsx';
import { roleChangedMail } from './role-changed-mail.tsx';
import { welcomeMail } from './welcome-mail.tsx';

export type MailsInput = {
  readonly mailer: Mailer;
  readonly hasServer: boolean;
  readonly links: InviteLinks;
  readonly publicUrl: string | null;
  /** The address that mails are sent from. */
  readonly from: string;
};

/** The mails of the `Mails` port: what each says is in its template, how it travels is the mailer's. */
export const createMails = ({ mailer, hasServer, links: { urlFor }, publicUrl, from }: MailsInput): Mails => {
  // Behind the @ of every Message-ID.
  const host = publicUrl ? new URL(publicUrl).hostname : from.slice(from.lastIndexOf('@') + 1);
  return {
    state: urlFor === null ? 'no_public_address' : hasServer ? 'ready' : 'no_server',
    hasServer,
    invitation: async (invitation, organization, timeZone) => {
      if (!urlFor) return { kind: 'no_public_address' };
      const { id, generation } = invitation;
      const content = contentOf(invitation, organization, timeZone, urlFor(id, generation));
      return outcomeOf(
        await mailer.send({
          ...invitationMail(content),
          ...envelopeOf(invitation, organization, content),
          messageId: messageIdOf({ invitationId: id, generation, reminder: null }, host),
        }),
      );
    },
    reminder: async (invitation, organization, timeZone, ordinal) => {
      if (!urlFor) return { kind: 'no_public_address' };
      const { id, generation } = invitation;
      const link = { invitationId: id, generation };
      const content = contentOf(invitation, organization, timeZone, urlFor(id, generation));
      return outcomeOf(
        await mailer.send({
          ...reminderMail({ ...content, ordinal }),
          ...envelopeOf(invitation, organization, content),
          messageId: messageIdOf({ ...link, reminder: ordinal }, host),
          inReplyTo: messageIdOf({ ...link, reminder: null }, host),
        }),
      );
    },
    welcome: async (member, organization, addedAtOnce) =>
      outcomeOf(
        await mailer.send({
          ...welcomeMail(welcomeOf(member, organization, addedAtOnce)),
          to: member.email,
          fromName: senderName(member.invitedByName, organization),
          messageId: `<welcome-${member.membershipId}-${member.joinedAt.getTime()}@${host}>`,
        }),
      ),
    roleChanged: async (member, news, id, organization) =>
      outcomeOf(
        await mailer.send({
          ...roleChangedMail(roleChangeOf(member, news, organization)),
          to: member.email,
          fromName: senderName(personName(news.by), organization),
          messageId: `<role-${id}@${host}>`,
        }),
      ),
    ...adminMails({ mailer, host }),
    ...codeMails({ mailer, host }),
  };
};

const senderName = (inviter: string | null, organization: Organization): string =>
  inviter ? `${inviter} via ${organization.name}` : organization.name;

/** Every mail to an invitee: from whoever invites, answered to them, and stopped by one click. */
const envelopeOf = (
  { email, issuer }: InvitationRecord,
  organization: Organization,
  { stopUrl }: { readonly stopUrl: string },
) => ({
  to: email,
  fromName: senderName(issuer && personName(issuer), organization),
  replyTo: issuer?.email ?? null,
  unsubscribeUrl: stopUrl,
});

const contentOf = (
  invitation: InvitationRecord,
  organization: Organization,
  zone: string,
  link: string,
): InvitationMailContent & { readonly stopUrl: string } => {
  const { account, issuer, membership, role } = invitation;
  const names = [account?.firstName ?? invitation.firstName, account?.lastName ?? invitation.lastName];
  return {
    kind: membership ? 'reactivation' : account ? 'must_accept' : 'new_account',
    organizationName: organization.name,
    productName: organization.productName,
    inviterName: issuer && personName(issuer),
    inviterEmail: issuer?.email ?? null,
    inviteeName: names.filter(Boolean).join(' ') || null,
    address: invitation.email,
    note: invitation.note,
    roleName: role.name,
    roleDescription: role.description,
    primaryTeamName: invitation.primaryTeam?.name ?? null,
    productNames: invitation.productNames,
    link,
    stopUrl: `${link}/stop`,
    expiresAt: invitation.expiresAt ?? new Date(),
    zone,
    gettingStartedUrl: organization.gettingStartedUrl,
    supportContact: organization.supportContact,
  };
};

const welcomeOf = (
  member: Member,
  organization: Organization,
  addedAtOnce: boolean,
): Parameters<typeof welcomeMail>[0] => ({
  kind: addedAtOnce ? 'added' : 'joined',
  organizationName: organization.name,
  productName: organization.productName,
  productUrl: organization.productUrl,
  firstName: member.firstName ?? '',
  address: member.email,
  inviterName: member.invitedByName,
  roleName: member.roleName,
  roleDescription: member.roleDescription,
  primaryTeamName: member.primaryTeam?.name ?? null,
  productNames: member.productNames,
  gettingStartedUrl: organization.gettingStartedUrl,
  supportContact: organization.supportContact,
});

const roleChangeOf = (
  member: Member,
  { from, to, by, difference }: RoleNews,
  organization: Organization,
): Parameters<typeof roleChangedMail>[0] => ({
  organizationName: organization.name,
  firstName: member.firstName ?? '',
  address: member.email,
  byName: personName(by),
  roleName: to.name,
  roleDescription: to.description,
  formerRoleName: from.name,
  gained: difference.gained.map(({ name }) => name),
  lost: difference.lost.map(({ name }) => name),
  supportContact: organization.supportContact,
});
