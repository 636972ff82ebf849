import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ColumnTypeEnum, type SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import type { DiffTarget } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { withSchemaEngine } from '../../src/store/schema-engine.ts';

/** OIDs of PostgreSQL's internal `"char"`, which the adapter refuses and the engine wants as Character, and of `text`. */
const INTERNAL_CHAR = 18;
const TEXT = 25;

/**
 * The SQL that would bring a database to `schema.prisma`, as Prisma sees both; `''` when there is no difference.
 * Prisma sees neither partial indexes, checks, triggers, functions nor views.
 */
export async function diffSchema(url: string, schemaPath: string): Promise<string> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    const file = { path: schemaPath, content: await readFile(schemaPath, 'utf8') };
    const from: DiffTarget = { tag: 'schemaDatasource', files: [file], configDir: dirname(schemaPath) };
    const to: DiffTarget = { tag: 'schemaDatamodel', files: [file] };
    const filters = { externalTables: [], externalEnums: [] };
    const { stdout } = await withSchemaEngine(
      pool,
      (engine) => engine.diff({ from, to, script: true, exitCode: null, filters }),
      withCharacters(pool),
    );
    return withoutComments(stdout ?? '');
  } finally {
    await pool.end();
  }
}

/** Shows the adapter texts, and the engine characters. Both see one array of rows, by which an answer is recognised. */
function withCharacters(pool: pg.Pool): (adapter: SqlDriverAdapter) => SqlDriverAdapter {
  const characterColumns = new WeakMap<object, Set<string>>();
  const query = pool.query.bind(pool);
  pool.query = async (...args: unknown[]) => {
    const result: pg.QueryResult = await Reflect.apply(query, pool, args);
    const characters = result.fields.filter((field) => field.dataTypeID === INTERNAL_CHAR);
    for (const field of characters) field.dataTypeID = TEXT;
    characterColumns.set(result.rows, new Set(characters.map((field) => field.name)));
    return result;
  };
  return (adapter) => {
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (statement) => {
      const answer = await queryRaw(statement);
      const characters = characterColumns.get(answer.rows);
      const typeOf = (name: string, i: number) =>
        characters?.has(name) ? ColumnTypeEnum.Character : (answer.columnTypes[i] ?? ColumnTypeEnum.Text);
      return { ...answer, columnTypes: answer.columnNames.map(typeOf) };
    };
    return adapter;
  };
}

/** An empty diff reads "-- This is an empty migration." */
const withoutComments = (script: string): string => script.replaceAll(/^--.*$/gm, '').trim();
