import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseEmailAddress } from '../../src/domain/email-address.ts';
import { approveRequest, declineRequest } from '../../src/services/decide-request.ts';
import { requestInvitation } from '../../src/services/request-invitation.ts';
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
import type { Person } from '../support/workspace/person.ts';

let services: Services;
let ada: AddedMember;
let grace: AddedMember;
let mia: AddedMember;

beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  grace = await addMember(services, { firstName: 'Grace' });
  mia = await addMember(services, { firstName: 'Mia', role: 'Member' });
});
afterAll(() => services?.stop());
afterEach(async () => {
  await services.query('DELETE FROM join_request');
  await services.clearJobs();
});

const ask = async (by: Person, email: string, key?: string) =>
  requestInvitation(
    services.deps,
    await askedBy(services, by, { via: 'command', ...(key && { idempotencyKey: key }) }),
    {
      address: found(parseEmailAddress(email)),
      reason: 'Joins the project',
    },
  );

const requestOf = async (email: string) =>
  found(
    (
      await services.query<{ id: string; decision: string | null }>(
        'SELECT id, decision FROM join_request WHERE email_key = lower($1) ORDER BY created_at DESC',
        [email],
      )
    )[0],
  );

const approve = async (by: AddedMember, id: string, emails: readonly string[], key?: string) =>
  approveRequest(
    services.deps,
    await askedBy(services, by.person, key ? { idempotencyKey: key } : {}),
    id,
    await inviteInput(services, emails),
  );

const decline = async (by: AddedMember, id: string, note: string | null = null, key?: string) =>
  declineRequest(services.deps, await askedBy(services, by.person, key ? { idempotencyKey: key } : {}), id, note);

describe('a request to join', () => {
  it('is written with its entry and its job, once for one command', async () => {
    const email = anAddress('Wished');
    expect((await ask(mia.person, email, 'once')).ok).toBe(true);
    expect((await ask(mia.person, email, 'once')).ok).toBe(true);
    const { id } = await requestOf(email);
    expect(await services.waitingJobs()).toMatchObject([{ name: 'announce-request', payload: { joinRequestId: id } }]);
    expect(await auditOf(services, { target: id })).toMatchObject([{ action: 'request.create', changed: {} }]);
  });

  it('of a member or a waiting invitee looks like any other to who may not read the roster', async () => {
    const [pending, fresh] = [anAddress('pending'), anAddress('fresh')];
    await invite(services, ada, pending);
    const nobody = services.workspace.person({ firstName: 'Nell' });
    const answers = [await ask(nobody, grace.email), await ask(nobody, pending), await ask(nobody, fresh)];
    expect(answers).toEqual([answers[2], answers[2], { ok: true, value: null }]);
  });

  it('of an address that the asker may know of is refused with what is true', async () => {
    const pending = anAddress('pending');
    await invite(services, ada, pending);
    expect(await ask(ada.person, grace.email)).toMatchObject({ refusal: { kind: 'requested_member' } });
    expect(await ask(ada.person, pending)).toMatchObject({ refusal: { kind: 'requested_pending' } });
    expect(await ask(mia.person, mia.email)).toMatchObject({ refusal: { kind: 'requested_member' } });
    expect((await ask(mia.person, grace.email)).ok).toBe(true);
    const undo = await services.change({ roster_readers: 'MEMBERS' });
    expect(await ask(mia.person, ada.email)).toMatchObject({ refusal: { kind: 'requested_member' } });
    expect((await ask(mia.person, pending)).ok).toBe(true);
    await undo();
  });

  it('is one for an address, and three for a person, whoever asks at the same moment', async () => {
    const email = anAddress();
    const others = Array.from({ length: 4 }, () => services.workspace.person());
    const same = await Promise.all(others.map((person) => ask(person, email)));
    expect(same.filter(({ ok }) => ok)).toHaveLength(1);
    expect(same.filter((one) => !one.ok && one.refusal.kind === 'requested_before')).toHaveLength(3);
    const many = await Promise.all(Array.from({ length: 6 }, () => ask(mia.person, anAddress())));
    expect(many.filter(({ ok }) => ok)).toHaveLength(3);
    expect(many.find(({ ok }) => !ok)).toEqual({ ok: false, refusal: { kind: 'requests_open', max: 3 } });
  });

  it('says whether it was oneself who asked before', async () => {
    const email = anAddress();
    await ask(mia.person, email);
    expect(await ask(mia.person, email)).toMatchObject({ refusal: { kind: 'requested_before', isOwn: true } });
    expect(await ask(grace.person, email)).toMatchObject({ refusal: { kind: 'requested_before', isOwn: false } });
  });

  it.each([
    ['a guest', { isRestricted: true }, 'slack_guest'],
    ['a bot', { isBot: true }, 'slack_bot'],
    ['a deactivated user', { deleted: true }, 'slack_deactivated'],
  ] as const)('from %s is refused, with an entry', async (_who, given, kind) => {
    const person = services.workspace.person(given);
    expect(await ask(person, anAddress())).toEqual({ ok: false, refusal: { kind } });
    expect((await auditOf(services, { action: 'attempt.refused' })).at(-1)?.changed).toEqual({
      action: 'request',
      refusal: kind,
    });
  });
});

describe('deciding a request', () => {
  it('approves it in the transaction that invites its address, and leaves it open if another one is invited', async () => {
    const [email, other] = [anAddress('wish'), anAddress('other')];
    await ask(mia.person, email);
    const { id } = await requestOf(email);
    expect((await approve(ada, id, [other])).ok).toBe(true);
    expect((await requestOf(email)).decision).toBeNull();
    await services.clearJobs();
    expect(await approve(ada, id, [email.toUpperCase()])).toMatchObject({ value: { rows: [{ outcome: 'invited' }] } });
    expect((await requestOf(email)).decision).toBe('APPROVED');
    const names = (await services.waitingJobs()).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['announce-request', 'answer-request', 'deliver-invitation']));
    expect((await auditOf(services, { target: id })).map(({ action }) => action)).toEqual([
      'request.create',
      'request.approve',
    ]);
  });

  it('when somebody was faster, refuses with who and when, and invites nobody', async () => {
    const email = anAddress('late');
    await ask(mia.person, email);
    const { id } = await requestOf(email);
    expect((await decline(grace, id, 'Not now')).ok).toBe(true);
    expect(await approve(ada, id, [email])).toMatchObject({
      refusal: { kind: 'request_decided', decision: { kind: 'DECLINED', note: 'Not now', by: { firstName: 'Grace' } } },
    });
    expect(await decline(ada, id)).toMatchObject({ refusal: { kind: 'request_decided' } });
    await expect(invitationOf(services, email)).rejects.toThrow();
    expect((await ask(mia.person, email)).ok).toBe(true);
  });

  it('when two decide at the same moment, one wins', async () => {
    for (let round = 0; round < 10; round += 1) {
      const email = anAddress('race');
      await ask(services.workspace.person(), email);
      const { id } = await requestOf(email);
      const [approved, declined] = await Promise.all([approve(ada, id, [email]), decline(grace, id)]);
      expect([approved.ok, declined.ok].filter(Boolean)).toHaveLength(1);
      const invited = await services.query('SELECT 1 FROM invitation WHERE email_key = $1', [email]);
      expect(invited).toHaveLength(approved.ok ? 1 : 0);
    }
  });

  it('when it is delivered twice, is done once and answered alike', async () => {
    const [one, two] = [anAddress(), anAddress()];
    await ask(mia.person, one);
    await ask(mia.person, two);
    const [first, second] = [(await requestOf(one)).id, (await requestOf(two)).id];
    const answers = [await approve(ada, first, [one], 'approve'), await approve(ada, first, [one], 'approve')];
    expect(answers[1]).toEqual(answers[0]);
    expect([
      (await decline(ada, second, null, 'decline')).ok,
      (await decline(ada, second, null, 'decline')).ok,
    ]).toEqual([true, true]);
    expect(await auditOf(services, { target: second })).toHaveLength(2);
  });

  it('by somebody who is no admin any more is refused, and the request waits on', async () => {
    const late = await addMember(services, { firstName: 'Late' });
    const email = anAddress();
    await ask(mia.person, email);
    const { id } = await requestOf(email);
    const asked = await askedBy(services, late.person);
    await services.query(`UPDATE membership SET role_id = (SELECT id FROM role WHERE name = 'Viewer') WHERE id = $1`, [
      late.membershipId,
    ]);
    expect(await declineRequest(services.deps, asked, id, null)).toMatchObject({
      refusal: { kind: 'admins_only', action: 'decide_request' },
    });
    expect((await requestOf(email)).decision).toBeNull();
  });
});
