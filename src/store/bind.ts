import type { Db } from './client.ts';

/** Gives each query its database: the pool, or the connection of one transaction. */
export const bind =
  (db: Db) =>
  <Args extends unknown[], T>(query: (db: Db, ...args: Args) => T) =>
  (...args: Args): T =>
    query(db, ...args);
