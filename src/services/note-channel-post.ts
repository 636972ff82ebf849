import type { Deps } from '../deps.ts';
import type { Organization } from '../domain/organization.ts';
import type { NoticeOutcome } from '../ports/posts.ts';
import { noteSent } from './note-sent.ts';
import { tellChannelProblem } from './tell-channel-problem.ts';

type Problem = Parameters<Deps['notices']['channelProblem']>[1];
type Posted = Extract<NoticeOutcome, { kind: 'posted' }>;
export type Later = Extract<NoticeOutcome, { kind: 'try_later' }>;

/** Where it was to stand, and in whose words an admin is told if it can't. */
type Place = Omit<Problem, 'cause'>;

/**
 * What became of a post in a channel. One that stands is saved, and ends what was said of the channel; where it can't stand, an
 * admin is told once, with the fix.
 * @returns when Slack, or the telling, has to be tried later; null when it is over
 */
export const noteChannelPost = async (
  deps: Pick<Deps, 'store' | 'notices' | 'log'>,
  organization: Organization,
  place: Place,
  outcome: NoticeOutcome,
  save: (posted: Posted) => Promise<void>,
): Promise<Later | null> => {
  switch (outcome.kind) {
    case 'posted':
      await noteSent(deps, () => save(outcome));
      await deps.store.releasePosted(organization.id, 'channel_problem', place.channelId);
      return null;
    case 'try_later':
      return outcome;
    case 'unreachable':
    case 'message_gone': {
      const cause = outcome.kind === 'unreachable' ? outcome.cause : outcome.kind;
      const told = await tellChannelProblem(deps, organization, { ...place, cause });
      return told?.kind === 'try_later' ? told : null;
    }
  }
};
