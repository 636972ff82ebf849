import type { ActReads, ActWrites } from '../ports/acts.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import {
  closeOwnPending,
  countIssued,
  countOwnPending,
  settleInviteLinks,
  takeOverIssued,
  withdrawIssued,
} from './issued.ts';
import {
  countOtherAdmins,
  endMembership,
  holdMembers,
  holdOrganization,
  restoreMembership,
  setRole,
} from './member-acts.ts';
import { findMemberRecord, findOwnPermissionIds, findRole, findRolePermissions, holdRole } from './member-records.ts';
import { findAct, findActsOfRequest, findNewestAct } from './past-acts.ts';
import { findPause, findPauseFacts, findRoleChange } from './pauses.ts';
import { reopenInvitations, returnInviteLinks, returnIssued } from './undo-writes.ts';

export const actReadsOn = (db: Db): ActReads => {
  const on = bind(db);
  return {
    findAct: on(findAct),
    findMemberRecord: on(findMemberRecord),
    findRole: on(findRole),
    findRolePermissions: on(findRolePermissions),
    findOwnPermissionIds: on(findOwnPermissionIds),
    countIssued: on(countIssued),
    countOwnPending: on(countOwnPending),
    findPauseFacts: on(findPauseFacts),
    findPause: on(findPause),
    findRoleChange: on(findRoleChange),
  };
};

export const actWritesOn = (db: Db): ActWrites => {
  const on = bind(db);
  return {
    holdOrganization: on(holdOrganization),
    holdMembers: on(holdMembers),
    holdRole: on(holdRole),
    countOtherAdmins: on(countOtherAdmins),
    setRole: on(setRole),
    endMembership: on(endMembership),
    restoreMembership: on(restoreMembership),
    takeOverIssued: on(takeOverIssued),
    withdrawIssued: on(withdrawIssued),
    settleInviteLinks: on(settleInviteLinks),
    closeOwnPending: on(closeOwnPending),
    returnIssued: on(returnIssued),
    returnInviteLinks: on(returnInviteLinks),
    reopenInvitations: on(reopenInvitations),
    findNewestAct: on(findNewestAct),
    findActsOfRequest: on(findActsOfRequest),
  };
};
