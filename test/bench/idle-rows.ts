import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { job } from '../../src/domain/job.ts';
import { startJobRunner } from '../../src/jobs/job-runner.ts';
import type { MainProcess } from '../support/main-process.ts';
import { addMember } from '../support/records.ts';
import { startServices } from '../support/services.ts';
import { startUsher, type Usher } from '../support/usher.ts';
import type { Person } from '../support/workspace/person.ts';
import { startWorkspace } from '../support/workspace/workspace.ts';
import { alone, type Measured, median, millisecondsOf, quantile } from './figures.ts';
import type { Ground } from './ground.ts';

type Times = { readonly samples: number };

/** From the commit that makes a job due to the first line of its handler, while nothing else is to be done. */
export const jobPickUp = async (ground: Ground, { samples }: Times): Promise<Measured> => {
  const services = await startServices({ database: await ground.database() });
  const { membershipId } = await addMember(services);
  let pickedUp = (_at: number): void => {};
  const findMember = (id: string) => {
    pickedUp(performance.now());
    return services.deps.store.findMember(id);
  };
  const runner = await startJobRunner(services.url, {
    ...services.deps,
    store: { ...services.deps.store, findMember },
  });
  const times: number[] = [];
  for (let n = 0; n < samples; n += 1) {
    // Idle: what the job before did is over, and the workers wait.
    await sleep(50);
    const picked = new Promise<number>((resolve) => {
      pickedUp = resolve;
    });
    await services.deps.store.enqueue(job('welcome-member', { membershipId, way: 'dm', requestId: `bench-${n}` }));
    const committedAt = performance.now();
    times.push(Math.max(0, (await picked) - committedAt));
  }
  await runner.stop();
  await services.stop();
  return alone('job pick-up after commit, idle', 'ms', median(times), 10, times);
};

/** What `npm run build` makes, started on an empty disk: until it says that it is ready. */
export const coldStart = async ({ build }: Pick<Ground, 'build'>, { samples }: Times): Promise<Measured> => {
  build();
  const workspace = await startWorkspace();
  const times: number[] = [];
  for (let n = 0; n < samples; n += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'usher-bench-start-'));
    const settings = {
      SLACK_API_URL: workspace.apiUrl,
      SLACK_BOT_TOKEN: workspace.token,
      SLACK_SIGNING_SECRET: 'a-signing-secret-of-the-bench',
      PUBLIC_URL: 'https://usher.example.com',
      APP_SECRET: 'a-secret-for-the-bench-only-0123456789abcdef',
      PORT: '0',
      DATA_DIR: folder,
    };
    let usher: MainProcess | undefined;
    times.push(
      await millisecondsOf(async () => {
        usher = build().start(settings, folder);
        await usher.says('Usher is ready.');
      }),
    );
    usher?.kill('SIGTERM');
    await usher?.ended;
    await rm(folder, { recursive: true });
  }
  await workspace.stop();
  return alone(
    'cold start, empty disk to ready, embedded',
    's',
    median(times) / 1000,
    5,
    times.map((ms) => ms / 1000),
  );
};

/** What people wait for, on the whole of Usher while nobody else is there. */
export const waits = async (ground: Ground, { samples }: Times): Promise<Measured[]> => {
  const database = await ground.database();
  const usher = await startUsher({ databaseUrl: database.url });
  const ada = usher.workspace.person({ firstName: 'Ada', lastName: 'Example', email: 'ada@example.com' });
  const { message } = await ada.types('/members whoami');
  await message?.click('This is me');
  await (await ada.modal({ title: 'Is this you?' })).submit();
  const modals: number[] = [];
  const messages: number[] = [];
  for (let n = 0; n < samples; n += 1) {
    modals.push(await untilModal(usher, ada));
    messages.push(await untilMessage(usher, ada, n));
  }
  await usher.stop();
  await database.drop();
  return [
    alone('click → modal, p95', 'ms', quantile(modals, 0.95), 300, modals),
    alone('Submit → DM visible, p95', 'ms', quantile(messages, 0.95), 1500, messages),
  ];
};

/** From the click to the view that Slack got: a command is a click on Enter. */
const untilModal = async ({ workspace }: Usher, ada: Person): Promise<number> => {
  const startedAt = Date.now();
  await ada.types('/members pending');
  await ada.modal({ settled: true, title: 'Pending invitations' });
  const shown = workspace.calls.findLast(({ method }) => /^views\.(open|update)$/.test(method));
  return (shown?.at ?? Date.now()) + (shown?.ms ?? 0) - startedAt;
};

/** From Submit to the card in the direct message of somebody new. */
const untilMessage = async ({ workspace }: Usher, ada: Person, n: number): Promise<number> => {
  const colleague = workspace.person({ firstName: `Colleague ${n}`, email: `colleague${n}@example.com` });
  await ada.types(`/members invite ${colleague.mention}`);
  const form = await ada.modal({ settled: true, title: 'Invite people' });
  const startedAt = Date.now();
  await form.submit();
  await colleague.waitForMessage(/invited you/);
  const sent = workspace.callsOf('chat.postMessage').findLast(({ args }) => args['channel'] === colleague.direct);
  return (sent?.at ?? Date.now()) + (sent?.ms ?? 0) - startedAt;
};
