import { execFile } from 'node:child_process';

/** Whom a program runs as; `undefined` stands for the user of this process. */
export type ServerUser = { readonly uid: number; readonly gid: number };

export type ProgramResult = { readonly code: number; readonly output: string };

// Our own environment holds secrets (APP_SECRET, Slack tokens) that the database server has no use for.
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' };

/** Runs a program to its end and never throws: a program that can't be started has code 127 and says why in `output`. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: { user?: ServerUser | undefined; folder?: string } = {},
): Promise<ProgramResult> {
  const settings = { cwd: options.folder ?? '/', env: ENVIRONMENT, ...options.user };
  return new Promise((resolve) => {
    execFile(program, args, settings, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, output: stdout + stderr });
      else if (typeof error.code === 'number') resolve({ code: error.code, output: stdout + stderr });
      else resolve({ code: 127, output: stdout + stderr + error.message });
    });
  });
}
