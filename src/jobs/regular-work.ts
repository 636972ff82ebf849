import type { Logger } from 'pino';
import type { Deps } from '../deps.ts';
import { claimMornings } from '../services/claim-mornings.ts';
import { collectBounces } from '../services/collect-bounces.ts';
import { remindInvitees } from '../services/remind-invitees.ts';
import { resumeImports } from '../services/resume-imports.ts';
import { sendScheduled } from '../services/send-scheduled.ts';
import { settleHappenings } from '../services/settle-happenings.ts';
import { trySlackAgain } from '../services/stop-slack.ts';
import { tellRunOut } from '../services/tell-run-out.ts';
import { every, type Repeating } from './every.ts';

type RegularWork = {
  /** As the log names it. */
  readonly what: string;
  readonly every: 'minute' | 'hour';
  readonly run: (deps: Deps) => Promise<void>;
};

/**
 * What every process does again and again. Each asks the database what is due, so that it may be done by any number of processes at
 * once, twice in a row, or hours late, and has the same effect as once in time.
 */
const regularWork: readonly RegularWork[] = [
  { what: 'send later', every: 'minute', run: sendScheduled },
  { what: 'morning messages', every: 'minute', run: claimMornings },
  { what: 'links that ran out', every: 'minute', run: tellRunOut },
  { what: 'reminders', every: 'minute', run: remindInvitees },
  { what: 'token of Slack', every: 'minute', run: trySlackAgain },
  { what: 'returned mail', every: 'minute', run: collectBounces },
  { what: 'settle happenings', every: 'minute', run: settleHappenings },
  { what: 'imports that the cap held up', every: 'minute', run: resumeImports },
  { what: 'clean-up', every: 'hour', run: ({ store }) => store.forgetOld() },
  { what: 'forget failed jobs', every: 'hour', run: ({ store }) => store.forgetFailedJobs() },
];

const lengths = { minute: 60_000, hour: 3_600_000 } as const;

/** `minuteMs`: how long a minute is, for tests that cannot wait for one. */
export const startRegularWork = (deps: Deps, log: Logger, minuteMs: number = lengths.minute): Repeating => {
  const started = regularWork.map(({ what, every: span, run }) =>
    every((lengths[span] / lengths.minute) * minuteMs, what, () => run(deps), log),
  );
  return {
    stop: async () => {
      await Promise.all(started.map(({ stop }) => stop()));
    },
  };
};

/** One round of all that is done each minute (or hour), in the order of the table: what a simulation does at each step. */
export const doRegularWork = async (deps: Deps, span: RegularWork['every']): Promise<void> => {
  for (const { run } of regularWork.filter((work) => work.every === span)) await run(deps);
};
