import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inviteMembers } from '../../src/services/invite-members.ts';
import {
  type AddedMember,
  addMember,
  anAddress,
  askedBy,
  type InvitationGiven,
  invite,
  inviteInput,
  roleId,
} from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addOrganization, addProduct, addTeam, type OtherOrganization } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
let other: OtherOrganization;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  other = await addOrganization(services);
});
afterAll(() => services.stop());

const send = async (given: InvitationGiven & { roleId?: string }) => {
  const input = {
    ...(await inviteInput(services, [anAddress()], given)),
    ...(given.roleId && { roleId: given.roleId }),
  };
  return inviteMembers(services.deps, await askedBy(services, ada.person), input);
};

const refusalOf = async (given: InvitationGiven & { roleId?: string }) => {
  const before = await counts();
  const result = await send(given);
  expect(await counts()).toEqual(before);
  return result.ok ? 'invited' : result.refusal;
};

const counts = async () => {
  const [row] = await services.query(`SELECT (SELECT count(*) FROM invitation)::int AS invitations,
    (SELECT count(*) FROM audit_event)::int AS events, (SELECT count(*) FROM graphile_worker._private_jobs)::int AS jobs`);
  return row;
};

describe('inviteMembers, the role', () => {
  it('when it is unknown or of another organization, refuses the whole form and writes nothing', async () => {
    expect(await refusalOf({ roleId: '019a0000-0000-7000-8000-000000000000' })).toEqual({ kind: 'role_unknown' });
    expect(await refusalOf({ roleId: other.roleIds['Member'] ?? '' })).toEqual({ kind: 'role_unknown' });
  });

  it('when it is retired, refuses', async () => {
    await services.query('UPDATE role SET retired_at = now() WHERE id = $1', [await roleId(services, 'Member')]);
    expect(await refusalOf({ role: 'Member' })).toEqual({ kind: 'role_retired', role: 'Member' });
    await services.query('UPDATE role SET retired_at = NULL');
  });

  it('when it is above one’s own, refuses; of the same rank it goes', async () => {
    await services.query(
      `INSERT INTO role (id, organization_id, name, description, for_whom, rank, is_admin)
       VALUES (gen_random_uuid(), $1, 'Owner', '', '', 200, true)`,
      [services.organizationId],
    );
    expect(await refusalOf({ role: 'Owner' })).toEqual({ kind: 'role_above_own', role: 'Owner' });
    expect((await send({ role: 'Admin' })).ok).toBe(true);
  });
});

describe('inviteMembers, products', () => {
  it('when one is disabled, unknown or of another organization, refuses', async () => {
    const disabled = await addProduct(services, 'Disabled', { isEnabled: false });
    const foreign = await addProduct(services, 'Foreign', { organizationId: other.id });
    const enabled = await addProduct(services, 'Enabled');
    expect(await refusalOf({ productIds: [enabled, disabled] })).toEqual({ kind: 'product_unknown' });
    expect(await refusalOf({ productIds: [enabled, foreign] })).toEqual({ kind: 'product_unknown' });
    const email = anAddress();
    const { productNames } = await invite(services, ada, email, { productIds: [enabled, enabled] });
    expect(productNames).toEqual(['Enabled']);
  });
});

describe('inviteMembers, teams', () => {
  it('when the organization has none, none is needed', async () => {
    expect((await send({ primaryTeamId: null })).ok).toBe(true);
  });

  it('when the organization has only archived ones, none is needed and none is taken', async () => {
    const archived = await addTeam(services, 'Archived', { isArchived: true });
    expect((await send({ primaryTeamId: null })).ok).toBe(true);
    expect(await refusalOf({ primaryTeamId: archived })).toEqual({ kind: 'team_unknown' });
  });

  it('when the organization has one, a primary one is needed', async () => {
    await addTeam(services, 'Sales');
    expect(await refusalOf({ primaryTeamId: null })).toEqual({ kind: 'team_needed' });
  });

  it('when one is of another organization, as primary or as secondary, refuses', async () => {
    const own = await addTeam(services, 'Support');
    const foreign = await addTeam(services, 'Their team', { organizationId: other.id });
    expect(await refusalOf({ primaryTeamId: foreign })).toEqual({ kind: 'team_unknown' });
    expect(await refusalOf({ primaryTeamId: own, secondaryTeamIds: [foreign] })).toEqual({ kind: 'team_unknown' });
  });

  it('when the primary one is named among the secondary ones too, it is one team', async () => {
    const [own, second] = [await addTeam(services, 'Design'), await addTeam(services, 'Research')];
    const terms = { primaryTeamId: own, secondaryTeamIds: [own, second, second] };
    const { primaryTeam, secondaryTeamNames } = await invite(services, ada, anAddress(), terms);
    expect(primaryTeam).toEqual({ id: own, name: 'Design' });
    expect(secondaryTeamNames).toEqual(['Research']);
  });
});
