import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RosterFilter } from '../../src/domain/member.ts';
import { findTeamsLike, nameRosterFilter } from '../../src/services/name-roster-filter.ts';
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

const context = async () => {
  const found = await bench.store.findActor(org.teamId, { teamId: org.teamId, userId: 'U0' });
  if (!found) throw new Error('The workspace is not there.');
  return found;
};

/** Whom a filter finds whose names were typed; null when nothing is called that. */
const found = async (typed: { role?: string; team?: string; query?: string }): Promise<string[] | null> => {
  const named = await nameRosterFilter(bench, await context(), typed);
  if (!named.ok) return null;
  const filter: RosterFilter = { query: typed.query ?? null, status: 'ACTIVE', ...named.value };
  const { rows } = await bench.store.findRosterPage(org.id, filter, null, 25);
  return rows.map(({ email }) => email).sort();
};

describe('a roster filtered by a name', () => {
  it.each(['Équipe Ω', 'équipe ω', 'ÉQUIPE Ω', 'E\u0301quipe Ω', 'équi'])(
    'of a team, written "%s", has its own people',
    async (team) => {
      expect(await found({ team })).toEqual(['primary@example.com', 'secondary@example.com']);
    },
  );

  it.each(['Écrivain', 'éCRIVAIN', 'é'])('of a role, written "%s", has its own people', async (role) => {
    expect(await found({ role })).toEqual(['teamless@example.com']);
  });

  it.each(['%', 'Équipe_Ω', 'quipe Ω'])(
    'that is not the beginning of one, "%s", is refused with what there is',
    async (name) => {
      expect(await nameRosterFilter(bench, await context(), { team: name })).toEqual({
        ok: false,
        refusal: { what: 'team', typed: name, names: ['Équipe Ω'] },
      });
      expect(await nameRosterFilter(bench, await context(), { role: name })).toMatchObject({
        ok: false,
        refusal: { what: 'role', names: ['Écrivain', 'Member', 'Admin'] },
      });
    },
  );

  it('of a team and a role has those who are in both', async () => {
    expect(await found({ team: 'équipe ω', role: 'admin' })).toEqual(['secondary@example.com']);
    expect(await found({ team: 'équipe ω', role: 'écrivain' })).toEqual([]);
  });
});

describe('a roster searched for a name', () => {
  it.each(['Élan', 'éLAN', 'e\u0301lan'])('written "%s" has them', async (query) => {
    expect(await found({ query })).toEqual(['teamless@example.com']);
  });
});

describe('the teams to filter by', () => {
  it('come as typed into the menu, those that begin so first, archived ones last, none of another organization', async () => {
    const owner = { organization_id: org.id };
    await bench.insert('team', { ...owner, id: uuidv7(), name: 'Old équipe', archived_at: new Date() });
    await bench.insert('team', { ...owner, id: uuidv7(), name: 'An équipe' });
    const names = async (typed: string) => (await findTeamsLike(bench, await context(), typed)).map(({ name }) => name);
    expect(await names('É')).toEqual(['Équipe Ω', 'An équipe', 'Old équipe']);
    expect(await names('')).toHaveLength(3);
    const [chosen] = await findTeamsLike(bench, await context(), 'Old');
    expect(await bench.store.findRosterChoices(org.id, chosen?.id ?? null, 2)).toMatchObject({
      teams: [{ name: 'An équipe' }, { name: 'Équipe Ω' }],
      hasMoreTeams: true,
      team: { name: 'Old équipe', isArchived: true },
    });
  });
});
