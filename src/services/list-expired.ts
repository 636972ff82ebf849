import type { Deps } from '../deps.ts';
import type { ExpiredRow } from '../domain/invitation.ts';
import type { ActorContext } from '../ports/records.ts';

/** As many as one form holds; there are more only where nobody has tidied up for months. */
const MOST = 150;
const RECENT_MS = 14 * 86_400_000;

export type ExpiredList = {
  /** Of the last two weeks: ticked from the start. Newest first. */
  readonly recent: readonly ExpiredRow[];
  readonly older: readonly ExpiredRow[];
  readonly rows: readonly ExpiredRow[];
  /** How many ran out in all. */
  readonly total: number;
  readonly now: Date;
};

/** Those that ran out, to choose whom to send a new link. The caller has asked `authorize` for `reinvite`. */
export const listExpired = async (
  { store }: Pick<Deps, 'store'>,
  { organization }: ActorContext,
): Promise<ExpiredList> => {
  const [rows, counts, now] = await Promise.all([
    store.findExpired(organization.id, MOST),
    store.countPending(organization.id),
    store.now(),
  ]);
  const since = now.getTime() - RECENT_MS;
  return {
    recent: rows.filter(({ expiresAt }) => expiresAt.getTime() > since),
    older: rows.filter(({ expiresAt }) => expiresAt.getTime() <= since),
    rows,
    total: Math.max(rows.length, counts.ran_out_this_week + counts.older),
    now,
  };
};
