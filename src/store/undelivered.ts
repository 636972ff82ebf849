import { Prisma } from './generated/client.ts';

/** The time, in a statement that meets many rows: as a sub-select it is asked for once, and not for each of them. */
export const NOW = '(SELECT usher_now())';

/**
 * The current link of the invitation `i` reached nobody: a try on some way failed, and none went through. An aggregate over the
 * deliveries of this one invitation, by their index: for EXISTS, PostgreSQL may read all deliveries that there ever were instead
 * (50 ms where there are 100,000).
 */
export const REACHED_NOBODY = `(SELECT coalesce(bool_or(d.cause IS NOT NULL) AND NOT bool_or(d.state = 'SENT'), false)
  FROM delivery d WHERE d.invitation_id = i.id AND d.generation = i.generation)`;

export const isUndelivered = Prisma.raw(`i.status = 'PENDING' AND i.expires_at > ${NOW} AND ${REACHED_NOBODY}`);
