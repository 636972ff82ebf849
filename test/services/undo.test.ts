import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Deps } from '../../src/deps.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { readLink } from '../../src/services/read-link.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import { undo } from '../../src/services/undo.ts';
import { withdraw } from '../../src/services/withdraw.ts';
import { type Acts, actsOf, addRole, okOf, undoOf } from '../support/acts.ts';
import { heldBeforeCommit, waitForLock } from '../support/locks.ts';
import {
  type AddedMember,
  addMember,
  anAddress,
  askedBy,
  auditOf,
  invitationOf,
  invite,
  inviteInput,
} from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';

let services: Services;
let acts: Acts;
let ada: AddedMember;
let grace: AddedMember;
beforeAll(async () => {
  services = await startServices();
  acts = actsOf(services);
  ada = await addMember(services);
  grace = await addMember(services, { firstName: 'Grace' });
});
afterEach(async () => {
  await services.clearJobs();
  await services.advance('11 minutes');
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const jobs = async () => (await services.waitingJobs()).map(({ name }) => name);
const kindOf = (result: Awaited<ReturnType<Acts['undo']>>) => (result.ok ? 'undone' : result.refusal.kind);

describe('undo of a role change', () => {
  it('brings the role back, by anybody who may give it, tells the person, and names what it undoes', async () => {
    const bob = await addMember(services);
    const id = undoOf(await acts.changeRole(ada, bob, 'Viewer'));
    await services.clearJobs();
    expect(okOf(await acts.undo(grace, id))).toMatchObject({ act: 'change_role', role: { name: 'Admin' } });
    expect(await acts.record(bob)).toMatchObject({ version: 3, role: { name: 'Admin' } });
    expect((await auditOf(services, { target: bob.membershipId })).at(-1)).toMatchObject({
      action: 'undo',
      changed: { undoes: id, version: 3 },
    });
    expect(await jobs()).toEqual(['tell-role-change', 'announce-admin']);
    expect(kindOf(await acts.undo(ada, id))).toBe('undone_already');
  });

  it('gives back what was handed over and nobody has touched since', async () => {
    const bob = await addMember(services);
    const [untouched, reissued] = [anAddress(), anAddress()];
    await invite(services, bob, untouched);
    await invite(services, bob, reissued);
    const id = undoOf(await acts.changeRole(ada, bob, 'Member'));
    await reinvite(services.deps, await askedBy(services, ada.person), { kind: 'emails', emails: [reissued] });
    expect(okOf(await acts.undo(ada, id))).toMatchObject({ returned: 1 });
    expect((await invitationOf(services, untouched)).issuer?.membershipId).toBe(bob.membershipId);
    expect((await invitationOf(services, reissued)).issuer?.membershipId).toBe(ada.membershipId);
  });

  it('of a promotion hands over what they have sent meanwhile', async () => {
    const bob = await addMember(services, { role: 'Member' });
    const id = undoOf(await acts.changeRole(ada, bob, 'Admin'));
    const email = anAddress();
    await invite(services, bob, email);
    okOf(await acts.undo(ada, id));
    expect((await invitationOf(services, email)).issuer?.membershipId).toBe(ada.membershipId);
  });

  it.each([
    ['after ten minutes', async () => services.advance('10 minutes'), 'undo_too_late'],
    [
      'when their access was changed since',
      async (bob: AddedMember) => acts.changeRole(ada, bob, 'Member'),
      'undo_overtaken',
    ],
    ['when they were deactivated since', async (bob: AddedMember) => acts.deactivate(ada, bob), 'member_deactivated'],
    ['when the role was retired since', async () => retire('Passing'), 'role_retired'],
  ])('%s is refused, and changes nothing', async (_when, meanwhile, kind) => {
    const passing = await addRole(services, 'Passing', 12);
    const bob = await addMember(services, { role: 'Member' });
    await services.query('UPDATE membership SET role_id = $2 WHERE id = $1', [bob.membershipId, passing]);
    const id = undoOf(await acts.changeRole(ada, bob, 'Viewer'));
    await meanwhile(bob);
    const before = await acts.record(bob);
    expect(kindOf(await acts.undo(ada, id))).toBe(kind);
    expect(await acts.record(bob)).toEqual(before);
    await services.query('UPDATE membership SET role_id = (SELECT id FROM role WHERE name = $1) WHERE role_id = $2', [
      'Viewer',
      passing,
    ]);
    await services.query('DELETE FROM role WHERE id = $1', [passing]);
  });

  const retire = (name: string) => services.query('UPDATE role SET retired_at = now() WHERE name = $1', [name]);

  it('of one’s own role, by oneself, is refused', async () => {
    const bob = await addMember(services, { role: 'Member' });
    const id = undoOf(await acts.changeRole(ada, bob, 'Admin'));
    expect(kindOf(await acts.undo(bob, id))).toBe('own_membership');
    expect(await acts.record(bob)).toMatchObject({ role: { name: 'Admin' } });
  });
});

describe('undo of a deactivation', () => {
  it.each(['take_over', 'withdraw'] as const)(
    'after %s: the membership and all that hung on it are as before',
    async (issued) => {
      const bob = await addMember(services);
      const [theirs, touched] = [anAddress(), anAddress()];
      const { id: invitationId } = await invite(services, bob, theirs);
      await invite(services, bob, touched);
      const id = undoOf(await acts.deactivate(ada, bob, { issued }));
      // One of them goes on without Bob meanwhile.
      if (issued === 'withdraw') await invite(services, grace, touched);
      else await withdraw(services.deps, await askedBy(services, grace.person), { kind: 'emails', emails: [touched] });
      await services.clearJobs();
      expect(okOf(await acts.undo(ada, id))).toMatchObject({ act: 'deactivate', returned: 1, left: 1 });
      expect(await acts.record(bob)).toMatchObject({ status: 'ACTIVE', endedAt: null, version: 3 });
      expect(await invitationOf(services, theirs)).toMatchObject({
        id: invitationId,
        status: 'PENDING',
        generation: 1,
        issuer: { membershipId: bob.membershipId },
      });
      expect((await jobs()).filter((name) => name === 'revive-card')).toHaveLength(issued === 'withdraw' ? 1 : 0);
      expect(await jobs()).toContain('announce-admin');
    },
  );

  it('when they were invited again or removed since, is refused', async () => {
    const bob = await addMember(services, { role: 'Member' });
    const id = undoOf(await acts.deactivate(ada, bob));
    okOf(await acts.remove(ada, bob));
    expect(kindOf(await acts.undo(ada, id))).toBe('undo_overtaken');
    expect(await acts.record(bob)).toMatchObject({ status: 'REMOVED' });
  });
});

describe('undo of a withdrawal', () => {
  const withdrawn = async (...emails: string[]): Promise<string> => {
    const result = okOf(await withdraw(services.deps, await askedBy(services, ada.person), { kind: 'emails', emails }));
    return found(result.auditEventId);
  };
  const standingOf = async (id: string) =>
    (await readLink(services.deps, services.deps.links.urlFor?.(id, 1).split('/').at(-1) ?? ''))?.standing;

  it('has the same link alive again, for all that one act withdrew, and the card is sent anew', async () => {
    const person = services.workspace.person({ firstName: 'Linus' });
    const [first, second] = [await invite(services, ada, person.email), await invite(services, ada, anAddress())];
    await services.runJobs();
    expect(person.messages().at(-1)?.buttons).toContain('Accept');
    const id = await withdrawn(first.email, second.email);
    await services.runJobs();
    expect(person.messages().flatMap(({ buttons }) => buttons)).toEqual([]);
    expect(await standingOf(first.id)).toMatchObject({ kind: 'already_withdrawn' });
    expect(okOf(await acts.undo(grace, id))).toEqual({
      act: 'withdraw',
      emails: [first.email, second.email],
      left: [],
    });
    expect([await standingOf(first.id), await standingOf(second.id)]).toEqual([null, null]);
    await services.runJobs();
    expect(person.messages().filter(({ buttons }) => buttons.includes('Accept'))).toHaveLength(1);
    expect(services.inbox.mailsTo(second.email)).toHaveLength(1);
    expect(kindOf(await acts.undo(ada, id))).toBe('undone_already');
  });

  it('when it was withdrawn before it was sent, sends it after all', async () => {
    const { email } = await invite(services, ada, anAddress());
    const id = await withdrawn(email);
    await services.runJobs();
    expect(services.inbox.mailsTo(email)).toEqual([]);
    okOf(await acts.undo(ada, id));
    await services.runJobs();
    expect(services.inbox.mailsTo(email)).toHaveLength(1);
  });

  it('leaves what was invited again, and says so; when nothing is left, refuses', async () => {
    const [again, still] = [anAddress(), anAddress()];
    await invite(services, ada, again);
    await invite(services, ada, still);
    const id = await withdrawn(again, still);
    const newer = await invite(services, grace, again);
    expect(okOf(await acts.undo(ada, id))).toEqual({ act: 'withdraw', emails: [still], left: [again] });
    expect((await invitationOf(services, again)).id).toBe(newer.id);
    const alone = anAddress();
    await invite(services, ada, alone);
    const lone = await withdrawn(alone);
    await invite(services, grace, alone);
    expect(kindOf(await acts.undo(ada, lone))).toBe('invited_again');
  });

  it.each([
    ['the invitation', 'undo', { undo: 'invited_again', outcome: 'invited' }],
    ['the undo', 'invite', { undo: 'undone', outcome: 'already_pending' }],
  ] as const)(
    'when the address is invited anew at the same moment and %s is first, the other says so',
    async (_what, waits, told) => {
      const { email } = await invite(services, ada, anAddress());
      const id = await withdrawn(email);
      const input = await inviteInput(services, [email]);
      const [asked, undoing] = [await askedBy(services, grace.person), await askedBy(services, ada.person)];
      const run = {
        undo: async (deps: Deps) => {
          const result = await undo(deps, undoing, id);
          return { undo: result.ok ? 'undone' : result.refusal.kind };
        },
        invite: async (deps: Deps) => {
          const [row] = okOf(await inviteMembers(deps, asked, input)).rows;
          return { outcome: row?.outcome === 'refused' ? row.reason.kind : row?.outcome };
        },
      };
      // Both have read what is there, then one of them writes and the other waits for it.
      const { slow, ready, commit } = heldBeforeCommit(services.deps);
      const first = run[waits === 'undo' ? 'invite' : 'undo'](slow);
      await ready;
      const second = run[waits](services.deps);
      await waitForLock(services);
      commit();
      expect({ ...(await first), ...(await second) }).toEqual(told);
    },
  );

  it.each([
    ['after ten minutes', async () => services.advance('10 minutes'), 'undo_too_late'],
    [
      'when the address asked not to be written to',
      async (email: string) =>
        services.query('INSERT INTO address_preference (id, email_key) VALUES (gen_random_uuid(), $1)', [email]),
      'invited_again',
    ],
  ])('%s is refused', async (_when, meanwhile, kind) => {
    const { email, id: invitationId } = await invite(services, ada, anAddress());
    const id = await withdrawn(email);
    await meanwhile(email);
    expect(kindOf(await acts.undo(ada, id))).toBe(kind);
    expect(await standingOf(invitationId)).toMatchObject({ kind: 'already_withdrawn' });
  });

  it('of an entry that is no such act is refused', async () => {
    const bob = await addMember(services, { role: 'Member' });
    okOf(await acts.remove(ada, bob));
    const [entry] = await services.query<{ id: string }>(
      `SELECT id FROM audit_event WHERE action = 'membership.remove' LIMIT 1`,
    );
    expect(kindOf(await acts.undo(ada, found(entry).id))).toBe('undo_unknown');
  });
});
