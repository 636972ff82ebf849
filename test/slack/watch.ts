import { vi } from 'vitest';
import type { RunningDesk } from './running-desk.ts';

const jobsOf = async (query: RunningDesk['query']): Promise<number> => {
  const [row] = await query<{ count: number }>('SELECT count(*)::int AS count FROM graphile_worker.jobs');
  return row?.count ?? 0;
};

/** Waits until no job is left and Slack is quiet: whatever happens then comes from what is done next. */
export const idle = async ({ query, workspace }: RunningDesk): Promise<void> => {
  await vi.waitFor(
    async () => {
      const left = await jobsOf(query);
      if (left > 0) throw new Error(`Not idle: ${left} jobs are left.`);
    },
    { timeout: 30_000 },
  );
  await workspace.settled();
};
