import { describe, expect, it } from 'vitest';
import type { Permission } from '../../../src/domain/permission.ts';
import type { RoleRecord } from '../../../src/ports/roles.ts';
import type { RolesScreen } from '../../../src/services/read-roles.ts';
import { roleCardModal } from '../../../src/slack/views/role-card-modal.ts';
import { parseRoleForm, readRoleForm, roleEditModal } from '../../../src/slack/views/role-edit-modal.ts';
import { rolePermissionsModal } from '../../../src/slack/views/role-permissions-modal.ts';
import { rolesModal } from '../../../src/slack/views/roles-modal.ts';
import { hostileTexts, id, longest, words } from '../examples.ts';
import { expectModal, mrkdwnIn } from '../shown.ts';

const hostile = (n: number, length: number): string =>
  `${hostileTexts[n % hostileTexts.length]}${longest(length)}`.slice(0, length);

const permissions: Permission[] = Array.from({ length: 100 }, (_, n) => ({
  id: id(1000 + n),
  key: `permission_${n}`,
  name: hostile(n, 60),
  description: hostile(n + 1, 75),
  isSensitive: n % 10 === 9,
}));
const plainIds = permissions.filter(({ isSensitive }) => !isSensitive).map((permission) => permission.id);

const roles: RoleRecord[] = Array.from({ length: 30 }, (_, n) => ({
  id: id(n),
  name: hostile(n, 60),
  description: hostile(n, 75),
  forWhom: hostile(n, 200),
  rank: 3000 - n,
  isAdmin: n < 3,
  isDefault: n === 29,
  isRetired: n > 20 && n < 29,
  permissionIds: plainIds,
}));

const screen: RolesScreen = {
  roles,
  permissions,
  admin: { peopleByRole: new Map(roles.map((role, n) => [role.id, n * 1000])), ownRank: 3000 },
};
const first = roles[0] as RoleRecord;
const textOf = (view: unknown): string =>
  mrkdwnIn(view)
    .map(({ text }) => text)
    .join('\n');
const buttonsOf = (view: unknown): string[] =>
  [...JSON.stringify(view).matchAll(/"type":"button","action_id":"(\w+)"/g)].map(([, action = '']) => action);

describe('the screens of roles, with 30 roles of 100 permissions and the longest hostile texts', () => {
  it('are modals that Slack takes', () => {
    for (const reader of [screen, { ...screen, admin: null }]) {
      for (const page of [0, 1, 99]) expectModal(rolesModal(reader, page, words, [longest(400)]));
      for (const role of roles) expectModal(roleCardModal(role, reader, words, [longest(400)]));
    }
    for (const role of [null, first, roles[29] as RoleRecord]) {
      const filled = { name: longest(3000), description: longest(3000), forWhom: longest(3000) };
      expectModal(roleEditModal(role, screen, filled, [longest(400)]));
    }
    const key = 'x'.repeat(22);
    const review = {
      role: first,
      people: 10_001,
      key,
      added: permissions,
      removed: permissions,
      state: 'review' as const,
    };
    expectModal(rolePermissionsModal({ role: first, permissions, review, problems: [longest(400)] }, words));
  });

  it('show 25 roles a page, all of them on two', () => {
    const titles = [0, 1].map(
      (page) => buttonsOf(rolesModal(screen, page, words)).filter((one) => one === 'role_open').length,
    );
    expect(titles).toEqual([25, 5]);
    expect(buttonsOf(rolesModal(screen, 0, words))).toContain('roles_next');
    expect(buttonsOf(rolesModal(screen, 7, words))).toEqual(expect.arrayContaining(['roles_previous']));
  });

  it('name five of what a role carries and count the others; its card names all', () => {
    expect(textOf(rolesModal(screen, 0, words))).toContain('and 85 others.');
    const card = textOf(roleCardModal(first, screen, words));
    expect(card).toContain('It carries 90 permissions');
    expect(card.split('\n').filter((line) => line.startsWith('• '))).toHaveLength(90);
  });
});

describe('the card of a role', () => {
  const actsOn = (role: Partial<RoleRecord>, ownRank = 5000): string[] =>
    buttonsOf(
      roleCardModal(
        { ...first, isAdmin: false, ...role },
        { ...screen, admin: { peopleByRole: new Map(), ownRank } },
        words,
      ),
    );

  it.each([
    ['any role', {}, ['role_edit', 'role_permissions', 'role_default', 'role_retire', 'roles_back']],
    ['an admin role', { isAdmin: true }, ['role_edit', 'role_permissions', 'role_retire', 'roles_back']],
    ['the default', { isDefault: true }, ['role_edit', 'role_permissions', 'roles_back']],
    ['a retired role', { isRetired: true }, ['role_edit', 'role_permissions', 'role_restore', 'roles_back']],
  ])('offers for %s what can be done with it', (_what, role, buttons) => {
    expect(actsOn(role)).toEqual(buttons);
  });

  it('offers nothing above the own rank, and to who is no admin', () => {
    expect(actsOn({ rank: 5001 })).toEqual(['roles_back']);
    expect(buttonsOf(roleCardModal(first, { ...screen, admin: null }, words))).toEqual(['roles_back']);
    expect(textOf(rolesModal({ ...screen, admin: null }, 0, words))).not.toMatch(/\d people/);
  });
});

describe('the form of a role', () => {
  const places = (role: RoleRecord | null, ownRank = 3000): string[] => {
    const view = roleEditModal(role, { ...screen, admin: { peopleByRole: new Map(), ownRank } });
    return [...JSON.stringify(view).matchAll(/"value":"((?:plain|admin):[^"]*)"/g)].map(([, value = '']) => value);
  };

  it('offers places of its own kind, none above the own rank', () => {
    expect(places(first).every((value) => value.startsWith('admin:'))).toBe(true);
    expect(places(null)).toContain(`plain:${roles[3]?.id}`);
    expect(places(null, 3000)).not.toContain(`admin:${first.id}`);
    expect(places(null, 3001)).toContain(`admin:${first.id}`);
  });

  it('starts with where the role stands, and reads back what was filled in, cleaned', () => {
    const view = roleEditModal(roles[4] as RoleRecord, screen);
    expect(JSON.parse(view.private_metadata ?? '')).toMatchObject({ roleId: id(4), place: `plain:${id(5)}` });
    const value = (name: string, text: string) => ({ [name]: { [name]: { value: text } } });
    const form = readRoleForm({
      ...value('role_name', ' Sales  rep '),
      ...value('role_description', ''),
      ...value('role_for_whom', 'x'),
      role_place: { role_place: { selected_option: { value: `admin:${id(7)}` } } },
    });
    expect(parseRoleForm(form)).toMatchObject({ value: { name: 'Sales rep', isAdmin: true, aboveId: id(7) } });
    expect(parseRoleForm({ ...form, name: ' ', description: 'x'.repeat(76), forWhom: 'see www.example.net' })).toEqual({
      ok: false,
      refusal: {
        role_name: 'Fill in a name.',
        role_description: 'This has 76 characters; 75 fit.',
        role_for_whom: "It can't carry a link (“www.example.net”). Take it out.",
      },
    });
  });
});
