import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { modelRuns } from '../model/model-runs.ts';
import { databaseFaults } from './faults/database-faults.ts';
import { mailFaults } from './faults/mail-faults.ts';
import { slackFaults } from './faults/slack-faults.ts';
import { faultRun } from './faults/stage.ts';
import { interrupts, stopsDuringStart, terminations } from './gentle-stops.ts';
import { openGround } from './ground.ts';
import { hardKills } from './hard-kills.ts';
import { importKills } from './import-kills.ts';
import { killBeforeDelivery } from './kill-before-delivery.ts';
import { linkRace } from './link-race.ts';
import { manyProcesses } from './many-processes.ts';
import { races } from './races.ts';
import type { Ground, Run, Tally } from './run.ts';

const faults = [...slackFaults, ...mailFaults, ...databaseFaults];

const runs: readonly Run[] = [
  ...races,
  linkRace,
  ...modelRuns,
  killBeforeDelivery,
  manyProcesses,
  terminations,
  interrupts,
  stopsDuringStart,
  hardKills,
  importKills,
  ...faults.map(faultRun),
];

type Played = Pick<Run, 'name' | 'about'> & Tally & { readonly seconds: number };

const USAGE = `npm run chaos -- [--only NAME[,NAME]] [--rounds N] [--json FILE]

${runs.map(({ name, about, rounds }) => `  ${name.padEnd(26)}${about} (${rounds} rounds)`).join('\n')}`;

const play = async ({ name, about, rounds, play: start }: Run, ground: Ground, given?: number): Promise<Played> => {
  const startedAt = performance.now();
  const tally = await start(ground, given ?? rounds).catch(broken);
  return { name, about, ...tally, seconds: Math.round((performance.now() - startedAt) / 1000) };
};

/** A run that could not be played to its end proves nothing. */
const broken = (error: unknown): Tally => ({
  rounds: 0,
  seen: {},
  violations: [`it broke off: ${error instanceof Error ? error.stack : String(error)}`],
});

const tell = ({ name, about, rounds, seconds, seen, measured = [], violations }: Played): void => {
  const verdict = violations.length === 0 ? 'ok' : `${violations.length} VIOLATIONS`;
  console.log(`\n${name}: ${verdict}, ${rounds} rounds in ${seconds} s\n  ${about}`);
  for (const [outcome, count] of Object.entries(seen)) console.log(`  ${String(count).padStart(7)}  ${outcome}`);
  for (const line of measured) console.log(`           ${line}`);
  for (const violation of violations.slice(0, 20)) console.log(`  VIOLATION ${violation}`);
};

const tableOf = (played: readonly Played[]): string => {
  const rows = played.map(({ name, about, rounds, seconds, violations }) => {
    const verdict = violations.length === 0 ? 'ok' : `${violations.length} violations`;
    return `${name.padEnd(26)}${verdict.padEnd(15)}${String(rounds).padStart(6)} rounds ${String(seconds).padStart(5)} s  ${about}`;
  });
  return rows.join('\n');
};

/** Plays faults, kills and races, and prints what was seen. Exits 1 if anything was that must never be. */
const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      rounds: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const wanted = values.only?.split(',');
  const chosen = runs.filter(({ name }) => !wanted || wanted.includes(name));
  if (values.help || chosen.length < (wanted?.length ?? 1)) {
    console.log(USAGE);
    return values.help ? 0 : 1;
  }
  const ground = openGround();
  const played: Played[] = [];
  try {
    for (const run of chosen) {
      const one = await play(run, ground, values.rounds ? Number(values.rounds) : undefined);
      tell(one);
      played.push(one);
    }
  } finally {
    await ground.close();
  }
  if (values.json) await writeFile(values.json, `${JSON.stringify(played, null, 2)}\n`);
  console.log(`\n${tableOf(played)}`);
  const violations = played.reduce((total, one) => total + one.violations.length, 0);
  console.log(violations === 0 ? '\nNothing was that must never be.' : `\n${violations} violations.`);
  return violations === 0 ? 0 : 1;
};

process.exitCode = await main();
