import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authorize } from '../../src/services/authorize.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import { withdraw } from '../../src/services/withdraw.ts';
import { waitForLock } from '../support/locks.ts';
import {
  type AddedMember,
  addMember,
  anAddress,
  askedBy,
  auditOf,
  invitationOf,
  invite,
  inviteInput,
  roleId,
} from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import type { Person } from '../support/workspace/person.ts';

let services: Services;
let ada: AddedMember;
let waiting: string;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  waiting = anAddress('waiting');
  await invite(services, ada, waiting);
  await services.clearJobs();
});
beforeEach(async () => {
  // Each test begins with a minute of its own: refused attempts are counted by the minute.
  const [clock] = await services.query<{ seconds: number }>(
    'SELECT extract(second FROM usher_now())::float AS seconds',
  );
  await services.advance(`${60 - (clock?.seconds ?? 0)} seconds`);
});
afterAll(() => services.stop());

const doors = {
  invite: async (person: Person) =>
    inviteMembers(services.deps, await askedBy(services, person), await inviteInput(services, [anAddress()])),
  reinvite: async (person: Person) =>
    reinvite(services.deps, await askedBy(services, person), { kind: 'emails', emails: [waiting] }),
  withdraw: async (person: Person) =>
    withdraw(services.deps, await askedBy(services, person), { kind: 'emails', emails: [waiting] }),
};

const people = {
  'an active member': async () => (await addMember(services, { role: 'Member' })).person,
  'a viewer': async () => (await addMember(services, { role: 'Viewer' })).person,
  'an admin who was deactivated': async () => (await addMember(services, { status: 'DEACTIVATED' })).person,
  'an admin who was removed': async () => (await addMember(services, { status: 'REMOVED' })).person,
  'somebody of the workspace': async () => services.workspace.person(),
  'a guest': async () => services.workspace.person({ isRestricted: true }),
  'a bot': async () => services.workspace.bot(),
  'a deactivated Slack user': async () => services.workspace.person({ deleted: true }),
  'a Slack Connect stranger': async () => services.workspace.stranger(),
};

const kinds: Record<keyof typeof people, string> = {
  'an active member': 'admins_only',
  'a viewer': 'admins_only',
  'an admin who was deactivated': 'no_longer_a_member',
  'an admin who was removed': 'no_longer_a_member',
  'somebody of the workspace': 'not_a_member',
  'a guest': 'slack_guest',
  'a bot': 'slack_bot',
  'a deactivated Slack user': 'slack_deactivated',
  'a Slack Connect stranger': 'other_workspace',
};

/** All that a write could leave behind, without the audit trail. */
const everything = async () => {
  const tables = ['invitation', 'membership', 'handled_interaction', 'delivery', 'graphile_worker._private_jobs'];
  const parts = tables.map((table) => `(SELECT json_agg(x ORDER BY x::text) FROM ${table} x) AS "${table}"`);
  return services.query(`SELECT ${parts.join(', ')}`);
};

describe.each(Object.keys(kinds) as (keyof typeof people)[])('%s', (who) => {
  it.each(Object.keys(doors) as (keyof typeof doors)[])(
    'when they try to %s, is refused, and nothing is written but one audit entry a minute',
    async (door) => {
      const person = await people[who]();
      const [before, entries] = [await everything(), await auditOf(services, { action: 'attempt.refused' })];
      for (let attempt = 0; attempt < 3; attempt += 1) {
        expect(await doors[door](person)).toMatchObject({ ok: false, refusal: { kind: kinds[who] } });
      }
      expect(await everything()).toEqual(before);
      const added = (await auditOf(services, { action: 'attempt.refused' })).slice(entries.length);
      expect(added).toMatchObject([{ changed: { action: door, refusal: kinds[who] }, via: 'modal' }]);
      await services.advance('1 minute');
      await doors[door](person);
      expect(await auditOf(services, { action: 'attempt.refused' })).toHaveLength(entries.length + 2);
    },
  );
});

describe('an admin who is demoted while the form is open', () => {
  const demote = async (client: Pick<pg.Client, 'query'>, { membershipId }: AddedMember): Promise<void> => {
    await client.query('UPDATE membership SET role_id = $2 WHERE id = $1', [
      membershipId,
      await roleId(services, 'Member'),
    ]);
  };

  it('when the form is sent afterwards, is refused, and the attempt is audited', async () => {
    const grace = await addMember(services);
    const asked = await askedBy(services, grace.person);
    await services.query('UPDATE membership SET role_id = $2 WHERE id = $1', [
      grace.membershipId,
      await roleId(services, 'Member'),
    ]);
    const before = await everything();
    const result = await inviteMembers(services.deps, asked, await inviteInput(services, [anAddress()]));
    expect(result).toMatchObject({ ok: false, refusal: { kind: 'admins_only', action: 'invite' } });
    expect(await everything()).toEqual(before);
    const trail = await auditOf(services, { action: 'attempt.refused' });
    expect(trail.at(-1)).toMatchObject({ actorKind: 'MEMBERSHIP', changed: { refusal: 'admins_only' } });
  });

  it('when the demotion is under way, the write waits for it and is refused for the right reason', async () => {
    const grace = await addMember(services);
    const asked = await askedBy(services, grace.person);
    const other = new pg.Client(services.url);
    await other.connect();
    await other.query('BEGIN');
    await demote(other, grace);
    const sent = inviteMembers(services.deps, asked, await inviteInput(services, [anAddress()]));
    await waitForLock(services);
    await other.query('COMMIT');
    await other.end();
    expect(await sent).toMatchObject({ ok: false, refusal: { kind: 'admins_only' } });
  });

  it('when the write is under way, the demotion waits for it', async () => {
    const grace = await addMember(services);
    const { actor } = (await askedBy(services, grace.person)).context;
    if (actor.kind !== 'member') throw new Error('Grace is a member');
    const other = new pg.Client(services.url);
    await other.connect();
    await services.deps.store.transaction(async (tx) => {
      await tx.holdActor(actor);
      await other.query("SET lock_timeout = '200ms'");
      await expect(demote(other, grace)).rejects.toThrow('lock timeout');
      return { ok: true, value: null };
    });
    await demote(other, grace);
    await other.end();
  });
});

describe('authorize, where a screen opens', () => {
  it('when it refuses, audits at most once a minute; when it allows, writes nothing', async () => {
    const viewer = await addMember(services, { role: 'Viewer' });
    const ask = async (person: Person) =>
      authorize(services.deps, (await askedBy(services, person)).context, 'pending', 'command', 'r1');
    const before = (await auditOf(services, {})).length;
    expect(await ask(ada.person)).toMatchObject({ ok: true });
    expect(await auditOf(services, {})).toHaveLength(before);
    for (const _ of [1, 2]) expect(await ask(viewer.person)).toMatchObject({ ok: false });
    expect(await auditOf(services, {})).toHaveLength(before + 1);
  });

  it('when ten refused attempts come at the same moment, one is audited', async () => {
    const viewer = await addMember(services, { role: 'Viewer' });
    const { context } = await askedBy(services, viewer.person);
    const before = (await auditOf(services, {})).length;
    await Promise.all(Array.from({ length: 10 }, () => authorize(services.deps, context, 'invite', 'options', 'r1')));
    expect(await auditOf(services, {})).toHaveLength(before + 1);
  });

  it('when the Slack user may be a member whom nobody has bound, proposes it and audits nothing', async () => {
    const grace = await addMember(services, { role: 'Member', isBound: false });
    const before = (await auditOf(services, {})).length;
    const { context } = await askedBy(services, grace.person);
    expect(await authorize(services.deps, context, 'invite', 'command', 'r1')).toMatchObject({
      ok: false,
      refusal: { kind: 'not_bound_yet', email: grace.email },
    });
    expect(await auditOf(services, {})).toHaveLength(before);
  });
});

it('what was refused left the waiting invitation as it was', async () => {
  expect(await invitationOf(services, waiting)).toMatchObject({ status: 'PENDING', generation: 1 });
});
