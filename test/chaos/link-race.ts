import { v7 as uuidv7 } from 'uuid';
import { createShareableLinks } from '../../src/link-signer.ts';
import { takeAtOnce } from '../support/link-race.ts';
import { startUsher, type Usher } from '../support/usher.ts';
import type { Ground, Run, Tally } from './run.ts';

const USES = 50;
const PEOPLE = 200;

const ADD_LINK = `INSERT INTO invite_link (id, organization_id, role_id, max_uses, expires_at)
  SELECT $1, organization_id, id, $2, usher_now() + interval '1 day' FROM role WHERE name = 'Viewer'`;
const COUNT_CROWD = `SELECT count(*)::int AS count FROM membership m JOIN account a ON a.id = m.account_id
  WHERE a.email LIKE 'crowd%' AND m.status = 'ACTIVE'`;
const CLEAR = `DELETE FROM membership WHERE account_id IN (SELECT id FROM account WHERE email LIKE 'crowd%')`;

const race = async (usher: Usher, rounds: number): Promise<Tally> => {
  const { urlFor } = createShareableLinks(usher.publicUrl, { current: usher.env['APP_SECRET'] ?? '', previous: null });
  const seen: Record<string, number> = {};
  const violations: string[] = [];
  await usher.query(`UPDATE organization SET invite_links = 'LEAST_ROLE'`);
  for (let round = 0; round < rounds; round += 1) {
    const id = uuidv7();
    await usher.query(ADD_LINK, [id, USES]);
    const { 303: joined = 0, 410: late = 0 } = await takeAtOnce(usher, urlFor?.(id) ?? '', PEOPLE);
    const [crowd] = await usher.query<{ count: number }>(COUNT_CROWD);
    const outcome = `${joined} joined, ${late} came too late`;
    seen[outcome] = (seen[outcome] ?? 0) + 1;
    if (joined !== USES || late !== PEOPLE - USES || crowd?.count !== USES) {
      violations.push(`round ${round}: ${outcome}, ${crowd?.count} are members`);
    }
    await usher.query(CLEAR);
  }
  return { rounds, seen, violations };
};

export const linkRace: Run = {
  name: 'race-invite-link',
  about: `${PEOPLE} people at once join by a link for ${USES}, by HTTP: ${USES} do`,
  rounds: 20,
  play: async (ground: Ground, rounds: number) => {
    const usher = await startUsher({ databaseUrl: await ground.database(), env: { TRUST_PROXY: '1' } });
    try {
      return await race(usher, rounds);
    } finally {
      await usher.stop();
    }
  },
};
