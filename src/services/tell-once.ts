import type { Deps, NoticeOutcome } from '../deps.ts';
import type { PostedKind } from '../store-port.ts';

export type Telling = {
  readonly organizationId: string;
  readonly kind: PostedKind;
  /** What is told once. */
  readonly subject: string;
  readonly slackTeamId: string;
};

/**
 * Tells somebody of something once, whatever the number of processes and tries. Undefined when it was told before. The claim
 * is given back when the telling failed, by an error too, so that the next try tells it.
 */
export const tellOnce = async (
  { store }: Pick<Deps, 'store'>,
  { organizationId, kind, subject, slackTeamId }: Telling,
  tell: () => Promise<NoticeOutcome>,
): Promise<NoticeOutcome | undefined> => {
  if (!(await store.claimPosted(organizationId, kind, subject, slackTeamId))) return undefined;
  const release = () => store.releasePosted(organizationId, kind, subject);
  const outcome = await tell().catch(async (error: unknown) => {
    await release();
    throw error;
  });
  if (outcome.kind !== 'posted') await release();
  return outcome;
};
