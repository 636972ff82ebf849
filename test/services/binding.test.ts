import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bindSlackUser } from '../../src/services/bind-slack-user.ts';
import { confirmCode } from '../../src/services/confirm-code.ts';
import { type AddedMember, addMember, askedBy, auditOf, bind, type NewMember } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import type { Person } from '../support/workspace/person.ts';

let services: Services;
beforeAll(async () => {
  services = await startServices();
});
afterEach(async () => {
  await services.clearJobs();
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const unbound = (given: NewMember = {}) => addMember(services, { role: 'Member', isBound: false, ...given });

const NO_NAMES = { first: null, last: null };

const bindAs = async (person: Person, names: { first: string | null; last: string | null } = NO_NAMES) => {
  const result = await bindSlackUser(services.deps, await askedBy(services, person), names);
  return result.ok ? result.value : result.refusal;
};

const confirmAs = async (person: Person, code: string) => {
  const result = await confirmCode(services.deps, await askedBy(services, person), code);
  return result.ok ? result.value : result.refusal;
};

const actorOf = async (person: Person) => (await askedBy(services, person)).context.actor;

/** An admin whose code was mailed. */
const withCode = async (): Promise<{ admin: AddedMember; code: string; wrong: string }> => {
  const admin = await unbound({ role: 'Admin' });
  expect(await bindAs(admin.person)).toEqual({ state: 'code_sent', email: admin.email });
  await services.runJobs();
  const mail = await services.inbox.waitForMail(admin.email);
  const code = /\b(\d{6})\b/.exec(`${mail.subject} ${mail.text}`)?.[1] ?? '';
  return { admin, code, wrong: code === '111111' ? '222222' : '111111' };
};

describe('bindSlackUser', () => {
  it('when the confirmed address is that of an active member, binds them at once, audited', async () => {
    const grace = await unbound();
    expect(await bindAs(grace.person)).toMatchObject({ state: 'bound', member: { membershipId: grace.membershipId } });
    expect(await actorOf(grace.person)).toMatchObject({ kind: 'member', membershipId: grace.membershipId });
    expect((await auditOf(services, { action: 'identity.bind' })).at(-1)).toMatchObject({
      actorKind: 'SLACK_USER',
      changed: { accountId: grace.accountId, proof: 'CONFIRMED' },
    });
  });

  it('when it is pressed twice at once, binds once, and the trail says so once', async () => {
    const { person, accountId, membershipId } = await unbound();
    const asked = await askedBy(services, person);
    await Promise.all([1, 2, 3].map(() => bindSlackUser(services.deps, asked, NO_NAMES)));
    expect(await actorOf(person)).toMatchObject({ membershipId });
    const entries = await auditOf(services, { action: 'identity.bind' });
    expect(entries.filter(({ changed }) => changed['accountId'] === accountId)).toHaveLength(1);
  });

  it('when it is bound, the Slack user id decides, whatever becomes of the address', async () => {
    const grace = await unbound();
    await bindAs(grace.person);
    await grace.person.update({ email: 'moved@example.com' });
    expect(await actorOf(grace.person)).toMatchObject({ membershipId: grace.membershipId });
    expect(await bindAs(grace.person)).toEqual({ kind: 'already_bound' });
  });

  it('when the account has no names, asks for them, and keeps them for the search too', async () => {
    const nameless = await unbound({ firstName: null, lastName: null });
    expect(await bindAs(nameless.person)).toEqual({ kind: 'names_missing', first: true, last: true });
    expect(await actorOf(nameless.person)).toMatchObject({ kind: 'slack_user' });
    expect(await bindAs(nameless.person, { first: 'Élodie', last: 'Dupont' })).toMatchObject({ state: 'bound' });
    const sql = 'SELECT search_text AS text FROM membership WHERE id = $1';
    const [row] = await services.query(sql, [nameless.membershipId]);
    expect(row).toEqual({ text: `élodie dupont ${nameless.email}` });
  });

  it('when the account has names, those that are typed change nothing', async () => {
    const grace = await unbound({ firstName: 'Grace', lastName: 'Hopper' });
    const bound = await bindAs(grace.person, { first: 'Other', last: 'Person' });
    expect(bound).toMatchObject({ member: { firstName: 'Grace', lastName: 'Hopper' } });
  });

  it.each([
    ['is a guest', { isRestricted: true }, 'slack_guest'],
    ['is deactivated', { deleted: true }, 'slack_deactivated'],
    ['has an unconfirmed address', { isEmailConfirmed: false }, 'address_not_confirmed'],
    ['has another address by now', { email: 'someone.else@example.com' }, 'nothing_to_bind'],
  ])('when the Slack user %s, refuses', async (_who, changes, kind) => {
    const grace = await unbound();
    await grace.person.update(changes);
    expect(await bindAs(grace.person)).toEqual({ kind });
    expect(await actorOf(grace.person)).toMatchObject({ kind: 'slack_user' });
  });

  it('when it is a bot or a stranger, refuses', async () => {
    const grace = await unbound();
    expect(await bindAs(services.workspace.bot({ email: grace.email }))).toEqual({ kind: 'slack_bot' });
    const stranger = services.workspace.stranger({ email: grace.email });
    const asked = await askedBy(services, { id: stranger.id, teamId: services.workspace.team.id });
    const result = await bindSlackUser(services.deps, asked, NO_NAMES);
    expect(result).toEqual({ ok: false, refusal: { kind: 'slack_stranger' } });
  });

  it.each(['DEACTIVATED', 'REMOVED'] as const)(
    'when the membership is %s, there is nothing to bind',
    async (status) => {
      const left = await unbound({ status });
      expect(await bindAs(left.person)).toEqual({ kind: 'nothing_to_bind' });
    },
  );

  it('when the account has another Slack user here already, there is nothing to bind', async () => {
    const grace = await unbound();
    await bind(services, grace.accountId, services.workspace.person());
    expect(await bindAs(grace.person)).toEqual({ kind: 'nothing_to_bind' });
  });

  it('when two Slack users with that address try at once, one is bound', async () => {
    const grace = await unbound();
    const twin = services.workspace.person({ email: grace.email });
    const answers = await Promise.all([bindAs(grace.person), bindAs(twin)]);
    expect(answers.filter((answer) => 'state' in answer)).toHaveLength(1);
    const sql = 'SELECT FROM slack_identity WHERE account_id = $1';
    expect(await services.query(sql, [grace.accountId])).toHaveLength(1);
  });
});

describe('bindSlackUser for an admin account', () => {
  it('when an operator vouched for it, needs no code, once', async () => {
    const first = await unbound({ role: 'Admin', isVouched: true });
    expect(await bindAs(first.person)).toMatchObject({ state: 'bound' });
    const [row] = await services.query(
      'SELECT vouched_at, proof::text FROM account a JOIN slack_identity s ON s.account_id = a.id WHERE a.id = $1',
      [first.accountId],
    );
    expect(row).toEqual({ vouched_at: null, proof: 'FIRST_ADMIN' });
  });

  it('when nobody vouched, mails a code to its address, and binds with it', async () => {
    const { admin, code } = await withCode();
    expect(await actorOf(admin.person)).toMatchObject({ kind: 'slack_user' });
    expect(await confirmAs(admin.person, ` ${code.slice(0, 3)} ${code.slice(3)} `)).toMatchObject({
      member: { membershipId: admin.membershipId },
    });
    expect(await actorOf(admin.person)).toMatchObject({ kind: 'member' });
    expect((await auditOf(services, { action: 'identity.bind' })).at(-1)).toMatchObject({ changed: { proof: 'CODE' } });
    expect(await services.query('SELECT FROM identity_code WHERE account_id = $1', [admin.accountId])).toEqual([]);
  });

  it('when the code is wrong five times, it is dead, the right one too', async () => {
    const { admin, code, wrong } = await withCode();
    for (const attemptsLeft of [4, 3, 2, 1, 0]) {
      expect(await confirmAs(admin.person, wrong)).toEqual({ kind: 'code_wrong', attemptsLeft });
    }
    expect(await confirmAs(admin.person, code)).toEqual({ kind: 'code_expired' });
    expect(await actorOf(admin.person)).toMatchObject({ kind: 'slack_user' });
  });

  it('when twenty guesses come at once, five are counted', async () => {
    const { admin, code, wrong } = await withCode();
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirmAs(admin.person, wrong)));
    const kinds = answers.map((answer) => ('kind' in answer ? answer.kind : 'bound'));
    expect(kinds.filter((kind) => kind === 'code_wrong')).toHaveLength(5);
    expect(await confirmAs(admin.person, code)).toEqual({ kind: 'code_expired' });
  });

  it('when 15 minutes are over, it is dead; a new one replaces it', async () => {
    const { admin, code } = await withCode();
    await services.advance('15 minutes');
    expect(await confirmAs(admin.person, code)).toEqual({ kind: 'code_expired' });
    await bindAs(admin.person);
    expect(await confirmAs(admin.person, code)).toMatchObject({ kind: 'code_wrong' });
  });

  it('when somebody else types the code, it is not theirs', async () => {
    const { admin, code } = await withCode();
    const other = await unbound({ role: 'Admin' });
    expect(await confirmAs(other.person, code)).toEqual({ kind: 'code_expired' });
    expect(await actorOf(admin.person)).toMatchObject({ kind: 'slack_user' });
  });

  it('when there is no mail server, says that a code needs one', async () => {
    const bare = await startServices({ mail: false });
    const admin = await addMember(bare, { role: 'Admin', isBound: false });
    const result = await bindSlackUser(bare.deps, await askedBy(bare, admin.person), NO_NAMES);
    expect(result).toEqual({ ok: false, refusal: { kind: 'code_needs_mail' } });
    await bare.stop();
  });
});
