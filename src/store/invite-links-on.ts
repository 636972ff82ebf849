import type { InviteLinkReads, InviteLinkWrites } from '../ports/invite-links.ts';
import type { JoinCodeReads, JoinCodeWrites } from '../ports/join-codes.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import {
  createInviteLink,
  findInviteLink,
  findInviteLinkPage,
  findLinkJoins,
  holdInviteLink,
  moveInviteLinks,
  revokeInviteLink,
} from './invite-links.ts';
import {
  admitByLink,
  countJoinCodes,
  findJoinCode,
  holdJoinCode,
  missJoinCode,
  spendJoinCode,
  startJoinCode,
} from './join-codes.ts';

export const inviteLinkReadsOn = (db: Db): InviteLinkReads & JoinCodeReads => {
  const on = bind(db);
  return {
    findInviteLinkPage: on(findInviteLinkPage),
    findInviteLink: on(findInviteLink),
    findLinkJoins: on(findLinkJoins),
    findJoinCode: on(findJoinCode),
  };
};

export const inviteLinkWritesOn = (db: Db): InviteLinkWrites & JoinCodeWrites => {
  const on = bind(db);
  return {
    createInviteLink: on(createInviteLink),
    holdInviteLink: on(holdInviteLink),
    moveInviteLinks: on(moveInviteLinks),
    revokeInviteLink: on(revokeInviteLink),
    countJoinCodes: on(countJoinCodes),
    startJoinCode: on(startJoinCode),
    holdJoinCode: on(holdJoinCode),
    missJoinCode: on(missJoinCode),
    spendJoinCode: on(spendJoinCode),
    admitByLink: on(admitByLink),
  };
};
