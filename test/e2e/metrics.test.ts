import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningDesk, stall, startDesk } from '../slack/running-desk.ts';
import { idle } from '../slack/watch.ts';
import { unhurried } from '../support/usher.ts';

const TOKEN = 'a-token-for-the-scraper-0123';

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk({ ...unhurried, env: { METRICS_TOKEN: TOKEN }, windowPatienceMs: 500 });
  await idle(desk);
});
afterAll(() => desk?.stop());

const get = (headers: Record<string, string> = {}) => fetch(`${desk.publicUrl}/metrics`, { headers });

type Counts = Readonly<Record<string, number>>;

/** What is read, by name and labels as Prometheus writes them. */
const scrape = async (): Promise<Counts> => {
  const text = await (await get({ authorization: `Bearer ${TOKEN}` })).text();
  const lines = text.split('\n').filter((line) => line && !line.startsWith('#'));
  return Object.fromEntries(lines.map((line) => [line.replace(/ \S+$/, ''), Number(line.split(' ').at(-1))]));
};

/** What was added by the work. */
const grown = async (work: () => Promise<unknown>): Promise<Counts> => {
  const before = await scrape();
  await work();
  await idle(desk);
  const after = await scrape();
  const names = Object.keys(after).filter((name) => name.startsWith('usher_') && after[name] !== (before[name] ?? 0));
  return Object.fromEntries(names.map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)]));
};

describe('/metrics', () => {
  it('is read with the token only, and by GET only', async () => {
    expect((await get()).status).toBe(401);
    expect((await get({ authorization: 'Bearer another' })).status).toBe(401);
    expect((await get({ authorization: `Basic ${TOKEN}` })).status).toBe(401);
    const read = await get({ authorization: `Bearer ${TOKEN}` });
    expect([read.status, read.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')]);
    expect((await fetch(`${desk.publicUrl}/metrics`, { method: 'POST' })).status).toBe(405);
  });

  it('counts each interaction once, by kind and by what came of it', async () => {
    const { ada, workspace } = desk;
    const nell = workspace.person({ firstName: 'Nell' });
    const counted = await grown(async () => {
      await ada.types('/members whoami');
      await nell.types('/members pending');
      await ada.types('/members invite');
      const form = await ada.modal({ settled: true });
      await form.fill('Addresses', 'not an address');
      await form.submit();
      await form.fill('Addresses', 'linus@example.net');
      await form.submit();
      await ada.uses('open_desk');
      await ada.modal({ settled: true, title: 'Members' });
      await ada.opensHome();
      await ada.waitForHome(/waiting|wait/i);
    });
    // On a busy machine one that went well may have been slow.
    const well = (kind: string) =>
      (counted[`usher_interactions_total{kind="${kind}",outcome="ok"}`] ?? 0) +
      (counted[`usher_interactions_total{kind="${kind}",outcome="slow"}`] ?? 0);
    expect(['command', 'submission', 'shortcut', 'home'].map(well)).toEqual([2, 1, 1, 1]);
    expect(counted).toMatchObject({
      'usher_interactions_total{kind="command",outcome="refused"}': 1,
      'usher_interactions_total{kind="submission",outcome="field_errors"}': 1,
      'usher_ack_seconds_count{kind="command"}': 3,
      'usher_ack_seconds_count{kind="submission"}': 2,
      'usher_ack_seconds_bucket{le="3",kind="submission"}': 2,
      'usher_deliveries_total{channel="email",state="sent",cause="none"}': 1,
      'usher_mails_total{outcome="accepted"}': 1,
      'usher_jobs_total{job="deliver-invitation",outcome="finished"}': 1,
      'usher_slack_calls_total{method="views.publish",outcome="ok"}': 1,
    });
    expect(Object.keys(counted).filter((name) => /^usher_(interactions|jobs).*"(error|failed)"/.test(name))).toEqual(
      [],
    );
  });

  it('counts what Slack throttles and refuses, what is answered late, and jobs that are done again', async () => {
    const { ada, workspace } = desk;
    const counted = await grown(async () => {
      workspace.limits.next('chat.postMessage', { retryAfter: 1 });
      workspace.person({ firstName: 'Grace', email: 'grace@example.com' });
      await ada.types('/members invite grace@example.com');
      await (await ada.modal({ settled: true })).submit();
      workspace.faults.answer('views.open', 'fatal_error');
      await ada.types('/members invite');
      const { end } = await stall(desk.databaseUrl);
      await ada.types('/members invite');
      await end();
      await ada.modal({ settled: true });
    });
    expect(counted).toMatchObject({
      'usher_slack_calls_total{method="chat.postMessage",outcome="rate_limited"}': 1,
      'usher_slack_calls_total{method="views.open",outcome="error"}': 1,
    });
    expect(counted['usher_interactions_total{kind="command",outcome="slow"}']).toBeGreaterThanOrEqual(1);
    const again = Object.entries(counted).filter(([name]) => /usher_jobs_total\{.*outcome="again"/.test(name));
    expect(again.map(([, count]) => count)).toEqual([1]);
  });

  it('tells the queue as it is in the database, and the pools', async () => {
    await desk.query(
      `SELECT graphile_worker.add_job('of-another-version', run_at => now() + interval '1 hour'),
        graphile_worker.add_job('of-another-version', run_at => now() - interval '90 seconds')`,
    );
    const counts = await scrape();
    expect(counts).toMatchObject({
      'usher_queue_jobs{job="of-another-version",state="ready"}': 1,
      'usher_queue_jobs{job="of-another-version",state="later"}': 1,
      'usher_queue_jobs{job="of-another-version",state="failed"}': 0,
      'usher_database_connections{pool="store",state="waiting"}': 0,
    });
    const age = counts['usher_queue_oldest_ready_seconds{job="of-another-version"}'] ?? 0;
    expect(age).toBeGreaterThanOrEqual(90);
    expect(counts['usher_database_connections{pool="jobs",state="total"}']).toBeGreaterThan(0);
    expect(counts['process_cpu_seconds_total']).toBeGreaterThan(0);
    await desk.query(`SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs`);
  });

  it('holds nothing of anybody: labels are words of fixed lists', async () => {
    const text = await (await get({ authorization: `Bearer ${TOKEN}` })).text();
    const ours = text.split('\n').filter((line) => line.startsWith('usher_'));
    expect(ours.length).toBeGreaterThan(40);
    expect(text).not.toMatch(/@|example\.(com|net)|\b[UCDT]0[A-Z0-9]{5,}|[\da-f]{8}-[\da-f]{4}/);
  });
});
