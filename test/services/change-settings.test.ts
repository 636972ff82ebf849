import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SettingField, Settings } from '../../src/domain/settings.ts';
import { changeSettings, type SettingChange } from '../../src/services/change-settings.ts';
import { settingMark } from '../../src/services/setting-mark.ts';
import { type AddedMember, addMember, askedBy, auditOf } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

let services: Services;
let ada: AddedMember;
let grace: AddedMember;

beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  grace = await addMember(services, { firstName: 'Grace' });
});
afterAll(() => services?.stop());
afterEach(() => services.query('UPDATE organization SET reinvite_cap = 3, daily_invitation_cap = 200'));

/** A change made in a form that showed what is stored at this moment. */
const formOf = async <Field extends SettingField>(field: Field, value: Settings[Field]): Promise<SettingChange> => {
  const seen = settingMark((await services.organization())[field]);
  return { field, value, seen } as SettingChange;
};

const save = async (by: AddedMember, changes: readonly SettingChange[], key?: string) =>
  changeSettings(services.deps, await askedBy(services, by.person, key ? { idempotencyKey: key } : {}), changes);

describe('changing settings', () => {
  it('writes what was changed, counts at once, and leaves an entry with before and after', async () => {
    const result = await save(ada, [await formOf('reinviteCap', 5), await formOf('timeZone', 'Europe/Berlin')]);
    expect(result).toMatchObject({
      ok: true,
      value: {
        changed: [{ field: 'reinviteCap', isOverwritten: false }],
        isRepeat: false,
        organization: { reinviteCap: 5 },
      },
    });
    expect(await services.organization()).toMatchObject({ reinviteCap: 5, timeZone: 'Europe/Berlin' });
    const [entry, ...others] = await auditOf(services, { action: 'organization.change_settings' });
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ actorKind: 'MEMBERSHIP', changed: { reinviteCap: { from: 3, to: 5 } } });
    expect(entry?.changed).not.toHaveProperty('timeZone');
  });

  it('notes of the support contact, who may be a person, only that it was changed', async () => {
    await save(ada, [await formOf('supportContact', 'linus@example.com'), await formOf('productName', 'Studio')]);
    const entries = await auditOf(services, { action: 'organization.change_settings' });
    expect(entries.at(-1)?.changed).toEqual({ supportContact: {}, productName: { from: null, to: 'Studio' } });
    expect(JSON.stringify(entries)).not.toContain('linus');
  });

  it('keeps every kind of value as it was given', async () => {
    const values = {
      ownDomains: ['example.com', 'xn--mller-kva.example'],
      existingAccounts: 'ADD_AT_ONCE',
      adminChannelId: 'C0123456789',
      remindersOn: false,
      quietFromHour: 0,
      rosterReaders: 'MEMBERS',
      inviteLinkPolicy: 'LEAST_ROLE',
    } satisfies Partial<Settings>;
    const fields = Object.keys(values) as (keyof typeof values)[];
    expect((await save(ada, await Promise.all(fields.map((field) => formOf(field, values[field]))))).ok).toBe(true);
    expect(await services.organization()).toMatchObject(values);
    await save(ada, [await formOf('adminChannelId', null), await formOf('existingAccounts', 'MUST_ACCEPT')]);
    expect(await services.organization()).toMatchObject({ adminChannelId: null, existingAccounts: 'MUST_ACCEPT' });
  });

  it('when somebody else changed another setting of the form meanwhile, leaves that alone', async () => {
    const mine = await formOf('reinviteCap', 4);
    await save(grace, [await formOf('dailyInvitationCap', 50)]);
    await save(ada, [mine]);
    expect(await services.organization()).toMatchObject({ reinviteCap: 4, dailyInvitationCap: 50 });
  });

  it('when both changed the same one, the later counts and is told', async () => {
    const mine = await formOf('reinviteCap', 4);
    await save(grace, [await formOf('reinviteCap', 9)]);
    const result = await save(ada, [mine]);
    expect(result).toMatchObject({ ok: true, value: { changed: [{ from: { reinviteCap: 9 }, isOverwritten: true }] } });
    expect((await services.organization()).reinviteCap).toBe(4);
    const same = await save(grace, [{ ...mine }]);
    expect(same).toMatchObject({ ok: true, value: { changed: [], isRepeat: false } });
  });

  it('when two save at the same moment, loses neither', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [mine, hers] = [await formOf('reinviteCap', 4 + round), await formOf('dailyInvitationCap', 60 + round)];
      const [one, two] = await Promise.all([save(ada, [mine]), save(grace, [hers])]);
      expect([one.ok, two.ok]).toEqual([true, true]);
      expect(await services.organization()).toMatchObject({ reinviteCap: 4 + round, dailyInvitationCap: 60 + round });
    }
  });

  it('when what is left would make no sense together, refuses and changes nothing', async () => {
    const addAtOnce = await formOf('existingAccounts', 'ADD_AT_ONCE');
    await save(grace, [await formOf('ownDomains', [])]);
    const result = await save(ada, [addAtOnce, await formOf('reinviteCap', 8)]);
    expect(result).toEqual({ ok: false, refusal: { kind: 'own_domain_needed', field: 'ownDomains' } });
    expect(await services.organization()).toMatchObject({ existingAccounts: 'MUST_ACCEPT', reinviteCap: 3 });
  });

  it('when two save at the same moment what makes no sense together, one is refused', async () => {
    for (let round = 0; round < 10; round += 1) {
      await services.query(`UPDATE organization SET own_domains = '{example.com}', existing_accounts = 'MUST_ACCEPT'`);
      const [atOnce, none] = [await formOf('existingAccounts', 'ADD_AT_ONCE'), await formOf('ownDomains', [])];
      const answers = await Promise.all([save(ada, [atOnce]), save(grace, [none])]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    }
  });

  it('when it is delivered twice, changes once, even if somebody changed it back between', async () => {
    const changes = [await formOf('reinviteCap', 6)];
    await save(ada, changes, 'twice');
    await save(grace, [await formOf('reinviteCap', 2)]);
    expect(await save(ada, changes, 'twice')).toMatchObject({ ok: true, value: { changed: [], isRepeat: true } });
    expect((await services.organization()).reinviteCap).toBe(2);
  });

  it('when the admin was demoted while the form was open, is refused with an entry', async () => {
    const late = await addMember(services, { firstName: 'Late' });
    const asked = await askedBy(services, late.person);
    await services.query(`UPDATE membership SET role_id = (SELECT id FROM role WHERE name = 'Viewer') WHERE id = $1`, [
      late.membershipId,
    ]);
    const result = await changeSettings(services.deps, asked, [await formOf('reinviteCap', 20)]);
    expect(result).toEqual({ ok: false, refusal: { kind: 'admins_only', action: 'settings' } });
    expect((await services.organization()).reinviteCap).toBe(3);
    expect((await auditOf(services, { action: 'attempt.refused' })).at(-1)?.changed).toEqual({
      action: 'settings',
      refusal: 'admins_only',
    });
  });
});
