import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { addMember } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { signatureHeaders } from '../support/workspace/signature.ts';
import { compared, inTurn, type Measured, median, quantile } from './figures.ts';
import type { Ground } from './ground.ts';

const CLIENTS = 10;
const SECRET = 'a-signing-secret-of-the-bench';
const BOLT_APP = fileURLToPath(new URL('bolt-app.ts', import.meta.url));

type Target = { readonly url: string; readonly agent: Agent; readonly body: string };

/** `/members whoami` of ten clients at once, acked: Usher as it is built, and a Bolt app with one prepared read, in turn. */
export const whoamiRows = async (
  ground: Ground,
  { pairs, requests, jobs }: { pairs: number; requests: number; jobs: number },
): Promise<Measured[]> => {
  const services = await startServices({ database: await ground.database() });
  const { person } = await addMember(services);
  const folder = await mkdtemp(join(tmpdir(), 'usher-bench-whoami-'));
  const usher = ground.build().start(settingsOf(services.url, services.workspace), folder);
  const { port } = await usher.says('Usher is ready.');
  const { apiUrl, token } = services.workspace;
  const app = spawn(process.execPath, ['--import', 'tsx', BOLT_APP, services.url, apiUrl, token, SECRET], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [boltPort] = await once(createInterface(app.stdout), 'line');
  const body = bodyOf(services.workspace.team.id, person.id, services.workspace.appId);
  const target = (at: unknown): Target => ({
    url: `http://127.0.0.1:${at}/slack/events`,
    agent: new Agent({ keepAlive: true, maxSockets: CLIENTS }),
    body,
  });
  try {
    return [
      ...(await measure(target(port), target(boltPort), pairs, requests)),
      ...(await withBacklog(services, target(port), { pairs, requests: requests / CLIENTS, jobs })),
    ];
  } finally {
    usher.kill('SIGTERM');
    app.kill('SIGTERM');
    await Promise.all([usher.ended, once(app, 'exit')]);
    await rm(folder, { recursive: true });
    await services.stop();
  }
};

const measure = async (usher: Target, bolt: Target, pairs: number, requests: number): Promise<Measured[]> => {
  await burst(usher, requests);
  await burst(bolt, requests);
  const [ofUsher, ofBolt]: [number[][], number[][]] = [[], []];
  for (let pair = 0; pair < pairs; pair += 1) {
    ofBolt.push(await burst(bolt, requests));
    ofUsher.push(await burst(usher, requests));
  }
  const at = (share: number) => {
    const [figures, againsts] = [ofUsher, ofBolt].map((bursts) => bursts.map((burst) => quantile(burst, share)));
    if (!figures || !againsts) throw new Error('Nothing was measured');
    return { figures, againsts, ratios: figures.map((figure, pair) => figure / (againsts[pair] ?? Number.NaN)) };
  };
  return [
    compared('/members whoami acked, 10 clients, p50', 'ms', at(0.5), 1.3),
    compared('/members whoami acked, 10 clients, p99', 'ms', at(0.99), 1.5),
  ];
};

/** With an empty queue, and with a long one that is being worked off: one command after another, and one now and then, as people type. */
const withBacklog = async (
  { query }: Services,
  usher: Target,
  { pairs, requests, jobs }: { pairs: number; requests: number; jobs: number },
): Promise<Measured[]> => {
  const during = (ack: () => Promise<number>) => async (): Promise<number> => {
    await query(FILL, [jobs]);
    // The workers wake up by a note, as for every job.
    await query(`SELECT pg_notify('jobs:insert', '{"r":"bench","count":1}')`);
    const wait = await ack();
    await query('DELETE FROM graphile_worker._private_jobs WHERE locked_at IS NULL');
    return wait;
  };
  const oneAfterAnother = async (): Promise<number> => median(await burst(usher, requests, 1));
  const nowAndThen = async (): Promise<number> => median(await scattered(usher, Math.ceil(requests / 5)));
  const name = (how: string) => `/members whoami acked, ${how}, while ${jobs.toLocaleString('en')} jobs wait`;
  return [
    compared(name('one after another'), 'ms', await inTurn(pairs, during(oneAfterAnother), oneAfterAnother), 1.5),
    compared(name('now and then'), 'ms', await inTurn(pairs, during(nowAndThen), nowAndThen), 1.5),
  ];
};

/** By somebody who pauses in between for so long that jobs go on. */
const scattered = async (target: Target, requests: number): Promise<number[]> => {
  const times: number[] = [];
  for (let n = 0; n < requests; n += 1) {
    await sleep(40 + 40 * Math.random());
    times.push(await send(target));
  }
  return times;
};

/** Jobs for members who are gone meanwhile: each is picked up, looked into and done. */
const FILL = `INSERT INTO graphile_worker._private_jobs (task_id, payload)
  SELECT t.id, json_build_object('membershipId', gen_random_uuid(), 'way', 'dm', 'requestId', 'bench')
  FROM graphile_worker._private_tasks t, generate_series(1, $1::int) WHERE t.identifier = 'welcome-member'`;

/** Each client sends its next command when the one before is acked. Resolves with how long each took, in milliseconds. */
const burst = async (target: Target, requests: number, clients = CLIENTS): Promise<number[]> => {
  const times: number[] = [];
  const client = async (): Promise<void> => {
    for (let n = 0; n < requests / clients; n += 1) times.push(await send(target));
  };
  await Promise.all(Array.from({ length: clients }, client));
  return times;
};

const send = ({ url, agent, body }: Target): Promise<number> =>
  new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      ...signatureHeaders(body, { secret: SECRET }),
    };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - startedAt);
        else reject(new Error(`A command was answered by ${response.statusCode}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });

const bodyOf = (teamId: string, userId: string, appId: string): string =>
  new URLSearchParams({
    team_id: teamId,
    user_id: userId,
    api_app_id: appId,
    command: '/members',
    text: 'whoami',
    channel_id: 'C0BENCH',
    channel_name: 'bench',
    team_domain: 'bench',
    user_name: 'ada',
    is_enterprise_install: 'false',
    trigger_id: '1.2.bench',
    response_url: 'http://127.0.0.1:9/nowhere',
  }).toString();

const settingsOf = (databaseUrl: string, workspace: { apiUrl: string; token: string }): Record<string, string> => ({
  SLACK_API_URL: workspace.apiUrl,
  SLACK_BOT_TOKEN: workspace.token,
  SLACK_SIGNING_SECRET: SECRET,
  PUBLIC_URL: 'https://usher.example.com',
  APP_SECRET: 'a-secret-for-the-bench-only-0123456789abcdef',
  DATABASE_URL: databaseUrl,
  PORT: '0',
});
