import type { NameRefusal } from '../domain/person-name.ts';

/** What the reader of every page of an invitation may know: whoever holds its link, and nobody else. */
export type InvitationFacts = {
  /** The public id, safe in an address and in the name of a cookie. */
  readonly invitationId: string;
  readonly organizationName: string;
  /** Who sent the current link; null for the system. */
  readonly inviterName: string | null;
  /** The invited address. Pages show it masked. */
  readonly address: string;
  /** IANA name; dates are shown in it, named. */
  readonly zone: string;
  readonly supportContact: string | null;
  /** They asked not to be written to. */
  readonly stopped: boolean;
};

/** What the membership gives, or will give. */
export type MembershipFacts = {
  readonly roleName: string;
  readonly roleDescription: string;
  readonly primaryTeamName: string | null;
  readonly otherTeamNames: readonly string[];
  readonly productNames: readonly string[];
};

/** `canAsk` is false within 12 h of `askedAt`. */
type Renewal = { readonly askedAt: Date | null; readonly canAsk: boolean };

export type OpenInvitation = InvitationFacts &
  MembershipFacts & {
    readonly state: 'open';
    readonly note: string | null;
    /** Null where it is still missing: the page asks for it. */
    readonly firstName: string | null;
    readonly lastName: string | null;
    readonly expiresAt: Date;
  };

export type ExpiredInvitation = InvitationFacts & Renewal & { readonly state: 'expired'; readonly expiredAt: Date };

/** Its issuer may no longer give this role, so it can't be accepted as it is. */
export type OrphanedInvitation = InvitationFacts & Renewal & { readonly state: 'issuer_lost_right' };

/** `newerSentAt` is null while the newer one is still on its way. */
export type SupersededInvitation = InvitationFacts & {
  readonly state: 'superseded';
  readonly newerSentAt: Date | null;
};

export type UsedInvitation = InvitationFacts &
  MembershipFacts & {
    readonly state: 'used';
    readonly firstName: string | null;
    readonly joinedAt: Date;
    readonly productName: string | null;
    /** Where members sign in. */
    readonly productUrl: string | null;
    readonly gettingStartedUrl: string | null;
  };

export type WithdrawnInvitation = InvitationFacts & { readonly state: 'withdrawn' };

export type DeclinedInvitation = InvitationFacts & { readonly state: 'declined'; readonly declinedAt: Date };

/**
 * What a link shows. Where several are true the end of the invitation wins: an old link of someone who has joined is
 * `used`, not `superseded`.
 */
export type InvitationView =
  | { readonly state: 'unknown' }
  | OpenInvitation
  | ExpiredInvitation
  | OrphanedInvitation
  | SupersededInvitation
  | UsedInvitation
  | WithdrawnInvitation
  | DeclinedInvitation;

/** The names that the page asked for; null for those the invitation had already. */
export type AcceptedNames = { readonly firstName: string | null; readonly lastName: string | null };

export type NameRefusals = { readonly firstName?: NameRefusal; readonly lastName?: NameRefusal };

export type AcceptOutcome =
  | { readonly kind: 'joined' }
  /** Used, ended or replaced meanwhile: the page says which. */
  | { readonly kind: 'not_open' }
  | { readonly kind: 'issuer_lost_right' }
  | { readonly kind: 'names_refused'; readonly refusals: NameRefusals }
  | { readonly kind: 'unknown' };

type AskOutcome =
  /** `at` is when it was asked: now, or earlier when that was less than 12 h ago. */
  { readonly kind: 'asked'; readonly at: Date } | { readonly kind: 'not_needed' } | { readonly kind: 'unknown' };

type DeclineOutcome = { readonly kind: 'declined' | 'not_open' | 'unknown' };

/** `not_theirs`: by a link that was handed over, which does not speak for the address. */
type StopOutcome = { readonly kind: 'stopped' | 'not_theirs' | 'unknown' };

type AllowOutcome = { readonly kind: 'allowed' | 'not_theirs' | 'unknown' };

/**
 * What the pages need of the services. Tokens are what the link carries; `unknown` means that no invitation has ever
 * had it, and is said alike for every reason. Only the last five write; they are called for POST and nothing else.
 */
export type InvitationPages = {
  /** Cheap, and writes nothing. */
  readonly openLink: (
    token: string,
  ) => Promise<{ readonly kind: 'unknown' } | { readonly kind: 'known'; readonly invitationId: string }>;
  readonly view: (token: string) => Promise<InvitationView>;
  /** A hint only: mail scanners open pages too. Called for GET by a person's browser, as far as one can tell. */
  readonly noteOpened: (token: string) => Promise<void>;
  readonly accept: (token: string, names: AcceptedNames, requestId: string) => Promise<AcceptOutcome>;
  readonly decline: (token: string, choice: { readonly stop: boolean }, requestId: string) => Promise<DeclineOutcome>;
  readonly askForNewLink: (token: string, requestId: string) => Promise<AskOutcome>;
  /** "Don't write to me again", in every state of the invitation. */
  readonly stop: (token: string, requestId: string) => Promise<StopOutcome>;
  /** Takes it back. */
  readonly allow: (token: string, requestId: string) => Promise<AllowOutcome>;
};
