import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadActor, loadSelf } from '../../src/services/load-actor.ts';
import { prepareOrganization } from '../../src/store/first-start.ts';
import { addMember, bind } from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';
import { statementsOf } from '../support/statements.ts';
import { addOrganization } from '../support/terms.ts';

let services: Services;
beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.stop());

const find = async (user: { id: string; teamId: string }, installed = services.workspace.team.id) =>
  services.deps.store.findActor(installed, { teamId: user.teamId, userId: user.id });

describe('findActor', () => {
  it('a bound member is who they are, with the role and status of now', async () => {
    const { person, membershipId, accountId, email } = await addMember(services, { role: 'Member' });
    const context = found(await find(person));
    expect(context.organization).toMatchObject({ id: services.organizationId, name: 'Example Org' });
    expect(context.actor).toEqual({
      kind: 'member',
      organizationId: services.organizationId,
      membershipId,
      accountId,
      email,
      firstName: 'Ada',
      lastName: 'Example',
      status: 'ACTIVE',
      role: { id: expect.any(String), name: 'Member', rank: 20, isAdmin: false },
      slack: { teamId: person.teamId, userId: person.id },
      isGuest: false,
    });
    await services.query("UPDATE membership SET status = 'REMOVED', ended_at = now() WHERE id = $1", [membershipId]);
    expect(found(await find(person)).actor).toMatchObject({ status: 'REMOVED' });
  });

  it('comes with the settings of now, which are read again only when they were changed', async () => {
    const { person } = await addMember(services);
    const user = { teamId: person.teamId, userId: person.id };
    const seen: unknown[] = [];
    const look = async (load: typeof loadActor) => {
      const statements = await statementsOf(async () => {
        const { organization } = await load(services.deps, services.workspace.team.id, user);
        seen.push([organization.productName, organization.slackTeamId]);
      });
      return statements.length;
    };
    await services.query("UPDATE organization SET product_name = 'One'");
    expect([await look(loadActor), await look(loadSelf), await look(loadActor)]).toEqual([2, 1, 1]);
    await services.query("UPDATE organization SET product_name = 'Two'");
    expect([await look(loadSelf), await look(loadActor)]).toEqual([2, 1]);
    const own = services.workspace.team.id;
    expect(seen).toEqual(['One', 'One', 'One', 'Two', 'Two'].map((name) => [name, own]));
  });

  it('comes with the first workspace of the organization, also when that is another one meanwhile', async () => {
    const { person } = await addMember(services);
    const first = async () => found(await find(person)).organization.slackTeamId;
    const earlier = { teamId: 'T0EARLIER', name: 'Earlier', enterpriseId: null, botUserId: 'U0BOT' };
    expect(await first()).toBe(services.workspace.team.id);
    await services.query(
      `INSERT INTO workspace (id, organization_id, team_id, name, bot_user_id, installed_at, uninstalled_at)
       SELECT gen_random_uuid(), organization_id, $1, name, bot_user_id, installed_at - interval '1 day', now() FROM workspace`,
      [earlier.teamId],
    );
    expect(await first()).toBe(services.workspace.team.id);
    await prepareOrganization(services.client, { workspace: earlier, organizationName: null, timeZone: 'UTC' });
    expect(await first()).toBe(earlier.teamId);
    await services.query('DELETE FROM workspace WHERE team_id = $1', [earlier.teamId]);
    expect(await first()).toBe(services.workspace.team.id);
  });

  it('a Slack user whom nobody has bound is just that, whatever their address', async () => {
    const { person } = await addMember(services, { isBound: false });
    expect(found(await find(person)).actor).toEqual({
      kind: 'slack_user',
      organizationId: services.organizationId,
      slack: { teamId: person.teamId, userId: person.id },
    });
  });

  it('somebody of another workspace is a stranger, even with the user id of an admin here', async () => {
    const { person } = await addMember(services);
    const { actor } = found(await find({ id: person.id, teamId: 'T0OTHER' }));
    expect(actor).toEqual({ kind: 'stranger', slack: { teamId: 'T0OTHER', userId: person.id } });
  });

  it('somebody bound to an account that is a member elsewhere only is no member here', async () => {
    const other = await addOrganization(services);
    const [row] = await services.query<{ account_id: string }>('SELECT account_id FROM membership WHERE id = $1', [
      other.adminId,
    ]);
    const person = services.workspace.person();
    await bind(services, found(row).account_id, person);
    expect(found(await find(person)).actor).toMatchObject({ kind: 'slack_user' });
  });

  it('the time is that of the one clock', async () => {
    const { person } = await addMember(services);
    const before = found(await find(person)).now;
    await services.advance('3 hours');
    const { now } = found(await find(person));
    expect(now.getTime() - before.getTime()).toBeGreaterThanOrEqual(3 * 3_600_000);
    expect((await services.deps.store.now()).getTime() - now.getTime()).toBeLessThan(5_000);
    await services.advance('-3 hours');
  });

  it('a workspace that is unknown or was uninstalled has no actors, and says how to mend it', async () => {
    const { person } = await addMember(services);
    expect(await find(person, 'T0UNKNOWN')).toBeNull();
    await services.query('UPDATE workspace SET uninstalled_at = now()');
    expect(await find(person)).toBeNull();
    const user = { teamId: person.teamId, userId: person.id };
    await expect(loadActor(services.deps, person.teamId, user)).rejects.toThrow(/is not installed here/);
    await services.query('UPDATE workspace SET uninstalled_at = NULL');
  });
});

describe('holdActor', () => {
  it('of another organization, finds nobody', async () => {
    const { person } = await addMember(services);
    const { actor } = found(await find(person));
    if (actor.kind !== 'member') throw new Error('They are a member');
    const other = await addOrganization(services, 'Third Org');
    const held = await services.deps.store.transaction(async (tx) => ({
      ok: true,
      value: [await tx.holdActor(actor), await tx.holdActor({ ...actor, organizationId: other.id })],
    }));
    expect(held).toMatchObject({ value: [{ actor: { membershipId: actor.membershipId } }, null] });
  });
});
