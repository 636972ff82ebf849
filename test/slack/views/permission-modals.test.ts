import { describe, expect, it } from 'vitest';
import type { GrantRefusal } from '../../../src/domain/grant-refusal.ts';
import type { MemberRecord } from '../../../src/domain/member-record.ts';
import type { CatalogueRefusal } from '../../../src/domain/permission-refusal.ts';
import type { RoleRefusal } from '../../../src/domain/role-refusal.ts';
import type { CataloguePermission } from '../../../src/ports/permissions.ts';
import type { GrantsOutcome } from '../../../src/services/change-grants.ts';
import type { GrantsScreen } from '../../../src/services/read-grants.ts';
import { wordCatalogueRefusal } from '../../../src/slack/catalogue-refusal-texts.ts';
import { wordGrantOrAct } from '../../../src/slack/grant-refusal-texts.ts';
import { wordRoleRefusal } from '../../../src/slack/role-refusal-texts.ts';
import { catalogueModal, templatesModal } from '../../../src/slack/views/catalogue-modal.ts';
import { grantsForm, readGrantsForm } from '../../../src/slack/views/grants-form.ts';
import { grantsModal } from '../../../src/slack/views/grants-modal.ts';
import { parsePermissionForm, permissionFormModal } from '../../../src/slack/views/permission-form-modal.ts';
import { templateFormModal } from '../../../src/slack/views/template-form-modal.ts';
import { mentionsIn } from '../../support/workspace/mrkdwn.ts';
import { at, hostileTexts, id, longest, words } from '../examples.ts';
import { expectModal, mrkdwnIn } from '../shown.ts';

const hostile = (n: number, length: number): string =>
  `${hostileTexts[n % hostileTexts.length]}${longest(length)}`.slice(0, length);
const names = Array.from({ length: 30 }, (_, n) => hostile(n, 60));

const permissions: CataloguePermission[] = Array.from({ length: 200 }, (_, n) => ({
  id: id(1000 + n),
  key: 'k'.repeat(60),
  name: hostile(n, 60),
  description: hostile(n + 1, 75),
  isSensitive: n % 2 === 1,
  roleNames: names,
  templateNames: names,
}));
const plainOnes = permissions.filter(({ isSensitive }) => !isSensitive);
const templates = Array.from({ length: 60 }, (_, n) => ({
  id: id(2000 + n),
  name: hostile(n, 60),
  permissionIds: plainOnes.map((permission) => permission.id),
}));
const catalogue = { permissions, templates };

const member: MemberRecord = {
  membershipId: id(6),
  email: `${longest(64)}@example.com`,
  emailKey: 'grace@example.com',
  firstName: hostile(0, 80),
  lastName: longest(80),
  status: 'ACTIVE',
  version: 3,
  role: { id: id(4), name: hostile(1, 60), description: '', rank: 10, isAdmin: false, isRetired: false },
  primaryTeamId: null,
  secondaryTeamIds: [],
  productIds: [],
  joinedAt: at,
  endedAt: null,
  slack: null,
};
const screen: GrantsScreen = {
  ...catalogue,
  member,
  grants: {
    roleName: hostile(1, 60),
    byRole: plainOnes.map((permission) => permission.id),
    single: permissions.map(({ id: permissionId }) => ({
      permissionId,
      grantedAt: at,
      grantedByName: hostile(2, 160),
    })),
  },
};
const textOf = (view: unknown): string =>
  mrkdwnIn(view)
    .map(({ text }) => text)
    .join('\n');

describe('the screens of permissions, with 200 of them and the longest hostile texts', () => {
  it('are modals that Slack takes', () => {
    for (const page of [0, 7, 99]) {
      expectModal(catalogueModal(catalogue, page, words, [longest(400)]));
      expectModal(templatesModal(catalogue, page, words, [longest(400)]));
    }
    expectModal(catalogueModal({ permissions: [], templates: [] }, 0, words));
    expectModal(templatesModal({ permissions: [], templates: [] }, 0, words));
    for (const permission of [null, ...permissions.slice(0, 12)]) {
      const filled = { name: longest(3000), key: longest(3000), description: longest(3000) };
      expectModal(permissionFormModal({ permission, people: 10_001 }, words, filled, [longest(400)]));
    }
    expectModal(templateFormModal(templates[0] ?? null, permissions, { name: longest(3000) }, [longest(400)]));
    expectModal(templateFormModal(null, []));
  });

  it('of one person are modals that Slack takes, with what has no room counted', () => {
    const view = grantsModal(screen, words, [longest(400)]);
    expectModal(view);
    expect(textOf(view)).toContain('…and 60 more');
    expectModal(grantsModal({ ...screen, permissions: [], templates: [] }, words));
    expectModal(grantsModal({ ...screen, grants: { ...screen.grants, byRole: [], single: [] } }, words));
    const lists = {
      added: permissions,
      removed: permissions,
      had: permissions,
      hadByRole: permissions,
      kept: permissions,
    };
    const review: GrantsOutcome = { ...lists, member, key: 'x'.repeat(22), state: 'review' };
    for (const mode of ['add', 'replace'] as const) {
      const filled = { kind: 'template', templateId: templates[3]?.id ?? null, mode } as const;
      expectModal(grantsForm({ screen, filled, review, problems: [longest(400)] }, words));
    }
    const filled = { kind: 'singles', permissionIds: plainOnes.map((permission) => permission.id) } as const;
    expectModal(grantsForm({ screen, filled, review }, words));
  });

  it('never offer what is sensitive with the others', () => {
    const filled = { kind: 'singles', permissionIds: [] } as const;
    const offered = [grantsForm({ screen, filled }, words), templateFormModal(null, permissions)].map((view) =>
      JSON.stringify(view),
    );
    for (const { id: permissionId, isSensitive } of permissions) {
      for (const view of offered) expect(view.includes(permissionId)).toBe(!isSensitive);
    }
  });
});

describe('what was filled in', () => {
  it('is read back as a template and a way, or as those chosen', () => {
    const select = (name: string, value: string) => ({ [name]: { [name]: { selected_option: { value } } } });
    const values = { ...select('grants_template_id', 't1'), ...select('grants_mode', 'replace') };
    expect(readGrantsForm('template', values)).toEqual({ kind: 'template', templateId: 't1', mode: 'replace' });
    expect(readGrantsForm('template', {})).toEqual({ kind: 'template', templateId: null, mode: 'add' });
    const chosen = { grants_chosen: { grants_chosen: { selected_options: [{ value: 'p1' }] } } };
    expect(readGrantsForm('singles', chosen)).toEqual({ kind: 'singles', permissionIds: ['p1'] });
  });

  it('of a permission has each error on its field', () => {
    const form = { name: '', description: 'x'.repeat(76), key: 'send as', isSensitive: false };
    expect(parsePermissionForm(form)).toMatchObject({
      refusal: {
        permission_name: 'Fill in a name.',
        permission_description: 'This has 76 characters; 75 fit.',
        permission_key: expect.stringContaining('Up to 60 small letters'),
      },
    });
    expect(parsePermissionForm({ name: 'Send as', description: '', isSensitive: true })).toMatchObject({
      value: { key: null, isSensitive: true },
    });
  });
});

describe('every refusal', () => {
  const name = '<!channel>';
  const held = { permission: name, roles: names, templates: [name], invitations: 1 };
  const roles: RoleRefusal[] = [
    { kind: 'role_gone' },
    { kind: 'role_outranks_you', role: name },
    { kind: 'place_gone' },
    { kind: 'place_of_other_kind', role: name },
    { kind: 'place_above_own', role: name },
    { kind: 'role_name_taken', name },
    { kind: 'default_is_admin', role: name },
    { kind: 'default_is_retired', role: name },
    { kind: 'role_is_default', role: name },
    { kind: 'role_held', role: name, people: 10_001, invitations: 2, ranOut: 1, links: 2 },
    { kind: 'permission_gone' },
    { kind: 'permission_is_sensitive', permission: name },
  ];
  const inCatalogue: CatalogueRefusal[] = [
    { kind: 'permission_gone' },
    { kind: 'permission_is_sensitive', permission: name },
    { kind: 'permission_name_taken', name },
    { kind: 'permission_key_taken', key: name },
    { kind: 'permission_held', ...held },
    { kind: 'template_gone' },
    { kind: 'template_changed', template: name },
    { kind: 'template_name_taken', name },
  ];
  const ofPeople: GrantRefusal[] = [
    { kind: 'permission_gone' },
    { kind: 'permission_is_sensitive', permission: name },
    { kind: 'permission_not_sensitive', permission: name },
    { kind: 'template_gone' },
  ];

  it('is a sentence that rings nobody, with a next step', () => {
    const texts = [
      ...roles.map((refusal) => wordRoleRefusal(refusal, words)),
      ...inCatalogue.map((refusal) => wordCatalogueRefusal(refusal, words)),
      ...ofPeople.map((refusal) => wordGrantOrAct(refusal, words)),
    ];
    for (const text of texts) {
      expect(text).toMatch(/^\S.*[.]$/s);
      expect(mentionsIn(text)).toEqual([]);
    }
  });

  it('names who holds what, in numbers that read well', () => {
    const held = { kind: 'role_held', role: 'Editor', people: 0, invitations: 0, ranOut: 0, links: 0 } as const;
    expect(wordRoleRefusal({ ...held, people: 1 }, words)).toBe(
      'Editor can\'t be retired yet: 1 person has it. `/members list role:"Editor"` shows the people: give them another role.',
    );
    expect(wordRoleRefusal({ ...held, people: 10_001, invitations: 1 }, words)).toContain(
      'more than 10,000 people and 1 pending invitation have it.',
    );
    expect(wordRoleRefusal({ ...held, links: 1 }, words)).toBe(
      "Editor can't be retired yet: 1 invite link has it. `/members link` shows the invite links: revoke them.",
    );
    expect(
      wordCatalogueRefusal(
        { kind: 'permission_held', permission: 'Billing', roles: ['Admin'], templates: ['A', 'B'], invitations: 0 },
        words,
      ),
    ).toBe(
      "Billing can't be sensitive while it is given by the role Admin and the templates A and B. First take it from the role in `/members roles` and take it from the templates.",
    );
  });
});
