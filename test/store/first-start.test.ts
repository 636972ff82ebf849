import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStoreClient, type StoreClient } from '../../src/store/client.ts';
import { type Appointment, appointAdmin, type FirstStart, prepareOrganization } from '../../src/store/first-start.ts';
import { type StoreBench, startStore } from '../support/rows.ts';
import { serverLog } from '../support/server-log.ts';

const workspace = { teamId: 'T1', enterpriseId: null, name: 'Example Workspace', botUserId: 'U0' };
const firstStart = (given: Partial<FirstStart> = {}): FirstStart => ({
  workspace,
  organizationName: 'Example Org',
  timeZone: 'Europe/Berlin',
  ...given,
});

let bench: StoreBench;
/** Four processes, each with connections of its own. */
let processes: StoreClient[];

beforeAll(async () => {
  bench = await startStore();
  processes = Array.from({ length: 4 }, () => openStoreClient(bench.url, serverLog));
});

afterAll(async () => {
  await Promise.all(processes.map((client) => client.close()));
  await bench.stop();
});

const count = async (table: string): Promise<number> =>
  (await bench.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`))[0]?.count ?? 0;

describe('prepareOrganization', () => {
  let organizationId: string;

  it('when four processes start at once on an empty database, makes one organization', async () => {
    const ids = await Promise.all(processes.map((client) => prepareOrganization(client, firstStart())));
    organizationId = ids[0] ?? '';
    expect(new Set(ids)).toEqual(new Set([organizationId]));
    expect([await count('organization'), await count('workspace'), await count('role')]).toEqual([1, 1, 3]);
    expect(await bench.store.findOrganization(organizationId)).toMatchObject({
      name: 'Example Org',
      timeZone: 'Europe/Berlin',
      slackTeamId: 'T1',
      invitationLifetimeHours: 24,
      rosterReaders: 'ADMINS',
      inviteLinkPolicy: 'OFF',
    });
    const { roles } = await bench.store.findFormOptions(organizationId);
    expect(roles.map(({ name, isAdmin, isDefault }) => [name, isAdmin, isDefault])).toEqual([
      ['Viewer', false, true],
      ['Member', false, false],
      ['Admin', true, false],
    ]);
  });

  it('when started again, changes nothing that an admin may have changed since', async () => {
    await bench.query(`UPDATE organization SET name = 'Renamed', time_zone = 'Asia/Tokyo'`);
    await bench.query(`UPDATE role SET retired_at = now() WHERE name = 'Member'`);
    expect(await prepareOrganization(bench.client, firstStart())).toBe(organizationId);
    expect(await bench.store.findOrganization(organizationId)).toMatchObject({
      name: 'Renamed',
      timeZone: 'Asia/Tokyo',
    });
    expect(await count('role')).toBe(3);
  });

  it('when Slack tells other things of the workspace, takes them over; one that was uninstalled is back', async () => {
    await bench.query('UPDATE workspace SET uninstalled_at = now()');
    const told = { ...workspace, name: 'New Name', botUserId: 'U9', enterpriseId: 'E1' };
    expect(await prepareOrganization(bench.client, firstStart({ workspace: told }))).toBe(organizationId);
    const sql = 'SELECT name, bot_user_id, enterprise_id, uninstalled_at FROM workspace';
    expect(await bench.query(sql)).toEqual([
      { name: 'New Name', bot_user_id: 'U9', enterprise_id: 'E1', uninstalled_at: null },
    ]);
  });

  it('when no name is given, takes the name of the workspace', async () => {
    const fresh = await startStore();
    try {
      const id = await prepareOrganization(fresh.client, firstStart({ organizationName: null }));
      expect((await fresh.store.findOrganization(id))?.name).toBe('Example Workspace');
    } finally {
      await fresh.stop();
    }
  });
});

describe('appointAdmin', () => {
  let organizationId: string;

  beforeEach(async () => {
    organizationId = await prepareOrganization(bench.client, firstStart());
    await bench.query('DELETE FROM membership');
    await bench.query('DELETE FROM account');
  });

  const appoint = (email: string, given: Partial<Appointment> = {}, client: StoreClient = bench.client) =>
    appointAdmin(client, { organizationId, email, via: 'cli', onlyIfNone: false, ...given });
  const first = { via: 'job', onlyIfNone: true } as const;

  const members = () =>
    bench.query<{ email: string; status: string; role: string; version: number; vouched: boolean; ended: boolean }>(
      `SELECT a.email, m.status::text, r.name AS role, m.version, a.vouched_at IS NOT NULL AS vouched,
         m.ended_at IS NOT NULL AS ended
       FROM membership m JOIN account a ON a.id = m.account_id JOIN role r ON r.id = m.role_id ORDER BY a.email_key`,
    );
  const change = (columns: string) => bench.query(`UPDATE membership SET ${columns}`);
  const ada = { email: 'Ada@example.com', status: 'ACTIVE', role: 'Admin', version: 1, vouched: true, ended: false };

  it('makes an active admin whom an operator vouches for, and whose names are asked later', async () => {
    expect(await appoint(' Ada@example.com ', first)).toBe('appointed');
    expect(await members()).toEqual([ada]);
    const found = await bench.store.findMemberByAccountEmail(organizationId, 'ada@example.com');
    expect(found).toMatchObject({ isVouched: true, member: { firstName: null, lastName: null, isAdmin: true } });
    expect(await bench.store.countActiveAdmins(organizationId)).toBe(1);
  });

  it('leaves its entry in the audit trail, with the door it came by, and no address', async () => {
    await appoint('ada@example.com', first);
    await appoint('bo@example.com');
    const entries = await bench.query<Record<string, unknown>>(
      `SELECT actor_kind::text AS actor, via, target_kind AS target, changed FROM audit_event
       WHERE action = 'membership.appoint' ORDER BY at DESC, id DESC LIMIT 2`,
    );
    const entry = { target: 'membership', changed: { role: 'admin' } };
    expect(entries).toEqual([
      { actor: 'CLI', via: 'cli', ...entry },
      { actor: 'SYSTEM', via: 'job', ...entry },
    ]);
  });

  it('by FIRST_ADMIN_EMAIL counts only while there is no active admin', async () => {
    await appoint('ada@example.com', first);
    expect(await appoint('bo@example.com', first)).toBe('not_needed');
    expect(await members()).toHaveLength(1);
    await change(`status = 'DEACTIVATED', ended_at = now()`);
    expect(await appoint('bo@example.com', first)).toBe('appointed');
    expect((await members()).map(({ email, status }) => [email, status])).toEqual([
      ['ada@example.com', 'DEACTIVATED'],
      ['bo@example.com', 'ACTIVE'],
    ]);
  });

  it('by FIRST_ADMIN_EMAIL counts while the only members are no admins', async () => {
    await appoint('ada@example.com');
    await change(`role_id = (SELECT id FROM role WHERE name = 'Viewer')`);
    expect(await appoint('bo@example.com', first)).toBe('appointed');
  });

  it('when four processes start at once with different addresses, appoints one', async () => {
    const answers = await Promise.all(
      processes.map((client, index) => appoint(`admin${index}@example.com`, first, client)),
    );
    expect(answers.filter((answer) => answer === 'appointed')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'not_needed')).toHaveLength(3);
    expect(await members()).toHaveLength(1);
  });

  it('by the operator works at any time, and twice changes nothing', async () => {
    await appoint('ada@example.com', first);
    expect(await appoint('bo@example.com')).toBe('appointed');
    const before = await members();
    expect(await appoint('BO@example.com')).toBe('already_admin');
    expect(await members()).toEqual(before);
  });

  it('of four at once for one address makes one member', async () => {
    const answers = await Promise.all(processes.map((client) => appoint('ada@example.com', {}, client)));
    expect(answers.sort()).toEqual(['already_admin', 'already_admin', 'already_admin', 'appointed']);
    expect(await members()).toHaveLength(1);
  });

  it.each([
    ['who was deactivated', `status = 'DEACTIVATED', ended_at = now()`],
    ['who was removed', `status = 'REMOVED', ended_at = now()`],
    ['who is a viewer', `role_id = (SELECT id FROM role WHERE name = 'Viewer')`],
  ])('of somebody %s makes the same membership an active admin', async (_who, columns) => {
    await appoint('Ada@example.com');
    await change(columns);
    const [before] = await bench.query<{ id: string }>('SELECT id FROM membership');
    expect(await appoint('ada@example.com')).toBe('appointed');
    expect(await members()).toEqual([{ ...ada, version: 2 }]);
    expect(await bench.query('SELECT id FROM membership')).toEqual([before]);
  });

  it('grants the highest admin role that is not retired', async () => {
    await bench.insert('role', {
      id: '00000000-0000-7000-8000-000000000001',
      organization_id: organizationId,
      name: 'Owner',
      description: '',
      for_whom: '',
      rank: 200,
      is_admin: true,
    });
    await appoint('ada@example.com');
    await bench.query(`UPDATE role SET retired_at = now() WHERE name = 'Owner'`);
    await appoint('bo@example.com');
    expect((await members()).map(({ role }) => role)).toEqual(['Owner', 'Admin']);
  });
});
