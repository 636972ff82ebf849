import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export type LogEntry = { readonly level: number; readonly msg: string } & Readonly<Record<string, unknown>>;

/** `errors` is standard error as a whole. */
type Ending = { readonly code: number | null; readonly log: readonly LogEntry[]; readonly errors: string };

/** Usher as an operator starts it: a process of its own. */
export type MainProcess = {
  readonly pid: number | undefined;
  /** The first line of the log with this text; waits for it, and fails when the process ends without it. */
  readonly says: (text: string) => Promise<LogEntry>;
  readonly ended: Promise<Ending>;
  readonly kill: (signal: NodeJS.Signals) => void;
};

export type Build = {
  /** @param cwd a folder without `.env`, so that nobody's own settings get in. */
  readonly start: (env: Readonly<Record<string, string>>, cwd: string) => MainProcess;
  readonly remove: () => void;
};

/** What `npm run build` compiles, in a folder beside `dist`: it finds migrations and packages as from there. */
export const buildMain = (): Build => {
  const folder = join(ROOT, `.dist-test-${process.pid}`);
  const args = ['-p', join(ROOT, 'tsconfig.build.json'), '--outDir', folder, '--sourceMap', 'false'];
  const { stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), args, { cwd: ROOT, encoding: 'utf8' });
  // Errors of types are for `npm run check` to tell.
  if (!existsSync(join(folder, 'main.js'))) throw new Error(`The build failed: ${stdout}${stderr}`);
  return {
    start: (env, cwd) => startMain(join(folder, 'main.js'), env, cwd),
    remove: () => rmSync(folder, { recursive: true }),
  };
};

const startMain = (file: string, env: Readonly<Record<string, string>>, cwd: string): MainProcess => {
  const child = spawn(process.execPath, [file], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: LogEntry[] = [];
  const lines = createInterface(child.stdout);
  lines.on('line', (line) => log.push(JSON.parse(line)));
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'close').then(([code]): Ending => ({ code, log, errors }));
  return {
    pid: child.pid,
    says: async (text) => {
      for (;;) {
        const entry = log.find(({ msg }) => msg === text);
        if (entry) return entry;
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`Usher ended without saying "${text}": ${errors}`);
        await Promise.race([once(lines, 'line'), ended]);
      }
    },
    ended,
    kill: (signal) => void child.kill(signal),
  };
};
