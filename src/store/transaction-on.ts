import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../ports/transaction.ts';
import { accessWritesOn } from './access-on.ts';
import { holdActor } from './actors.ts';
import { actWritesOn } from './acts-on.ts';
import { findAddressFacts } from './address-facts.ts';
import { admit } from './admit.ts';
import { writeAudit } from './audit.ts';
import { bind } from './bind.ts';
import { bounceWritesOn } from './bounces.ts';
import { recordCopy } from './deliveries.ts';
import { doctorWritesOn } from './doctor-on.ts';
import { enqueueJobs } from './enqueue.ts';
import { holdFormOptions } from './form-options.ts';
import { Prisma } from './generated/client.ts';
import { happeningWritesOn } from './happenings.ts';
import { bindSlackUser, holdIdentityCode, nameAccount, spendIdentityCode, startIdentityCode } from './identities.ts';
import { importWritesOn } from './imports-on.ts';
import { holdInvitation, holdInvitations } from './invitation-records.ts';
import {
  allowAddress,
  closeInvitations,
  createInvitations,
  editInvitation,
  markAsked,
  reissueInvitations,
  releaseInvitation,
  releaseScheduled,
  renewInvitations,
  saveTermLists,
  stopAddress,
} from './invitation-writes.ts';
import { inviteLinkWritesOn } from './invite-links-on.ts';
import { joinRequestWritesOn } from './join-requests.ts';
import { memberAccessWritesOn } from './member-access.ts';
import { morningWritesOn } from './mornings-on.ts';
import { productWritesOn } from './products-on.ts';
import { readsOn } from './reads-on.ts';
import { countReissues } from './reissue-counts.ts';
import { reminderWritesOn } from './reminders.ts';
import { settingsWritesOn } from './settings-writes.ts';
import { slackStopWritesOn } from './slack-stops.ts';
import { teamWritesOn } from './teams-on.ts';

export const transactionOn = (db: Prisma.TransactionClient): Transaction => {
  const on = bind(db);
  return {
    ...readsOn(db),
    ...actWritesOn(db),
    ...bounceWritesOn(db),
    ...slackStopWritesOn(db),
    ...teamWritesOn(db),
    ...accessWritesOn(db),
    ...happeningWritesOn(db),
    ...productWritesOn(db),
    ...morningWritesOn(db),
    ...reminderWritesOn(db),
    ...importWritesOn(db),
    ...inviteLinkWritesOn(db),
    ...settingsWritesOn(db),
    ...memberAccessWritesOn(db),
    ...joinRequestWritesOn(db),
    ...doctorWritesOn(db),
    now: async () => {
      const rows = await db.$queryRaw<{ now: Date }[]>(Prisma.sql`SELECT usher_now() AS now`);
      return rows[0]?.now ?? new Date();
    },
    holdActor: on(holdActor),
    holdFormOptions: on(holdFormOptions),
    findAddressFacts: on(findAddressFacts),
    createInvitations: on(createInvitations),
    renewInvitations: on(renewInvitations),
    saveTermLists: on(saveTermLists),
    editInvitation: on(editInvitation),
    holdInvitation: on(holdInvitation),
    holdInvitations: on(holdInvitations),
    reissueInvitations: on(reissueInvitations),
    releaseScheduled: on(releaseScheduled),
    countReissues: on(countReissues),
    recordCopy: on(recordCopy),
    releaseInvitation: on(releaseInvitation),
    closeInvitations: on(closeInvitations),
    allowAddress: on(allowAddress),
    stopAddress: (emailKey) => stopAddress(db, uuidv7(), emailKey),
    markAsked: on(markAsked),
    admit: on(admit),
    bindSlackUser: on(bindSlackUser),
    nameAccount: on(nameAccount),
    startIdentityCode: on(startIdentityCode),
    holdIdentityCode: on(holdIdentityCode),
    spendIdentityCode: on(spendIdentityCode),
    audit: (...entries) => writeAudit(db, entries),
    enqueue: (...jobs) => enqueueJobs(db, jobs),
    markHandled: async (key) => {
      const count = await db.$executeRaw(Prisma.sql`
        INSERT INTO handled_interaction (key) VALUES (${key}) ON CONFLICT DO NOTHING`);
      return count === 1;
    },
  };
};
