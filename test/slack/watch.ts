import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningDesk } from './running-desk.ts';

const jobsOf = async (query: RunningDesk['query']): Promise<number> => {
  const [row] = await query<{ count: number }>('SELECT count(*)::int AS count FROM graphile_worker.jobs');
  return row?.count ?? 0;
};

/** Waits until no job is left and Slack is quiet: whatever happens then comes from what is done next. */
export const idle = async ({ query, workspace }: RunningDesk): Promise<void> => {
  for (let left = 200; left > 0 && (await jobsOf(query)) > 0; left -= 1) await sleep(50);
  await workspace.settled();
};
