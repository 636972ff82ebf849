import { once } from 'node:events';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type GuardBench,
  guardBench,
  MEMBER_ROLE,
  MEMBERSHIP,
  ORGANIZATION,
  PLAIN_PERMISSION,
  PRODUCT,
  SENSITIVE_PERMISSION,
} from '../support/guard-bench.ts';

let bench: GuardBench;

beforeAll(async () => {
  bench = await guardBench();
});

afterAll(() => bench.end());

const END = "UPDATE membership SET status = 'DEACTIVATED', ended_at = now(), version = version + 1";

describe('a membership', () => {
  it.each([
    ['membership_version_positive', 'UPDATE membership SET version = 2', 'UPDATE membership SET version = 0'],
    ['membership_end_dated', END, "UPDATE membership SET status = 'DEACTIVATED'"],
    ['membership_end_dated', END, 'UPDATE membership SET ended_at = now()'],
    ['membership_end_dated', END, "UPDATE membership SET status = 'REMOVED'"],
  ])('keeps %s: takes %s, refuses %s', async (guard, allowed, refused) => {
    expect(await bench.attempt(allowed)).not.toHaveProperty('guard');
    expect(await bench.attempt(refused)).toHaveProperty('guard', guard);
  });
});

describe('active_access', () => {
  const select = 'SELECT * FROM active_access';
  const grants = `
    INSERT INTO membership_product (organization_id, membership_id, product_id) VALUES ('${ORGANIZATION}', '${MEMBERSHIP}', '${PRODUCT}');
    INSERT INTO role_permission (organization_id, role_id, permission_id) VALUES ('${ORGANIZATION}', '${MEMBER_ROLE}', '${PLAIN_PERMISSION}');
    INSERT INTO membership_permission (organization_id, membership_id, permission_id) VALUES
      ('${ORGANIZATION}', '${MEMBERSHIP}', '${PLAIN_PERMISSION}'), ('${ORGANIZATION}', '${MEMBERSHIP}', '${SENSITIVE_PERMISSION}');`;

  /** What a statement leaves to be seen, undone afterwards. */
  async function seenAfter(statement: string): Promise<object[]> {
    await bench.client.query('BEGIN');
    await bench.client.query(statement);
    const { rows } = await bench.client.query(select);
    await bench.client.query('ROLLBACK');
    return rows;
  }

  it('shows an active member with the products and permissions of role and member', async () => {
    expect(await seenAfter(grants)).toEqual([
      {
        organization: ORGANIZATION,
        email: 'Ada@example.com',
        role: 'Member',
        products: ['atlas'],
        permissions: ['export', 'send-as'],
        version: 1,
      },
    ]);
  });

  it('shows no product that the organization has switched off', async () => {
    const [row] = await seenAfter(`${grants}; UPDATE product SET enabled = false`);
    expect(row).toMatchObject({ products: [] });
  });

  it.each(['DEACTIVATED', 'REMOVED'])('shows nobody who is %s', async (status) => {
    expect(await seenAfter(`UPDATE membership SET status = '${status}', ended_at = now()`)).toEqual([]);
  });

  it('announces each change once it is committed: membership_announces_access (announce_active_access)', async () => {
    const listener = new pg.Client(bench.database.url);
    await listener.connect();
    await listener.query('LISTEN active_access');
    const heard = once(listener, 'notification');
    await bench.attempt('UPDATE membership SET version = 7');
    await bench.client.query('UPDATE membership SET version = 2');
    const [notification] = await heard;
    expect(JSON.parse(notification.payload)).toEqual({
      organization: ORGANIZATION,
      membership: MEMBERSHIP,
      version: 2,
    });
    await listener.end();
  });
});

describe('the one clock', () => {
  it('follows usher.clock_offset at once, in sessions that are open already: usher_now, usher_clock_offset', async () => {
    const name = new URL(bench.database.url).pathname.slice(1);
    const ahead = "SELECT usher_now() - now() AS ahead, usher_clock_offset() = interval '2 days' AS moved";
    expect((await bench.client.query(ahead)).rows).toEqual([{ ahead: {}, moved: false }]);
    const operator = new pg.Client(bench.database.url);
    await operator.connect();
    await operator.query(`ALTER DATABASE ${name} SET usher.clock_offset = '2 days'`);
    expect((await bench.client.query(ahead)).rows).toEqual([{ ahead: { days: 2 }, moved: true }]);
    await operator.query(`ALTER DATABASE ${name} RESET usher.clock_offset`);
    expect((await bench.client.query(ahead)).rows).toEqual([{ ahead: {}, moved: false }]);
    await operator.end();
  });
});
