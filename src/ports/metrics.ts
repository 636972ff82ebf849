import type { DeliveryCause } from '../domain/delivery-cause.ts';
import type { DeliveryChannel } from '../domain/invitation.ts';
import type { JobName } from '../domain/job.ts';

/** By which kind of interaction somebody came in. */
export type DoorKind = 'command' | 'submission' | 'click' | 'shortcut' | 'options' | 'home';

/**
 * What an interaction came to. `refused`: turned away at the door. `slow`: it worked, but its answer followed a “Loading…” or
 * “One moment…”, since Slack would not have waited.
 */
export type DoorOutcome = 'ok' | 'slow' | 'field_errors' | 'refused' | 'error';

export type SlackCallOutcome = 'ok' | 'error' | 'rate_limited' | 'http_error' | 'no_answer';

/** `taken`: a job looks into it. `passed`: it changes nothing here. `again`: it was delivered before. */
export type EventOutcome = 'taken' | 'passed' | 'again' | 'error';

export type MailedOutcome = 'accepted' | 'rejected' | 'deferred' | 'not_configured';

/** As a pool of the `pg` package counts its connections. */
export type PoolCounts = { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };

/**
 * What is counted while Usher runs, for an operator to look at. Whatever is told is a word of a fixed list or a number: no id, no
 * name, no address. Each process counts for itself.
 */
export type Metrics = {
  /** False where nobody reads it: then there is no need to find out what would be counted. */
  readonly isOn: boolean;
  readonly acked: (door: DoorKind, milliseconds: number) => void;
  readonly answered: (door: DoorKind, outcome: DoorOutcome) => void;
  readonly eventSeen: (type: 'user_change' | 'team_join', outcome: EventOutcome) => void;
  /** `method`: of Slack's API, such as `chat.postMessage`. */
  readonly slackCalled: (method: string, outcome: SlackCallOutcome) => void;
  readonly delivered: (
    channel: DeliveryChannel,
    state: 'QUEUED' | 'SENT' | 'FAILED' | 'BOUNCED',
    cause: DeliveryCause | null,
  ) => void;
  readonly mailed: (outcome: MailedOutcome) => void;
  readonly jobDone: (name: JobName, outcome: 'finished' | 'again' | 'failed') => void;
  /** From now on, whenever it is read. */
  readonly watchPool: (pool: 'store' | 'jobs', counts: PoolCounts) => void;
};

/** What Prometheus reads. */
export type MetricsText = () => Promise<{ readonly contentType: string; readonly text: string }>;

/** The jobs of one name that are in the database now, whichever process will do them. */
export type QueueCount = {
  readonly name: string;
  /** Could be done now. */
  readonly ready: number;
  /** Wait for their time: sent later, or after a failure. */
  readonly later: number;
  readonly running: number;
  /** Failed for good. */
  readonly failed: number;
  /** How long the oldest ready one has waited; 0 where none is. */
  readonly oldestReadySeconds: number;
};
