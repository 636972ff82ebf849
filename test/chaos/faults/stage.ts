import { type Relay, startRelay } from '../../support/relay.ts';
import type { Delivery } from '../../support/workspace/records.ts';
import { type Estate, type EstateOptions, openEstate, type Running, settle } from '../estate.ts';
import { type Ledger, openLedger } from '../inviting.ts';
import { judge, reckon } from '../reckoning.ts';
import { type Counter, type Ground, type Run, spread, startCounting } from '../run.ts';

/** One Usher that runs, and everything around it that may fail. */
export type Stage = {
  readonly estate: Estate;
  /** The way to PostgreSQL. */
  readonly database: Relay;
  readonly running: Running;
  readonly ledger: Ledger;
  readonly counter: Counter;
  /** How many people are invited. */
  readonly size: number;
};

export type Fault = {
  /** For `--only`. */
  readonly name: string;
  /** What breaks. */
  readonly fault: string;
  /** How it has to end. */
  readonly end: string;
  /** How many people are invited while it lasts. */
  readonly size?: number;
  /** Second mails that it may cost: one a mail whose answer never came. */
  readonly extraMails?: (size: number) => number;
  /** Slack holds its limits of calls meanwhile. */
  readonly rateLimits?: EstateOptions['rateLimits'];
  /** It stops Usher itself, and starts it again. */
  readonly isRestarted?: boolean;
  /** Lasts from here until everything works again. */
  readonly play: (stage: Stage) => Promise<void>;
  /** What has to be true in the end, beside that nothing is lost and nothing comes twice. */
  readonly check?: (stage: Stage) => Promise<void>;
};

const SIZE = 20;
const ADMINS = 2;
const SLACK_WAITS_MS = 3000;

/** All admins at once. `beforeSubmit` comes when each of them has filled in the form. */
export const invite = async ({ estate, ledger, size }: Stage, beforeSubmit?: () => void): Promise<void> => {
  const each = Math.ceil(size / estate.admins.length);
  let filling = estate.admins.length;
  let allFilled = (): void => undefined;
  const filled = new Promise<void>((resolve) => {
    allFilled = resolve;
  });
  const wait = async (): Promise<void> => {
    filling -= 1;
    if (filling === 0) {
      beforeSubmit?.();
      allFilled();
    }
    await filled;
  };
  const options = beforeSubmit ? { beforeSubmit: wait } : {};
  await Promise.all(estate.admins.map((admin) => ledger.inviteNext(admin, each, options)));
};

/** Everything that a person waits for an answer to. Events are Slack's own, which delivers them again. */
const checkAnswers = ({ estate, counter }: Stage): void => {
  const asked = estate.workspace.deliveries.filter(({ kind }) => kind !== 'event');
  for (const late of asked.filter(isUnanswered))
    counter.violate(`a ${late.kind} was not answered inside 3 s: ${late.failed ?? `${Math.round(late.ackMs)} ms`}`);
  counter.see('interactions answered inside 3 s', asked.filter((one) => !isUnanswered(one)).length);
  counter.measure(`answers: ${spread(asked.map(({ ackMs }) => ackMs))}`);
};

const isUnanswered = ({ failed, timedOut, ackMs }: Delivery): boolean =>
  failed !== undefined || timedOut || ackMs >= SLACK_WAITS_MS;

const playFault = async (ground: Ground, fault: Fault, size: number) => {
  const counter = startCounting();
  const url = new URL(await ground.database());
  const database = await startRelay([Number(url.port)]);
  url.port = String(database.port);
  const estate = await openEstate({
    build: await ground.build(),
    admins: ADMINS,
    databaseUrl: url.href,
    ...(fault.rateLimits && { rateLimits: fault.rateLimits }),
  });
  try {
    const running = await estate.start();
    estate.door.to([running.port]);
    await settle(estate);
    const stage = { estate, database, running, counter, size, ledger: openLedger(estate, size) };
    await fault.play(stage);
    const reckoning = await reckon(estate, stage.ledger);
    judge(counter, stage.ledger, reckoning, { extraMails: fault.extraMails?.(size) ?? 0 });
    checkAnswers(stage);
    await fault.check?.(stage);
    if (running.usher.hasEnded() && !fault.isRestarted) counter.violate('Usher ended by itself');
    return counter.tally(size);
  } finally {
    await estate.stop();
    await database.close();
  }
};

/** As a run of its own. */
export const faultRun = (fault: Fault): Run => ({
  name: fault.name,
  about: `${fault.fault} → ${fault.end}`,
  rounds: fault.size ?? SIZE,
  play: (ground, size) => playFault(ground, fault, size),
});
