import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Deps } from '../../src/deps.ts';
import { done } from '../../src/domain/result.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { listProducts } from '../../src/services/list-products.ts';
import { productStamp, saveProduct } from '../../src/services/save-product.ts';
import { switchProduct } from '../../src/services/switch-product.ts';
import { heldBeforeCommit, waitForLock } from '../support/locks.ts';
import {
  type AddedMember,
  acceptLink,
  addMember,
  anAddress,
  askedBy,
  auditOf,
  invitationOf,
  invite,
  inviteInput,
} from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';
import { addProduct } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
let grace: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  grace = await addMember(services, { firstName: 'Grace' });
});
afterEach(async () => {
  await services.clearJobs();
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const answerOf = <T, R>(result: { ok: true; value: T } | { ok: false; refusal: R }) =>
  result.ok ? result.value : result.refusal;

const create = async (name: string, key: string, { idempotencyKey = uuidv7(), by = ada } = {}) =>
  answerOf(
    await saveProduct(services.deps, await askedBy(services, by.person, { idempotencyKey }), {
      product: null,
      key,
      content: { name, isDefault: false },
    }),
  );

const productOf = async (id: string) => found(await services.deps.store.findProduct(services.organizationId, id));

const change = async (id: string, name: string, isDefault: boolean, seen?: string) =>
  answerOf(
    await saveProduct(services.deps, await askedBy(services, ada.person), {
      product: { id, seen: seen ?? productStamp(await productOf(id)) },
      content: { name, isDefault },
    }),
  );

const turn = async (productId: string, isEnabled: boolean, by = ada) =>
  switchProduct(services.deps, await askedBy(services, by.person), { productId, isEnabled });

const give = async (productId: string, ...people: string[]) => {
  await services.query(
    'INSERT INTO membership_product SELECT organization_id, id, $1 FROM membership WHERE id = ANY($2)',
    [productId, people],
  );
};

const accessOf = async ({ email }: { email: string }) =>
  found(
    (
      await services.query<{ products: string[]; version: number }>(
        'SELECT products, version FROM active_access WHERE email = $1',
        [email],
      )
    )[0],
  );

describe('saveProduct', () => {
  it('makes one that is on, with a key of its own; delivered twice it is one', async () => {
    const idempotencyKey = uuidv7();
    const answers = await Promise.all([
      create('Atlas', 'atlas', { idempotencyKey }),
      create('Atlas', 'atlas', { idempotencyKey }),
    ]);
    expect(answers).toEqual(Array(2).fill({ name: 'Atlas', outcome: 'created' }));
    expect((await auditOf(services, { action: 'product.create' })).map(({ changed }) => changed)).toEqual([
      { key: 'atlas', name: 'Atlas', isDefault: false },
    ]);
    expect(await create('ATLAS', 'other')).toEqual({ kind: 'product_name_taken', name: 'Atlas' });
    expect(await create('Other', 'atlas')).toEqual({ kind: 'product_key_taken', key: 'atlas', name: 'Atlas' });
  });

  it('of two admins who type the same name at once makes one', async () => {
    const answers = await Promise.all([create('Double é', 'one'), create('DOUBLE É', 'two', { by: grace })]);
    expect(answers.map((answer) => ('outcome' in answer ? answer.outcome : answer.kind)).sort()).toEqual([
      'created',
      'product_name_taken',
    ]);
  });

  it('renames and presets, and writes nothing over what somebody else has changed', async () => {
    const id = await addProduct(services, 'Plain');
    const seen = productStamp(await productOf(id));
    expect(await change(id, 'Fancy', true)).toEqual({ name: 'Fancy', outcome: 'changed' });
    expect(await change(id, 'Other', true, seen)).toEqual({ kind: 'product_changed', name: 'Fancy' });
    expect(await change(id, 'Fancy', true, seen)).toEqual({ name: 'Fancy', outcome: 'unchanged' });
    expect(await productOf(id)).toMatchObject({ name: 'Fancy', key: 'plain', isDefault: true });
    expect(await auditOf(services, { target: id })).toMatchObject([
      {
        action: 'product.change',
        changed: { name: { from: 'Plain', to: 'Fancy' }, isDefault: { from: false, to: true } },
      },
    ]);
    expect(await change(uuidv7(), 'X', false, '')).toEqual({ kind: 'product_gone' });
  });
});

describe('switchProduct', () => {
  it('takes the access of all who have it, announced for each, and gives it back', async () => {
    const id = await addProduct(services, 'Switched');
    const [one, two, left] = [
      await addMember(services),
      await addMember(services),
      await addMember(services, { status: 'DEACTIVATED' }),
    ];
    await give(id, one.membershipId, two.membershipId, left.membershipId);
    const listener = new pg.Client(services.url);
    await listener.connect();
    await listener.query('LISTEN active_access');
    const told: string[] = [];
    listener.on('notification', ({ payload }) => told.push(JSON.parse(payload ?? '{}').membership));

    expect(answerOf(await turn(id, false))).toEqual({ name: 'Switched', holders: 2, isUnchanged: false });
    expect(await accessOf(one)).toEqual({ products: [], version: 2 });
    await vi.waitFor(() => expect(told.sort()).toEqual([one.membershipId, two.membershipId].sort()), {
      timeout: 30_000,
    });
    expect(answerOf(await turn(id, false))).toMatchObject({ isUnchanged: true });
    expect(answerOf(await turn(id, true))).toEqual({ name: 'Switched', holders: 2, isUnchanged: false });
    expect(await accessOf(two)).toEqual({ products: ['switched'], version: 3 });
    expect(await auditOf(services, { target: id })).toMatchObject([
      { action: 'product.change', changed: { isEnabled: { from: true, to: false }, holders: 2 } },
      { action: 'product.change', changed: { isEnabled: { from: false, to: true }, holders: 2 } },
    ]);
    await listener.end();
    expect(answerOf(await turn(uuidv7(), false))).toEqual({ kind: 'product_gone' });
  });

  it('off: it is not offered, a pending invitation does not name it, and who accepts does not get it', async () => {
    const id = await addProduct(services, 'Promised');
    const email = anAddress();
    const invitation = await invite(services, ada, email, { productIds: [id] });
    await turn(id, false);
    const { products } = await services.deps.store.findFormOptions(services.organizationId);
    expect(products.map((product) => product.id)).not.toContain(id);
    expect((await invitationOf(services, email)).productNames).toEqual([]);
    expect((await acceptLink(services, invitation)).ok).toBe(true);
    expect((await accessOf({ email })).products).toEqual([]);
  });

  const becoming = {
    'becomes a member': async (id: string) => {
      const invitation = await invite(services, ada, anAddress(), { productIds: [id] });
      const become = (deps: Deps) => acceptLink({ ...services, deps }, invitation);
      return { email: invitation.email, become, version: 2 };
    },
    'comes back': async (id: string) => {
      const { email, membershipId } = await addMember(services, { status: 'DEACTIVATED' });
      await give(id, membershipId);
      const become = ({ store }: Deps) =>
        store.transaction(async (tx) => done(await tx.restoreMembership(services.organizationId, membershipId)));
      return { email, become, version: 3 };
    },
  };

  it.each(Object.entries(becoming))(
    'off, while somebody with it %s: they are among those who lose it',
    async (how, plan) => {
      const id = await addProduct(services, `Of whoever ${how}`);
      const { email, become, version } = await plan(id);
      const { slow, ready, commit } = heldBeforeCommit(services.deps);
      const became = become(slow);
      await ready;
      const switched = turn(id, false);
      await waitForLock(services);
      commit();
      expect((await became).ok).toBe(true);
      expect(answerOf(await switched)).toMatchObject({ holders: 1 });
      expect(await accessOf({ email })).toEqual({ products: [], version });
    },
  );

  it('off, right before somebody accepts: it is not given any more', async () => {
    const id = await addProduct(services, 'Just gone');
    const email = anAddress();
    const invitation = await invite(services, ada, email, { productIds: [id] });
    const { slow, ready, commit } = heldBeforeCommit(services.deps);
    const switched = switchProduct(slow, await askedBy(services, ada.person), { productId: id, isEnabled: false });
    await ready;
    const accepted = acceptLink(services, invitation);
    await waitForLock(services);
    commit();
    expect((await switched).ok && (await accepted).ok).toBe(true);
    await turn(id, true);
    expect(await accessOf({ email })).toEqual({ products: [], version: 1 });
  });

  it.each(Array.from({ length: 8 }, (_, n) => n))(
    'at the moment of an invitation with it, round %i: either order holds',
    async (n) => {
      const id = await addProduct(services, `race-${n}`);
      // Both admins have it: their own memberships are among those whose version is raised.
      await give(id, ada.membershipId, grace.membershipId);
      const asked = await askedBy(services, grace.person);
      const input = await inviteInput(services, [anAddress()], { productIds: [id] });
      const acts = [() => turn(id, false), () => inviteMembers(services.deps, asked, input)];
      const results = await Promise.all((n % 2 ? acts.reverse() : acts).map((act) => act()));
      const [switched, invited] = n % 2 ? [...results].reverse() : results;
      expect(switched?.ok).toBe(true);
      expect(invited?.ok ? 'invited' : invited?.refusal.kind).toMatch(/^(invited|product_unknown)$/);
      expect(await productOf(id)).toMatchObject({ isEnabled: false, pending: invited?.ok ? 1 : 0 });
      expect((await accessOf(grace)).products).not.toContain(`race-${n}`);
    },
  );
});

describe('listProducts', () => {
  it('pages a hundred by name, there and back', async () => {
    await services.query(
      `INSERT INTO product (id, organization_id, key, name)
       SELECT gen_random_uuid(), $1, 'page-' || n, CASE WHEN n % 2 = 0 THEN 'page ' ELSE 'Page ' END || lpad(n::text, 3, '0')
       FROM generate_series(1, 100) n`,
      [services.organizationId],
    );
    const { context } = await askedBy(services, ada.person);
    const list = (position: Parameters<typeof listProducts>[2]) => listProducts(services.deps, context, position);
    const pages = [await list(null)];
    while (pages.at(-1)?.hasNext) pages.push(await list({ after: found(pages.at(-1)?.rows.at(-1)).id }));
    const names = pages.flatMap(({ rows }) => rows.map(({ name }) => name)).filter((name) => /page/i.test(name));
    expect(names.map((name) => name.slice(-3))).toEqual(
      Array.from({ length: 100 }, (_, n) => String(n + 1).padStart(3, '0')),
    );
    expect(await list({ before: found(pages[2]?.rows[0]).id })).toEqual(pages[1]);
  });
});
