import { isSlackStop, type SlackStop, SlackStopped } from '../domain/slack-stop.ts';
import type { Notices } from '../ports/notices.ts';
import type { PostMark } from '../ports/posts.ts';
import { createNotices, type NoticesParts } from './notices.ts';
import { slackError } from './slack-errors.ts';

type NoticesGuard = {
  readonly teamId: string;
  /** What all processes know of this workspace. */
  readonly findStop: (slackTeamId: string) => Promise<SlackStop | null>;
};

/** Notices as jobs say them: marked, and guarded against a workspace that takes nothing. Without a mark for what no job says. */
export const guardedNotices =
  ({ teamId, findStop, ...parts }: NoticesParts & NoticesGuard) =>
  (mark?: PostMark): Notices =>
    guardNotices(createNotices({ ...parts, mark }), { teamId, findStop });

/**
 * Says nothing in Slack while Slack takes nothing from the workspace, and tells by `SlackStopped` when it begins: a hundred thousand
 * waiting messages must not become as many calls that fail.
 */
const guardNotices = (notices: Notices, { teamId, findStop }: NoticesGuard): Notices => {
  type Say = (...given: unknown[]) => Promise<unknown>;
  const guard =
    (say: Say): Say =>
    async (...given) => {
      const known = await findStop(teamId);
      if (known) throw new SlackStopped(teamId, known);
      try {
        return await say(...given);
      } catch (error) {
        const begun = stopOf(error);
        throw begun ? new SlackStopped(teamId, begun) : error;
      }
    };
  // Each takes and gives what it did before; the compiler cannot follow that through the names.
  return Object.fromEntries(Object.entries(notices).map(([name, say]) => [name, guard(say as Say)])) as Notices;
};

const stopOf = (error: unknown): SlackStop | undefined => {
  const data = slackError(error);
  if (!data || !isSlackStop(data.error)) return undefined;
  return { cause: data.error, needed: 'needed' in data && typeof data.needed === 'string' ? data.needed : null };
};
