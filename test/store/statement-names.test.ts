import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStatementNames } from '../../src/store/statement-names.ts';
import { type AddedMember, addMember } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

const asked = (sql: string, values: number) => ({ sql, args: Array.from({ length: values }, () => 'x'), argTypes: [] });

describe('the name of a statement', () => {
  it('is the same for the same text, and another for another', () => {
    const nameOf = createStatementNames();
    const [first, second] = [nameOf(asked('SELECT $1', 1)), nameOf(asked('SELECT 2, $1', 1))];
    expect(first).not.toBe('');
    expect(second).not.toBe(first);
    expect(nameOf(asked('SELECT $1', 1))).toBe(first);
  });

  it.each([
    ['without values: BEGIN is no statement to prepare', 'BEGIN', 0],
    ['that looks for a piece of a text', "SELECT FROM account WHERE email_key LIKE $1 || '%'", 1],
    ['of a page whose size is a value', 'SELECT FROM account ORDER BY id LIMIT $1', 1],
    ['with a list that was written out', 'SELECT FROM account WHERE id IN ($1, …)', 41],
  ])('is none for one %s', (_what, sql, values) => {
    expect(createStatementNames()(asked(sql, values))).toBe('');
  });

  it('is none once there are more than a connection should keep', () => {
    const nameOf = createStatementNames();
    const names = Array.from({ length: 600 }, (_, n) => nameOf(asked(`SELECT ${n}, $1`, 1)));
    expect(names.filter(Boolean)).toHaveLength(500);
    expect(nameOf(asked('SELECT 0, $1', 1))).toBe(names[0]);
  });
});

describe('a connection of the store', () => {
  let services: Services;
  let ada: AddedMember;
  beforeAll(async () => {
    services = await startServices();
    ada = await addMember(services);
  });
  afterAll(() => services.stop());

  const prepared = async (): Promise<string[]> => {
    const { rows } = await services.client.pool.query<{ statement: string }>(
      "SELECT statement FROM pg_prepared_statements WHERE name LIKE 'prisma_%'",
    );
    return rows.map(({ statement }) => statement);
  };

  it('keeps what it was sent, but no search, and reads on when tables grow columns meanwhile', async () => {
    const { deps, organizationId } = services;
    const read = async () => {
      const card = await deps.store.findPersonCard(organizationId, ada.membershipId);
      const found = await deps.store.findMembersMeant(
        organizationId,
        { kind: 'text', text: 'ada' },
        { onlyActive: true },
        2,
      );
      return [card?.membershipId, found[0]?.membershipId, (await deps.store.findTeamNames(organizationId)).length];
    };
    // A plan is kept after the fifth time.
    for (const _ of [1, 2, 3, 4, 5, 6]) await read();
    const kept = await prepared();
    expect(kept.filter((statement) => statement.includes('membership')).length).toBeGreaterThan(0);
    expect(kept.filter((statement) => /LIKE/.test(statement))).toEqual([]);
    for (const table of ['membership', 'account', 'role', 'team', 'organization'])
      await services.query(`ALTER TABLE ${table} ADD COLUMN of_a_later_version text`);
    expect(await read()).toEqual([ada.membershipId, ada.membershipId, 0]);
  });
});
