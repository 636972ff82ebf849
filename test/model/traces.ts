import type { Ground } from './ground.ts';
import type { Made } from './hands.ts';
import { type Seen, see } from './seen.ts';

type TrailRow = {
  readonly id: string;
  readonly request: string;
  readonly action: string;
  readonly target: string | null;
};

type JobRow = { readonly name: string; readonly payload: Readonly<Record<string, unknown>> };

/** What operations left behind: the state, their entries of the trail, and what waits in the queue, which is taken out of it. */
export type Traces = { readonly seen: Seen; readonly trail: readonly TrailRow[]; readonly jobs: readonly JobRow[] };

/** `ids`: of the operations, which the trail has as those of their requests; `since`: when the first of them began. */
export const readTraces = async (ground: Ground, ids: readonly string[], since: Date): Promise<Traces> => {
  const { query } = ground.services;
  const [seen, trail, jobs] = await Promise.all([
    see(ground),
    query<TrailRow>(
      `SELECT id, CASE WHEN via = 'job' THEN ($1::text[])[1] ELSE request_id END AS request, action, target_id AS target
       FROM audit_event WHERE request_id = ANY($1::text[]) OR (via = 'job' AND at >= $2)`,
      [ids, since],
    ),
    query<JobRow>(
      `WITH gone AS (DELETE FROM graphile_worker._private_jobs RETURNING task_id, payload)
       SELECT t.identifier AS name, gone.payload FROM gone JOIN graphile_worker._private_tasks t ON t.id = gone.task_id`,
    ),
  ]);
  return { seen, trail, jobs };
};

/** The entries by operation, in the words of the model; what they made is remembered by the operation that made it. */
export const wordTrail = ({ seen, trail }: Traces, made: Made): ReadonlyMap<string, readonly string[]> => {
  const worded = new Map<string, string[]>();
  for (const { id, request, action, target } of trail) {
    if (['membership.change_role', 'membership.deactivate'].includes(action)) made.acts.set(request, id);
    if (action === 'invitation.withdraw' && !made.acts.has(request)) made.acts.set(request, id);
    if (action === 'pause.ask') made.pauses.set(request, id);
    if (action === 'request.create') made.requests.set(request, target ?? '');
    const name = action.startsWith('request.') ? requestOf(made, target) : (seen.names.get(target ?? '') ?? '');
    const entry = action === 'attempt.refused' ? action : `${action} ${name}`.trim();
    worded.set(request, [...(worded.get(request) ?? []), entry].sort());
  }
  return worded;
};

const requestOf = ({ requests }: Made, target: string | null): string =>
  [...requests].find(([, id]) => id === target)?.[0] ?? '';

// Ids of the trail itself, which are read where they are needed; and of a code, which is gone as soon as a newer one is asked for.
const passingFields: ReadonlySet<string> = new Set(['requestId', 'auditEventId', 'pauseId', 'identityCodeId']);

/** Links that are to be sent; and jobs that speak of something that is not there, which no job may. */
export const wordJobs = ({ seen: { names }, jobs }: Traces): { sends: string[]; orphans: string[] } => {
  const orphans = jobs.flatMap(({ name, payload }) =>
    Object.entries(payload)
      .filter(
        ([field, id]) => /Id$/.test(field) && !passingFields.has(field) && typeof id === 'string' && !names.has(id),
      )
      .map(([field, id]) => `${name}: ${field} ${id}`),
  );
  const sends = jobs
    .filter(({ name }) => name === 'deliver-invitation')
    .map(({ payload: { invitationId, generation, byMail } }) => {
      return `${names.get(String(invitationId))} ${generation} ${byMail ? 'mail' : 'card'}`;
    });
  return { sends: sends.sort(), orphans };
};
