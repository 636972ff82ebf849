import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inviteMembers } from '../../src/services/invite-members.ts';
import {
  type AddedMember,
  addMember,
  anAddress,
  askedBy,
  auditOf,
  entry,
  invitationOf,
  invite,
  inviteInput,
} from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addProduct, addTeam } from '../support/terms.ts';

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

const send = async (input: Awaited<ReturnType<typeof inviteInput>>, idempotencyKey: string = uuidv7()) => {
  const result = await inviteMembers(services.deps, await askedBy(services, ada.person, { idempotencyKey }), input);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};

describe('inviteMembers, an address that was invited before', () => {
  it('when its link ran out, renews it in its own row: a new generation, and nothing of the old terms', async () => {
    const [team, oldTeam, newTeam] = [
      await addTeam(services, 'Sales'),
      await addTeam(services, 'Old'),
      await addTeam(services, 'New'),
    ];
    const [oldProduct, newProduct] = [await addProduct(services, 'Old'), await addProduct(services, 'New')];
    const email = anAddress();
    const before = await invite(services, ada, email, {
      primaryTeamId: team,
      secondaryTeamIds: [oldTeam],
      productIds: [oldProduct],
      note: 'old',
      role: 'Admin',
    });
    await services.query(
      'UPDATE invitation SET sent_at = usher_now(), opened_at = usher_now(), asked_at = usher_now()',
    );
    await services.advance('25 hours');
    const grace = await addMember(services);
    const after = await invite(services, grace, email, {
      primaryTeamId: team,
      secondaryTeamIds: [newTeam],
      productIds: [newProduct],
    });
    expect(after).toMatchObject({
      id: before.id,
      generation: 2,
      note: null,
      role: { name: 'Member' },
      secondaryTeamNames: ['New'],
      productNames: ['New'],
      issuer: { membershipId: grace.membershipId },
      sentAt: null,
      openedAt: null,
      askedAt: null,
    });
    expect(after.expiresAt?.getTime()).toBe(after.issuedAt.getTime() + 24 * 3_600_000);
    expect((await auditOf(services, { target: before.id })).map(({ action }) => action)).toEqual([
      'invitation.create',
      'invitation.renew',
    ]);
    expect((await services.waitingJobs('deliver-invitation')).map(({ payload }) => payload['generation'])).toEqual([
      1, 2,
    ]);
    await services.query('DELETE FROM invitation_team');
    await services.query('UPDATE team SET archived_at = now()');
  });

  it('when it is renewed without any team or product, the old ones go as well', async () => {
    const product = await addProduct(services, 'Gone');
    const email = anAddress();
    await invite(services, ada, email, { productIds: [product] });
    await services.advance('25 hours');
    expect(await invite(services, ada, email)).toMatchObject({ generation: 2, productNames: [] });
  });

  it.each(['DECLINED', 'WITHDRAWN'])('when it was %s, that stays and a new one is made', async (status) => {
    const email = anAddress();
    const before = await invite(services, ada, email);
    await services.query('UPDATE invitation SET status = $2::invitation_status, decided_at = now() WHERE id = $1', [
      before.id,
      status,
    ]);
    const after = await invite(services, ada, email);
    expect(after.id).not.toBe(before.id);
    expect(after).toMatchObject({ generation: 1, status: 'PENDING' });
    expect(await services.deps.store.findInvitation(before.id)).toMatchObject({ status });
  });

  it.each([
    ['DEACTIVATED', 'was_deactivated'],
    ['REMOVED', 'was_removed'],
  ] as const)('when they are a member who was %s, invites them to come back and warns', async (status, kind) => {
    const { email } = await addMember(services, { status });
    const { rows } = await send(await inviteInput(services, [email]));
    expect(rows[0]).toMatchObject({ outcome: 'invited', warnings: [{ kind, at: expect.any(Date) }] });
    expect(await invitationOf(services, email)).toMatchObject({ membership: { status } });
  });
});

describe('inviteMembers, add at once', () => {
  const addAccount = async (email: string): Promise<void> => {
    await services.query(
      `INSERT INTO account (id, email, email_key, first_name, last_name) VALUES ($1, $2, $2, 'Grace', 'Hopper')`,
      [uuidv7(), email],
    );
  };

  it('when the account exists at an own domain, it is a member without a link, and told so', async () => {
    const undo = await services.change({ existing_accounts: 'ADD_AT_ONCE', own_domains: ['example.net'] });
    const email = 'grace@example.net';
    await addAccount(email);
    const { rows } = await send(await inviteInput(services, [email, 'nobody-yet@example.net']));
    expect(rows.map(({ outcome }) => outcome)).toEqual(['added', 'invited']);
    expect(await services.waitingJobs('deliver-invitation')).toHaveLength(1);
    expect(await invitationOf(services, email)).toMatchObject({ status: 'ACCEPTED', membership: { status: 'ACTIVE' } });
    await services.runJobs();
    expect(services.inbox.mailsTo(email).map(({ subject }) => subject)).toEqual(["You've been added to Example Org"]);
    expect(await auditOf(services, { action: 'membership.add' })).toHaveLength(1);
    await undo();
  });

  it('when the organization lets everybody accept, the admin reads the same for an account as for none', async () => {
    const email = 'existing@example.net';
    await addAccount(email);
    const { rows } = await send(await inviteInput(services, [email, 'new@example.net']));
    const [known, unknown] = rows.map(({ email: _email, ...rest }) => rest);
    expect(known).toEqual(unknown);
    await services.runJobs();
    expect(services.inbox.mailsTo(email).map(({ subject }) => subject)).toEqual([
      'Ada Example invited you to Example Org',
    ]);
    expect(services.inbox.mailsTo('new@example.net').map(({ subject }) => subject)).toEqual(['Welcome to Example Org']);
  });
});

describe('inviteMembers, the same submission delivered twice', () => {
  it('when one comes after the other, there is one batch, the same answer, and every job once', async () => {
    const input = await inviteInput(services, [], {
      entries: [entry(anAddress(), { line: 1 }), entry('info@example.net', { line: 2 }), entry(ada.email, { line: 3 })],
    });
    const key = uuidv7();
    const first = await send(input, key);
    expect(await send(input, key)).toEqual(first);
    expect(await services.waitingJobs('deliver-invitation')).toHaveLength(2);
    expect(await services.query('SELECT id FROM invitation WHERE batch_id = $1', [first.batchId])).toHaveLength(2);
  });

  it('when somebody was added at once, both answers say so', async () => {
    const undo = await services.change({ existing_accounts: 'ADD_AT_ONCE', own_domains: ['example.net'] });
    const { email } = await addMember(services, { email: 'back@example.net', status: 'ACTIVE' });
    await services.query("DELETE FROM membership WHERE search_text LIKE '%back@example.net'");
    const input = await inviteInput(services, [email]);
    const key = uuidv7();
    const first = await send(input, key);
    expect(first.rows[0]?.outcome).toBe('added');
    expect((await send(input, key)).rows).toEqual(first.rows);
    await undo();
  });

  it('when both come at the same moment, both are answered alike', async () => {
    const input = await inviteInput(services, [anAddress(), anAddress()]);
    const key = uuidv7();
    const answers = await Promise.all([send(input, key), send(input, key), send(input, key), send(input, key)]);
    for (const answer of answers) expect(answer.rows).toEqual(answers[0]?.rows);
    expect(answers[0]?.rows.map(({ outcome }) => outcome)).toEqual(['invited', 'invited']);
    expect(await services.waitingJobs('deliver-invitation')).toHaveLength(2);
    expect(await services.waitingJobs('announce-batch')).toHaveLength(1);
  });
});
