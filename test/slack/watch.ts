import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningDesk } from './running-desk.ts';

const workOf = async (query: RunningDesk['query']): Promise<number> => {
  const [row] = await query<{ jobs: number; statements: number }>(
    `SELECT (SELECT count(*) FROM graphile_worker.jobs)::int AS jobs,
      (SELECT count(*) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND state IN ('active', 'idle in transaction'))::int AS statements`,
  );
  return (row?.jobs ?? 0) + (row?.statements ?? 0);
};

/**
 * Waits until no job is left, no statement runs and Slack is quiet, seen three times in a row: whatever happens then comes from what is
 * done next.
 */
export const idle = async ({ query, workspace }: Pick<RunningDesk, 'query' | 'workspace'>): Promise<void> => {
  const deadline = Date.now() + 30_000;
  for (let atRest = 0; atRest < 3; ) {
    const work = await workOf(query);
    await workspace.settled({ quietMs: 50 });
    atRest = work === 0 ? atRest + 1 : 0;
    if (Date.now() > deadline) throw new Error(`Not idle: ${work} jobs or statements are left`);
    await sleep(10);
  }
};
