import { createDatabase } from '../support/database.ts';
import { startUsher, type Usher, unhurried } from '../support/usher.ts';
import { bundlePage } from './bundle-page.ts';
import { fillOrganization, fillWorkspace, type World } from './seed-world.ts';
import { startSandbox } from './start-sandbox.ts';

/** What `npm run sandbox` starts, on a database of the run of tests. */
export type TestSandbox = {
  readonly url: string;
  readonly usher: Usher;
  readonly world: World;
  readonly stop: () => Promise<void>;
};

export const startTestSandbox = async (): Promise<TestSandbox> => {
  const database = await createDatabase();
  let world: World | undefined;
  const usher = await startUsher({
    ...unhurried,
    databaseUrl: database.url,
    slackMode: 'http',
    minuteMs: 1000,
    firstAdminEmail: '',
    prepare: (workspace) => {
      world = fillWorkspace(workspace);
    },
  });
  if (!world) throw new Error('The workspace was not prepared');
  await fillOrganization(usher, world);
  const sandbox = await startSandbox(usher, bundlePage);
  return {
    url: sandbox.url,
    usher,
    world,
    stop: async () => {
      await sandbox.stop();
      await usher.stop();
      await database.drop();
    },
  };
};
