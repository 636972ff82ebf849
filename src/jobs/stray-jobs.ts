import type { EventEmitter } from 'node:events';
import type { Worker } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { every, type Repeating } from './every.ts';

const EVERY_MS = 5_000;

const findHeld = 'SELECT id FROM graphile_worker._private_jobs WHERE locked_by = $1';

/** The ids of the jobs that the workers of this runner do just now. Call it before the runner starts. */
export const watchUnderWay = (events: EventEmitter): (() => ReadonlySet<string>) => {
  const workers = new Set<Worker>();
  events.on('worker:create', ({ worker }: { worker: Worker }) => workers.add(worker));
  events.on('worker:stop', ({ worker }: { worker: Worker }) => workers.delete(worker));
  return () => new Set([...workers].flatMap((worker) => worker.getActiveJob()?.id ?? []));
};

export type StrayWatch = {
  readonly pool: Pool;
  readonly poolId: string;
  readonly underWay: () => ReadonlySet<string>;
  readonly log: Logger;
  readonly everyMs?: number | undefined;
};

/**
 * A job strays when the queue has given it to this runner and the answer is lost, as when the connection breaks at that moment: no
 * worker does it, and no sweep frees it, since the runner lives. Calls `onStray` for what is so twice in a row; once, it may be on
 * its way here, or its end on the way back.
 */
export const watchForStrays = (
  { pool, poolId, underWay, log, everyMs = EVERY_MS }: StrayWatch,
  onStray: () => void,
): Repeating => {
  let suspects = new Set<string>();
  const look = async (): Promise<void> => {
    const before = suspects;
    suspects = new Set();
    const { rows } = await pool.query<{ id: string }>(findHeld, [poolId]);
    const active = underWay();
    suspects = new Set(rows.map(({ id }) => id).filter((id) => !active.has(id)));
    const strays = [...suspects].filter((id) => before.has(id));
    if (strays.length === 0) return;
    log.warn(
      { jobs: strays.length },
      'The queue gave out jobs that never arrived; the job workers make place for others.',
    );
    onStray();
  };
  return every(everyMs, 'look for stray jobs', look, log);
};
