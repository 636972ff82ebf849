import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { archiveTeam } from '../../src/services/archive-team.ts';
import { type CreateInviteLinkInput, createInviteLink } from '../../src/services/create-invite-link.ts';
import { listInviteLinks } from '../../src/services/list-invite-links.ts';
import { readLinkForm } from '../../src/services/read-link-form.ts';
import { bringRoleBack, retireRole } from '../../src/services/retire-role.ts';
import { revokeInviteLink } from '../../src/services/revoke-invite-link.ts';
import { type AddedMember, addMember, askedBy, auditOf, roleId } from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';
import { addOrganization, addProduct, addTeam } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
let sales: string;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  sales = await addTeam(services, 'Sales');
  await services.change({ invite_links: 'LEAST_ROLE' });
});
afterEach(() => {
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const create = async (given: Partial<CreateInviteLinkInput> & { role?: string; key?: string } = {}) => {
  const { role = 'Viewer', key = uuidv7(), ...rest } = given;
  const terms = { teamId: sales, allowedDomains: ['example.com'], maxUses: 2, days: 7 };
  const result = await createInviteLink(services.deps, await askedBy(services, ada.person, { idempotencyKey: key }), {
    roleId: await roleId(services, role),
    ...terms,
    ...rest,
  });
  return result.ok ? result.value : result.refusal;
};
const created = async (given: Parameters<typeof create>[0] = {}) => {
  const made = await create(given);
  if (!('link' in made)) throw new Error(`No link: ${JSON.stringify(made)}`);
  return made;
};
const revoke = async (id: string, idempotencyKey = uuidv7()) =>
  revokeInviteLink(services.deps, await askedBy(services, ada.person, { idempotencyKey }), id);
const countLinks = async () => (await services.query('SELECT id FROM invite_link')).length;

const came = <T, R>(result: { ok: true; value: T } | { ok: false; refusal: R }) =>
  result.ok ? result.value : result.refusal;

describe('what an invite link leads to, while somebody could join by it', () => {
  const use = (id: string) => services.query('UPDATE invite_link SET uses = max_uses WHERE id = $1', [id]);

  it('is a role that is not retired', async () => {
    const undo = await services.change({ invite_links: 'ANY_ROLE' });
    const [id, links] = [
      await roleId(services, 'Member'),
      [await created({ role: 'Member' }), await created({ role: 'Member' })],
    ];
    const retire = async () => came(await retireRole(services.deps, await askedBy(services, ada.person), id));
    const held = { kind: 'role_held', role: 'Member', people: 0, invitations: 0, ranOut: 0 };
    expect(await retire()).toEqual({ ...held, links: 2 });
    await revoke(found(links[0]).link.id);
    expect(await retire()).toEqual({ ...held, links: 1 });
    await use(found(links[1]).link.id);
    expect(await retire()).toEqual({ role: 'Member' });
    await bringRoleBack(services.deps, await askedBy(services, ada.person), id);
    await undo();
  });

  it('is a team that is archived only once the link goes along to another one', async () => {
    const teamId = await addTeam(services, 'Road');
    const { link } = await created({ teamId });
    const archive = async (moveToId: string | null) =>
      came(await archiveTeam(services.deps, await askedBy(services, ada.person), { teamId, moveToId }));
    expect(await archive(null)).toEqual({ kind: 'team_in_use', name: 'Road', members: 0, pending: 0, links: 1 });
    expect(await archive(sales)).toMatchObject({ moved: { members: 0, invitations: 0, links: 1, to: 'Sales' } });
    expect(await services.deps.store.findInviteLink(link.id)).toMatchObject({ team: { id: sales } });
    expect((await auditOf(services, { target: link.id })).at(-1)).toMatchObject({ action: 'invite_link.move' });
    const over = await addTeam(services, 'Spent');
    await use((await created({ teamId: over })).link.id);
    expect(await services.deps.store.findTeam(services.organizationId, over)).toMatchObject({ links: 0 });
  });

  it('are the products of its team, or those of everybody', async () => {
    const [atlas, basis] = [
      await addProduct(services, 'Atlas'),
      await addProduct(services, 'Basis', { isDefault: true }),
    ];
    const linksOf = async (id: string) =>
      found(await services.deps.store.findProduct(services.organizationId, id)).links;
    const before = await linksOf(basis);
    await created({ teamId: await addTeam(services, 'Makers', { productIds: [atlas] }) });
    await created({ teamId: await addTeam(services, 'Others') });
    expect([await linksOf(atlas), await linksOf(basis)]).toEqual([1, before + 1]);
    await services.query('UPDATE product SET enabled = false WHERE id = $1', [atlas]);
    expect([await linksOf(atlas), await linksOf(basis)]).toEqual([1, before + 2]);
    await services.query('UPDATE product SET is_default = false');
  });
});

describe('an invite link', () => {
  it('is made once however often it is sent, with what was asked, its entry, and an address that says which one it is', async () => {
    const key = uuidv7();
    const { link, url } = await created({ key });
    expect(await created({ key })).toMatchObject({ link: { id: link.id }, url });
    expect(link).toMatchObject({
      role: { name: 'Viewer' },
      team: { id: sales, name: 'Sales', isArchived: false },
      ...{ allowedDomains: ['example.com'], maxUses: 2, uses: 0, revokedAt: null },
      creator: { membershipId: ada.membershipId },
    });
    expect(link.expiresAt.getTime() - link.createdAt.getTime()).toBeCloseTo(7 * 86_400_000, -4);
    const entries = await auditOf(services, { target: link.id });
    expect(entries).toMatchObject([{ action: 'invite_link.create', changed: { maxUses: 2, teamId: sales } }]);
    const token = found(/\/join\/([\w-]+)$/.exec(url)?.[1]);
    expect(services.deps.shareableLinks.read(token)).toBe(link.id);
    // The link of an invitation is signed with another key.
    expect(services.deps.links.read(token)).toBeUndefined();
    const end = token.endsWith('AA') ? 'BA' : 'AA';
    expect(services.deps.shareableLinks.read(`${token.slice(0, -2)}${end}`)).toBeUndefined();
  });

  it.each([
    [
      'of another role than the least',
      { role: 'Member' },
      { kind: 'role_above_least', role: 'Member', least: 'Viewer' },
    ],
    ['of an admin role', { role: 'Admin' }, { kind: 'role_of_admins', role: 'Admin' }],
    ['without a team', { teamId: null }, { kind: 'team_needed' }],
    ['into a team that is not there', { teamId: uuidv7() }, { kind: 'team_unknown' }],
    ['of no role', { roleId: uuidv7() }, { kind: 'role_unknown' }],
  ])('%s is not made', async (_name, given, refusal) => {
    const before = await countLinks();
    expect(await create(given)).toEqual(refusal);
    expect(await countLinks()).toBe(before);
  });

  it('is made as the organization says: of other roles, for domains that may be invited, or not at all', async () => {
    const undo = await services.change({ invite_links: 'ANY_ROLE', blocked_domains: ['example.net'] });
    expect(await created({ role: 'Member' })).toMatchObject({ link: { role: { name: 'Member' } } });
    expect(await create({ role: 'Admin' })).toMatchObject({ kind: 'role_of_admins' });
    expect(await create({ allowedDomains: ['mail.example.net'] })).toMatchObject({ kind: 'domain_in_vain' });
    const asked = await askedBy(services, ada.person);
    expect((await readLinkForm(services.deps, asked.context)).roles.map(({ name }) => name)).toEqual([
      'Viewer',
      'Member',
    ]);
    await undo();
    const off = await services.change({ invite_links: 'OFF' });
    expect(await create()).toEqual({ kind: 'links_off' });
    expect(await readLinkForm(services.deps, (await askedBy(services, ada.person)).context)).toMatchObject({
      roles: [],
    });
    await off();
  });

  it('is revoked at once and once, with an entry; what is over already is left as it is', async () => {
    const { link } = await created();
    const key = uuidv7();
    expect(await revoke(link.id, key)).toMatchObject({ ok: true, value: { uses: 0, before: null } });
    expect(await revoke(link.id, key)).toMatchObject({ ok: true, value: { uses: 0, before: null } });
    expect(await revoke(link.id)).toMatchObject({ ok: true, value: { before: { kind: 'link_revoked' } } });
    expect((await auditOf(services, { target: link.id })).map(({ action }) => action)).toEqual([
      'invite_link.create',
      'invite_link.revoke',
    ]);
    expect(await revoke(uuidv7())).toEqual({ ok: false, refusal: { kind: 'invite_link_unknown' } });
  });

  it('of another organization is not there', async () => {
    const other = await addOrganization(services);
    const id = uuidv7();
    await services.query(
      `INSERT INTO invite_link (id, organization_id, role_id, max_uses, expires_at)
       SELECT $1, organization_id, id, 5, usher_now() + interval '1 day' FROM role WHERE organization_id = $2 LIMIT 1`,
      [id, other.id],
    );
    expect(await revoke(id)).toEqual({ ok: false, refusal: { kind: 'invite_link_unknown' } });
    expect(await services.query('SELECT revoked_at FROM invite_link WHERE id = $1', [id])).toEqual([
      { revoked_at: null },
    ]);
  });

  it('is listed with the others, newest first and page by page, with why nobody can join by it', async () => {
    await services.query(
      `INSERT INTO invite_link (id, organization_id, role_id, max_uses, uses, expires_at, created_at)
       SELECT gen_random_uuid(), organization_id, id, n, n, usher_now() + interval '1 day', usher_now() - n * interval '1 day'
       FROM role, generate_series(1, 30) n WHERE organization_id = $1 AND name = 'Viewer'`,
      [services.organizationId],
    );
    const { context } = await askedBy(services, ada.person);
    const first = await listInviteLinks(services.deps, context, null);
    expect(first).toMatchObject({ hasNext: true, hasPrevious: false, policy: 'LEAST_ROLE' });
    const second = await listInviteLinks(services.deps, context, { after: found(first.rows.at(-1)).id });
    expect(second).toMatchObject({ hasNext: false, hasPrevious: true });
    const all = [...first.rows, ...second.rows];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.map(({ createdAt }) => createdAt.getTime())).toEqual(
      all.map(({ createdAt }) => createdAt.getTime()).toSorted((a, b) => b - a),
    );
    const back = await listInviteLinks(services.deps, context, { before: found(second.rows[0]).id });
    expect(back.rows).toEqual(first.rows);
    expect(second.rows.at(-1)).toMatchObject({ uses: 30, closed: { kind: 'link_used_up', uses: 30 } });
    expect(first.rows.map(({ closed }) => closed?.kind)).toContain('link_revoked');
  });
});
