import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RosterFilter } from '../../src/domain/member.ts';
import { addMembership, addOrg, type Org, type StoreBench, startStore } from '../support/rows.ts';

let bench: StoreBench;
let org: Org;

beforeAll(async () => {
  bench = await startStore();
  org = await addOrg(bench, 'Example');
  const other = await addOrg(bench, 'Other');
  const addTeam = async (owner: Org, name: string): Promise<string> => {
    const id = uuidv7();
    await bench.insert('team', { id, organization_id: owner.id, name });
    return id;
  };
  const team = await addTeam(org, 'Équipe Ω');
  await addMembership(bench, org, { email: 'primary@example.com', teamId: team });
  const second = await addMembership(bench, org, { email: 'secondary@example.com', role: 'admin' });
  await bench.insert('membership_team', { organization_id: org.id, membership_id: second.membershipId, team_id: team });
  await addMembership(bench, org, { email: 'teamless@example.com', role: 'viewer', lastName: 'Élan' });
  await addMembership(bench, other, { email: 'other@example.com', teamId: await addTeam(other, 'Équipe Ω') });
  await bench.query(`UPDATE role SET name = 'Écrivain' WHERE id = $1`, [org.roles.viewer]);
});

afterAll(() => bench?.stop());

const found = async (filter: Partial<RosterFilter>): Promise<string[]> => {
  const all: RosterFilter = { query: null, roleName: null, teamName: null, status: 'ACTIVE', ...filter };
  const { rows } = await bench.store.findRosterPage(org.id, all, null, 25);
  return rows.map(({ email }) => email).sort();
};

describe('a roster filtered by a name', () => {
  it.each(['Équipe Ω', 'équipe ω', 'ÉQUIPE Ω', 'E\u0301quipe Ω'])(
    'of a team, written "%s", has its own people',
    async (teamName) => {
      expect(await found({ teamName })).toEqual(['primary@example.com', 'secondary@example.com']);
    },
  );

  it.each(['Écrivain', 'éCRIVAIN'])('of a role, written "%s", has its own people', async (roleName) => {
    expect(await found({ roleName })).toEqual(['teamless@example.com']);
  });

  it.each(['Équipe', '%', 'Équipe_Ω', 'quipe Ω'])('that is not wholly "%s" has nobody', async (name) => {
    expect(await found({ teamName: name })).toEqual([]);
    expect(await found({ roleName: name })).toEqual([]);
  });

  it('of a team and a role has those who are in both', async () => {
    expect(await found({ teamName: 'équipe ω', roleName: 'admin' })).toEqual(['secondary@example.com']);
    expect(await found({ teamName: 'équipe ω', roleName: 'écrivain' })).toEqual([]);
  });
});

describe('a roster searched for a name', () => {
  it.each(['Élan', 'éLAN', 'e\u0301lan'])('written "%s" has them', async (query) => {
    expect(await found({ query })).toEqual(['teamless@example.com']);
  });
});
