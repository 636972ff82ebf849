import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readInviteForm } from '../../src/services/read-invite-form.ts';
import { whoAmI } from '../../src/services/who-am-i.ts';
import { type AddedMember, addMember, anAddress, askedBy, invite } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addProduct, addTeam } from '../support/terms.ts';
import type { Person } from '../support/workspace/person.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services, { email: 'ada@example.com' });
});
afterAll(() => services.stop());

const ask = async (person: Person) => whoAmI(services.deps, (await askedBy(services, person)).context);
const nothing = { member: null, waiting: null, proposal: null, refusal: null, verdict: null };

describe('whoAmI', () => {
  it('a member reads who they are', async () => {
    expect(await ask(ada.person)).toMatchObject({
      ...nothing,
      member: { email: 'ada@example.com', roleName: 'Admin' },
    });
  });

  it('somebody who was deactivated reads that', async () => {
    const { person } = await addMember(services, { status: 'DEACTIVATED' });
    expect(await ask(person)).toMatchObject({ ...nothing, member: { status: 'DEACTIVATED' } });
  });

  it('somebody who is invited reads their own invitation, until it runs out', async () => {
    const linus = services.workspace.person({ email: anAddress('linus') });
    const { id } = await invite(services, ada, linus.email);
    expect(await ask(linus)).toMatchObject({ ...nothing, waiting: { id } });
    await services.advance('24 hours');
    const told = { refusal: { kind: 'not_a_member', action: 'whoami' }, verdict: { kind: 'ran_out' } };
    expect(await ask(linus)).toMatchObject({ ...nothing, ...told, access: { adminNames: ['Ada Example'] } });
  });

  it('somebody whose address is a member’s is asked to confirm it, with the names of their profile', async () => {
    const given = { role: 'Member', isBound: false, firstName: null, lastName: null } as const;
    const { person, email } = await addMember(services, given);
    await person.update({ firstName: 'Grace', lastName: 'Hopper' });
    expect(await ask(person)).toMatchObject({
      ...nothing,
      proposal: {
        kind: 'not_bound_yet',
        email,
        firstName: null,
        lastName: null,
        suggestedFirstName: 'Grace',
        suggestedLastName: 'Hopper',
        roleName: 'Member',
        needsCode: false,
      },
    });
  });

  it('an admin account needs a code, unless an operator vouched for it', async () => {
    const admin = await addMember(services, { isBound: false });
    const vouched = await addMember(services, { isBound: false, isVouched: true });
    expect((await ask(admin.person)).proposal?.needsCode).toBe(true);
    expect((await ask(vouched.person)).proposal?.needsCode).toBe(false);
  });

  it('a guest may be a member where guests are allowed, never an admin', async () => {
    const undo = await services.change({ guest_policy: 'ALLOW' });
    const member = await addMember(services, { role: 'Member', isBound: false });
    const admin = await addMember(services, { isBound: false });
    for (const { person } of [member, admin]) await person.update({ isRestricted: true });
    expect((await ask(member.person)).proposal).not.toBeNull();
    expect(await ask(admin.person)).toMatchObject({ ...nothing, refusal: { kind: 'slack_guest' } });
    await undo();
  });

  it('nobody learns anything of anybody else', async () => {
    const refusalOf = async (person: Person) => (await ask(person)).refusal?.kind;
    expect(await refusalOf(services.workspace.person())).toBe('not_a_member');
    expect(await refusalOf(services.workspace.bot())).toBe('slack_bot');
    expect(await refusalOf(services.workspace.stranger({ email: 'ada@example.com' }))).toBe('other_workspace');
    expect(await refusalOf(services.workspace.person({ isUltraRestricted: true }))).toBe('slack_guest');
  });
});

describe('readInviteForm', () => {
  const read = async (person: Person) => readInviteForm(services.deps, (await askedBy(services, person)).context);

  it('offers the roles that the admin may grant, the least one preset, and says what is not set up', async () => {
    await services.query(
      `INSERT INTO role (id, organization_id, name, description, for_whom, rank, is_admin) VALUES (gen_random_uuid(), $1, 'Owner', '', '', 200, true)`,
      [services.organizationId],
    );
    await services.query("UPDATE role SET retired_at = now() WHERE name = 'Member'");
    const studio = await addProduct(services, 'Studio', { isDefault: true });
    await addProduct(services, 'Off', { isEnabled: false });
    const sales = await addTeam(services, 'Sales', { productIds: [studio] });
    await addTeam(services, 'Gone', { isArchived: true });
    const form = await read(ada.person);
    expect(form.roles.map(({ name }) => name)).toEqual(['Viewer', 'Admin']);
    expect(form.presetRoleId).toBe(form.roles[0]?.id);
    expect(form.teams).toEqual([{ id: sales, name: 'Sales', slackChannelId: null, defaultProductIds: [studio] }]);
    expect(form.products.map(({ name }) => name)).toEqual(['Studio']);
    expect(form.presetProductIds).toEqual([studio]);
    expect(form.missingSettings).toEqual(['product_url', 'getting_started_url', 'support_contact']);
  });

  it('starts with a lone team, else with the admin’s own while it is there; others are to be chosen', async () => {
    const start = async () => (await read(ada.person)).presetTeam;
    const [lone] = (await read(ada.person)).teams;
    expect(await start()).toEqual({ id: lone?.id, isOwn: false });
    const support = await addTeam(services, 'Support');
    expect(await start()).toBeNull();
    await services.query('UPDATE membership SET primary_team_id = $1 WHERE id = $2', [support, ada.membershipId]);
    expect(await start()).toEqual({ id: support, isOwn: true });
    await addTeam(services, 'Finance');
    await services.query('UPDATE team SET archived_at = now() WHERE id = $1', [support]);
    expect(await start()).toBeNull();
  });

  it('offers no role to somebody who is no admin', async () => {
    const { person } = await addMember(services, { role: 'Member' });
    expect((await read(person)).roles).toEqual([]);
  });
});
