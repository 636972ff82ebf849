import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type InviteRow, inviteMembers } from '../../src/services/invite-members.ts';
import {
  type AddedMember,
  addMember,
  anAddress,
  askedBy,
  bind,
  entry,
  invite,
  inviteInput,
} from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import type { Person } from '../support/workspace/person.ts';

let services: Services;
let ada: AddedMember;
let undo: (() => Promise<void>) | undefined;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services, { email: 'ada@example.com' });
});
afterEach(async () => {
  await undo?.();
  undo = undefined;
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const change = async (settings: Readonly<Record<string, unknown>>): Promise<void> => {
  undo = await services.change(settings);
};

const rowsOf = async (...who: (string | Person)[]): Promise<readonly InviteRow[]> => {
  const entries = who.map((one) =>
    typeof one === 'string' ? entry(one) : entry('', { slack: { teamId: one.teamId, userId: one.id } }),
  );
  const asked = await askedBy(services, ada.person);
  const result = await inviteMembers(services.deps, asked, await inviteInput(services, [], { entries }));
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value.rows;
};

const fateOf = async (who: string | Person) => {
  const [row] = await rowsOf(who);
  return row?.outcome === 'refused' ? row.reason : row?.warnings;
};

const countOf = async (email: string): Promise<number> =>
  (await services.query('SELECT id FROM invitation WHERE email_key = $1', [email.toLowerCase()])).length;

describe('inviteMembers, an address that is refused', () => {
  it('when it is a member already, says since when and writes nothing', async () => {
    const since = new Date('2025-03-01T10:00:00Z');
    const { email } = await addMember(services, { joinedAt: since });
    expect(await fateOf(email)).toEqual({ kind: 'already_member', since });
    expect(await countOf(email)).toBe(0);
  });

  it('when it is pending, names the invitation and when it ends', async () => {
    const email = anAddress();
    const { id, expiresAt } = await invite(services, ada, email);
    expect(await fateOf(email)).toEqual({ kind: 'already_pending', invitationId: id, expiresAt });
    expect(await countOf(email)).toBe(1);
  });

  it('when it is one’s own, by address or by the Slack user one is', async () => {
    expect(await fateOf('Ada@Example.com')).toEqual({ kind: 'oneself' });
    await ada.person.update({ email: 'ada.new@example.com' });
    expect(await fateOf(ada.person)).toEqual({ kind: 'oneself' });
    await ada.person.update({ email: 'ada@example.com' });
  });

  it('when they asked not to be written to', async () => {
    const email = anAddress();
    await services.query('INSERT INTO address_preference (id, email_key) VALUES (gen_random_uuid(), $1)', [email]);
    expect(await fateOf(email)).toEqual({ kind: 'stopped', at: expect.any(Date) });
  });

  it('when the person in Slack is deactivated', async () => {
    const left = services.workspace.person({ email: anAddress('left') });
    await services.workspace.deactivate(left);
    expect(await fateOf(left)).toEqual({ kind: 'slack_deactivated' });
  });

  it('when it is a stranger of another workspace', async () => {
    expect(await fateOf(services.workspace.stranger())).toEqual({ kind: 'stranger' });
  });

  it('when the domain is blocked, or below a blocked one', async () => {
    await change({ blocked_domains: ['Evil.example'] });
    expect(await fateOf('a@evil.example')).toEqual({ kind: 'domain_blocked' });
    expect(await fateOf('a@mail.evil.example')).toEqual({ kind: 'domain_blocked' });
    expect(await fateOf('a@notevil.example')).toEqual([]);
  });

  it('when domains are listed and it is of none of them', async () => {
    await change({ allowed_domains: ['example.com'] });
    expect(await fateOf('a@elsewhere.example')).toEqual({ kind: 'domain_not_allowed' });
    expect(await fateOf('allowed@mail.example.com')).toEqual([]);
  });

  it('when the inviter has to name people and did not', async () => {
    await change({ names_asked_of: 'INVITER' });
    expect(await fateOf(anAddress())).toEqual({ kind: 'names_needed' });
    const named = services.workspace.person({ firstName: 'Na', lastName: 'Med', email: anAddress('named') });
    expect(await fateOf(named)).toEqual([]);
  });
});

describe('inviteMembers, guests of the workspace', () => {
  const guest = () => services.workspace.person({ isRestricted: true, email: anAddress('guest') });

  it.each([
    ['REFUSE', { kind: 'guest' }],
    ['WARN', [{ kind: 'guest' }]],
    ['ALLOW', []],
  ])('when the setting is %s', async (policy, expected) => {
    await change({ guest_policy: policy });
    expect(await fateOf(guest())).toEqual(expected);
  });
});

describe('inviteMembers, the daily cap', () => {
  const issuedToday = async (): Promise<number> =>
    (await services.query("SELECT id FROM invitation WHERE issued_at > usher_now() - interval '1 hour'")).length;

  it('when it runs out within a batch, the rest is refused', async () => {
    await change({ daily_invitation_cap: (await issuedToday()) + 2 });
    const rows = await rowsOf(anAddress(), ada.email, anAddress(), anAddress());
    expect(rows.map((row) => (row.outcome === 'refused' ? row.reason.kind : row.outcome))).toEqual([
      'invited',
      'oneself',
      'invited',
      'over_daily_cap',
    ]);
  });

  it('when the day is over in the organization’s zone, counts anew', async () => {
    await change({ daily_invitation_cap: 1 });
    expect(await fateOf(anAddress())).toEqual({ kind: 'over_daily_cap', cap: 1 });
    await services.advance('25 hours');
    expect(await fateOf(anAddress())).toEqual([]);
    expect(await fateOf(anAddress())).toEqual({ kind: 'over_daily_cap', cap: 1 });
  });
});

describe('inviteMembers, warnings', () => {
  it('when it is a role mailbox, warns', async () => {
    expect(await fateOf('info@example.net')).toEqual([{ kind: 'role_mailbox' }]);
  });

  it('when the same Slack person is a member under another address, warns of it', async () => {
    const { person, email, accountId } = await addMember(services, { isBound: false });
    await bind(services, accountId, person);
    await person.update({ email: anAddress('renamed') });
    expect(await fateOf(person)).toEqual([{ kind: 'same_slack_person', as: email }]);
  });

  it('when they declined before, warns with the date', async () => {
    const email = anAddress();
    const { id } = await invite(services, ada, email);
    const at = new Date('2026-01-02T03:04:05Z');
    await services.query("UPDATE invitation SET status = 'DECLINED', decided_at = $2 WHERE id = $1", [id, at]);
    expect(await fateOf(email)).toEqual([{ kind: 'declined_before', at }]);
  });
});
