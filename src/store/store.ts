import { v7 as uuidv7 } from 'uuid';
import type { Result } from '../domain/result.ts';
import type { Store, StoreNotes, StoreReads } from '../store-port.ts';
import type { Transaction } from '../transaction-port.ts';
import { findActor, holdActor } from './actors.ts';
import { findAddressFacts } from './address-facts.ts';
import { admit } from './admit.ts';
import { writeAudit } from './audit.ts';
import { findBatch } from './batches.ts';
import type { Db, StoreClient } from './client.ts';
import {
  beginDelivery,
  findSentCards,
  forgetCard,
  noteOpened,
  recordDelivery,
  rememberSlackUser,
} from './deliveries.ts';
import { enqueueJobs } from './enqueue.ts';
import { forgetOld } from './forget-old.ts';
import { findFormOptions } from './form-options.ts';
import { Prisma } from './generated/client.ts';
import {
  bindSlackUser,
  findIdentityCode,
  holdIdentityCode,
  isBoundInWorkspace,
  nameAccount,
  spendIdentityCode,
  startIdentityCode,
} from './identities.ts';
import {
  findInvitation,
  findInvitationsOfEmails,
  findPendingOfSlackUser,
  holdInvitation,
  holdInvitations,
} from './invitation-records.ts';
import {
  closeInvitation,
  createInvitations,
  markAsked,
  reissueInvitations,
  renewInvitations,
  saveTeamsAndProducts,
  stopAddress,
} from './invitation-writes.ts';
import { countActiveAdmins, findAdminsInSlack, findJoins, findMember, findMemberByAccountEmail } from './members.ts';
import { findOrganization } from './organizations.ts';
import { countPending, findExpired, findPendingPage } from './pending.ts';
import { findPosted, releasePosted, savePosted } from './posted-messages.ts';
import { countReissues } from './reissue-counts.ts';
import { findRosterPage } from './roster.ts';
import { runTransaction } from './run-transaction.ts';

/** Gives each query its database: the pool, or the connection of one transaction. */
const bind =
  (db: Db) =>
  <Args extends unknown[], T>(query: (db: Db, ...args: Args) => T) =>
  (...args: Args): T =>
    query(db, ...args);

const readsOn = (db: Db): StoreReads => {
  const on = bind(db);
  return {
    findOrganization: on(findOrganization),
    findFormOptions: on(findFormOptions),
    findInvitation: on(findInvitation),
    findInvitationsOfEmails: on(findInvitationsOfEmails),
    findPendingOfSlackUser: on(findPendingOfSlackUser),
    findPendingPage: on(findPendingPage),
    countPending: on(countPending),
    findExpired: on(findExpired),
    findRosterPage: on(findRosterPage),
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

const notesOn = (db: Db): StoreNotes => {
  const on = bind(db);
  return {
    beginDelivery: on(beginDelivery),
    recordDelivery: on(recordDelivery),
    forgetCard: on(forgetCard),
    rememberSlackUser: on(rememberSlackUser),
    savePosted: on(savePosted),
    releasePosted: on(releasePosted),
    noteOpened: on(noteOpened),
    recordRefusedAttempt: (entry, key) => writeAudit(db, [entry], key),
    enqueue: (...jobs) => enqueueJobs(db, jobs),
    forgetOld: on(forgetOld),
  };
};

const transactionOn = (db: Prisma.TransactionClient): Transaction => {
  const on = bind(db);
  return {
    ...readsOn(db),
    now: async () => {
      const rows = await db.$queryRaw<{ now: Date }[]>(Prisma.sql`SELECT usher_now() AS now`);
      return rows[0]?.now ?? new Date();
    },
    holdActor: on(holdActor),
    findAddressFacts: on(findAddressFacts),
    createInvitations: on(createInvitations),
    renewInvitations: on(renewInvitations),
    saveTeamsAndProducts: on(saveTeamsAndProducts),
    holdInvitation: on(holdInvitation),
    holdInvitations: on(holdInvitations),
    reissueInvitations: on(reissueInvitations),
    countReissues: on(countReissues),
    closeInvitation: on(closeInvitation),
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

/** The store as services see it. */
export const createStore = ({ prisma, pool }: Pick<StoreClient, 'prisma' | 'pool'>): Store => ({
  ...readsOn(prisma),
  ...notesOn(prisma),
  now: async () => {
    const { rows } = await pool.query<{ now: Date }>({ name: 'now', text: 'SELECT usher_now() AS now' });
    return rows[0]?.now ?? new Date();
  },
  findActor: (installedTeamId, user) => findActor(pool, installedTeamId, user),
  transaction: <T, R>(work: (tx: Transaction) => Promise<Result<T, R>>) =>
    runTransaction(prisma, (db) => work(transactionOn(db))),
});
