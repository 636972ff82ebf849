import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PendingRow } from '../../src/domain/invitation.ts';
import type { PendingCursor } from '../../src/ports/records.ts';
import { listPending } from '../../src/services/list-pending.ts';
import { type AddedMember, addMember, anAddress, askedBy, invite } from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';
import { addOrganization } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services, { firstName: 'Ada', lastName: 'Example' });
  // Noon in the organization's zone, so that "today" has an end and a beginning in every run.
  const [row] = await services.query<{ wait: string }>(
    `SELECT ((date_trunc('day', usher_now() AT TIME ZONE 'Europe/Berlin') + interval '36 hours') AT TIME ZONE 'Europe/Berlin'
       - usher_now())::text AS wait`,
  );
  await services.advance(found(row).wait);
});
afterAll(() => services.stop());

const set = (id: string, columns: string): Promise<unknown> =>
  services.query(`UPDATE invitation SET ${columns} WHERE id = $1`, [id]);

const delivered = (id: string, channel: 'DM' | 'EMAIL', state: string, cause: string | null = null, generation = 1) =>
  services.query(
    `INSERT INTO delivery (id, invitation_id, generation, channel, state, cause)
     VALUES ($1, $2, $3, $4::delivery_channel, $5::delivery_state, $6)`,
    [uuidv7(), id, generation, channel, state, cause],
  );

const inviteEnding = async (offset: string, name = 'guest'): Promise<{ id: string; email: string }> => {
  const email = anAddress(name);
  const { id } = await invite(services, ada, email);
  await set(id, `expires_at = usher_now() + interval '${offset}'`);
  return { id, email };
};

const readAll = async (limit = 100): Promise<readonly PendingRow[]> => {
  const rows: PendingRow[] = [];
  let after: PendingCursor | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof services.deps.store.findPendingPage>> =
      await services.deps.store.findPendingPage(services.organizationId, after, limit);
    rows.push(...page.rows);
    const last = page.rows.at(-1);
    if (!page.hasMore || !last) return rows;
    after = { group: last.group, issuedAt: last.issuedAt, id: last.invitationId };
  }
};

const groupOf = async (id: string) => (await readAll()).find(({ invitationId }) => invitationId === id)?.group;

describe('the groups of pending invitations', () => {
  it.each([
    ['10 minutes', 'ending_today'],
    ['11 hours 59 minutes', 'ending_today'],
    ['12 hours 1 minute', 'waiting'],
    ['20 days', 'waiting'],
    ['-1 second', 'ran_out_this_week'],
    ['-6 days 23 hours', 'ran_out_this_week'],
    ['-7 days', 'older'],
  ])('when it ends in %s, it is %s', async (offset, group) => {
    const { id } = await inviteEnding(offset);
    expect(await groupOf(id)).toBe(group);
  });

  it('when it is to be sent later, it is scheduled', async () => {
    const { id } = await inviteEnding('1 hour');
    await set(id, "expires_at = NULL, send_after = usher_now() + interval '1 day'");
    expect(await groupOf(id)).toBe('scheduled');
  });

  it('when every way failed or waits for another try, it is not delivered; when one went, it is', async () => {
    const { id } = await inviteEnding('20 hours');
    await delivered(id, 'EMAIL', 'QUEUED', 'mail_server_unreachable');
    expect(await groupOf(id)).toBe('not_delivered');
    await delivered(id, 'DM', 'SENT');
    expect(await groupOf(id)).toBe('waiting');
    await set(id, 'generation = 2');
    await delivered(id, 'EMAIL', 'FAILED', 'mail_refused', 2);
    expect(await groupOf(id)).toBe('not_delivered');
  });

  it('when it ran out undelivered, it is among those that ran out', async () => {
    const { id } = await inviteEnding('-1 hour');
    await delivered(id, 'EMAIL', 'FAILED', 'gave_up');
    expect(await groupOf(id)).toBe('ran_out_this_week');
  });

  it('when it is decided, it is none of them', async () => {
    const { id } = await inviteEnding('1 hour');
    await set(id, "status = 'WITHDRAWN', decided_at = usher_now()");
    expect(await groupOf(id)).toBeUndefined();
  });
});

describe('the pending list', () => {
  it('counts its groups, and every row is in one of them', async () => {
    const rows = await readAll();
    const counts = await services.deps.store.countPending(services.organizationId);
    for (const [group, count] of Object.entries(counts)) {
      expect([group, rows.filter((row) => row.group === group).length]).toEqual([group, count]);
    }
    expect(counts.older).toBeGreaterThan(0);
  });

  it('in pages of any size, shows the same rows in the same order, group by group, newest link first', async () => {
    const all = await readAll();
    expect(await readAll(1)).toEqual(all);
    expect(await readAll(3)).toEqual(all);
    const groups = all.map(({ group }) => group);
    expect([...new Set(groups)]).toEqual([
      'not_delivered',
      'ending_today',
      'waiting',
      'scheduled',
      'ran_out_this_week',
      'older',
    ]);
    expect(groups).toEqual([...new Set(groups)].flatMap((group) => groups.filter((each) => each === group)));
  });

  it('when rows above the page go away meanwhile, none is skipped', async () => {
    const all = await readAll();
    const first = await services.deps.store.findPendingPage(services.organizationId, null, 4);
    const last = found(first.rows.at(-1));
    for (const { invitationId } of first.rows)
      await set(invitationId, "status = 'WITHDRAWN', decided_at = usher_now()");
    const after = { group: last.group, issuedAt: last.issuedAt, id: last.invitationId };
    const next = await services.deps.store.findPendingPage(services.organizationId, after, 4);
    expect(next.rows.map(({ invitationId }) => invitationId)).toEqual(
      all.slice(4, 8).map(({ invitationId }) => invitationId),
    );
  });

  it('tells who issued, and how the current link went out, in the order of time', async () => {
    const { id, email } = await inviteEnding('20 hours');
    await delivered(id, 'DM', 'FAILED', 'slack_user_unavailable');
    await delivered(id, 'EMAIL', 'SENT');
    const row = found((await readAll()).find(({ invitationId }) => invitationId === id));
    expect(row).toMatchObject({ email, roleName: 'Member', issuerName: 'Ada Example', generation: 1 });
    expect(row.deliveries).toEqual([
      { channel: 'DM', state: 'FAILED', cause: 'slack_user_unavailable', at: expect.any(Date) },
      { channel: 'EMAIL', state: 'SENT', cause: null, at: expect.any(Date) },
    ]);
  });

  it('is that of the actor’s organization alone', async () => {
    const other = await addOrganization(services);
    await services.query(
      `INSERT INTO invitation (id, organization_id, email, email_key, role_id, batch_id, expires_at)
       VALUES ($1, $2, 'their@example.net', 'their@example.net', $3, $1, usher_now() + interval '1 hour')`,
      [uuidv7(), other.id, other.roleIds['Member']],
    );
    const { context } = await askedBy(services, ada.person);
    const list = await listPending(services.deps, context, null);
    expect((await readAll()).map(({ email }) => email)).not.toContain('their@example.net');
    expect(list).toMatchObject({ mailState: 'ready', now: expect.any(Date) });
    expect((await services.deps.store.countPending(other.id)).ending_today).toBe(1);
  });
});
