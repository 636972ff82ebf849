import type { SqlQuery } from '@prisma/driver-adapter-utils';

// A connection keeps what has a name for as long as it lives.
const MOST_NAMES = 500;
// With more values than that a list was written out, and each length of it would be a statement of its own.
const MOST_VALUES = 40;
// A name that everybody has and one that nobody has are found by different ways, and so are the few and the many of a page whose size
// is a value: these are planned for what is asked.
const isPlannedAnew = /\bI?LIKE\b|\bLIMIT \$/i;

/**
 * Names for Prisma's statements, by which a connection parses and plans each a few times and then no more: half of all that the database
 * does for an invitation, three quarters of what a card costs. An empty one means none. Made for one pool, since names count from the first statement that it saw.
 */
export const createStatementNames = (): ((query: SqlQuery) => string) => {
  const names = new Map<string, string>();
  return ({ sql, args }) => {
    if (args.length === 0 || args.length > MOST_VALUES) return '';
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MOST_NAMES) return '';
    const name = isPlannedAnew.test(sql) ? '' : `prisma_${names.size}`;
    names.set(sql, name);
    return name;
  };
};
