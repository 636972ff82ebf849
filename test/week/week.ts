import { doRegularWork } from '../../src/jobs/regular-work.ts';
import { type Services, startServices } from '../support/services.ts';

/** One thing that somebody was sent, with the moment of the week at which it was. */
export type Sent = {
  readonly at: Date;
  /** `edit`: a message of before was rewritten. */
  readonly way: 'mail' | 'dm' | 'channel' | 'edit';
  /** An address, the id of a Slack user, or that of a channel. */
  readonly to: string;
  /** The subject of a mail, the notification text of a message. */
  readonly text: string;
};

export type WeekOptions = {
  /** Where it begins; a step is made at each quarter of an hour from here on. */
  readonly from: Date;
  /** No process runs from `from` until right before `until`. */
  readonly outages?: readonly { readonly from: Date; readonly until: Date }[];
  /** How many processes do the work of each minute at once. */
  readonly processes?: number;
};

/** Time that passes by itself: see `startWeek`. */
export type Week = {
  readonly services: Services;
  readonly now: () => Date;
  /** All that went out so far, oldest first. */
  readonly sent: readonly Sent[];
  /** What somebody does then: half a minute after the processes did their work of that quarter. In the order of their moments. */
  readonly plan: (at: Date, act: () => Promise<unknown>) => void;
  /** Lets time pass until that moment, which is the last step. */
  readonly goOnUntil: (at: Date) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const QUARTER_MS = 15 * 60_000;
const HOUR_MS = 4 * QUARTER_MS;
/** From a quarter hour to what was planned for it. */
const PLANS_MS = 30_000;

/**
 * A week, or any other time, in some seconds: the services on real parts (PostgreSQL, the local workspace, a mail server), and one
 * clock that is moved from quarter hour to quarter hour. At each step every process does its work of the minute (and of the hour),
 * then, half a minute later, whatever was planned happens; the jobs run until none is left. What was sent is kept with the quarter.
 *
 * ```ts
 * const week = await startWeek({ from: new Date('2026-10-21T06:00:00Z') });
 * const ada = await addMember(week.services);
 * week.plan(new Date('2026-10-21T08:00:00Z'), () => invite(week.services, ada, 'b@example.org'));
 * await week.goOnUntil(new Date('2026-10-28T06:00:00Z'));
 * expect(week.sent.filter(({ way }) => way === 'mail')).toHaveLength(3);
 * ```
 *
 * The database's clock is set anew at each step, and Slack's follows, so message stamps are of that time too. Within a step real
 * time passes, but never half a minute: what comes due hours after a plan is due after its quarter's work, and seen at the next. Full hours are always stepped on; of the other
 * quarters those for which something was planned, or at which an invitation goes out, runs out, or is to be looked at.
 */
export const startWeek = async ({ from, outages = [], processes = 1 }: WeekOptions): Promise<Week> => {
  const services = await startServices({ rateLimits: true });
  const clock = startClock(services, from);
  await clock.set(from);
  const sent: Sent[] = [];
  const collect = collector(services, sent);
  const plans: { readonly at: Date; readonly act: () => Promise<unknown> }[] = [];
  let next = from;
  const isOut = (at: Date): boolean => outages.some((outage) => outage.from <= at && at < outage.until);

  const step = async (now: Date): Promise<void> => {
    await clock.set(now);
    if (!isOut(now)) await work(services, now, processes);
    if (plans[0] && plans[0].at <= now) {
      await clock.set(new Date(now.getTime() + PLANS_MS));
      while (plans[0] && plans[0].at <= now) await plans.shift()?.act();
      if (!isOut(now)) await services.runJobs();
    }
    collect(now);
  };
  return {
    services,
    now: clock.now,
    sent,
    plan: (at, act) => {
      plans.push({ at, act });
      plans.sort((a, b) => a.at.getTime() - b.at.getTime());
    },
    goOnUntil: async (until) => {
      for (; next <= until; next = new Date(next.getTime() + QUARTER_MS)) {
        const isPlanned = plans[0] !== undefined && plans[0].at <= next;
        if (isFullHour(next) || isPlanned || (await isAnythingDue(services, next))) await step(next);
      }
    },
    stop: services.stop,
  };
};

const isFullHour = (at: Date): boolean => at.getTime() % HOUR_MS === 0;

const isAnythingDue = async ({ query }: Services, at: Date): Promise<boolean> => {
  const found = await query(
    `SELECT FROM invitation WHERE status = 'PENDING' AND (remind_at <= $1 OR (expires_at IS NULL AND send_after <= $1)
       OR expires_at BETWEEN $1::timestamptz - interval '15 minutes' AND $1) LIMIT 1`,
    [at],
  );
  return found.length > 0;
};

const startClock = ({ setClock, workspace }: Services, from: Date) => {
  let now = from;
  let slackAhead = 0;
  return {
    now: () => now,
    set: async (at: Date): Promise<void> => {
      now = at;
      const ahead = at.getTime() - Date.now();
      workspace.advance(ahead - slackAhead);
      slackAhead = ahead;
      await setClock(at);
    },
  };
};

const work = async ({ deps, runJobs }: Services, now: Date, processes: number): Promise<void> => {
  const doIt = async (): Promise<void> => {
    await doRegularWork(deps, 'minute');
    if (isFullHour(now)) await doRegularWork(deps, 'hour');
  };
  await Promise.all(Array.from({ length: processes }, doIt));
  await runJobs();
};

/** Moves what came since the last time into the list. */
const collector = ({ inbox, workspace }: Services, sent: Sent[]) => {
  let mails = 0;
  let calls = 0;
  return (at: Date): void => {
    for (const { recipients, subject } of inbox.mails.slice(mails)) {
      sent.push({ at, way: 'mail', to: recipients.join(), text: subject ?? '' });
    }
    mails = inbox.mails.length;
    for (const { method, args, answer } of workspace.calls.slice(calls)) {
      if (answer?.['ok'] !== true || !(method === 'chat.postMessage' || method === 'chat.update')) continue;
      const to = String(args['channel']);
      const way = method === 'chat.update' ? 'edit' : to.startsWith('C') ? 'channel' : 'dm';
      sent.push({ at, way, to, text: String(args['text']) });
    }
    calls = workspace.calls.length;
  };
};
