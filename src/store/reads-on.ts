import type { StoreReads } from '../ports/store-reads.ts';
import { accessReadsOn } from './access-on.ts';
import { actReadsOn } from './acts-on.ts';
import { findBatch } from './batches.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import { findSentCards } from './deliveries.ts';
import { deskReadsOn } from './desk-on.ts';
import { doctorReadsOn } from './doctor-on.ts';
import { findFormOptions } from './form-options.ts';
import { happeningReadsOn } from './happenings.ts';
import { findIdentityCode, isBoundInWorkspace } from './identities.ts';
import { importReadsOn } from './imports-on.ts';
import { findInvitation, findInvitationsOfEmails, findPendingOfSlackUser } from './invitation-records.ts';
import { inviteLinkReadsOn } from './invite-links-on.ts';
import { joinRequestReadsOn } from './join-requests.ts';
import { findMemberTerms } from './member-terms.ts';
import { countActiveAdmins, findAdminsInSlack, findJoins, findMember, findMemberByAccountEmail } from './members.ts';
import { morningReadsOn } from './mornings-on.ts';
import { findOrganization } from './organizations.ts';
import { countPending, findExpired, findPendingPage } from './pending.ts';
import { findPosted } from './posted-messages.ts';
import { productReadsOn } from './products-on.ts';
import { reminderReadsOn } from './reminders.ts';
import { findRosterPage, findRosterRow } from './roster.ts';
import { findExportedAt, findExportPage } from './roster-export.ts';
import { slackStopReadsOn } from './slack-stops.ts';
import { teamReadsOn } from './teams-on.ts';
import { whyReadsOn } from './why-reads.ts';

export const readsOn = (db: Db): StoreReads => {
  const on = bind(db);
  return {
    ...actReadsOn(db),
    ...slackStopReadsOn(db),
    ...deskReadsOn(db),
    ...doctorReadsOn(db),
    ...teamReadsOn(db),
    ...productReadsOn(db),
    ...joinRequestReadsOn(db),
    ...whyReadsOn(db),
    ...accessReadsOn(db),
    ...morningReadsOn(db),
    ...reminderReadsOn(db),
    ...happeningReadsOn(db),
    ...importReadsOn(db),
    ...inviteLinkReadsOn(db),
    findOrganization: on(findOrganization),
    findFormOptions: on(findFormOptions),
    findMemberTerms: on(findMemberTerms),
    findInvitation: on(findInvitation),
    findInvitationsOfEmails: on(findInvitationsOfEmails),
    findPendingOfSlackUser: on(findPendingOfSlackUser),
    findPendingPage: on(findPendingPage),
    countPending: on(countPending),
    findExpired: on(findExpired),
    findRosterPage: on(findRosterPage),
    findRosterRow: on(findRosterRow),
    findExportPage: on(findExportPage),
    findExportedAt: on(findExportedAt),
    findMember: on(findMember),
    findMemberByAccountEmail: on(findMemberByAccountEmail),
    isBoundInWorkspace: on(isBoundInWorkspace),
    findIdentityCode: on(findIdentityCode),
    countActiveAdmins: on(countActiveAdmins),
    findBatch: on(findBatch),
    findJoins: on(findJoins),
    findAdminsInSlack: on(findAdminsInSlack),
    findPosted: on(findPosted),
    findSentCards: on(findSentCards),
  };
};
