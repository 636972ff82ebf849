import { setTimeout as sleep } from 'node:timers/promises';
import { seedMember } from '../../support/seed.ts';
import type { Person } from '../../support/workspace/person.ts';
import type { Estate } from '../estate.ts';
import { type Fault, invite, type Stage } from './stage.ts';

const whileStalled = async ({ database }: Stage, milliseconds: number, work: Promise<unknown>): Promise<void> => {
  database.stall();
  await sleep(milliseconds);
  database.resume();
  await work;
};

const stalls: Fault = {
  name: 'postgresql-stalls',
  fault: 'PostgreSQL stalls for 2.5 s, again and again',
  end: 'everybody is answered inside 3 s, and what they asked for follows',
  play: async (stage) => {
    const inviting = invite(stage);
    for (let time = 0; time < 4; time += 1) {
      await whileStalled(stage, 2500, Promise.all(stage.estate.admins.map(askWho)));
      await sleep(500);
    }
    await inviting;
  },
};

const askWho = (person: Person): Promise<unknown> => person.types('/members whoami');

/** A member leaves Slack meanwhile: an event, which Slack delivers again as it does with all that nobody acked. */
const leave = async ({ estate, counter }: Stage, leaver: Person): Promise<() => Promise<void>> => {
  const event = await leaver.update({ deleted: true });
  counter.see(event?.failed ? 'events not taken, which Slack delivers again' : 'events taken');
  return async () => {
    if (event?.failed) await estate.workspace.deliver({ what: event, retryNum: 1 });
  };
};

export const toldOfLeaver = /was deactivated in Slack/;

const addMember = async (estate: Estate): Promise<Person> => {
  const person = estate.workspace.person({ firstName: 'Lea', lastName: 'Example' });
  await seedMember(estate, { email: person.email, firstName: 'Lea', slack: person });
  return person;
};

const away: Fault = {
  name: 'postgresql-away',
  fault: 'PostgreSQL is down for ten minutes',
  end: 'everybody is answered inside 3 s in words, what was acknowledged goes out when it is back, no event is lost',
  play: (stage) => beAway(stage, 600_000),
  check: async ({ estate, counter }) => {
    const told = await estate.admins[0]?.waitForMessage(toldOfLeaver, { timeoutMs: 30_000 }).catch(() => undefined);
    if (!told) counter.violate('nobody was told of who left Slack while PostgreSQL was away');
  },
};

export const beAway = async (stage: Stage, milliseconds: number): Promise<void> => {
  const { database, estate, counter } = stage;
  const leaver = await addMember(estate);
  // Acknowledged, and on the way; then what is asked for while nothing can be written.
  await invite({ ...stage, size: Math.ceil(stage.size / 2) });
  database.cut();
  const redeliver = await leave(stage, leaver);
  const endsAt = Date.now() + milliseconds;
  const [ada] = estate.admins;
  while (Date.now() < endsAt) {
    const answer = await ada?.types('/members whoami');
    await ada?.types('/members invite');
    counter.see(`told while PostgreSQL is away: “${answer?.text.slice(0, 40)}…”`);
    await sleep(Math.min(5000, milliseconds / 10));
  }
  database.mend();
  await redeliver();
  await invite(stage);
};

const awayAtStart: Fault = {
  name: 'postgresql-away-at-start',
  fault: 'PostgreSQL is down when Usher starts',
  end: 'one line for the operator and exit code 1; what waits goes out by the next start',
  isRestarted: true,
  play: async (stage) => {
    const { estate, database, counter, running } = stage;
    await invite(stage);
    running.usher.kill('SIGTERM');
    await running.usher.ended;
    database.cut();
    const { code, errors } = await estate.launch().ended;
    counter.see(`exit code ${code}: ${errors.trim().split('\n')[1]?.slice(0, 60)}…`);
    if (code !== 1 || errors.trim().split('\n').length !== 2) counter.violate(`it ended with ${code}: ${errors}`);
    database.mend();
    const next = await estate.start();
    estate.door.to([next.port]);
  },
};

export const databaseFaults: readonly Fault[] = [stalls, awayAtStart, away];
