import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type GuardBench,
  guardBench,
  INVITATION,
  MEMBER_ROLE,
  MEMBERSHIP,
  ORGANIZATION,
  PLAIN_PERMISSION,
  SENSITIVE_PERMISSION,
  TEMPLATE,
} from '../support/guard-bench.ts';

let bench: GuardBench;

beforeAll(async () => {
  bench = await guardBench();
});

afterAll(() => bench.end());

const HOLDERS = [
  ['role_permission_not_sensitive', 'role_permission', 'role_id', MEMBER_ROLE],
  ['template_permission_not_sensitive', 'template_permission', 'template_id', TEMPLATE],
  ['invitation_permission_not_sensitive', 'invitation_permission', 'invitation_id', INVITATION],
] as const;

const grant = (table: string, column: string, holder: string, permission: string): string =>
  `INSERT INTO ${table} (organization_id, ${column}, permission_id) VALUES ('${ORGANIZATION}', '${holder}', '${permission}')`;

describe('a sensitive permission', () => {
  it.each(HOLDERS)('is refused by %s (refuse_sensitive_permission)', async (_trigger, table, column, holder) => {
    expect(await bench.attempt(grant(table, column, holder, PLAIN_PERMISSION))).not.toHaveProperty('guard');
    const inserted = await bench.attempt(grant(table, column, holder, SENSITIVE_PERMISSION));
    expect(inserted).toMatchObject({
      guard: 'refuse_sensitive_permission',
      message: `a sensitive permission cannot be held by ${table}`,
    });
    const exchanged = await bench.attempt(
      `${grant(table, column, holder, PLAIN_PERMISSION)}; UPDATE ${table} SET permission_id = '${SENSITIVE_PERMISSION}'`,
    );
    expect(exchanged.guard).toBe('refuse_sensitive_permission');
  });

  it('may be held by a member', async () => {
    const granted = grant('membership_permission', 'membership_id', MEMBERSHIP, SENSITIVE_PERMISSION);
    expect(await bench.attempt(granted)).not.toHaveProperty('guard');
  });
});

describe('a plain permission', () => {
  const makeSensitive = `UPDATE permission SET sensitive = true WHERE id = '${PLAIN_PERMISSION}'`;

  it('may become sensitive while nobody but members hold it', async () => {
    const held = grant('membership_permission', 'membership_id', MEMBERSHIP, PLAIN_PERMISSION);
    expect(await bench.attempt(`${held}; ${makeSensitive}`)).not.toHaveProperty('guard');
  });

  it.each(HOLDERS)(
    'stays plain beside %s: permission_sensitive_not_held (refuse_sensitive_while_held)',
    async (_trigger, table, column, holder) => {
      const answer = await bench.attempt(`${grant(table, column, holder, PLAIN_PERMISSION)}; ${makeSensitive}`);
      expect(answer.guard).toBe('refuse_sensitive_while_held');
    },
  );
});
