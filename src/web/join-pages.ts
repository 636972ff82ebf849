import type { LinkClosed } from '../domain/invite-link.ts';
import type { NameRefusal } from '../domain/person-name.ts';
import type { AskCodeRefusal } from '../services/ask-join-code.ts';
import type { JoinByLinkRefusal } from '../services/join-by-link.ts';
import type { MembershipFacts, UsedInvitation } from './invitation-pages.ts';

/** What the reader of every page of an invite link may know: whoever has it. */
export type JoinFacts = {
  readonly organizationName: string;
  readonly supportContact: string | null;
  /** IANA name; dates are shown in it, named. */
  readonly zone: string;
};

export type OpenJoin = JoinFacts & {
  readonly state: 'open';
  readonly roleName: string;
  readonly roleDescription: string;
  readonly teamName: string | null;
  /** As people read them. Empty: any address. */
  readonly domains: readonly string[];
  readonly expiresAt: Date;
  /** What people of the Slack workspace type instead, before the link: `/members join`. */
  readonly slackCommand: string;
};

export type JoinView =
  | { readonly state: 'unknown' }
  | OpenJoin
  | (JoinFacts & { readonly state: 'closed'; readonly why: LinkClosed });

/** Where a code is typed. */
export type CodeView =
  | { readonly state: 'unknown' }
  | (JoinFacts & { readonly state: 'waiting'; readonly address: string; readonly until: Date })
  /** It ran out, or too many wrong ones were typed. */
  | (JoinFacts & { readonly state: 'over' })
  | (JoinFacts &
      MembershipFacts &
      Pick<UsedInvitation, 'firstName' | 'productName' | 'productUrl' | 'gettingStartedUrl'> & {
        readonly state: 'joined';
        readonly address: string;
      });

export type TypedJoin = { readonly code: string; readonly first: string; readonly last: string };

/** What the pages of invite links need of the services. Only `ask` and `join` write; they are called for POST and nothing else. */
export type JoinPages = {
  readonly view: (token: string) => Promise<JoinView>;
  readonly ask: (
    token: string,
    email: string,
    requestId: string,
  ) => Promise<{ readonly codeId: string } | { readonly refusal: AskCodeRefusal | { readonly kind: 'no_address' } }>;
  readonly viewCode: (token: string, codeId: string) => Promise<CodeView>;
  /** Null: they joined, now or before. */
  readonly join: (
    token: string,
    codeId: string,
    typed: TypedJoin,
    requestId: string,
  ) => Promise<JoinByLinkRefusal | null>;
};

/** What was typed beside a code, as it was typed, and what is wrong with it. */
export type CodeProblems = {
  readonly typed: { readonly code: string; readonly firstName: string; readonly lastName: string };
  readonly firstName?: NameRefusal | undefined;
  readonly lastName?: NameRefusal | undefined;
  readonly code?:
    | { readonly kind: 'code_missing' }
    | { readonly kind: 'code_wrong'; readonly attemptsLeft: number }
    | undefined;
};
