import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RosterFilter } from '../../src/domain/member.ts';
import { nearestOf } from '../../src/domain/nearest-address.ts';
import { listMembers } from '../../src/services/list-members.ts';
import { type AddedMember, addMember, askedBy, invite } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { seenStatements } from '../support/statements.ts';
import { addProduct, addTeam } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;

beforeAll(async () => {
  services = await startServices();
  // More people than are looked at around an address, on both sides of those that are meant below.
  await services.query(`
    WITH a AS (INSERT INTO account (id, email, email_key, first_name, last_name)
      SELECT gen_random_uuid(), email, email, 'Crowd', 'Person' FROM (
        SELECT begins || n || '@example.com' AS email FROM generate_series(100, 160) n,
          unnest(ARRAY['grace.aa', 'grace.zz', 'grace.hop', 'gracehopperz', 'm']) begins) crowd RETURNING id, email)
    INSERT INTO membership (id, organization_id, account_id, role_id, search_text)
    SELECT gen_random_uuid(), r.organization_id, a.id, r.id, a.email FROM a, role r WHERE r.is_default`);
  ada = await addMember(services);
  const add = (email: string, lastName = 'Hopper') => addMember(services, { email, firstName: 'Grace', lastName });
  for (const email of ['grace.hopper@example.com', 'modem@example.org', 'elsewhere@example.net']) await add(email);
  await invite(services, ada, 'linus.waits@example.com');
});
afterAll(() => services.stop());

const nearest = async (emailKey: string, names: { firstName: string; lastName: string } | null = null) => {
  const asked = { emailKey, firstName: names?.firstName ?? null, lastName: names?.lastName ?? null };
  const near = await services.deps.store.findNearPeople(services.organizationId, asked);
  const found = nearestOf({ ...asked, email: emailKey }, near);
  return found && [found.email, found.standing, found.likeness];
};

describe('findNearPeople, in the order of usher_look_alike()', () => {
  it.each([
    ['race.hopper@example.com', 'grace.hopper@example.com', 'member', 'slip'],
    ['grace.hopperet@example.com', 'grace.hopper@example.com', 'member', 'slip'],
    ['grace-h0pper@example.com', 'grace.hopper@example.com', 'member', 'look_alike'],
    ['grace.hopper@elsewhere.test', 'grace.hopper@example.com', 'member', 'other_domain'],
    ['modern@example.org', 'modem@example.org', 'member', 'look_alike'],
    ['1inus_waits@example.com', 'linus.waits@example.com', 'invited', 'look_alike'],
    ['linus.waits@elsewhere.test', 'linus.waits@example.com', 'invited', 'other_domain'],
  ])('finds in a crowd, for %s, %s', async (asked, ...expected) => {
    expect(await nearest(asked)).toEqual(expected);
  });

  it('finds people of the same name under any address, and nobody where nobody is near', async () => {
    const named = { firstName: 'Grace', lastName: 'Hopper' };
    expect(await nearest('quite.another@example.com', named)).toEqual([expect.any(String), 'member', 'same_name']);
    expect(await nearest('quite.another@example.com')).toBeNull();
  });
});

describe('a count', () => {
  it('goes as far as it is told: in a list and of a search to a hundred, elsewhere to a thousand', async () => {
    const { deps, organizationId, query } = services;
    const [teamId, productId] = [await addTeam(services, 'Many'), await addProduct(services, 'Many')];
    await query(`UPDATE membership SET primary_team_id = $1 WHERE search_text LIKE 'grace.%'`, [teamId]);
    await query(
      `INSERT INTO membership_product (organization_id, membership_id, product_id)
       SELECT organization_id, id, $1 FROM membership WHERE primary_team_id = $2`,
      [productId, teamId],
    );
    const { context } = await askedBy(services, ada.person);
    const totalOf = async (filter: Partial<RosterFilter>) => {
      const everybody = { query: null, roleId: null, teamId: null, status: 'ACTIVE' } as const;
      return (await listMembers(deps, context, { ...everybody, ...filter }, null)).total;
    };
    expect(await Promise.all([{ query: 'grace.' }, { teamId }, {}].map(totalOf))).toEqual([101, 183, 309]);
    const { rows: teams } = await deps.store.findTeamPage(organizationId, false, null, 25);
    const { rows: products } = await deps.store.findProductPage(organizationId, null, 25);
    expect([teams[0]?.members, products[0]?.holders]).toEqual([101, 101]);
    const [team, product] = await Promise.all([
      deps.store.findTeam(organizationId, teamId),
      deps.store.findProduct(organizationId, productId),
    ]);
    expect([team?.members, product?.holders]).toEqual([183, 183]);
  });
});

describe('what is looked up among any number of rows', () => {
  let client: pg.Client;
  beforeAll(async () => {
    client = new pg.Client(services.url);
    await client.connect();
    // Enough of them that the indexes differ in what they save; whose they are does not matter here.
    await client.query(`SET session_replication_role = replica;
      INSERT INTO invitation (id, organization_id, email, email_key, role_id, batch_id, primary_team_id)
      SELECT gen_random_uuid(), '${services.organizationId}', n || '@example.net', n || '@example.net', gen_random_uuid(),
        gen_random_uuid(), gen_random_uuid() FROM generate_series(1, 1000) n;
      RESET session_replication_role; SET enable_seqscan = off`);
    // What is new in a GIN index waits in a list until then.
    await client.query('VACUUM (ANALYZE) invitation');
  });
  afterAll(() => client.end());

  const asked = { emailKey: 'grace@example.com', firstName: null, lastName: null };
  type Store = Services['deps']['store'];
  const lookUps: [index: string, (store: Store, organizationId: string) => Promise<unknown>][] = [
    ['account_look_alike_idx', (store, id) => store.findNearPeople(id, asked)],
    [
      'account_look_alike_idx',
      (store, id) => store.findMembersMeant(id, { kind: 'beginning', text: 'crowd1' }, { onlyActive: true }, 26),
    ],
    ['invitation_look_alike_idx', (store, id) => store.findNearPeople(id, asked)],
    ['invitation_pending_search_idx', (store, id) => store.findInvitedMeant(id, { kind: 'text', text: 'linus' }, 5)],
    ['invitation_asked_idx', (store, id) => store.countNeeds(id, id)],
    ['invitation_pending_team_idx', (store, id) => store.findTeamPage(id, false, null, 25)],
    ['audit_event_link_idx', (store, id) => store.findLinkJoins(id, id, 20)],
    ['audit_event_growth_idx', (store, id) => store.findWeeks(id, 8, 1001)],
  ];

  it.each(lookUps)('goes through %s', async (index, lookUp) => {
    const { deps, organizationId } = services;
    const [sent] = await seenStatements(() => lookUp(deps.store, organizationId));
    if (!sent) throw new Error('Nothing was asked');
    const { rows } = await client.query(`EXPLAIN ${sent.text}`, [...sent.values]);
    expect(JSON.stringify(rows)).toContain(index);
  });
});
