import type { MemberRecord, MemberRole } from '../domain/member-record.ts';
import type { PauseFacts } from '../domain/pause.ts';
import type { NamedPermission, RoleDifference } from '../domain/role-change.ts';
import type { IssuedChoice, PastAct } from '../domain/undo.ts';

/** How many pending invitations and living invite links somebody has issued. */
export type IssuedCounts = { readonly invitations: number; readonly inviteLinks: number };

/** Pending invitations as an act changed them, with the batches whose messages tell of them. */
export type ChangedInvitations = readonly {
  readonly id: string;
  readonly generation: number;
  readonly batchId: string;
}[];

/** Whose issued invitations; `aboveRank` leaves out those whose role ranks no higher. */
export type IssuedBy = {
  readonly organizationId: string;
  readonly issuerId: string;
  readonly aboveRank: number | null;
};

/** A question to the other admins: may this admin go on? */
export type PauseRecord = {
  readonly id: string;
  readonly organizationId: string;
  readonly at: Date;
  readonly act: 'change_role' | 'deactivate' | 'remove';
  readonly asker: PauseParty;
  readonly target: PauseParty;
  readonly decision: { readonly kind: 'approved' | 'declined'; readonly at: Date; readonly by: PauseParty } | null;
};

export type PauseParty = Pick<MemberRecord, 'membershipId' | 'email' | 'firstName' | 'lastName' | 'slack'>;

/** A change of role as the person, and the other admins, are told of it. */
export type RoleChangeRecord = {
  readonly membershipId: string;
  readonly organizationId: string;
  readonly at: Date;
  readonly from: MemberRole;
  readonly to: MemberRole;
  readonly by: PauseParty;
};

/** All that somebody is told of a change of their role. */
export type RoleNews = RoleChangeRecord & { readonly difference: RoleDifference };

export type ActReads = {
  readonly findAct: (organizationId: string, auditEventId: string) => Promise<PastAct | null>;
  readonly findMemberRecord: (organizationId: string, membershipId: string) => Promise<MemberRecord | null>;
  /** Retired ones too: they say so. */
  readonly findRole: (organizationId: string, roleId: string) => Promise<MemberRole | null>;
  /** What each role permits, by its id. */
  readonly findRolePermissions: (organizationId: string) => Promise<ReadonlyMap<string, readonly NamedPermission[]>>;
  readonly findOwnPermissionIds: (organizationId: string, membershipId: string) => Promise<readonly string[]>;
  readonly countIssued: (issued: IssuedBy) => Promise<IssuedCounts>;
  readonly countOwnPending: (organizationId: string, emailKey: string) => Promise<number>;
  readonly findPauseFacts: (organizationId: string, actorId: string) => Promise<PauseFacts>;
  readonly findPause: (organizationId: string, pauseId: string) => Promise<PauseRecord | null>;
  readonly findRoleChange: (organizationId: string, auditEventId: string) => Promise<RoleChangeRecord | null>;
};

export type ActWrites = {
  /** The one lock under which an active admin may stop being one. Taken before any membership is held. */
  readonly holdOrganization: (organizationId: string) => Promise<void>;
  /** Memberships locked in the order of their ids, so that two admins who act on each other cannot wait for each other. */
  readonly holdMembers: (organizationId: string, membershipIds: readonly string[]) => Promise<void>;
  /** The role as it is now; it cannot be retired before this transaction ends. */
  readonly holdRole: (organizationId: string, roleId: string) => Promise<MemberRole | null>;
  readonly countOtherAdmins: (organizationId: string, membershipId: string) => Promise<number>;
  /** The membership's new version. */
  readonly setRole: (organizationId: string, membershipId: string, roleId: string) => Promise<number>;
  readonly endMembership: (
    organizationId: string,
    membershipId: string,
    status: 'DEACTIVATED' | 'REMOVED',
    endedById: string,
  ) => Promise<number>;
  readonly restoreMembership: (organizationId: string, membershipId: string) => Promise<number>;
  readonly takeOverIssued: (issued: IssuedBy, newIssuerId: string) => Promise<ChangedInvitations>;
  readonly withdrawIssued: (issued: IssuedBy, decidedById: string) => Promise<ChangedInvitations>;
  /** Their ids. */
  readonly settleInviteLinks: (
    issued: IssuedBy,
    choice: IssuedChoice,
    newCreatorId: string,
  ) => Promise<readonly string[]>;
  readonly closeOwnPending: (
    organizationId: string,
    emailKey: string,
    decidedById: string,
  ) => Promise<ChangedInvitations>;
  /** Those of them that nobody has touched since: the issuer of before again. */
  readonly returnIssued: (
    organizationId: string,
    links: readonly { readonly id: string; readonly generation: number }[],
    from: string,
    to: string,
  ) => Promise<ChangedInvitations>;
  readonly returnInviteLinks: (
    organizationId: string,
    ids: readonly string[],
    choice: IssuedChoice,
    from: string,
    to: string,
  ) => Promise<void>;
  /** Pending again, with the same links: those that were closed at this moment and whose address nobody has invited since. */
  readonly reopenInvitations: (
    organizationId: string,
    ids: readonly string[],
    closedAt: Date,
  ) => Promise<ChangedInvitations>;
  /** The newest of these acts of one actor on a target. */
  readonly findNewestAct: (
    organizationId: string,
    targetId: string,
    actorId: string,
    action: PastAct['action'],
  ) => Promise<PastAct | null>;
  /** All of one request: a withdrawal of several addresses is one act. */
  readonly findActsOfRequest: (act: PastAct, organizationId: string) => Promise<readonly PastAct[]>;
};
