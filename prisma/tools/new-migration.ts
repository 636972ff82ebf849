import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { diffSchema } from './schema-diff.ts';

export type NewMigration = {
  /** Of a database that has all migrations of `migrationsDir`; it is only read. */
  readonly url: string;
  readonly schemaFile: string;
  readonly migrationsDir: string;
  /** In snake_case, what it does: `add_nickname`. */
  readonly name: string;
  readonly now: Date;
  /** Also where the two agree: for a guard, a function or a view, which Prisma does not see. */
  readonly byHand: boolean;
};

const NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const BY_HAND = '-- Written by hand: what Prisma does not see (checks, partial indexes, triggers, functions, views).\n';

/**
 * Writes the migration that brings a database from the migrations there are to `schema.prisma`.
 * @returns the path of its `migration.sql`; null where the two agree already.
 * @throws Error, worded for whoever called, for a name that is none.
 */
export const newMigration = async (wanted: NewMigration): Promise<string | null> => {
  const { migrationsDir, name } = wanted;
  if (!NAME.test(name)) {
    throw new Error(`"${name}" is no name for a migration: say what it does in snake_case, such as add_nickname.`);
  }
  const script = await diffSchema(wanted.url, wanted.schemaFile);
  if (script === '' && !wanted.byHand) return null;
  const folder = join(migrationsDir, `${await stampAfterLast(migrationsDir, wanted.now)}_${name}`);
  await mkdir(folder);
  const file = join(folder, 'migration.sql');
  await writeFile(file, script === '' ? BY_HAND : `${script}\n`, { flag: 'wx' });
  return file;
};

const STAMP = 'yyyyMMddHHmmss';

/** Migrations are applied in the order of their names: a clock that is behind must not slip one in among the old ones. */
const stampAfterLast = async (migrationsDir: string, now: Date): Promise<string> => {
  const entries = await readdir(migrationsDir, { withFileTypes: true });
  const last = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => DateTime.fromFormat(entry.name.slice(0, STAMP.length), STAMP, { zone: 'utc' }))
    .reduce((latest, at) => (at.isValid && at > latest ? at : latest), DateTime.fromMillis(0, { zone: 'utc' }));
  const at = DateTime.fromJSDate(now, { zone: 'utc' });
  return (at > last ? at : last.plus({ seconds: 1 })).toFormat(STAMP);
};
