import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { done } from '../../src/domain/result.ts';
import { editInvitation } from '../../src/services/edit-invitation.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { readdressInvitation } from '../../src/services/readdress-invitation.ts';
import { termsStamp } from '../../src/services/terms-stamp.ts';
import { waitForLock } from '../support/locks.ts';
import { type AddedMember, addMember, anAddress, askedBy, invite, inviteInput, roleId } from '../support/records.ts';
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

const waiting = () => waitForLock(services);

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
    await vi.waitFor(() => expect(order).toEqual(['held', 'taken back']), { timeout: 30_000 });
    await services.query('UPDATE role SET retired_at = NULL');
  });
});

describe('a pending invitation that is changed', () => {
  it.each(['edited', 'given another address'] as const)(
    'is held after its team when it is %s, as by whoever archives the team',
    async (what) => {
      const primaryTeamId = await addTeam(services, anAddress('team'));
      const before = await invite(services, ada, anAddress(), { primaryTeamId });
      const { id, generation, role, secondaryTeamIds, productIds, permissionIds } = before;
      const asked = await askedBy(services, ada.person);
      const link = { id, generation };
      await other.query('BEGIN');
      await other.query('SELECT FROM team WHERE id = $1 FOR UPDATE', [primaryTeamId]);
      const changed =
        what === 'edited'
          ? editInvitation(services.deps, asked, {
              ...{ link, stamp: termsStamp(before), roleId: role.id, primaryTeamId, templateId: null },
              ...{ secondaryTeamIds, productIds, permissionIds, firstName: 'Linus', lastName: 'Sample' },
            })
          : readdressInvitation(services.deps, asked, { link, email: anAddress() });
      await waiting();
      await other.query('SELECT FROM invitation WHERE id = $1 FOR UPDATE NOWAIT', [id]);
      await other.query('COMMIT');
      expect((await changed).ok).toBe(true);
    },
  );
});
