import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DataFolder, databasePaths, stagingName } from './data-folder.ts';
import type { EmbeddedBinaries } from './embedded-binaries.ts';
import { diskFull, EmbeddedServerError, folderError } from './embedded-server-error.ts';
import { runProgram } from './run-program.ts';

// pg_trgm asks this locale which characters are letters: under plain C a search finds no Cyrillic or Greek name.
// The first is missing on macOS, the second on a slim Linux.
const CHARACTER_LOCALES = ['C.UTF-8', 'en_US.UTF-8', 'C'];

/**
 * Makes the database cluster where there is none yet, with a random password of its own.
 * @returns the password.
 * @throws EmbeddedServerError when the disk is full, or the cluster there is of another major version.
 */
export async function openCluster(
  data: DataFolder,
  binaries: EmbeddedBinaries,
  options: { throwAway: boolean },
): Promise<string> {
  try {
    const version = await readFile(join(data.cluster, 'PG_VERSION'), 'utf8').catch(absent);
    if (version === undefined) await createCluster(data, binaries, options);
    else if (version.trim() !== binaries.major) throw otherVersion(data.root, version.trim(), binaries.major);
    return (await readFile(data.passwordFile, 'utf8')).trim();
  } catch (error) {
    throw folderError(error, data.root);
  }
}

/** Made beside and renamed: a kill half-way leaves nothing half-made, and of two that start at once one wins. */
async function createCluster(
  data: DataFolder,
  binaries: EmbeddedBinaries,
  options: { throwAway: boolean },
): Promise<void> {
  await removeLeftovers(data.root);
  const staging = databasePaths(stagingName(data.database));
  try {
    await mkdir(staging.database, { mode: 0o700 });
    await writeFile(staging.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (data.user) {
      await chown(staging.database, data.user.uid, data.user.gid);
      await chown(staging.passwordFile, data.user.uid, data.user.gid);
    }
    await initialize(staging, data, binaries, options);
    await rename(staging.database, data.database);
  } catch (error) {
    await rm(staging.database, { recursive: true, force: true });
    const won = await readFile(join(data.cluster, 'PG_VERSION')).catch(absent);
    if (won === undefined) throw error;
  }
}

async function initialize(
  staging: { cluster: string; passwordFile: string },
  data: DataFolder,
  binaries: EmbeddedBinaries,
  { throwAway }: { throwAway: boolean },
): Promise<void> {
  let output = '';
  for (const locale of CHARACTER_LOCALES) {
    const args = ['--pgdata', staging.cluster, '--username', 'usher', '--pwfile', staging.passwordFile];
    args.push('--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--lc-ctype', locale);
    args.push('--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--set', 'timezone=UTC');
    args.push('--set', 'log_timezone=UTC', '--no-instructions', ...(throwAway ? ['--no-sync'] : []));
    const result = await runProgram(join(binaries.folder, 'bin', 'initdb'), args, data);
    if (result.code === 0) return;
    output = result.output;
    if (!/invalid locale name|locale .* not recognized/.test(output)) break;
  }
  if (/No space left|Disk quota/.test(output)) throw diskFull(data.root);
  const reason = /error: .*|FATAL: .*/.exec(output)?.[0] ?? output.trim().split('\n').at(-1);
  throw new EmbeddedServerError(`A database can't be made in ${data.root}: ${reason}`);
}

/** What a start that was killed left behind; another start that is under way now is younger than that. */
async function removeLeftovers(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (!/^(database|postgresql-.*)\.new-[0-9a-f]{8}$/.test(name)) continue;
    const { mtimeMs } = await stat(join(root, name)).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > 600_000) await rm(join(root, name), { recursive: true, force: true });
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

const otherVersion = (root: string, theirs: string, ours: string): EmbeddedServerError =>
  new EmbeddedServerError(
    `The data folder ${root} was made by PostgreSQL ${theirs}, this Usher brings ${ours}: run the Usher that made it, or set DATA_DIR to another folder.`,
  );
