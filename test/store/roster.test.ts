import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RosterCursor, RosterFilter, RosterRow } from '../../src/domain/member.ts';
import { type AddedMember, addMember, roleId } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addOrganization, addTeam } from '../support/terms.ts';

const PAGE = 4;
const everybody: RosterFilter = { query: null, roleId: null, teamId: null, status: 'ACTIVE' };

let services: Services;
beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.stop());

type Position = { after: RosterCursor } | { before: RosterCursor } | null;

const page = (filter: Partial<RosterFilter>, position: Position = null, limit = PAGE) =>
  services.deps.store.findRosterPage(services.organizationId, { ...everybody, ...filter }, position, limit);

const search = async (filter: Partial<RosterFilter>): Promise<string[]> =>
  (await page(filter, null, 50)).rows.map(({ email }) => email).sort();

const cursorOf = (row: RosterRow | undefined): RosterCursor => {
  if (!row) throw new Error('The page is empty');
  return { joinedAt: row.joinedAt, id: row.membershipId };
};

describe('findRosterPage, in pages', () => {
  // Three joined in the same millisecond: the id decides among them.
  const joined = [1, 2, 3, 3, 3, 4, 5, 6, 7, 8, 9].map((hour) => new Date(Date.UTC(2026, 0, 1, hour)));
  const members: AddedMember[] = [];
  let order: string[];
  beforeAll(async () => {
    for (const joinedAt of joined) {
      members.push(await addMember(services, { role: 'Viewer', joinedAt, firstName: 'Paged' }));
    }
    const { rows } = await page({ query: 'paged' }, null, 50);
    order = rows.map(({ membershipId }) => membershipId);
  });

  it('newest first, each person once, and the last page says that it is the last', async () => {
    expect(order).toHaveLength(joined.length);
    const seen: string[] = [];
    let position: Position = null;
    const sizes: number[] = [];
    for (let turn = 0; turn < 10; turn += 1) {
      const { rows, hasMore }: Awaited<ReturnType<typeof page>> = await page({ query: 'paged' }, position);
      seen.push(...rows.map(({ membershipId }) => membershipId));
      sizes.push(rows.length);
      if (!hasMore) break;
      position = { after: cursorOf(rows.at(-1)) };
    }
    expect(seen).toEqual(order);
    expect(sizes).toEqual([4, 4, 3]);
  });

  it('backwards, the same pages come again, in the same order', async () => {
    const first = await page({ query: 'paged' });
    const second = await page({ query: 'paged' }, { after: cursorOf(first.rows.at(-1)) });
    const back = await page({ query: 'paged' }, { before: cursorOf(second.rows[0]) });
    expect(back).toEqual({ rows: first.rows, hasMore: false });
    const end = await page(
      { query: 'paged' },
      { before: cursorOf((await page({ query: 'paged' }, null, 50)).rows.at(-1)) },
    );
    expect(end.rows.map(({ membershipId }) => membershipId)).toEqual(order.slice(-5, -1));
    expect(end.hasMore).toBe(true);
  });

  it('when people join and leave meanwhile, nobody of the others is skipped or shown twice', async () => {
    const first = await page({ query: 'paged' });
    await addMember(services, { role: 'Viewer', firstName: 'Paged', joinedAt: new Date(Date.UTC(2026, 0, 2)) });
    await services.query("UPDATE membership SET status = 'REMOVED', ended_at = now() WHERE id = $1", [order[3]]);
    const second = await page({ query: 'paged' }, { after: cursorOf(first.rows.at(-1)) });
    expect(second.rows.map(({ membershipId }) => membershipId)).toEqual(order.slice(4, 8));
  });

  it('one by one backwards, those who joined in the same millisecond are each seen once', async () => {
    const { rows } = await page({ query: 'paged' }, null, 50);
    const seen = [rows.at(-1)];
    for (let turn = 1; turn < rows.length; turn += 1) {
      seen.unshift((await page({ query: 'paged' }, { before: cursorOf(seen[0]) }, 1)).rows[0]);
    }
    expect(seen).toEqual(rows);
  });

  it('when nobody is left on the other side, the page is empty', async () => {
    const { rows } = await page({ query: 'paged' }, null, 50);
    expect(await page({ query: 'paged' }, { before: cursorOf(rows[0]) })).toEqual({ rows: [], hasMore: false });
    expect(await page({ query: 'paged' }, { after: cursorOf(rows.at(-1)) })).toEqual({ rows: [], hasMore: false });
  });
});

describe('findRosterPage, what is searched', () => {
  beforeAll(async () => {
    const people = [
      ['under_score@example.org', 'Una', 'Score'],
      ['percent@example.org', 'Per', '100%'],
      ['backslash@example.org', 'Back\\', 'Slash'],
      ['elodie@example.org', 'Élodie', 'Müller-Lüdenscheid'],
      ['olga@example.org', 'Ольга', 'Иванова'],
      ['quote@example.org', "O'Brien", '"Q"'],
    ] as const;
    for (const [email, firstName, lastName] of people) {
      await addMember(services, { email, firstName, lastName, role: 'Viewer' });
    }
  });

  it.each([
    ['a piece of an address', 'SLASH@ex', ['backslash@example.org']],
    ['first and last name', 'una sc', ['under_score@example.org']],
    ['an underscore, as it stands', 'r_s', ['under_score@example.org']],
    ['a percent sign, as it stands', '00%', ['percent@example.org']],
    ['a backslash, as it stands', 'ck\\', ['backslash@example.org']],
    ['a pattern that would match all', '%_%', []],
    ['two letters, at the beginning of a word', 'sc', ['under_score@example.org']],
    ['two letters, in the middle of a word: too many would have them', 'rl', []],
    ['one sign that would match all', '%', []],
    ['quotes', "o'b", ['quote@example.org']],
    ['letters that are not ASCII, in any case', 'ÉLODIE MÜLL', ['elodie@example.org']],
    ['another script', 'ольга', ['olga@example.org']],
    ['a whole address', 'Quote@example.org', ['quote@example.org']],
    ['an address that goes on differently behind its @', 'quote@example.net', []],
    ['what would be SQL', "'; DROP TABLE membership; --", []],
  ])('%s', async (_what, query, expected) => {
    expect(await search({ query })).toEqual(expected);
  });
});

describe('findRosterPage, filters', () => {
  it('by role, by primary or secondary team, by status, and all of them together, counted too', async () => {
    const [sales, research] = [await addTeam(services, 'Sales'), await addTeam(services, 'Research')];
    const [memberId, adminId] = [await roleId(services, 'Member'), await roleId(services, 'Admin')];
    const add = (name: string, role: 'Member' | 'Admin', status: 'ACTIVE' | 'DEACTIVATED' = 'ACTIVE') =>
      addMember(services, { role, email: `${name}@example.org`, firstName: 'Filter', status });
    const [first, second] = [await add('first', 'Member'), await add('second', 'Admin')];
    await add('gone', 'Member', 'DEACTIVATED');
    await services.query('UPDATE membership SET primary_team_id = $2 WHERE id = $1', [first.membershipId, sales]);
    for (const { membershipId } of [first, second]) {
      await services.query('INSERT INTO membership_team VALUES ($1, $2, $3)', [
        services.organizationId,
        membershipId,
        sales,
      ]);
    }
    const query = 'filter';
    const cases: [Partial<RosterFilter>, string[]][] = [
      [{ query, roleId: memberId }, ['first@example.org']],
      // Who has it both ways is one person.
      [{ teamId: sales }, ['first@example.org', 'second@example.org']],
      [{ query, teamId: sales, roleId: adminId }, ['second@example.org']],
      [{ teamId: research }, []],
      [{ query, status: 'DEACTIVATED' }, ['gone@example.org']],
    ];
    for (const [filter, expected] of cases) {
      expect(await search(filter)).toEqual(expected);
      expect(await services.deps.store.countRoster(services.organizationId, { ...everybody, ...filter }, 99)).toBe(
        expected.length,
      );
    }
    expect(await services.deps.store.countRoster(services.organizationId, { ...everybody, teamId: sales }, 1)).toBe(1);
  });

  it('by team, in pages: primary and secondary members mixed, each once, in the order of the whole list', async () => {
    const team = await addTeam(services, 'Mixed');
    const added: AddedMember[] = [];
    for (let n = 0; n < 9; n += 1) {
      const joinedAt = new Date(Date.UTC(2025, 0, 1, Math.floor(n / 2)));
      const member = await addMember(services, { role: 'Viewer', firstName: 'Mixed', joinedAt });
      added.push(member);
      if (n % 2)
        await services.query('UPDATE membership SET primary_team_id = $2 WHERE id = $1', [member.membershipId, team]);
      if (n % 3 !== 1)
        await services.query('INSERT INTO membership_team VALUES ($1, $2, $3)', [
          services.organizationId,
          member.membershipId,
          team,
        ]);
    }
    const order = (await page({ query: 'mixed' }, null, 50)).rows;
    const inTeam = new Set(added.filter((_, n) => n % 2 || n % 3 !== 1).map(({ membershipId }) => membershipId));
    const expected = order.map(({ membershipId }) => membershipId).filter((id) => inTeam.has(id));
    const seen: string[] = [];
    let position: Position = null;
    do {
      const { rows, hasMore }: Awaited<ReturnType<typeof page>> = await page({ teamId: team }, position, 2);
      seen.push(...rows.map(({ membershipId }) => membershipId));
      position = hasMore ? { after: cursorOf(rows.at(-1)) } : null;
    } while (position);
    expect(seen).toEqual(expected);
    const back = await page(
      { teamId: team },
      { before: cursorOf((await page({ teamId: team }, null, 50)).rows.at(-1)) },
      3,
    );
    expect(back.rows.map(({ membershipId }) => membershipId)).toEqual(expected.slice(-4, -1));
  });

  it('shows nobody of another organization, whatever is asked', async () => {
    const other = await addOrganization(services);
    const account = uuidv7();
    await services.query(
      `INSERT INTO account (id, email, email_key) VALUES ($1, 'their@example.net', 'their@example.net')`,
      [account],
    );
    await services.query(
      `INSERT INTO membership (id, organization_id, account_id, role_id, search_text) VALUES ($1, $2, $3, $4, 'their@example.net')`,
      [uuidv7(), other.id, account, other.roleIds['Viewer']],
    );
    expect(await search({ query: 'their' })).toEqual([]);
    expect(await search({})).not.toContain('their@example.net');
  });
});
