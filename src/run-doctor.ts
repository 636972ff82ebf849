import { v7 as uuidv7 } from 'uuid';
import { type Config, readSettings } from './config.ts';
import { createProbes, type ProbesInput } from './create-probes.ts';
import type { DatabaseFacts } from './domain/doctor/facts.ts';
import { findingsOf, type Report, worstOf } from './domain/doctor/finding.ts';
import { createLogger } from './logger.ts';
import type { Probes } from './ports/diagnosis.ts';
import { examine } from './services/examine.ts';
import { doctorLines } from './slack/doctor-lines.ts';
import { borrowEmbeddedServer } from './store/borrow-server.ts';
import { openStoreClient, type StoreClient } from './store/client.ts';
import { defaultDataDir } from './store/data-folder.ts';
import { EmbeddedServerError } from './store/embedded-server-error.ts';
import { retryAllJobs } from './store/retry-all-jobs.ts';
import { findRunningDatabase } from './store/running-server.ts';

export type DoctorInput = Pick<ProbesInput, 'askUrl'> & {
  readonly envTrouble: string | null;
  /** Have the jobs that failed for good done again first. */
  readonly retry: boolean;
  readonly patienceMs?: number;
};

export type DoctorOutcome = {
  readonly report: Report;
  readonly lines: readonly string[];
  readonly isBroken: boolean;
};

/** Doctor for the operator: the same checks as in Slack, with whatever can be read of the settings. */
export const runDoctor = async (
  env: Readonly<Record<string, string | undefined>>,
  { envTrouble, retry, askUrl, patienceMs }: DoctorInput,
): Promise<DoctorOutcome> => {
  const { config, problems } = readSettings(env);
  // What the parts log is in the findings already.
  const log = createLogger('silent');
  const way = await openWay(config, problems);
  try {
    const input = { config, settings: { problems, envTrouble }, askUrl, log, database: way.database };
    const probes = { ...createProbes(input), ...way.instead };
    // A database of another version cannot be worked on, which the report says.
    const retried = retry && way.database ? await retryAllJobs(way.database.prisma, uuidv7()).catch(() => null) : null;
    const report = await examine(probes, { organizationId: null, isInside: false, ...(patienceMs && { patienceMs }) });
    return {
      report,
      lines: [...(retry ? [retriedLine(retried)] : []), ...doctorLines(report, config.COMMAND_PREFIX ?? 'members')],
      isBroken: worstOf(findingsOf(report)) === 'broken',
    };
  } finally {
    await way.close();
  }
};

const retriedLine = (jobs: number | null): string => {
  if (jobs === null) return 'No job could be done again: the database cannot be asked.';
  return jobs === 1 ? '1 job is done again, when Usher runs.' : `${jobs} jobs are done again, when Usher runs.`;
};

type Way = {
  readonly database:
    | (Pick<StoreClient, 'prisma' | 'pool'> & { readonly url: string; readonly dataDir: string | null })
    | null;
  /** What is said of the database where there is no way to it. */
  readonly instead: Partial<Pick<Probes, 'database'>>;
  readonly close: () => Promise<void>;
};

/** The operator's own database; that of an Usher which runs here; or the one that lies there, which is started for as long as it is looked at. */
const openWay = async (config: Partial<Config>, problems: readonly string[]): Promise<Way> => {
  if (problems.some((problem) => problem.startsWith('DATABASE_URL '))) return noWay();
  if (config.DATABASE_URL) return wayTo(config.DATABASE_URL, null, async () => {});
  const dataDir = config.DATA_DIR ?? defaultDataDir();
  const running = await findRunningDatabase(dataDir);
  if (running) return wayTo(running, dataDir, async () => {});
  try {
    const server = await borrowEmbeddedServer(dataDir, createLogger('silent'));
    return server ? wayTo(server.url, dataDir, server.stop) : noWay({ kind: 'not_made' });
  } catch (error) {
    if (!(error instanceof EmbeddedServerError)) throw error;
    return noWay({ kind: 'unusable', cause: error.message });
  }
};

const wayTo = (url: string, dataDir: string | null, stopServer: () => Promise<void>): Way => {
  const { prisma, pool, close } = openStoreClient(url, createLogger('silent'));
  return {
    database: { prisma, pool, url, dataDir },
    instead: {},
    close: async () => {
      await close();
      await stopServer();
    },
  };
};

const noWay = (facts?: DatabaseFacts): Way => ({
  database: null,
  instead: facts ? { database: async () => facts } : {},
  close: async () => {},
});
