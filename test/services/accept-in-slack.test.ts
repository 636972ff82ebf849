import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { acceptInvitation } from '../../src/services/accept-invitation.ts';
import {
  type AddedMember,
  addMember,
  anAddress,
  askedBy,
  bind,
  type InvitationGiven,
  invitationOf,
  invite,
} from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import type { Person } from '../support/workspace/person.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
});
afterEach(async () => {
  await services.clearJobs();
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const aPerson = (given: Parameters<Services['workspace']['person']>[0] = {}): Person =>
  services.workspace.person({ firstName: 'Linus', lastName: 'Example', email: anAddress('linus'), ...given });

/** Invites somebody of the workspace: their Slack user is on the invitation from the start. */
const inviteToCard = (person: Person, given: InvitationGiven = {}) => invite(services, ada, person.email, given);

const acceptAs = (invitationId: string, user: { id: string; teamId: string }) =>
  acceptInvitation(services.deps, {
    invitationId,
    proof: { kind: 'slack', user: { teamId: user.teamId, userId: user.id } },
    names: { first: null, last: null },
    via: 'button',
    requestId: 'r1',
  });

const refusalOf = async (invitationId: string, user: { id: string; teamId: string }) => {
  const result = await acceptAs(invitationId, user);
  return result.ok ? 'accepted' : result.refusal;
};

describe('acceptInvitation by the card in Slack', () => {
  it('when it is the person who was invited, they join, are bound, and are welcomed by DM', async () => {
    const linus = aPerson();
    const { id } = await inviteToCard(linus);
    await services.runJobs();
    const result = await acceptAs(id, linus);
    expect(result).toMatchObject({ ok: true, value: { member: { slack: { userId: linus.id } } } });
    expect((await askedBy(services, linus)).context.actor).toMatchObject({ kind: 'member', email: linus.email });
    const [proof] = await services.query('SELECT proof::text FROM slack_identity WHERE slack_user_id = $1', [linus.id]);
    expect(proof).toEqual({ proof: 'DM_ACCEPT' });
    expect((await services.waitingJobs()).map(({ name, payload }) => [name, payload['way']])).toEqual([
      ['welcome-member', 'dm'],
      ['announce-batch', undefined],
      ['settle-card', undefined],
    ]);
  });

  it('when names are missing, asks for them, and the answer counts', async () => {
    const mono = aPerson({ firstName: 'Mono', lastName: '' });
    const { id } = await inviteToCard(mono);
    expect(await refusalOf(id, mono)).toMatchObject({ kind: 'names_missing' });
    const proof = { kind: 'slack', user: { teamId: mono.teamId, userId: mono.id } } as const;
    const names = { first: 'Mono', last: 'Nym' };
    const input = { invitationId: id, proof, names, via: 'modal', requestId: 'r1' } as const;
    expect(await acceptInvitation(services.deps, input)).toMatchObject({ value: { member: { lastName: 'Nym' } } });
  });

  it('when it is somebody else, of this or of another workspace', async () => {
    const linus = aPerson();
    const { id } = await inviteToCard(linus);
    expect(await refusalOf(id, aPerson())).toEqual({ kind: 'not_the_invitee' });
    expect(await refusalOf(id, { id: linus.id, teamId: 'T0OTHER' })).toEqual({ kind: 'not_the_invitee' });
    expect((await invitationOf(services, linus.email)).status).toBe('PENDING');
  });

  it('when the address was typed and nobody in the workspace has it, no Slack user can accept it', async () => {
    const { id } = await invite(services, ada, anAddress());
    expect(await refusalOf(id, aPerson())).toEqual({ kind: 'not_the_invitee' });
  });

  it.each([
    ['is another one now', { email: 'changed@example.com' }],
    ['is not confirmed', { isEmailConfirmed: false }],
    ['belongs to somebody who left', { deleted: true }],
  ])('when the address in Slack %s, the mailed link is needed', async (_what, changes) => {
    const linus = aPerson();
    const { id } = await inviteToCard(linus);
    await linus.update(changes);
    expect(await refusalOf(id, linus)).toEqual({ kind: 'mailed_link_needed', why: 'address_changed' });
  });

  it('when Slack does not answer, nothing is assumed: the mailed link is needed', async () => {
    const linus = aPerson();
    const { id } = await inviteToCard(linus);
    services.workspace.faults.status('users.info', 503);
    expect(await refusalOf(id, linus)).toEqual({ kind: 'mailed_link_needed', why: 'address_changed' });
    expect(await refusalOf(id, linus)).toBe('accepted');
  });

  it('when the role is an admin one, the mailed link is needed', async () => {
    const linus = aPerson();
    const { id } = await inviteToCard(linus, { role: 'Admin' });
    expect(await refusalOf(id, linus)).toEqual({ kind: 'mailed_link_needed', why: 'admin_role' });
  });

  it('when it ran out, was withdrawn or accepted, says so', async () => {
    const [late, gone] = [aPerson(), aPerson()];
    const withdrawn = await inviteToCard(gone);
    const sql = "UPDATE invitation SET status = 'WITHDRAWN', decided_at = now() WHERE id = $1";
    await services.query(sql, [withdrawn.id]);
    expect(await refusalOf(withdrawn.id, gone)).toMatchObject({ kind: 'already_withdrawn' });
    const { id, expiresAt } = await inviteToCard(late);
    await services.advance('24 hours');
    expect(await refusalOf(id, late)).toEqual({ kind: 'link_expired', at: expiresAt });
  });

  it('when the Slack user is bound to another account already, that stays, and they are welcomed by mail', async () => {
    const known = await addMember(services, { role: 'Member' });
    const second = anAddress('second');
    await known.person.update({ email: second });
    const { id } = await inviteToCard(known.person);
    await services.clearJobs();
    expect(await acceptAs(id, known.person)).toMatchObject({ ok: true, value: { member: { slack: null } } });
    expect((await askedBy(services, known.person)).context.actor).toMatchObject({ accountId: known.accountId });
    await services.runJobs();
    expect(services.inbox.mailsTo(second)).toHaveLength(1);
  });

  it('when the account has another Slack user here, that stays too', async () => {
    const email = anAddress('two');
    const old = await addMember(services, { email, role: 'Member', status: 'DEACTIVATED', isBound: false });
    const first = services.workspace.person();
    await bind(services, old.accountId, first);
    const { id } = await inviteToCard(old.person);
    expect(await acceptAs(id, old.person)).toMatchObject({
      ok: true,
      value: { member: { slack: { userId: first.id } } },
    });
    expect((await askedBy(services, old.person)).context.actor).toMatchObject({ kind: 'slack_user' });
  });
});
