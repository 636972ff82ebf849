import type { Usher } from '../support/usher.ts';

/** A digest of every table's rows, and how many jobs were ever queued: two are equal when nothing was written between. */
export type DatabaseContent = ReadonlyMap<string, string>;

type Query = Usher['query'];

const digests = new WeakMap<Query, string>();

/** All tables of Usher, and the queue's own count. That something arrived, refused or not, is noted for doctor whatever became of it. */
export const readContent = async (query: Query): Promise<DatabaseContent> => {
  const statement = digests.get(query) ?? (await digestStatement(query));
  digests.set(query, statement);
  const rows = await query<{ name: string; digest: string }>(statement);
  return new Map(rows.map(({ name, digest }) => [name, digest]));
};

const digestStatement = async (query: Query): Promise<string> => {
  const tables = await query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('_prisma_migrations', 'sighting') ORDER BY 1`,
  );
  if (tables.length < 20) throw new Error(`Only ${tables.length} tables were found to compare`);
  // Finished jobs are gone from the queue, so what counts is how far its ids have come.
  const jobs = `SELECT 'jobs' AS name, (last_value + is_called::int)::text AS digest FROM graphile_worker.jobs_id_seq1`;
  // When an invitation is looked at next for a reminder is moved on every minute, by nobody's act.
  const textOf = (name: string) => (name === 'invitation' ? `(to_jsonb(t) - 'remind_at')::text` : 't::text');
  const rows = tables.map(
    ({ name }) =>
      `SELECT '${name}', count(*) || ':' || md5(coalesce(string_agg(${textOf(name)}, '|' ORDER BY ${textOf(name)}), '')) FROM ${name} t`,
  );
  return [jobs, ...rows].join(' UNION ALL ');
};

/** Names of the tables that are not as they were. */
export const changedTables = (before: DatabaseContent, after: DatabaseContent): string[] =>
  [...after].filter(([name, digest]) => before.get(name) !== digest).map(([name]) => name);
