import { parseArgs } from 'node:util';
import { loadEnv } from './load-env.ts';
import { runDoctor } from './run-doctor.ts';

/** `npm run doctor`: looks at everything, while Usher runs and while it cannot start. Code 1 when something is broken. */
const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { retry: { type: 'boolean', default: false } } });
  let envTrouble: string | null = null;
  try {
    loadEnv();
  } catch (error) {
    envTrouble = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  }
  const { lines, isBroken } = await runDoctor(process.env, { envTrouble, retry: values.retry });
  for (const line of lines) console.log(line);
  if (isBroken) process.exitCode = 1;
};

await main().catch((error: unknown) => {
  if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))) throw error;
  console.error(`${error.message}\nUsage: npm run doctor, or npm run doctor -- --retry`);
  process.exitCode = 1;
});
