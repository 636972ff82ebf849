// A process that migrates: `node --import tsx migrate-once.ts URL FOLDER`. It prints what it applied as JSON.
import { applyMigrations } from '../../src/store/migrations.ts';
import { serverLog } from './server-log.ts';

const [url = '', migrationsDir = ''] = process.argv.slice(2);

applyMigrations({ url, migrationsDir, log: serverLog }).then(
  (applied) => process.stdout.write(JSON.stringify(applied)),
  (error: Error) => {
    process.stderr.write(error.message);
    process.exitCode = 1;
  },
);
