import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asked } from '../../src/services/asked.ts';
import { adminWrites } from '../support/admin-writes.ts';
import { addMember, askedBy } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

// Who was an admin when a screen opened may be none when it is sent: every write asks again, whatever it is about.

let services: Services;
let asked: Asked;
beforeAll(async () => {
  services = await startServices();
  const grace = await addMember(services);
  asked = await askedBy(services, grace.person);
  await services.query(`UPDATE membership SET role_id = (SELECT id FROM role WHERE name = 'Member') WHERE id = $1`, [
    grace.membershipId,
  ]);
});
afterAll(() => services.stop());

describe('a write of somebody who is an admin no more', () => {
  it.each(
    Object.entries(adminWrites).flatMap(([file, all]) => all.map(([action, write]) => [file, action, write] as const)),
  )('by %s is refused inside the transaction, for what it asks (%s)', async (_file, action, write) => {
    const result = await write(services.deps, asked);
    expect(result.ok ? 'written' : result.refusal).toEqual({ kind: 'admins_only', action });
  });

  it('is tried here for every service that writes for admins', () => {
    const folder = new URL('../../src/services/', import.meta.url);
    const frames = new Set(['act-on-member', 'write-alone', 'write-as-admin']);
    const calls = readdirSync(folder).flatMap((name) => {
      const file = name.replace(/\.ts$/, '');
      const text = frames.has(file) ? '' : readFileSync(new URL(name, folder), 'utf8');
      const count = text.match(/\b(writeAsAdmin|writeAlone|actOnMember)[<(]/g)?.length ?? 0;
      return count > 0 ? [[file, count] as const] : [];
    });
    expect(calls.length).toBeGreaterThan(25);
    expect(calls.filter(([file, count]) => (adminWrites[file]?.length ?? 0) < count)).toEqual([]);
  });
});
