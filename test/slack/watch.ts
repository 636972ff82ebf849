import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningDesk } from './running-desk.ts';

/** A sum of every table, the trail of refused attempts and the queue's own housekeeping aside. */
export const stored = async ({ query }: RunningDesk): Promise<Record<string, unknown>> => {
  const tables = await query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE '\\_%' AND table_name <> 'sighting'",
  );
  const sums = tables.map(async ({ name }) => {
    const where = name === 'audit_event' ? "WHERE action <> 'attempt.refused'" : '';
    const [row] = await query<{ sum: string }>(
      `SELECT count(*) || md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) AS sum FROM "${name}" t ${where}`,
    );
    return [name, row?.sum] as const;
  });
  return { ...Object.fromEntries(await Promise.all(sums)), jobs: await jobsOf(query) };
};

const jobsOf = async (query: RunningDesk['query']): Promise<number> => {
  const [row] = await query<{ count: number }>('SELECT count(*)::int AS count FROM graphile_worker.jobs');
  return row?.count ?? 0;
};

/** Waits until no job is left and Slack is quiet: whatever happens then comes from what is done next. */
export const idle = async ({ query, workspace }: RunningDesk): Promise<void> => {
  for (let left = 200; left > 0 && (await jobsOf(query)) > 0; left -= 1) await sleep(50);
  await workspace.settled();
};

/** Everything that Slack was told from here on: acks, calls, and answers to the admin's response_urls. */
export const listen = ({ workspace: { calls, deliveries }, ada }: RunningDesk): (() => string) => {
  const from = { calls: calls.length, deliveries: deliveries.length, ephemerals: ada.ephemerals().length };
  return () =>
    JSON.stringify([
      calls.slice(from.calls).map(({ args }) => args),
      deliveries.slice(from.deliveries).map(({ body }) => body),
      ada
        .ephemerals()
        .slice(from.ephemerals)
        .map(({ text }) => text),
    ]);
};
