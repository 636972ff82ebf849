import { randomBytes } from 'node:crypto';
import { access, chown, constants, mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedServerError, folderError } from './embedded-server-error.ts';
import { runProgram, type ServerUser } from './run-program.ts';

/** The folder that DATA_DIR names, and what lies where in it. All paths are absolute. */
export type DataFolder = {
  readonly root: string;
  /** Holds the three below; made elsewhere and renamed into place, so it is whole or it is not there. */
  readonly database: string;
  readonly cluster: string;
  readonly passwordFile: string;
  readonly logFile: string;
  readonly user: ServerUser | undefined;
};

export const isRoot = (): boolean => process.getuid?.() === 0;

/** Root gets a folder that the unprivileged user of the server can reach, wherever Usher was cloned to. */
export const defaultDataDir = (): string => (isRoot() ? '/var/lib/usher' : resolve('data'));

export const databasePaths = (database: string) => ({
  database,
  cluster: join(database, 'pgdata'),
  passwordFile: join(database, 'password'),
  logFile: join(database, 'server.log'),
});

/** A name beside the final one, for what is made first and then renamed into place. */
export const stagingName = (target: string): string => `${target}.new-${randomBytes(4).toString('hex')}`;

/**
 * Makes the folder where needed, and decides which user runs the server.
 * @throws EmbeddedServerError when it can't be written, or the server's user can't enter it.
 */
export async function openDataFolder(dataDir: string): Promise<DataFolder> {
  try {
    const firstMade = await mkdir(dataDir, { recursive: true });
    const root = await realpath(dataDir);
    await access(root, constants.R_OK | constants.W_OK | constants.X_OK);
    const paths = databasePaths(join(root, 'database'));
    const user = isRoot() ? await serverUser(paths.cluster) : undefined;
    if (user) await handOver(root, firstMade, user);
    return { root, ...paths, user };
  } catch (error) {
    throw folderError(error, resolve(dataDir));
  }
}

/** PostgreSQL refuses to run as root: who made the cluster runs it, else `postgres`, else `nobody`. */
async function serverUser(cluster: string): Promise<ServerUser> {
  const owner = await stat(cluster).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all([runProgram('id', ['-u', name]), runProgram('id', ['-g', name])]);
    if (uid.code === 0 && gid.code === 0) return { uid: Number(uid.output), gid: Number(gid.output) };
  }
  throw new EmbeddedServerError(
    'PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody: run Usher as another user, or set DATABASE_URL.',
  );
}

/** Gives the user what we just made, or found empty; a folder with other things in it is left as it is. */
async function handOver(root: string, firstMade: string | undefined, user: ServerUser): Promise<void> {
  if (firstMade !== undefined) {
    const top = dirname(await realpath(firstMade));
    for (let folder = root; folder !== top; folder = dirname(folder)) await chown(folder, user.uid, user.gid);
  } else if ((await readdir(root)).length === 0) {
    await chown(root, user.uid, user.gid);
  }
  const entered = await runProgram('/bin/sh', ['-c', 'cd "$0"', root], { user });
  if (entered.code === 0) return;
  throw new EmbeddedServerError(
    `PostgreSQL refuses to run as root, and the user with id ${user.uid} that runs it instead can't enter ${root}: set DATA_DIR to a folder outside of closed ones, such as /var/lib/usher.`,
  );
}
