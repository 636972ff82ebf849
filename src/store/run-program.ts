import { spawn } from 'node:child_process';

/** Whom a program runs as; `undefined` stands for the user of this process. */
export type ServerUser = { readonly uid: number; readonly gid: number };

export type ProgramResult = { readonly code: number; readonly output: string };

// Our own environment holds secrets (APP_SECRET, Slack tokens) that the database server has no use for.
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Runs a program to its end and never throws: a program that can't be started has code 127 and says why in `output`. It has a
 * session of its own, so that Ctrl-C in the terminal reaches Usher, which then ends things in order, and not the program.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  options: { user?: ServerUser | undefined; folder?: string } = {},
): Promise<ProgramResult> {
  const settings = { cwd: options.folder ?? '/', env: ENVIRONMENT, ...options.user };
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...settings, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    child.once('error', (error) => resolve({ code: 127, output: output + error.message }));
    child.once('close', (code) => resolve({ code: code ?? 127, output }));
  });
}
