import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingsOf } from '../src/domain/doctor/finding.ts';
import { type DoctorOutcome, runDoctor } from '../src/run-doctor.ts';
import { probeUrl } from '../src/web/probe-url.ts';
import { type DoctorGround, startDoctorGround } from './support/doctor-ground.ts';
import { plantedFaults } from './support/planted-faults.ts';
import type { Modal } from './support/workspace/modal.ts';

let ground: DoctorGround;

beforeAll(async () => {
  ground = await startDoctorGround();
});
afterAll(() => ground?.stop());

type More = { readonly env?: Record<string, string | undefined>; readonly url?: string; readonly patienceMs?: number };

const examine = ({ env, url = ground.localUrl, patienceMs = 20_000 }: More = {}): Promise<DoctorOutcome> =>
  runDoctor(
    { ...ground.usher.env, ...env },
    { envTrouble: null, retry: false, patienceMs, askUrl: () => probeUrl(url) },
  );

const codesOf = ({ report }: DoctorOutcome): string[] => findingsOf(report).map(({ code }) => code);

describe('doctor on an installation that is in order', () => {
  it('finds nothing to mend, and has looked at everything', async () => {
    const { report, lines, isBroken } = await examine();
    expect(lines).toEqual([
      'ok       Settings',
      'ok       Slack',
      'ok       The way in',
      'ok       Clocks',
      'ok       Database',
      'ok       Queue',
      'ok       Mail',
      'ok       Channels',
      'ok       Organization',
      '',
      'Usher runs. Nothing to mend.',
    ]);
    expect({ isBroken, isRunning: report.isRunning }).toEqual({ isBroken: false, isRunning: true });
  });
});

describe('doctor names the cause of a planted fault, and of nothing else', () => {
  const faults = plantedFaults(() => ground);

  it('of fifteen and more', () => {
    expect(faults.length).toBeGreaterThanOrEqual(15);
    expect(new Set(faults.flatMap(({ finds }) => finds)).size).toBeGreaterThanOrEqual(15);
  });

  it.each(faults)('$fault', async ({ plant, finds, says, isBroken = true }) => {
    const planted = await plant();
    try {
      const outcome = await examine(planted);
      expect(codesOf(outcome)).toEqual(finds);
      expect(outcome.lines.join('\n')).toMatch(says);
      expect(outcome.isBroken).toBe(isBroken);
      // Secrets are in none of it.
      expect(outcome.lines.join('\n')).not.toMatch(/xox|xapp-1|0123456789abcdef|wr0ng|r1ght/);
    } finally {
      await planted.mend?.();
    }
  });

  it('and nothing more when all are mended', async () => {
    expect(codesOf(await examine())).toEqual([]);
  });
});

describe('/members doctor', () => {
  const open = async (): Promise<Modal> => {
    await ground.ada.types('/members doctor');
    return ground.ada.modal({ settled: true, title: 'Doctor' });
  };
  const waiting = () =>
    ground.usher.query<{ name: string }>(
      `SELECT t.identifier AS name FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
       WHERE j.is_available ORDER BY 1`,
    );

  it('says in Slack what the operator reads, for admins only', async () => {
    const modal = await open();
    await modal.waitFor('Nothing to mend.');
    expect(modal.text()).toContain(
      'In order: settings, Slack, the way in, clocks, database, queue, mail, channels and organization.',
    );
    ground.sales.removeBot();
    await modal.click('Look again');
    await modal.waitFor(/\*Warning · Channels:\* Usher is not in #sales, the channel of the team \*Sales\*\./);
    expect(modal.text()).toContain('→ Type `/invite @Usher` there.');
    ground.sales.addBot();
    await modal.close();
    const bob = ground.usher.workspace.person({ firstName: 'Bob' });
    expect((await bob.types('/members doctor')).text).toContain("you can't see whether Usher is in order");
    // Nobody in the channels has seen a line of it.
    expect([...ground.sales.messages(), ...ground.admins.messages()]).toEqual([]);
  });

  it('says at once that it is looking', async () => {
    const letGo = ground.usher.workspace.faults.hold('auth.test');
    await ground.ada.types('/members doctor');
    const modal = await ground.ada.modal({ title: 'Doctor' });
    expect(modal.text()).toContain('Looking at Slack, the database');
    letGo();
    await modal.waitFor('Nothing to mend.');
    await modal.close();
  });

  it('has what failed for good done again, one or all, and says what came of it', async () => {
    const { query } = ground.usher;
    await query(`SELECT graphile_worker.add_job(job, json_build_object('organizationId', o.id), max_attempts => 3)
      FROM organization o, unnest(ARRAY['first-of-another-version', 'second-of-another-version']) AS job`);
    await query('UPDATE graphile_worker._private_jobs SET attempts = max_attempts');
    const modal = await open();
    await modal.waitFor('Given up 2');
    expect(modal.text()).toMatch(/first-of-another-version`\n.* · 3 tries/);
    await modal.click('Try again', { row: 'first-of-another-version' });
    await modal.waitFor('✓ 1 job is done again now.');
    expect(modal.text()).not.toContain('first-of-another-version');
    expect(await waiting()).toEqual([{ name: 'first-of-another-version' }]);
    // The operator, for all that are left.
    const { lines } = await runDoctor(ground.usher.env, {
      envTrouble: null,
      retry: true,
      askUrl: () => probeUrl(ground.localUrl),
    });
    expect(lines[0]).toBe('1 job is done again, when Usher runs.');
    expect(await waiting()).toHaveLength(2);
    const trail = await query(`SELECT via FROM audit_event WHERE action = 'job.retry' ORDER BY at`);
    expect(trail).toEqual([{ via: 'button' }, { via: 'cli' }]);
    await query('DELETE FROM graphile_worker._private_jobs');
  });

  it('notes what comes in once a minute, however much it is', async () => {
    const { query, workspace } = ground.usher;
    const noted = new Set<string>();
    for (let n = 0; n < 6; n += 1) {
      await ground.ada.types('/members help');
      await workspace.settled();
      for (const { at } of await query("SELECT at::text FROM sighting WHERE kind = 'command'")) noted.add(String(at));
    }
    // A minute may have passed in between.
    expect(noted.size).toBeGreaterThan(0);
    expect(noted.size).toBeLessThanOrEqual(2);
  });
});
