import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openImport } from '../../src/services/open-import.ts';
import { readRosterFile } from '../../src/services/read-roster-file.ts';
import { sendImport } from '../../src/services/send-import.ts';
import { startImport } from '../../src/services/start-import.ts';
import { type AddedMember, addMember, askedBy, roleId } from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';
import { alone, type Measured, median } from './figures.ts';
import type { Ground } from './ground.ts';

/** A file as a sheet program saves it: names, and for every other row a role. */
const fileOf = (run: number, rows: number): Buffer => {
  const people = Array.from(
    { length: rows },
    (_, n) => `"Example, Person",person${n}.of${run}@example.com,${n % 2 === 0 ? 'Viewer' : ''}`,
  );
  return Buffer.from(`\uFEFFName,Email,Role\r\n${people.join('\r\n')}\r\n`);
};

type Run = { readonly seconds: number; readonly megabytes: number; readonly longestWaitMs: number };

/** From the bytes of the file to the last row written and its delivery enqueued: what is sent then is not waited for. */
const importOnce = async (services: Services, ada: AddedMember, run: number, rows: number): Promise<Run> => {
  const { deps, organizationId } = services;
  const bytes = fileOf(run, rows);
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const startedAt = performance.now();

  const read = await readRosterFile(bytes);
  if (!read.ok) throw new Error(read.refusal.kind);
  const opened = await openImport(deps, await askedBy(services, ada.person), {
    ...{ source: 'file', title: 'people.csv', roster: read.value, isEncodingGuessed: false },
    terms: {
      ...{ roleId: await roleId(services, 'Member'), primaryTeamId: null, secondaryTeamIds: [], productIds: [] },
      ...{ permissionIds: [], templateId: null, note: null, sendAfter: null },
    },
  });
  if (!opened.ok) throw new Error(opened.refusal.kind);
  const { importId } = opened.value;
  await startImport(deps, await askedBy(services, ada.person), importId);
  const isSending = async () => found(await deps.store.findImport(organizationId, importId)).state === 'SENDING';
  while (await isSending()) await sendImport(deps, { organizationId, importId, requestId: `bench-${run}` });

  const seconds = (performance.now() - startedAt) / 1000;
  delay.disable();
  clearInterval(watch);
  const { invited } = await deps.store.readImportProgress(importId);
  if (invited !== rows) throw new Error(`${invited} of ${rows} rows were invited.`);
  return { seconds, megabytes: (peak - before) / 1024 / 1024, longestWaitMs: delay.max / 1e6 };
};

/** Ten thousand people at once. */
export const importRows = async (
  ground: Ground,
  { rows, runs }: { readonly rows: number; readonly runs: number },
): Promise<Measured[]> => {
  const services = await startServices({ database: await ground.database() });
  const ada = await addMember(services);
  await services.change({ daily_invitation_cap: 1_000_000 });
  const taken: Run[] = [];
  for (let run = 0; run < runs; run += 1) taken.push(await importOnce(services, ada, run, rows));
  await services.stop();
  const what = `import of ${rows.toLocaleString('en')} rows`;
  const row = (name: string, unit: string, of: (run: Run) => number, target: number): Measured =>
    alone(`${what}: ${name}`, unit, median(taken.map(of)), target, taken.map(of));
  return [
    row('parse, decide, write, enqueue', 's', ({ seconds }) => seconds, 5),
    row('growth of resident memory', 'MB', ({ megabytes }) => megabytes, 150),
    row('longest that anything else waits', 'ms', ({ longestWaitMs }) => longestWaitMs, 500),
  ];
};
