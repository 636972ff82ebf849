import type { Deps } from '../deps.ts';
import type { PendingGroup, PendingRow } from '../domain/invitation.ts';
import type { MailState } from '../domain/mail-state.ts';
import type { ActorContext, PendingCursor } from '../ports/records.ts';

const PENDING_PAGE = 25;

export type PendingList = {
  readonly rows: readonly PendingRow[];
  readonly hasMore: boolean;
  readonly counts: Readonly<Record<PendingGroup, number>>;
  readonly now: Date;
  readonly mailState: MailState;
};

/** One page of what waits, in the order of its groups. The caller has asked `authorize` for `pending`. */
export const listPending = async (
  deps: Pick<Deps, 'store' | 'mails'>,
  { organization }: ActorContext,
  after: PendingCursor | null,
): Promise<PendingList> => {
  const [page, counts, now] = await Promise.all([
    deps.store.findPendingPage(organization.id, after, PENDING_PAGE),
    deps.store.countPending(organization.id),
    deps.store.now(),
  ]);
  return { ...page, counts, now, mailState: deps.mails.state };
};
