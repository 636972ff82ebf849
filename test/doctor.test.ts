import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingsOf } from '../src/domain/doctor/finding.ts';
import { type DoctorOutcome, runDoctor } from '../src/run-doctor.ts';
import { probeUrl } from '../src/web/probe-url.ts';
import { type DoctorGround, startDoctorGround } from './support/doctor-ground.ts';
import { plantedFaults } from './support/planted-faults.ts';

let ground: DoctorGround;

beforeAll(async () => {
  ground = await startDoctorGround();
}, 60_000);
afterAll(() => ground?.stop());

const examine = (more: { env?: Record<string, string | undefined>; url?: string } = {}): Promise<DoctorOutcome> =>
  runDoctor(
    { ...ground.usher.env, ...more.env },
    { envTrouble: null, retry: false, patienceMs: 2000, askUrl: () => probeUrl(more.url ?? ground.localUrl) },
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
