import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ADMIN_ROLE,
  type GuardBench,
  guardBench,
  id,
  MEMBER_ROLE,
  ORGANIZATION,
  VIEWER_ROLE,
} from '../support/guard-bench.ts';

let bench: GuardBench;

beforeAll(async () => {
  bench = await guardBench();
});

afterAll(() => bench.end());

const role = (name: string, rank: number, isAdmin: boolean): string =>
  `INSERT INTO role (id, organization_id, name, description, for_whom, rank, is_admin)
   VALUES ('${id(900 + rank)}', '${ORGANIZATION}', '${name}', '', '', ${rank}, ${isAdmin})`;
const team = (name: string): string =>
  `INSERT INTO team (id, organization_id, name) VALUES ('${id(900)}', '${ORGANIZATION}', '${name}')`;
const product = (name: string): string =>
  `INSERT INTO product (id, organization_id, key, name) VALUES ('${id(900)}', '${ORGANIZATION}', 'x', '${name}')`;
const template = (name: string): string =>
  `INSERT INTO permission_template (id, organization_id, name) VALUES ('${id(900)}', '${ORGANIZATION}', '${name}')`;
const account = (key: string): string =>
  `INSERT INTO account (id, email, email_key) VALUES ('${id(900)}', 'x@example.com', '${key}')`;

describe('the database', () => {
  it.each([
    ['organization_name_present', "UPDATE organization SET name = 'E'", "UPDATE organization SET name = ' '"],
    [
      'organization_lifetime',
      'UPDATE organization SET invitation_lifetime_hours = 720',
      'UPDATE organization SET invitation_lifetime_hours = 721',
    ],
    [
      'organization_lifetime',
      'UPDATE organization SET invitation_lifetime_hours = 1',
      'UPDATE organization SET invitation_lifetime_hours = 0',
    ],
    ['organization_hours', 'UPDATE organization SET digest_hour = 23', 'UPDATE organization SET digest_hour = 24'],
    [
      'organization_hours',
      'UPDATE organization SET quiet_from_hour = 0',
      'UPDATE organization SET quiet_from_hour = -1',
    ],
    [
      'organization_hours',
      'UPDATE organization SET quiet_until_hour = 0',
      'UPDATE organization SET quiet_until_hour = 24',
    ],
    [
      'organization_caps',
      'UPDATE organization SET automatic_message_cap = 0',
      'UPDATE organization SET automatic_message_cap = -1',
    ],
    ['organization_caps', 'UPDATE organization SET reinvite_cap = 1', 'UPDATE organization SET reinvite_cap = 0'],
    [
      'organization_caps',
      'UPDATE organization SET daily_invitation_cap = 1',
      'UPDATE organization SET daily_invitation_cap = 0',
    ],
    ['account_key_folded', account('x@example.com'), account('X@example.com')],
    ['account_key_folded', account('x@example.com'), account(' x@example.com')],
    ['account_key_folded', account('x@example.com'), account('')],
    ['account_names', 'UPDATE account SET first_name = NULL', "UPDATE account SET first_name = ' '"],
    [
      'account_names',
      `UPDATE account SET last_name = '${'x'.repeat(80)}'`,
      `UPDATE account SET last_name = '${'x'.repeat(81)}'`,
    ],
    ['role_name_length', role('Editor', 60, false), role(' ', 60, false)],
    [
      'role_description_length',
      `UPDATE role SET description = '${'x'.repeat(75)}'`,
      `UPDATE role SET description = '${'x'.repeat(76)}'`,
    ],
    [
      'role_for_whom_length',
      `UPDATE role SET for_whom = '${'x'.repeat(200)}'`,
      `UPDATE role SET for_whom = '${'x'.repeat(201)}'`,
    ],
    ['role_name_key', role('Editor', 60, false), role('ADMIN', 60, false)],
    ['team_name_length', team('Maps'), team(' ')],
    ['team_tells_known', "UPDATE team SET tells = '{leaves,joins}'", "UPDATE team SET tells = '{gossip}'"],
    ['team_name_key', team('Maps'), team('dESK')],
    ['product_name_length', product('Maps'), product('x'.repeat(61))],
    ['product_name_key', product('Maps'), product('aTLAS')],
    ['permission_template_name_key', template('Authors'), template('eDITORS')],
  ])('keeps %s: takes %s, refuses %s', async (guard, allowed, refused) => {
    expect(await bench.attempt(allowed)).not.toHaveProperty('guard');
    expect(await bench.attempt(refused)).toHaveProperty('guard', guard);
  });
});

describe('roles', () => {
  const makeDefault = (roleId: string): string =>
    `UPDATE role SET is_default = false; UPDATE role SET is_default = true WHERE id = '${roleId}'`;

  it('have one default: role_one_default_key', async () => {
    expect(await bench.attempt(makeDefault(MEMBER_ROLE))).not.toHaveProperty('guard');
    const second = await bench.attempt(`UPDATE role SET is_default = true WHERE id = '${MEMBER_ROLE}'`);
    expect(second.guard).toBe('role_one_default_key');
  });

  it('are neither admin nor retired where they are the default: role_default_is_plain', async () => {
    expect((await bench.attempt(makeDefault(ADMIN_ROLE))).guard).toBe('role_default_is_plain');
    const retired = await bench.attempt(`UPDATE role SET retired_at = now() WHERE id = '${VIEWER_ROLE}'`);
    expect(retired.guard).toBe('role_default_is_plain');
  });

  it('that are admin rank above all others: role_ranks_in_order', async () => {
    expect(await bench.attempt(role('Owner', 200, true))).not.toHaveProperty('guard');
    expect((await bench.attempt(role('Editor', 101, false))).guard).toBe('role_ranks_in_order');
    expect((await bench.attempt(role('Owner', 49, true))).guard).toBe('role_ranks_in_order');
  });

  it('may change places within one transaction', async () => {
    const swapped = await bench.attempt(
      `UPDATE role SET rank = 300 WHERE id = '${MEMBER_ROLE}'; UPDATE role SET rank = 400 WHERE id = '${ADMIN_ROLE}'`,
    );
    expect(swapped).not.toHaveProperty('guard');
  });
});
