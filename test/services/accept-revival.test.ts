import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AddedMember, acceptLink, addMember, anAddress, askedBy, auditOf, invite } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addProduct, addTeam } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
});
afterEach(() => expect(services.logged('error')).toEqual([]));
afterAll(() => services.stop());

const membershipsOf = (email: string) =>
  services.query(
    'SELECT m.id, m.status::text, m.version FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email_key = $1',
    [email],
  );

describe('acceptInvitation by somebody who comes back', () => {
  it('revives the same membership: new role, next version, and nothing of what they had', async () => {
    const [oldProduct, newProduct] = [await addProduct(services, 'Old'), await addProduct(services, 'New')];
    const oldTeam = await addTeam(services, 'Old team', { isArchived: true });
    const back = await addMember(services, { role: 'Admin', status: 'DEACTIVATED' });
    const permission = uuidv7();
    const org = services.organizationId;
    await services.query(
      `INSERT INTO permission (id, organization_id, key, name, description, sensitive) VALUES ($1, $2, 'send-as', 'Send as', '', true)`,
      [permission, org],
    );
    const own = [org, back.membershipId];
    await services.query('INSERT INTO membership_product VALUES ($1, $2, $3)', [...own, oldProduct]);
    await services.query('INSERT INTO membership_team VALUES ($1, $2, $3)', [...own, oldTeam]);
    await services.query(
      'INSERT INTO membership_permission (organization_id, membership_id, permission_id) VALUES ($1, $2, $3)',
      [...own, permission],
    );
    await services.query('UPDATE membership SET primary_team_id = $2 WHERE id = $1', [back.membershipId, oldTeam]);
    const invitation = await invite(services, ada, back.email, { role: 'Viewer', productIds: [newProduct] });
    const result = await acceptLink(services, invitation);
    expect(result).toMatchObject({
      value: {
        member: {
          membershipId: back.membershipId,
          roleName: 'Viewer',
          primaryTeam: null,
          secondaryTeamNames: [],
          productNames: ['New'],
        },
      },
    });
    expect(await membershipsOf(back.email)).toEqual([{ id: back.membershipId, status: 'ACTIVE', version: 2 }]);
    const held = 'SELECT FROM membership_permission WHERE membership_id = $1';
    expect(await services.query(held, [back.membershipId])).toEqual([]);
    expect((await auditOf(services, { target: back.membershipId })).map(({ action }) => action)).toEqual([
      'membership.revive',
    ]);
    // The Slack user whom they had bound is theirs again.
    expect((await askedBy(services, back.person)).context.actor).toMatchObject({ kind: 'member', status: 'ACTIVE' });
  });
});

describe('the contract with the product', () => {
  it('when somebody joins, active_access shows them, and a listener is told in that moment', async () => {
    const product = await addProduct(services, 'Calls');
    const email = anAddress();
    const invitation = await invite(services, ada, email, { productIds: [product] });
    const listener = new pg.Client(services.url);
    await listener.connect();
    const told: unknown[] = [];
    listener.on('notification', ({ payload }) => told.push(JSON.parse(payload ?? '')));
    await listener.query('LISTEN active_access');
    const result = await acceptLink(services, invitation);
    await expect.poll(() => told).toHaveLength(1);
    const membership = result.ok ? result.value.member.membershipId : '';
    expect(told).toEqual([{ organization: services.organizationId, membership, version: 1 }]);
    expect(await listener.query('SELECT * FROM active_access WHERE email = $1', [email])).toMatchObject({
      rows: [{ organization: services.organizationId, email, role: 'Member', products: ['calls'], version: 1 }],
    });
    await listener.end();
  });
});
