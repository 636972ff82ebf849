import { createHash } from 'node:crypto';
import type { JobHelpers, TaskList } from 'graphile-worker';
import type { Logger } from 'pino';
import type { Deps } from '../deps.ts';
import type { Job, JobName } from '../domain/job.ts';
import { jobSpec } from '../domain/job-specs.ts';
import { SlackStopped } from '../domain/slack-stop.ts';
import type { PostMark } from '../ports/posts.ts';
import { again, type JobOutcome } from '../services/job-outcome.ts';
import { stopSlack } from '../services/stop-slack.ts';
import { tellJobFailure } from '../services/tell-job-failure.ts';
import { handlers, jobNames, payloadSchemas } from './handlers.ts';

/** A retry that was foreseen: the queue backs off, and nobody needs a stack trace for it. */
class TryAgain extends Error {}

/** Every job as the queue runs it: payload checked, outcome carried out, failures logged with the request they came from. */
export const taskList = (deps: Deps): TaskList =>
  Object.fromEntries(jobNames.map((name) => [name, (payload, helpers) => runJob(deps, name, payload, helpers)]));

const runJob = async (deps: Deps, name: JobName, payload: unknown, { job, addJob }: JobHelpers): Promise<void> => {
  const parsed = payloadSchemas[name].safeParse(payload);
  const log = deps.log.child({ job: name, jobId: job.id, requestId: readRequestId(payload), attempt: job.attempts });
  if (!parsed.success) {
    log.error(
      { problems: parsed.error.issues.length },
      'A job was left out: its payload is not of this version of Usher.',
    );
    return;
  }
  const isLast = job.attempts >= job.max_attempts;
  // The names of handlers and payloads belong together by the tables above, which the compiler cannot follow through a name.
  const handler = handlers[name] as (deps: Deps, payload: unknown, attempt: { isLast: boolean }) => Promise<JobOutcome>;
  const known = { name, payload: parsed.data } as Job;
  const giveUp = (): Promise<void> => tellFailure(deps, known, log);
  const mark = { key: keyOf(known), mayBeSent: job.attempts > 1 || isAddedAnew(payload) };
  const notices = deps.noticesOf(mark);
  const outcome = await handler({ ...deps, notices }, parsed.data, { isLast }).catch(async (error: unknown) => {
    if (error instanceof SlackStopped) return putOff(deps, error, known.payload.requestId);
    log.error({ err: error, isLast }, isLast ? 'A job failed for good.' : 'A job failed and is tried again.');
    deps.metrics.jobDone(name, isLast ? 'failed' : 'again');
    if (isLast) await giveUp();
    throw error;
  });
  deps.metrics.jobDone(name, countedAs(outcome, isLast));
  if (outcome.kind === 'finished') {
    log.debug('done');
    return;
  }
  if (outcome.kind === 'given_up') {
    log.warn({ cause: outcome.cause }, 'A job was given up: it has been tried for long enough.');
    return giveUp();
  }
  log.info({ cause: outcome.cause, afterSeconds: outcome.afterSeconds, isLast }, 'not yet: tried again');
  if (outcome.afterSeconds === null) {
    if (isLast) await giveUp();
    throw new TryAgain(outcome.cause);
  }
  // What Slack said when is honoured by a job of its own: throwing would leave the time to the queue's back-off.
  const { maxAttempts, priority, queue, key } = jobSpec(known);
  // It counts its tries anew, and what they may have sent has to be looked for nonetheless.
  await addJob(name, mark.mayBeSent ? { ...parsed.data, ...addedAnew } : parsed.data, {
    runAt: new Date(Date.now() + outcome.afterSeconds * 1000),
    maxAttempts,
    priority,
    ...(queue && { queueName: queue }),
    ...(key && { jobKey: key }),
  });
};

/** The same at each try of the same job, and of no other: its payload names the request that it follows. */
const keyOf = ({ name, payload }: Job): PostMark['key'] =>
  `${name}:${createHash('sha256').update(JSON.stringify(payload)).digest('base64url').slice(0, 16)}`;

/** Stands beside the payload, whose schema leaves it out: a try of the job that this one stands for may have sent its message. */
const addedAnew = { mayBeSent: true } as const;

const isAddedAnew = (payload: unknown): boolean =>
  typeof payload === 'object' && payload !== null && 'mayBeSent' in payload && payload.mayBeSent === true;

// Slack is asked about its token once a minute; what waits for it goes out soon after, and costs little until then.
const PUT_OFF_SECONDS = 300;

/** Nothing is tried in Slack while it takes nothing: the job waits, and none of its attempts is spent. */
const putOff = async (deps: Deps, stopped: SlackStopped, requestId: string): Promise<JobOutcome> => {
  await stopSlack(deps, stopped, requestId);
  return again('slack_stopped', PUT_OFF_SECONDS);
};

/** As it is counted: what is over and not done has failed. */
const countedAs = (outcome: JobOutcome, isLast: boolean): 'finished' | 'again' | 'failed' => {
  if (outcome.kind === 'given_up') return 'failed';
  return outcome.kind === 'again' && isLast && outcome.afterSeconds === null ? 'failed' : outcome.kind;
};

/** Telling of a failure must not hide it: what goes wrong here is logged beside it. */
const tellFailure = (deps: Deps, failed: Job, log: Logger): Promise<void> =>
  tellJobFailure(deps, failed).catch((error: unknown) =>
    log.error({ err: error }, 'Nobody could be told of the failed job.'),
  );

const readRequestId = (payload: unknown): string | undefined =>
  typeof payload === 'object' && payload !== null && 'requestId' in payload
    ? String(payload.requestId).slice(0, 64)
    : undefined;
