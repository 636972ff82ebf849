import type { Job, JobPayloads } from './job.ts';
import { undoMinutes } from './undo.ts';

/** How a job is queued. `maxAttempts` stands in for the queue's own default, which would retry for four days. */
export type JobSpec = {
  readonly maxAttempts: number;
  /** Lower runs first: what a person waits for goes before what only tells. */
  readonly priority: number;
  /** Jobs of one queue run one after the other, in whatever process. */
  readonly queue: string | null;
  /** A job with the same key that has not started yet is the same job. */
  readonly key: string | null;
  readonly delayMs: number;
};

// Retries back off by e^attempt seconds, six hours at most: 14 attempts reach over about 28 hours, longer than a link lives by default.
const DELIVERY_ATTEMPTS = 14;
// 10 attempts reach over about three and a half hours of Slack being out of reach.
const NOTICE_ATTEMPTS = 10;
const REMINDER_ATTEMPTS = 8;

export const jobSpec = (job: Job): JobSpec => {
  if (isHappeningJob(job)) return happeningSpec(job);
  if (isImportJob(job)) return importSpec(job);
  switch (job.name) {
    case 'deliver-invitation': {
      const { invitationId, generation, byMail, isBulk } = job.payload;
      // Who asks for the mail twice gets one; and asking again hurries one that waits for its next try.
      const key = `deliver:${invitationId}:${generation}:${byMail ? 'mail' : 'card'}`;
      return spec({ maxAttempts: DELIVERY_ATTEMPTS, priority: isBulk ? 4 : 0, key });
    }
    case 'send-reminder':
      // Over about an hour: what cannot be sent by then is too late, or comes at night.
      return spec({ maxAttempts: REMINDER_ATTEMPTS, priority: 2 });
    case 'mail-code':
    case 'mail-join-code':
      return spec({ maxAttempts: 4, priority: -1 });
    case 'welcome-member':
      return spec({ maxAttempts: NOTICE_ATTEMPTS, priority: 0 });
    case 'ask-new-link':
    case 'mail-slack-stop':
    case 'tell-role-change':
    case 'send-roster':
    case 'announce-export':
    case 'answer-request':
      return spec({ maxAttempts: NOTICE_ATTEMPTS, priority: 1 });
    case 'announce-batch':
      // Edits of one message must not overtake each other, and many changes at once need one edit only.
      return spec({ ...alone('batch', job.payload.batchId), priority: 2, delayMs: 300 });
    case 'announce-link':
      // However many join at once: about one edit a second.
      return spec({ ...alone('link', job.payload.linkId), priority: 2, delayMs: 900 });
    case 'announce-join':
      return spec({ ...joins(job.payload), priority: 2, delayMs: 300 });
    case 'announce-team':
      return afterUndo(job.payload);
    case 'announce-admin':
      return spec({ maxAttempts: NOTICE_ATTEMPTS, priority: 2 });
    case 'settle-card':
      return spec({ ...alone('card', job.payload.invitationId), priority: 1 });
    case 'revive-card':
      // Behind the one that settles the card, in the same queue.
      return spec({
        ...alone('card', job.payload.invitationId),
        key: `revive:${job.payload.invitationId}`,
        priority: 1,
      });
    case 'announce-request':
      return spec({ ...alone('request', job.payload.joinRequestId), priority: 1 });
    case 'tell-pause':
      return spec({ ...alone('pause', job.payload.pauseId), priority: 0 });
    case 'announce-digest':
      return digest(job.payload);
    case 'announce-week':
      return spec({ maxAttempts: NOTICE_ATTEMPTS, priority: 3 });
    case 'rewrite-card': {
      // In the queue of settle-card, which must have the last word; a key of its own, or one would be taken for the other.
      const { invitationId } = job.payload;
      return spec({ ...alone('card', invitationId), key: `rewrite:${invitationId}`, priority: 1 });
    }
  }
};

const spec = (given: Partial<JobSpec>): JobSpec => ({
  maxAttempts: NOTICE_ATTEMPTS,
  priority: 5,
  queue: null,
  key: null,
  delayMs: 0,
  ...given,
});

/** One at a time per subject. The subjects share 64 queues, so that queues do not pile up in the database. */
const alone = (kind: string, id: string): Pick<JobSpec, 'key' | 'queue'> => ({
  key: `${kind}:${id}`,
  queue: `${kind}:${Number.parseInt(id.slice(-2), 16) % 64}`,
});

/** Each day has a post of its own: yesterday's, held up by Slack, must not give way to today's. */
const joins = ({ teamId, day }: JobPayloads['announce-join']): Pick<JobSpec, 'key' | 'queue'> => ({
  ...alone('join', teamId),
  key: `join:${teamId}:${day}`,
});

/**
 * Nobody reads in a channel that they left because somebody pressed the wrong button. No key: each change has its own ten minutes,
 * and a second more.
 */
const afterUndo = (payload: JobPayloads['announce-team']): JobSpec =>
  spec({ queue: joins(payload).queue, priority: 2, delayMs: undoMinutes * 60_000 + 1000 });

/** Many changes at once need one edit; that of yesterday's must not give way to today's. */
const digest = ({ organizationId, day }: JobPayloads['announce-digest']): JobSpec =>
  spec({ ...alone('digest', organizationId), key: `digest:${organizationId}:${day}`, priority: 2, delayMs: 300 });

const happeningJobs = [
  'look-at-slack-user',
  'look-at-newcomer',
  'announce-happening',
  'announce-addresses',
  'settle-happenings',
] as const;

type HappeningJob = Extract<Job, { name: (typeof happeningJobs)[number] }>;

const isHappeningJob = (job: Job): job is HappeningJob => happeningJobs.some((name) => name === job.name);

/** What is seen in Slack, and told of it. */
const happeningSpec = (job: HappeningJob): JobSpec => {
  switch (job.name) {
    case 'look-at-slack-user':
    case 'look-at-newcomer':
      // Slack tells of one change by several events: one look is enough.
      return spec({ key: `${job.name}:${job.payload.teamId}:${job.payload.userId}`, priority: 3, delayMs: 300 });
    case 'announce-happening':
      return spec({ ...alone('happening', job.payload.happeningId), priority: 1 });
    case 'announce-addresses': {
      const { organizationId, day } = job.payload;
      const key = `addresses:${organizationId}:${day}`;
      return spec({ ...alone('addresses', organizationId), key, priority: 3, delayMs: 2_000 });
    }
    case 'settle-happenings':
      return spec({ key: 'settle-happenings', priority: 2 });
  }
};

type ImportJob = Extract<Job, { name: 'send-import' | 'announce-import' | 'send-import-file' }>;

const isImportJob = (job: Job): job is ImportJob =>
  job.name === 'send-import' || job.name === 'announce-import' || job.name === 'send-import-file';

/** What goes on by itself over many people. */
const importSpec = (job: ImportJob): JobSpec => {
  switch (job.name) {
    case 'send-import':
      return spec({ ...alone('import', job.payload.importId), priority: 3 });
    case 'announce-import': {
      // Rewritten at most once a second, however much happens; in a queue of its own, so that it does not wait for the sending.
      const { importId } = job.payload;
      return spec({ ...alone('import-news', importId), priority: 2, delayMs: 1_100 });
    }
    case 'send-import-file':
      return spec({ maxAttempts: NOTICE_ATTEMPTS, priority: 1 });
  }
};
