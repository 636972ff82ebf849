import type { SlackUserRef } from '../domain/actor.ts';
import type { NoticeOutcome } from '../ports/posts.ts';

/** Tells the first of these people whom Slack can reach: somebody who left Slack is passed over. */
export const tellFirst = async (
  people: readonly SlackUserRef[],
  tell: (to: SlackUserRef) => Promise<NoticeOutcome>,
): Promise<NoticeOutcome> => {
  for (const to of people) {
    const outcome = await tell(to);
    if (outcome.kind === 'posted' || outcome.kind === 'try_later') return outcome;
  }
  return { kind: 'unreachable', cause: 'nobody_to_tell' };
};

/** The Slack users of an organization's active admins, one of them first where they are among those to tell. */
export const adminsAfter = (
  first: SlackUserRef | null | undefined,
  admins: readonly { readonly slack: SlackUserRef }[],
): SlackUserRef[] => {
  const others = admins.map(({ slack }) => slack);
  return first ? [first, ...others.filter(({ userId }) => userId !== first.userId)] : others;
};
