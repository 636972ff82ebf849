import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export type LogEntry = { readonly level: number; readonly msg: string } & Readonly<Record<string, unknown>>;

/** `errors` is standard error as a whole. */
type Ending = { readonly code: number | null; readonly log: readonly LogEntry[]; readonly errors: string };

/** Usher as an operator starts it: a process of its own. */
export type MainProcess = {
  readonly pid: number | undefined;
  /** The first line of the log with this text; waits for it, and fails when the process ends without it. */
  readonly says: (text: string) => Promise<LogEntry>;
  /** Its log until now. */
  readonly said: () => readonly LogEntry[];
  readonly ended: Promise<Ending>;
  readonly hasEnded: () => boolean;
  readonly kill: (signal: NodeJS.Signals) => void;
};

type Environment = Readonly<Record<string, string | undefined>>;

export type Build = {
  /** @param cwd a folder without `.env`, so that nobody's own settings get in. */
  readonly start: (env: Environment, cwd: string, how?: StartOptions) => MainProcess;
  /** One of the operator's tools, such as `doctor`, until it ends; `output` is all that it printed. */
  readonly tool: (
    name: string,
    words: readonly string[],
    env: Environment,
  ) => Promise<{ readonly code: number; readonly output: string }>;
  /** What `npm start` would run. */
  readonly file: string;
  readonly remove: () => void;
};

/** `ownGroup`: it leads a process group, as what a terminal runs in the foreground does. */
type StartOptions = { readonly ownGroup?: boolean };

/** Where builds for tests go: beside `dist`, so that they find migrations and packages as from there. */
export const buildFolder = (): string => join(ROOT, `.dist-test-${process.pid}`);

/** Where it is as long as it is not whole. */
export const unfinishedBuild = (folder: string): string => `${folder}-making`;

/** What `npm run build` compiles. */
export const buildMain = (folder = buildFolder()): Build => {
  const args = ['-p', join(ROOT, 'tsconfig.build.json'), '--outDir', folder, '--sourceMap', 'false', '--noCheck'];
  const { stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), args, { cwd: ROOT, encoding: 'utf8' });
  // Errors of types are for `npm run check` to tell.
  if (!existsSync(join(folder, 'main.js'))) throw new Error(`The build failed: ${stdout}${stderr}`);
  return openBuild(folder);
};

/** What was compiled into that folder. */
export const openBuild = (folder: string): Build => ({
  file: join(folder, 'main.js'),
  start: (env, cwd, how) => startMain([process.execPath, join(folder, 'main.js')], env, cwd, how),
  tool: (name, words, env) => runTool([join(folder, `${name}.js`), ...words], env),
  remove: () => rmSync(folder, { recursive: true }),
});

const runTool = (args: readonly string[], env: Environment): ReturnType<Build['tool']> =>
  promisify(execFile)(process.execPath, args, { env }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, output: stdout + stderr }),
  );

const startMain = (
  [program = '', ...args]: readonly string[],
  env: Environment,
  cwd: string,
  { ownGroup = false }: StartOptions = {},
): MainProcess => {
  const child = spawn(program, args, {
    cwd,
    detached: ownGroup,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: LogEntry[] = [];
  const lines = createInterface(child.stdout);
  lines.on('line', (line) => {
    const entry = readEntry(line);
    if (entry) log.push(entry);
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'close').then(([code]): Ending => ({ code, log, errors }));
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid,
    said: () => log,
    hasEnded,
    says: async (text) => {
      for (;;) {
        const entry = log.find(({ msg }) => msg === text);
        if (entry) return entry;
        if (hasEnded()) throw new Error(`Usher ended without saying "${text}": ${errors}`);
        await Promise.race([once(lines, 'line'), ended]);
      }
    },
    ended,
    kill: (signal) => void child.kill(signal),
  };
};

/** A process that is killed may not come to the end of its line. */
const readEntry = (line: string): LogEntry | undefined => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};
