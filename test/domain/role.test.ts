import { describe, expect, it } from 'vitest';
import { canGrant, type Granter, grantableRoles, presetRole, type Role, seededRoles } from '../../src/domain/role.ts';

const role = (name: string, rank: number, given: Partial<Role> = {}): Role => ({
  id: name,
  name,
  description: '',
  forWhom: '',
  rank,
  isAdmin: false,
  isDefault: false,
  isRetired: false,
  ...given,
});

const admin: Granter = { kind: 'member', isActive: true, isAdmin: true, rank: 90 };
const system: Granter = { kind: 'system' };

describe('canGrant', () => {
  const granters: Record<string, Granter> = {
    'an active admin': admin,
    'an admin who was deactivated': { ...admin, isActive: false },
    'a member of high rank without the admin right': { ...admin, isAdmin: false },
    'the system': system,
  };
  const roles = {
    'a lower role': { rank: 10, isRetired: false },
    'a role of the same rank': { rank: 90, isRetired: false },
    'a role one rank above': { rank: 91, isRetired: false },
    'a lower role that is retired': { rank: 10, isRetired: true },
    'a higher role that is retired': { rank: 100, isRetired: true },
  };

  it.each([
    ['an active admin', [true, true, false, false, false]],
    ['an admin who was deactivated', [false, false, false, false, false]],
    ['a member of high rank without the admin right', [false, false, false, false, false]],
    ['the system', [true, true, true, true, true]],
  ])('asked of %s, answers for each role', (who, answers) => {
    const granter = granters[who] as Granter;
    expect(Object.fromEntries(Object.entries(roles).map(([name, given]) => [name, canGrant(granter, given)]))).toEqual(
      Object.fromEntries(Object.keys(roles).map((name, index) => [name, answers[index]])),
    );
  });
});

describe('grantableRoles', () => {
  const roles = [
    role('Admin', 90, { isAdmin: true }),
    role('Viewer', 10),
    role('Old', 5, { isRetired: true }),
    role('Owner', 100, { isAdmin: true }),
    role('Member', 20),
  ];
  const namesFor = (granter: Granter): string[] => grantableRoles(granter, roles).map(({ name }) => name);

  it('are those up to the own rank, least first, without retired ones', () => {
    expect(namesFor(admin)).toEqual(['Viewer', 'Member', 'Admin']);
  });

  it('are none for whoever is no active admin', () => {
    expect(namesFor({ ...admin, isAdmin: false })).toEqual([]);
    expect(namesFor({ ...admin, isActive: false })).toEqual([]);
  });

  it('are all that are in use for the system, and leave the list they come from as it was', () => {
    expect(namesFor(system)).toEqual(['Viewer', 'Member', 'Admin', 'Owner']);
    expect(roles.map(({ name }) => name)).toEqual(['Admin', 'Viewer', 'Old', 'Owner', 'Member']);
  });
});

describe('presetRole', () => {
  it('is the default role where it is offered', () => {
    expect(presetRole([role('Viewer', 10), role('Member', 20, { isDefault: true })])?.name).toBe('Member');
  });

  it('is the least role where the default one is not offered', () => {
    expect(presetRole([role('Member', 20), role('Viewer', 10)])?.name).toBe('Viewer');
  });

  it('is none where no role may be granted', () => {
    expect(presetRole([])).toBeUndefined();
  });
});

describe('the seeded roles', () => {
  it('are three, with the least one as default and the admin role on top', () => {
    expect(seededRoles.map(({ name, isAdmin, isDefault }) => ({ name, isAdmin, isDefault }))).toEqual([
      { name: 'Viewer', isAdmin: false, isDefault: true },
      { name: 'Member', isAdmin: false, isDefault: false },
      { name: 'Admin', isAdmin: true, isDefault: false },
    ]);
    const ranks = seededRoles.map(({ rank }) => rank);
    expect([...ranks].sort((a, b) => a - b)).toEqual(ranks);
  });

  it('have descriptions that fit into an option of Slack', () => {
    expect(seededRoles.filter(({ description }) => description.length > 75 || description.length === 0)).toEqual([]);
  });
});
