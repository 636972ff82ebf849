import { describe, expect, it } from 'vitest';
import type { Permission } from '../../src/domain/permission.ts';
import { checkPermissionKey } from '../../src/domain/permission-key.ts';
import { type GrantPlan, planSingles, planTemplate } from '../../src/domain/plan-grants.ts';

const permission = (id: string, isSensitive = false): Permission => ({
  id,
  key: id,
  name: id,
  description: '',
  isSensitive,
});
const catalogue = [permission('a'), permission('b'), permission('c'), permission('d'), permission('secret', true)];
// `b` by the role as well as singly; `secret` was given with a confirmation.
const held = { byRole: ['a', 'b'], single: ['b', 'c', 'secret'] };

const named = (plan: GrantPlan) =>
  Object.fromEntries(Object.entries(plan).map(([key, list]) => [key, list.map(({ id }) => id).join(' ')]));

describe('single permissions', () => {
  it.each([
    ['others', ['a', 'd'], { added: 'a d', removed: 'b c', had: '', kept: 'secret' }],
    ['the same', ['b', 'c'], { added: '', removed: '', had: 'b c', kept: 'secret' }],
    ['none', [], { added: '', removed: 'b c', had: '', kept: 'secret' }],
    ['one that is sensitive', ['b', 'c', 'secret'], { added: '', removed: '', had: 'b c', kept: 'secret' }],
  ])('when %s are chosen, change to these', (_what, wanted, plan) => {
    expect(named(planSingles(catalogue, held, wanted))).toEqual({ ...plan, hadByRole: '' });
  });
});

describe('a template', () => {
  const template = { permissionIds: ['a', 'b', 'd', 'secret'] };

  it('on top: gives what is missing, takes nothing, and gives nothing twice', () => {
    expect(named(planTemplate(catalogue, held, template, 'add'))).toEqual({
      added: 'd',
      removed: '',
      had: 'b',
      hadByRole: 'a',
      kept: 'c secret',
    });
  });

  it('in place: takes what it has not, but nothing that is sensitive', () => {
    expect(named(planTemplate(catalogue, held, template, 'replace'))).toEqual({
      added: 'd',
      removed: 'c',
      had: 'b',
      hadByRole: 'a',
      kept: 'secret',
    });
  });
});

describe('a key of a permission', () => {
  it.each([' Send_As ', 'reports.read', 'a', 'x:y-z1'])('takes %j', (typed) => {
    expect(checkPermissionKey(typed)).toEqual({ ok: true, value: typed.trim().toLowerCase() });
  });

  it.each(['send as', '.a', 'a..b', 'é', 'a'.repeat(61), '<!channel>'])('refuses %j', (typed) => {
    expect(checkPermissionKey(typed)).toEqual({ ok: false, refusal: 'key_malformed' });
  });
});
