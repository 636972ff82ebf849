import type { SlackUserRef } from '../domain/actor.ts';
import type { Member } from '../domain/member.ts';
import type { NearPerson, Thing, WhyPerson } from '../domain/why-facts.ts';

/** Who is asked about. By their Slack user as well, where one is known: their membership may stand under another address. */
export type WhySubject = { readonly emailKey: string | null; readonly slack: SlackUserRef | null };

/** A person as a piece of a name finds them: a member, or somebody who was only ever invited. */
export type FoundPerson = {
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly isMember: boolean;
};

/** What `why` reads. Each is one statement, whatever is found. */
export type WhyReads = {
  /** All that is known of a person: under the address asked for first, then under others of the same Slack user. */
  readonly findWhyPeople: (organizationId: string, subject: WhySubject) => Promise<readonly WhyPerson[]>;
  /** People here whose address or name may be meant instead; `likenessOf` decides. */
  readonly findNearPeople: (
    organizationId: string,
    asked: { readonly emailKey: string; readonly firstName: string | null; readonly lastName: string | null },
  ) => Promise<readonly Omit<NearPerson, 'likeness'>[]>;
  /** Products, permissions and roles, and whether this member has them. */
  readonly findThings: (organizationId: string, membershipId: string | null) => Promise<readonly WhyThing[]>;
  readonly findPeopleNamed: (organizationId: string, text: string, limit: number) => Promise<readonly FoundPerson[]>;
};

/** What somebody may do, by name, and the names of the admins to ask, those who have been it longest first. */
export type OwnAccess = { readonly permissionNames: readonly string[]; readonly adminNames: readonly string[] };

/** What somebody is told of themselves. */
export type Self = {
  readonly member: Member | null;
  /** The newest invitation that waits for this very Slack user and has not run out. */
  readonly waitingId: string | null;
  readonly access: OwnAccess;
};

/** `key` is what the product that people are members of calls it; a role has none. */
export type WhyThing = Thing & { readonly key: string | null };
