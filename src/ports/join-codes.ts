import type { InviteLinkRecord } from '../domain/invite-link.ts';

/** A code that proves the address of somebody who wants to join by an invite link. */
export type JoinCodeRecord = {
  readonly id: string;
  readonly inviteLinkId: string;
  readonly email: string;
  readonly emailKey: string;
  readonly attempts: number;
  readonly expiresAt: Date;
  /** Whose membership it made; null until then. */
  readonly membershipId: string | null;
};

export type JoinCodeReads = {
  readonly findJoinCode: (
    id: string,
  ) => Promise<(JoinCodeRecord & { readonly organizationId: string; readonly isStopped: boolean }) | null>;
};

/** Who joins, with which names, by which link. */
export type LinkAdmission = {
  readonly link: InviteLinkRecord;
  readonly email: string;
  readonly emailKey: string;
  readonly names: { readonly first: string; readonly last: string };
  readonly accountId: string;
  readonly membershipId: string;
};

export type JoinCodeWrites = {
  /** One at a time asks for codes to one address. How many were asked for within the hour, to it and for this link. */
  readonly countJoinCodes: (
    inviteLinkId: string,
    emailKey: string,
  ) => Promise<{ readonly ofAddress: number; readonly ofLink: number }>;
  readonly startJoinCode: (code: Omit<JoinCodeRecord, 'attempts' | 'membershipId'>) => Promise<void>;
  /** Held until this transaction ends: guesses are counted one by one. */
  readonly holdJoinCode: (id: string) => Promise<JoinCodeRecord | null>;
  readonly missJoinCode: (id: string) => Promise<void>;
  readonly spendJoinCode: (id: string, membershipId: string) => Promise<void>;
  /**
   * Makes a new member by a link, and counts the use, in one statement. Null where the link is revoked, has ended, has no use left or
   * leads into another team by now, or the account has or had a membership: then nothing of it happened that this transaction may keep.
   */
  readonly admitByLink: (
    admission: LinkAdmission,
  ) => Promise<{ readonly membershipId: string; readonly accountId: string } | null>;
};
