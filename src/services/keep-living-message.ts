import type { Deps } from '../deps.ts';
import type { SlackUserRef } from '../domain/actor.ts';
import type { NoticeOutcome, PostedRef } from '../ports/posts.ts';
import type { PostedKind } from '../ports/records.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';
import { noteSent } from './note-sent.ts';

/** The one message that follows a batch, or an invite link, in the DM of whoever began it. */
export type LivingMessage = {
  readonly organizationId: string;
  readonly kind: PostedKind;
  readonly subject: string;
  readonly to: SlackUserRef;
  /** Its inviter is no admin any more: what stands there is ended, and nothing is posted. */
  readonly isHandedOver: boolean;
  /** `perhaps`: somebody set out to post it and did not note where. */
  readonly say: (posted: PostedRef | 'perhaps' | null) => Promise<NoticeOutcome>;
  /** Whether it is noted each time when it was told last, and not only where. */
  readonly notesWhen: boolean;
};

/** Posted once, edited from then on, posted anew if somebody removed it. */
export const keepLivingMessage = async (deps: Deps, message: LivingMessage): Promise<JobOutcome> => {
  const { store } = deps;
  const { organizationId, kind, subject, to, isHandedOver, say, notesWhen } = message;
  const posted = await store.findPosted(organizationId, kind, subject);
  if (isHandedOver && !posted) return finished;
  const known = posted ?? (await claim(store, message));
  if (known === 'lately') return again('on_its_way', ON_ITS_WAY_SECONDS);
  const edited = await say(known);
  const outcome = edited.kind === 'message_gone' && !isHandedOver ? await say(null) : edited;
  if (outcome.kind === 'posted') {
    const { channelId, ts } = outcome;
    const where = { channelId, ts };
    if (notesWhen || posted?.ts !== ts)
      await noteSent(deps, () => store.savePosted(organizationId, kind, subject, to.teamId, where));
    return finished;
  }
  if (!posted && isRefused(outcome)) await store.releasePosted(organizationId, kind, subject);
  return outcome.kind === 'try_later' ? again(outcome.cause, outcome.afterSeconds) : finished;
};

const ON_ITS_WAY_SECONDS = 10;

/** Noted before it is posted: whoever finds the note and no message looks for one, since a process may have died in between. */
const claim = async (
  store: Deps['store'],
  { organizationId, kind, subject, to }: LivingMessage,
): Promise<'perhaps' | 'lately' | null> => {
  const claimed = await store.claimPost(organizationId, kind, subject, to.teamId);
  if (claimed === 'new') return null;
  return claimed === 'lately' ? 'lately' : 'perhaps';
};

/** Slack said so: nothing is on its way. Where it did not answer, the message may be. */
const isRefused = (outcome: Exclude<NoticeOutcome, { kind: 'posted' }>): boolean =>
  outcome.kind !== 'try_later' || outcome.afterSeconds !== null;
