import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { archiveTeam } from '../../src/services/archive-team.ts';
import { changeMemberProducts } from '../../src/services/change-member-products.ts';
import { changeMemberTeams } from '../../src/services/change-member-teams.ts';
import { switchProduct } from '../../src/services/switch-product.ts';
import { type AddedMember, addMember, askedBy, auditOf } from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';
import { addOrganization, addProduct, addTeam } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
let grace: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  grace = await addMember(services, { firstName: 'Grace' });
});
afterEach(() => expect(services.logged('error')).toEqual([]));
afterAll(() => services.stop());

const recordOf = async (id: string) => found(await services.deps.store.findMemberRecord(services.organizationId, id));

const answerOf = <T, R>(result: { ok: true; value: T } | { ok: false; refusal: R }) =>
  result.ok ? result.value : result.refusal;

type Given = { by?: AddedMember; version?: number };

const changeTeams = async (id: string, primary: string | null, others: readonly string[], given: Given = {}) =>
  changeMemberTeams(services.deps, await askedBy(services, (given.by ?? ada).person), {
    membershipId: id,
    shownVersion: given.version ?? (await recordOf(id)).version,
    primaryTeamId: primary,
    secondaryTeamIds: others,
  });

const changeProducts = async (id: string, productIds: readonly string[], given: Given = {}) =>
  changeMemberProducts(services.deps, await askedBy(services, (given.by ?? ada).person), {
    membershipId: id,
    shownVersion: given.version ?? (await recordOf(id)).version,
    productIds,
  });

const aMember = (given: Parameters<typeof addMember>[1] = {}) =>
  addMember(services, { role: 'Viewer', isBound: false, ...given });

const accessOf = async ({ email }: { email: string }) =>
  found(
    (
      await services.query<{ products: string[]; version: number }>(
        'SELECT products, version FROM active_access WHERE email = $1',
        [email],
      )
    )[0],
  );

describe('changeMemberTeams', () => {
  it('gives one primary team and others, raises the version, and leaves what was there in the trail', async () => {
    const { membershipId } = await aMember();
    // No team yet: nobody needs one.
    expect(answerOf(await changeTeams(membershipId, null, []))).toMatchObject({ isUnchanged: true });
    const [one, two, three] = [
      await addTeam(services, 'One'),
      await addTeam(services, 'Two'),
      await addTeam(services, 'Three'),
    ];
    expect(answerOf(await changeTeams(membershipId, null, []))).toEqual({ kind: 'team_needed' });
    await changeTeams(membershipId, one, [two, two, one]);
    expect(await recordOf(membershipId)).toMatchObject({ primaryTeamId: one, secondaryTeamIds: [two], version: 2 });
    await changeTeams(membershipId, two, [three]);
    expect(await recordOf(membershipId)).toMatchObject({ primaryTeamId: two, secondaryTeamIds: [three], version: 3 });
    expect(
      (await auditOf(services, { target: membershipId })).map(({ action, changed }) => ({ action, changed })),
    ).toEqual([
      {
        action: 'membership.change_teams',
        changed: { primaryTeamId: { from: null, to: one }, secondaryTeamIds: { removed: [], added: [two] } },
      },
      {
        action: 'membership.change_teams',
        changed: { primaryTeamId: { from: one, to: two }, secondaryTeamIds: { removed: [two], added: [three] } },
      },
    ]);
  });

  it('keeps another team that is archived at the moment, and takes none that is archived or of others', async () => {
    const { membershipId } = await aMember();
    const [main, shelf] = [await addTeam(services, 'Main'), await addTeam(services, 'Shelf')];
    const foreign = await addTeam(services, 'Theirs', { organizationId: (await addOrganization(services)).id });
    await changeTeams(membershipId, main, [shelf]);
    await services.query('UPDATE team SET archived_at = now() WHERE id = $1', [shelf]);
    expect(answerOf(await changeTeams(membershipId, main, []))).toMatchObject({ isUnchanged: true });
    expect((await recordOf(membershipId)).secondaryTeamIds).toEqual([shelf]);
    for (const teamId of [shelf, foreign, uuidv7()]) {
      expect(answerOf(await changeTeams(membershipId, teamId, []))).toEqual({ kind: 'team_unknown' });
    }
  });

  it.each(Array.from({ length: 6 }, (_, n) => n))(
    'at the moment its team is archived, round %i: nobody is in an archived team',
    async (n) => {
      const { membershipId } = await aMember();
      const [team, home] = [await addTeam(services, `Gone ${n}`), await addTeam(services, `Home ${n}`)];
      await changeTeams(membershipId, home, []);
      const asked = await askedBy(services, grace.person);
      const acts = [
        () => changeTeams(membershipId, team, []),
        () => archiveTeam(services.deps, asked, { teamId: team, moveToId: null }),
      ];
      const results = await Promise.all((n % 2 ? acts.reverse() : acts).map((act) => act()));
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      const [row] = await services.query<{ archived: boolean }>(
        'SELECT t.archived_at IS NOT NULL AS archived FROM membership m JOIN team t ON t.id = m.primary_team_id WHERE m.id = $1',
        [membershipId],
      );
      expect(row).toEqual({ archived: false });
    },
  );
});

describe('changeMemberProducts', () => {
  it('gives and takes what was chosen, at once, and keeps what is off at the moment', async () => {
    const member = await aMember();
    const [one, two, off] = [
      await addProduct(services, 'one'),
      await addProduct(services, 'two'),
      await addProduct(services, 'off', { isEnabled: false }),
    ];
    await services.query(
      'INSERT INTO membership_product SELECT organization_id, id, $1 FROM membership WHERE id = $2',
      [off, member.membershipId],
    );
    expect(answerOf(await changeProducts(member.membershipId, [one, one]))).toMatchObject({
      gained: ['one'],
      lost: [],
    });
    expect(await accessOf(member)).toEqual({ products: ['one'], version: 2 });
    expect(answerOf(await changeProducts(member.membershipId, [two]))).toMatchObject({
      gained: ['two'],
      lost: ['one'],
    });
    expect(await accessOf(member)).toEqual({ products: ['two'], version: 3 });
    expect(answerOf(await changeProducts(member.membershipId, [two]))).toMatchObject({ gained: [], lost: [] });
    expect((await recordOf(member.membershipId)).productIds).toContain(off);
    expect((await auditOf(services, { target: member.membershipId })).map(({ changed }) => changed)).toEqual([
      { productIds: { removed: [], added: [one] } },
      { productIds: { removed: [one], added: [two] } },
    ]);
    expect(answerOf(await changeProducts(member.membershipId, [off]))).toEqual({ kind: 'product_unknown' });
  });

  it.each(Array.from({ length: 6 }, (_, n) => n))(
    'at the moment one is turned off, round %i: it gives no access',
    async (n) => {
      const member = await aMember();
      const id = await addProduct(services, `moment-${n}`);
      const asked = await askedBy(services, grace.person);
      const acts = [
        () => changeProducts(member.membershipId, [id]),
        () => switchProduct(services.deps, asked, { productId: id, isEnabled: false }),
      ];
      const [first, second] = await Promise.all((n % 2 ? acts.reverse() : acts).map((act) => act()));
      expect([first?.ok, second?.ok]).toContain(true);
      const { products, version } = await accessOf(member);
      expect(products).toEqual([]);
      // Given and then turned off: both are changes of access.
      const given = n % 2 ? second : first;
      expect(version).toBe(given?.ok ? 3 : 1);
    },
  );
});

describe('both', () => {
  const acts = [
    ['teams', async (id: string, given?: Given): Promise<unknown> => answerOf(await changeTeams(id, null, [], given))],
    ['products', async (id: string, given?: Given): Promise<unknown> => answerOf(await changeProducts(id, [], given))],
  ] as const;

  it.each(acts)(
    'of somebody who left, ranks above or is unknown, or by no admin: %s are refused',
    async (_what, act) => {
      const gone = await aMember({ status: 'DEACTIVATED' });
      expect(await act(gone.membershipId)).toMatchObject({ kind: 'member_deactivated' });
      expect(await act(uuidv7(), { version: 1 })).toEqual({ kind: 'member_unknown' });
      const owner = await aMember();
      await services.query(
        `WITH r AS (INSERT INTO role (id, organization_id, name, description, for_whom, rank, is_admin)
         VALUES (gen_random_uuid(), $2, gen_random_uuid()::text, '', '', 200 + (SELECT count(*) FROM role), true) RETURNING id)
       UPDATE membership SET role_id = r.id FROM r WHERE membership.id = $1`,
        [owner.membershipId, services.organizationId],
      );
      expect(await act(owner.membershipId)).toMatchObject({ kind: 'member_above_own' });
      const viewer = await addMember(services, { role: 'Viewer' });
      expect(await act(gone.membershipId, { by: viewer })).toMatchObject({ kind: 'admins_only' });
    },
  );

  it('of two admins who save an older screen, the second is told what is true now', async () => {
    const member = await aMember();
    const [team, product] = [await addTeam(services, 'Contested'), await addProduct(services, 'contested')];
    const results = await Promise.all([
      changeTeams(member.membershipId, team, [], { version: 1 }),
      changeProducts(member.membershipId, [product], { version: 1, by: grace }),
    ]);
    expect(results.map((result) => (result.ok ? 'changed' : result.refusal.kind)).sort()).toEqual([
      'changed',
      'changed_since_shown',
    ]);
    expect((await accessOf(member)).version).toBe(2);
  });

  it('an admin may choose their own', async () => {
    const product = await addProduct(services, 'own');
    expect(answerOf(await changeProducts(ada.membershipId, [product]))).toMatchObject({ gained: ['own'] });
    const team = await addTeam(services, 'Own team');
    expect(answerOf(await changeTeams(ada.membershipId, team, []))).toMatchObject({ isUnchanged: false });
  });
});
