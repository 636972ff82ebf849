import { openArena } from '../chaos/arena.ts';
import { raceAdmins } from '../chaos/member-races.ts';
import { acceptLink, addMember, anAddress, invite } from '../support/records.ts';
import { startServices } from '../support/services.ts';
import { alone, type Measured } from './figures.ts';
import type { Ground } from './ground.ts';

const PEOPLE = 100;

type Rounds = { readonly links: number; readonly demotions: number };

/** What must never be, however many try at once: counted, not timed. `npm run chaos` plays these and more. */
export const raceRows = async (ground: Ground, rounds: Rounds): Promise<Measured[]> => [
  await oneLink(ground, rounds.links),
  await lastAdmin(ground, rounds.demotions),
];

const oneLink = async (ground: Ground, rounds: number): Promise<Measured> => {
  const services = await startServices({ database: await ground.database() });
  await services.change({ daily_invitation_cap: 100_000 });
  const ada = await addMember(services);
  let failed = 0;
  for (let round = 0; round < rounds; round += 1) {
    const email = anAddress('raced');
    const invitation = await invite(services, ada, email);
    const results = await Promise.all(Array.from({ length: PEOPLE }, () => acceptLink(services, invitation)));
    const members = await services.query(
      'SELECT FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email_key = $1',
      [email],
    );
    if (results.filter(({ ok }) => ok).length !== 1 || members.length !== 1) failed += 1;
  }
  await services.stop();
  return alone(
    `${PEOPLE} people accept one link at once, not exactly one joined, of ${rounds} rounds`,
    'rounds',
    failed,
    0,
  );
};

const lastAdmin = async (ground: Ground, rounds: number): Promise<Measured> => {
  const database = await ground.database();
  const arena = await openArena(database.url);
  const { violations } = await raceAdmins(arena, rounds);
  await arena.stop();
  await database.drop();
  return alone(
    `two admins demote or end each other at once, no admin left or nobody told, of ${rounds.toLocaleString('en')} rounds`,
    'rounds',
    violations.length,
    0,
  );
};
