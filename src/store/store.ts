import type { Result } from '../domain/result.ts';
import type { Store } from '../ports/store.ts';
import type { Transaction } from '../ports/transaction.ts';
import { type ActorReader, findActor } from './actors.ts';
import { doAlone } from './alone.ts';
import type { StoreClient } from './client.ts';
import { sendAndNote } from './deliveries.ts';
import { doctorNotesOn } from './doctor-on.ts';
import { notesOn } from './notes-on.ts';
import { readsOn } from './reads-on.ts';
import { runTransaction } from './run-transaction.ts';
import { findSelf } from './self.ts';
import { takeSlackEvent } from './slack-events.ts';
import { transactionOn } from './transaction-on.ts';

/** The store as services see it. */
export const createStore = ({ prisma, pool }: Pick<StoreClient, 'prisma' | 'pool'>): Store => {
  const reader: ActorReader = { pool, known: new Map() };
  return {
    ...readsOn(prisma),
    ...notesOn(prisma),
    ...doctorNotesOn(prisma),
    now: async () => {
      const { rows } = await pool.query<{ now: Date }>({ name: 'now', text: 'SELECT usher_now() AS now' });
      return rows[0]?.now ?? new Date();
    },
    findActor: (installedTeamId, user) => findActor(reader, installedTeamId, user),
    findSelf: (installedTeamId, user) => findSelf(reader, installedTeamId, user),
    alone: (what, work) => doAlone(pool, what, work),
    sendAndNote: (work) => sendAndNote(pool, work),
    takeSlackEvent: (event) => takeSlackEvent(pool, event),
    transaction: <T, R>(work: (tx: Transaction) => Promise<Result<T, R>>) =>
      runTransaction(prisma, (db) => work(transactionOn(db))),
  };
};
