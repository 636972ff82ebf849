import type { Actor, SlackUserRef, Via } from '../domain/actor.ts';
import type { AddressFacts } from '../domain/decide-invite.ts';
import type { OwnTerms } from '../domain/import-terms.ts';
import type { InvitationRecord, PendingGroup } from '../domain/invitation.ts';
import type { Organization, PlainPermission, Product, Team, TemplateOption } from '../domain/organization.ts';
import type { Role } from '../domain/role.ts';
import type { Self } from './why.ts';

/** What an interaction starts from: who acts, where, and what time it is by the database's clock. */
export type ActorContext = {
  readonly actor: Actor;
  readonly organization: Organization;
  readonly now: Date;
  /** Read with the actor where that is what was asked for. */
  readonly self?: Self;
};

export type FormOptions = {
  readonly roles: readonly Role[];
  readonly teams: readonly Team[];
  readonly products: readonly Product[];
  /** Those that are not sensitive. */
  readonly permissions: readonly PlainPermission[];
  /** Templates that hold at least one permission. */
  readonly templates: readonly TemplateOption[];
};

/** What a form asks to give, held until the transaction that gives it ends. */
export type OfferedTerms = {
  readonly roleId: string | null;
  readonly teamIds: readonly string[];
  readonly productIds: readonly string[];
};

export type AuditEntry = {
  /** Given where something else names the entry, such as a button that takes the act back. */
  readonly id?: string;
  readonly organizationId: string;
  readonly actor:
    | { readonly kind: 'MEMBERSHIP'; readonly membershipId: string }
    | { readonly kind: 'SLACK_USER'; readonly slack: SlackUserRef }
    | { readonly kind: 'INVITEE' | 'SYSTEM' | 'CLI' };
  /** Noun and verb: `invitation.create`, `invitation.withdraw`, `membership.join`, `attempt.refused`. */
  readonly action: string;
  readonly target: { readonly kind: AuditTargetKind; readonly id: string } | null;
  /** Fields and ids, never an address or a name of a person. */
  readonly changed: Readonly<Record<string, unknown>>;
  readonly via: Via;
  readonly requestId: string;
};

export type AuditTargetKind =
  | 'invitation'
  | 'membership'
  | 'organization'
  | 'team'
  | 'product'
  | 'role'
  | 'permission'
  | 'template'
  | 'request'
  | 'happening'
  | 'import'
  | 'invite_link';

export type NewInvitation = {
  readonly id: string;
  readonly email: string;
  readonly emailKey: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly slack: SlackUserRef | null;
} & OwnTerms;

/** What all invitations of one batch share. */
export type InvitationTerms = {
  readonly organizationId: string;
  readonly batchId: string;
  readonly roleId: string;
  readonly primaryTeamId: string | null;
  readonly secondaryTeamIds: readonly string[];
  readonly productIds: readonly string[];
  readonly permissionIds: readonly string[];
  readonly note: string | null;
  readonly inviterId: string;
  readonly issuedAt: Date;
  readonly sendAfter: Date | null;
  readonly expiresAt: Date | null;
};

/** What the lists of one or many invitations are set to. */
export type TermLists = Pick<InvitationTerms, 'organizationId' | 'secondaryTeamIds' | 'productIds' | 'permissionIds'>;

/** The columns of an invitation that an edit sets; its lists follow by `saveTermLists`. */
export type InvitationEdit = {
  readonly organizationId: string;
  readonly id: string;
  readonly roleId: string;
  readonly primaryTeamId: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** Who answers for the terms from now on. */
  readonly issuerId: string | null;
};

/** One link: an invitation and its generation. */
export type IssuedLink = { readonly id: string; readonly generation: number };

/** A link that goes out now. */
export type BegunDelivery = {
  readonly expiresAt: Date;
  readonly now: Date;
  /** When this link was first tried, on whatever way; null for the first time. */
  readonly firstTriedAt: Date | null;
};

/** A scheduled invitation that goes out now. */
export type ReleasedInvitation = IssuedLink & { readonly organizationId: string; readonly batchId: string };

export type PendingCursor = { readonly group: PendingGroup; readonly issuedAt: Date; readonly id: string };

export type Page<Row> = { readonly rows: readonly Row[]; readonly hasMore: boolean };

export type Admission = {
  readonly invitation: InvitationRecord;
  readonly names: { readonly first: string; readonly last: string };
  readonly accountId: string;
  readonly membershipId: string;
};

export type MailedCode = {
  readonly id: string;
  readonly email: string;
  readonly organizationId: string;
  readonly workspaceName: string;
  readonly slack: SlackUserRef;
  readonly expiresAt: Date;
};

export type StoredAddressFacts = Pick<
  AddressFacts,
  'stoppedAt' | 'membership' | 'hasAccount' | 'hasNames' | 'invitation' | 'bouncedAt' | 'slackKnownAs'
> & {
  readonly accountId: string | null;
  /** The address as that account has it. */
  readonly accountEmail: string | null;
  readonly batchId: string | null;
  /** Accepted although nothing was ever sent: somebody who was added at once. */
  readonly wasAdded: boolean;
};

/** Messages of Usher's that have a life of their own. */
export type PostedKind =
  | 'batch'
  | 'link'
  | 'joins'
  | 'channel_problem'
  | 'admin_granted'
  | 'role_changed'
  | 'pause'
  | 'request'
  | 'request_answer'
  | 'export'
  | 'export_sent'
  | 'export_told'
  | 'digest'
  | 'weekly'
  | 'happening'
  | 'addresses'
  | 'import_file'
  | 'import_file_sent'
  | 'import_stopped';

/** A message that one process is about to send. */
export type PostClaim = {
  readonly organizationId: string;
  readonly kind: PostedKind;
  readonly subject: string;
  readonly slackTeamId: string;
};

/** What a member has, as far as somebody else may be given the same. */
export type MemberTerms = {
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly roleId: string;
  readonly roleName: string;
  readonly isAdmin: boolean;
  readonly primaryTeamId: string | null;
  readonly secondaryTeamIds: readonly string[];
  readonly productIds: readonly string[];
  readonly permissionIds: readonly string[];
};
