/** The settings of an organization (DESIGN section 9), as far as rules and texts depend on them. */
export type Organization = {
  readonly id: string;
  readonly name: string;
  readonly productName: string | null;
  readonly productUrl: string | null;
  readonly gettingStartedUrl: string | null;
  readonly supportContact: string | null;
  readonly invitationLifetimeHours: number;
  readonly namesAskedOf: 'INVITEE' | 'INVITER';
  readonly existingAccounts: 'MUST_ACCEPT' | 'ADD_AT_ONCE';
  readonly ownDomains: readonly string[];
  readonly guestPolicy: 'REFUSE' | 'WARN' | 'ALLOW';
  readonly deliveryPolicy: 'DM_ELSE_MAIL' | 'DM_AND_MAIL' | 'MAIL_ONLY';
  readonly adminChannelId: string | null;
  readonly organizationChannelId: string | null;
  readonly organizationPosts: 'OFF' | 'WEEKLY';
  readonly remindersOn: boolean;
  /** Whole hours in the reader's zone; the same twice means that no hour is quiet. */
  readonly quietFromHour: number;
  readonly quietUntilHour: number;
  /** What Usher sends by itself to one address in 30 days. */
  readonly automaticMessageCap: number;
  readonly digestOn: boolean;
  readonly digestHour: number;
  readonly reinviteCap: number;
  readonly dailyInvitationCap: number;
  readonly allowedDomains: readonly string[];
  readonly blockedDomains: readonly string[];
  readonly rosterReaders: 'ADMINS' | 'MEMBERS';
  /** What role a link that many may use can give; never one of admins. */
  readonly inviteLinkPolicy: 'OFF' | 'LEAST_ROLE' | 'ANY_ROLE';
  /** Whether admins are asked to invite whoever joins the Slack workspace. */
  readonly askAboutJoiners: boolean;
  /** IANA name, shown wherever the reader's own zone is not known. */
  readonly timeZone: string;
  readonly language: string;
  /** The workspace in which Usher speaks for this organization. */
  readonly slackTeamId: string;
};

export type Team = {
  readonly id: string;
  readonly name: string;
  readonly slackChannelId: string | null;
  readonly defaultProductIds: readonly string[];
};

export type Product = { readonly id: string; readonly name: string; readonly isDefault: boolean };

/** A permission that an invitation or a template may carry: never a sensitive one. */
export type PlainPermission = { readonly id: string; readonly name: string };

export type TemplateOption = { readonly id: string; readonly name: string; readonly permissionIds: readonly string[] };
