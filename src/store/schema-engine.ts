import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  DriverAdapterError,
  type SqlDriverAdapter,
} from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import type pg from 'pg';

const ENGINE_CODE = '@prisma/schema-engine-wasm/schema_engine_bg';

type EngineCode = typeof import('@prisma/schema-engine-wasm') & { __wbg_set_wasm(exports: unknown): void };

/**
 * Runs Prisma's schema engine, the one behind `prisma migrate`, on a database.
 * @param pool with `max: 1`, so that the engine's advisory lock and its statements share one session.
 * @param adapt wraps the adapter that the engine talks to.
 */
export async function withSchemaEngine<T>(
  pool: pg.Pool,
  work: (engine: SchemaEngine) => Promise<T>,
  adapt: (adapter: SqlDriverAdapter) => SqlDriverAdapter = withWholeScripts,
): Promise<T> {
  const { SchemaEngine: Engine } = await loadOnce();
  const factory = new PrismaPg(pool);
  const connect = async (): Promise<SqlDriverAdapter> => adapt(await factory.connect());
  const adapter = bindMigrationAwareSqlAdapterFactory({
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect,
    connectToShadowDb: () => Promise.reject(new Error('Usher gives the schema engine no shadow database')),
  });
  const engine = await Engine.new({ datamodels: undefined }, () => {}, adapter);
  try {
    return await work(engine);
  } finally {
    engine.free();
  }
}

/**
 * The adapter cuts a script at each semicolon, which breaks function bodies. Sent whole, as `prisma migrate deploy` does,
 * it is one implicit transaction. That is extended by the tick in `_prisma_migrations`: a process that is killed leaves a
 * migration that is applied and ticked off, or neither.
 */
function withWholeScripts(adapter: SqlDriverAdapter): SqlDriverAdapter {
  adapter.executeScript = async (script) => {
    const tick =
      'UPDATE _prisma_migrations SET finished_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL';
    await adapter.executeRaw({ sql: `${script}\n;${tick}`, args: [], argTypes: [] }).catch(throwOriginal);
  };
  return adapter;
}

/** The engine words errors whose code it knows anew ("No such table"); without their code they keep PostgreSQL's words. */
function throwOriginal(error: unknown): never {
  if (!(error instanceof DriverAdapterError)) throw error;
  const { originalMessage: message = error.message } = error.cause;
  const rest = { code: '', detail: undefined, column: undefined, hint: undefined };
  throw new DriverAdapterError({ kind: 'postgres', severity: 'ERROR', message, ...rest });
}

let loaded: Promise<EngineCode> | undefined;

/** The engine's code keeps its memory in one place: a second instance would pull it from under the first. */
function loadOnce(): Promise<EngineCode> {
  loaded ??= loadEngine();
  return loaded;
}

async function loadEngine(): Promise<EngineCode> {
  const code: EngineCode = await import(ENGINE_CODE);
  const file = join(dirname(createRequire(import.meta.url).resolve(ENGINE_CODE)), 'schema_engine_bg.wasm');
  // The engine's only way to say why it panics; without it a panic reads "unreachable".
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: throwPanic } });
  const { instance } = await WebAssembly.instantiate(await readFile(file), { './schema_engine_bg.js': code });
  code.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start === 'function') start();
  return code;
}

function throwPanic(message: string): never {
  throw new Error(`Prisma's schema engine panicked: ${message}`);
}
