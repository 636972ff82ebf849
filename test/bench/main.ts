import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Measured } from './figures.ts';
import { openGround } from './ground.ts';
import { type Plan, planText, wholeTables } from './plans.ts';
import { shortfallsOf } from './reasons.ts';
import { jsonOf, lineOf, tableOf } from './report.ts';
import { type GroupName, groups, runBench } from './run-bench.ts';

const usage = `npm run bench -- [--json FILE] [--plans FILE] [--members 1000000] [--pairs 9] [--only ${Object.keys(groups).join('|')}]`;

const isGroup = (name: string): name is GroupName => name in groups;

/** Measures, prints, and always cleans up. A figure that is not reached is no failure: nothing here is asserted by time. */
const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      json: { type: 'string' },
      plans: { type: 'string' },
      members: { type: 'string', default: '1000000' },
      pairs: { type: 'string', default: '9' },
      only: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(usage);
  const names = values.only === undefined ? Object.keys(groups) : values.only.split(',');
  if (!names.every(isGroup)) throw new Error(`There is no such group. ${usage}`);
  const sizes = { members: Number(values.members), against: 1000 };
  const races = { links: 100, demotions: 1000 };
  const times = {
    pairs: Number(values.pairs),
    repeats: 5,
    samples: 40,
    starts: 5,
    requests: 2000,
    jobs: 100_000,
    races,
    imports: { rows: 10_000, runs: 3 },
  };
  const figures: Measured[] = [];
  const plans: Plan[] = [];
  const ground = await openGround();
  try {
    await runBench(
      ground,
      names,
      { ...sizes, ...times },
      {
        measured: (figure) => {
          figures.push(figure);
          console.log(lineOf(figure));
        },
        plans: (found) => void plans.push(...found),
        says: (line) => console.log(line),
      },
    );
  } finally {
    await ground.close();
  }
  console.log(`\n${tableOf(figures)}`);
  const short = shortfallsOf(figures);
  console.log(short.length > 0 ? `\nNot reached:\n${short.join('\n')}` : '\nEvery row is reached.');
  const whole = wholeTables(plans);
  if (whole.length > 0) console.log(`\nPlans that read a whole table:\n${whole.join('\n')}`);
  if (values.plans) await writeFile(values.plans, plans.map(planText).join('\n'));
  if (values.json) await writeFile(values.json, jsonOf(figures));
};

await main();
