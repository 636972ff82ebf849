import type { MailFault } from '../domain/delivery-cause.ts';
import type { InvitationRecord } from '../domain/invitation.ts';
import type { MailState } from '../domain/mail-state.ts';
import type { Member } from '../domain/member.ts';
import type { Organization } from '../domain/organization.ts';
import type { ReminderOrdinal } from '../domain/reminders.ts';
import type { RoleNews } from './acts.ts';
import type { KnownSlackStop } from './slack-stops.ts';

/** What became of one mail. */
export type MailOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected'; readonly cause: MailFault }
  | {
      readonly kind: 'deferred';
      readonly cause: 'mail_server_unreachable' | 'mail_temporarily_refused' | 'mail_settings_refused' | 'mailbox_full';
    }
  | { readonly kind: 'not_configured' };

/** Of a mail that carries a link. */
export type LinkMailOutcome = MailOutcome | { readonly kind: 'no_public_address' };

export type Mails = {
  /** Whether links can be mailed. */
  readonly state: MailState;
  /** All that a mail without a link needs. */
  readonly hasServer: boolean;
  readonly invitation: (
    invitation: InvitationRecord,
    organization: Organization,
    timeZone: string,
  ) => Promise<LinkMailOutcome>;
  /** The same link once more, shorter. `ordinal`: which of its two reminders. */
  readonly reminder: (
    invitation: InvitationRecord,
    organization: Organization,
    timeZone: string,
    ordinal: ReminderOrdinal,
  ) => Promise<LinkMailOutcome>;
  readonly welcome: (member: Member, organization: Organization, addedAtOnce: boolean) => Promise<MailOutcome>;
  /** `id` makes the mail recognisable when it is sent twice. */
  readonly roleChanged: (
    member: Member,
    news: RoleNews,
    id: string,
    organization: Organization,
  ) => Promise<MailOutcome>;
  /** To an admin: Slack takes nothing from Usher. */
  readonly slackStopped: (member: Member, stop: KnownSlackStop, organization: Organization) => Promise<MailOutcome>;
  readonly code: (letter: CodeLetter, organization: Organization) => Promise<MailOutcome>;
  /** To whoever wants to join by an invite link. */
  readonly joinCode: (
    letter: Pick<CodeLetter, 'id' | 'email' | 'code' | 'expiresAt'>,
    organization: Organization,
  ) => Promise<MailOutcome>;
};

export type CodeLetter = {
  readonly id: string;
  readonly email: string;
  readonly code: string;
  /** Who asked, as Slack names them. */
  readonly slackName: string;
  readonly workspaceName: string;
  readonly expiresAt: Date;
};
