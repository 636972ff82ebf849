import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { done } from '../../src/domain/result.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { type AddedMember, addMember, anAddress, askedBy, inviteInput, roleId } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addProduct, addTeam } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
let other: pg.Client;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  other = new pg.Client(services.url);
  await other.connect();
});
afterAll(async () => {
  await other.end();
  await services.stop();
});

const waiting = () =>
  vi.waitFor(async () => {
    const sql = 'SELECT FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()';
    expect((await services.query(sql)).length).toBeGreaterThan(0);
  });

/** Terms that are good when the form is sent, and the statement by which somebody else takes one of them back. */
const takenBack = [
  ['role', 'UPDATE role SET retired_at = now() WHERE id = $1', 'role_retired'],
  ['team', 'UPDATE team SET archived_at = now() WHERE id = $1', 'team_unknown'],
  ['product', 'UPDATE product SET enabled = false WHERE id = $1', 'product_unknown'],
] as const;

describe.each(takenBack)('a %s that is taken back at the same moment', (what, statement, refusal) => {
  const terms = async () => {
    const given = {
      roleId: await roleId(services, 'Member'),
      primaryTeamId: await addTeam(services, anAddress('team')),
      productIds: [await addProduct(services, anAddress('product'))],
    };
    const [productId = ''] = given.productIds;
    return { given, id: { role: given.roleId, team: given.primaryTeamId, product: productId }[what] };
  };

  it('a moment before: the invitation waits, and is refused', async () => {
    const { given, id } = await terms();
    await other.query('BEGIN');
    await other.query(statement, [id]);
    const input = { ...(await inviteInput(services, [anAddress()])), ...given };
    const invited = inviteMembers(services.deps, await askedBy(services, ada.person), input);
    await waiting();
    await other.query('COMMIT');
    const result = await invited;
    expect(result.ok ? 'invited' : result.refusal.kind).toBe(refusal);
    await services.query('UPDATE role SET retired_at = NULL');
  });

  it('a moment after: it waits until the invitation stands', async () => {
    const { given, id } = await terms();
    const offered = { roleId: given.roleId, teamIds: [given.primaryTeamId], productIds: given.productIds };
    let order: string[] = [];
    await services.deps.store.transaction(async (tx) => {
      await tx.holdFormOptions(services.organizationId, offered);
      const changed = other.query(statement, [id]).then(() => order.push('taken back'));
      await waiting();
      order = ['held'];
      void changed;
      return done(null);
    });
    await vi.waitFor(() => expect(order).toEqual(['held', 'taken back']));
    await services.query('UPDATE role SET retired_at = NULL');
  });
});
