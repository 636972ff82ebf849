import type { RosterRow } from '../domain/member.ts';
import type { MeantInvitation, PersonCard, PersonKey } from '../domain/person-card.ts';

/** What the desk, the person card, and commands that name people read. */
export type DeskReads = {
  /** Null for anybody of another organization. */
  readonly findPersonCard: (organizationId: string, membershipId: string) => Promise<PersonCard | null>;
  /** Active ones first, then newest first. */
  readonly findMembersMeant: (
    organizationId: string,
    key: PersonKey,
    scope: { readonly onlyActive: boolean },
    limit: number,
  ) => Promise<readonly RosterRow[]>;
  readonly findInvitedMeant: (
    organizationId: string,
    key: PersonKey,
    limit: number,
  ) => Promise<readonly MeantInvitation[]>;
};
