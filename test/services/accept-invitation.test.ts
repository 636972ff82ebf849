import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { InvitationRecord } from '../../src/domain/invitation.ts';
import type { AcceptInvitationInput } from '../../src/services/accept-invitation.ts';
import {
  type AddedMember,
  acceptLink,
  addMember,
  anAddress,
  auditOf,
  entry,
  invitationOf,
  invite,
  roleId,
} from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addProduct, addTeam } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services, { firstName: 'Ada', lastName: 'Example' });
});
afterEach(async () => {
  await services.clearJobs();
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const accept = (...args: [Pick<InvitationRecord, 'id' | 'generation'>, Partial<AcceptInvitationInput>?]) =>
  acceptLink(services, ...args);

const refusalOf = async (...args: Parameters<typeof accept>) => {
  const result = await accept(...args);
  return result.ok ? 'accepted' : result.refusal;
};

const membershipsOf = (email: string) =>
  services.query(
    'SELECT m.id, m.status::text, m.version FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email_key = $1',
    [email],
  );

describe('acceptInvitation by the mailed link', () => {
  it('when it is open, makes an account and an active member under its terms', async () => {
    const [team, second] = [await addTeam(services, 'Sales'), await addTeam(services, 'Support')];
    const product = await addProduct(services, 'Studio');
    const email = anAddress();
    const invitation = await invite(services, ada, email, {
      primaryTeamId: team,
      secondaryTeamIds: [second],
      productIds: [product],
    });
    await services.clearJobs();
    const result = await accept(invitation);
    expect(result).toMatchObject({
      ok: true,
      value: {
        organization: { name: 'Example Org' },
        member: {
          email,
          firstName: 'Linus',
          lastName: 'Example',
          status: 'ACTIVE',
          roleName: 'Member',
          primaryTeam: { id: team },
          secondaryTeamNames: ['Support'],
          productNames: ['Studio'],
          invitedByName: 'Ada Example',
          slack: null,
        },
      },
    });
    const accepted = await invitationOf(services, email);
    expect(accepted).toMatchObject({ status: 'ACCEPTED', membership: { status: 'ACTIVE' } });
    const membershipId = result.ok ? result.value.member.membershipId : '';
    expect(await auditOf(services, { target: membershipId })).toEqual([
      {
        action: 'membership.join',
        actorKind: 'INVITEE',
        via: 'web',
        requestId: 'r-accept',
        changed: { invitationId: invitation.id, roleId: invitation.role.id, proof: 'link' },
      },
    ]);
    expect((await services.waitingJobs()).map(({ name }) => name).sort()).toEqual([
      'announce-batch',
      'announce-join',
      'welcome-member',
    ]);
    await services.query('UPDATE team SET archived_at = now()');
  });

  it('when the role is an admin one, the other admins are told', async () => {
    const invitation = await invite(services, ada, anAddress(), { role: 'Admin' });
    await services.clearJobs();
    expect((await accept(invitation)).ok).toBe(true);
    expect(await services.waitingJobs('announce-admin')).toHaveLength(1);
  });

  it('when names are known, what is typed changes nothing', async () => {
    const email = anAddress();
    const entries = [entry(email, { firstName: 'Grace', lastName: 'Hopper' })];
    await invite(services, ada, email, { entries });
    const result = await accept(await invitationOf(services, email), { names: { first: 'Other', last: 'Person' } });
    expect(result).toMatchObject({ value: { member: { firstName: 'Grace', lastName: 'Hopper' } } });
  });

  it('when the account has names, they stay, whatever the invitation says', async () => {
    const email = anAddress();
    await services.query(
      `INSERT INTO account (id, email, email_key, first_name, last_name) VALUES ($1, $2, $2, 'Own', 'Name')`,
      [uuidv7(), email],
    );
    await invite(services, ada, email, { entries: [entry(email, { firstName: 'Other', lastName: 'Person' })] });
    const result = await accept(await invitationOf(services, email));
    expect(result).toMatchObject({ value: { member: { firstName: 'Own', lastName: 'Name' } } });
  });
});

describe('acceptInvitation, what was switched off since', () => {
  it('when a product is disabled by now, they join without it', async () => {
    const [kept, gone] = [await addProduct(services, 'Kept'), await addProduct(services, 'Gone')];
    const email = anAddress();
    const invitation = await invite(services, ada, email, { productIds: [kept, gone] });
    await services.query('UPDATE product SET enabled = false WHERE id = $1', [gone]);
    expect(await accept(invitation)).toMatchObject({ value: { member: { productNames: ['Kept'] } } });
    await services.query('UPDATE product SET enabled = true WHERE id = $1', [gone]);
    const [row] = await services.query('SELECT products FROM active_access WHERE email = $1', [email]);
    expect(row).toEqual({ products: ['kept'] });
  });
});

describe('acceptInvitation, refusals', () => {
  it('when a name is missing, asks for that one and writes nothing', async () => {
    const email = anAddress();
    const invitation = await invite(services, ada, email, { entries: [entry(email, { firstName: 'Grace' })] });
    await services.clearJobs();
    const none = { first: null, last: null };
    expect(await refusalOf(invitation, { names: none })).toEqual({ kind: 'names_missing', first: false, last: true });
    expect(await membershipsOf(email)).toEqual([]);
    expect(await services.waitingJobs()).toEqual([]);
    expect((await accept(invitation, { names: { first: null, last: 'Hopper' } })).ok).toBe(true);
  });

  it('when the link is of an older or of no generation, or ran out', async () => {
    const invitation = await invite(services, ada, anAddress());
    const link = (generation: number) => ({ proof: { kind: 'link', generation } as const });
    expect(await refusalOf(invitation, link(0))).toMatchObject({ kind: 'link_superseded' });
    expect(await refusalOf(invitation, link(2))).toMatchObject({ kind: 'link_superseded' });
    expect(await refusalOf({ id: uuidv7(), generation: 1 })).toEqual({ kind: 'invitation_unknown' });
    await services.advance('24 hours');
    expect(await refusalOf(invitation)).toEqual({ kind: 'link_expired', at: invitation.expiresAt });
  });

  it.each([
    ['WITHDRAWN', 'already_withdrawn'],
    ['DECLINED', 'already_declined'],
  ])('when it is %s', async (status, kind) => {
    const invitation = await invite(services, ada, anAddress());
    const at = new Date('2026-02-03T04:05:06Z');
    const sql = 'UPDATE invitation SET status = $2::invitation_status, decided_at = $3 WHERE id = $1';
    await services.query(sql, [invitation.id, status, at]);
    expect(await refusalOf(invitation)).toEqual({ kind, at });
  });

  it('when it was accepted before, says so and since when', async () => {
    const invitation = await invite(services, ada, anAddress());
    expect((await accept(invitation)).ok).toBe(true);
    expect(await refusalOf(invitation)).toEqual({ kind: 'already_accepted', at: expect.any(Date) });
  });

  it('when they became an active member by another way, changes nothing of theirs', async () => {
    const email = anAddress();
    const invitation = await invite(services, ada, email, { role: 'Viewer' });
    const joinedAt = new Date('2026-01-02T03:04:05Z');
    await addMember(services, { email, role: 'Member', joinedAt });
    expect(await refusalOf(invitation)).toEqual({ kind: 'already_accepted', at: joinedAt });
    expect(await membershipsOf(email)).toMatchObject([{ version: 1 }]);
  });
});

describe('acceptInvitation, when the issuer changed since', () => {
  it.each([
    ['was demoted', "role_id = (SELECT id FROM role WHERE name = 'Member')"],
    ['was deactivated', "status = 'DEACTIVATED', ended_at = now()"],
    ['was removed', "status = 'REMOVED', ended_at = now()"],
  ])('and %s, the link cannot grant any more', async (_how, change) => {
    const grace = await addMember(services);
    const email = anAddress();
    const invitation = await invite(services, grace, email);
    await services.query(`UPDATE membership SET ${change} WHERE id = $1`, [grace.membershipId]);
    expect(await refusalOf(invitation)).toEqual({ kind: 'issuer_lost_right' });
    expect(await membershipsOf(email)).toEqual([]);
  });

  it('and is a guest in Slack by now, the link cannot grant until they are none', async () => {
    const grace = await addMember(services);
    const invitation = await invite(services, grace, anAddress());
    const turn = (guest: string) =>
      services.query(`UPDATE slack_identity SET guest_since = ${guest} WHERE account_id = $1`, [grace.accountId]);
    await turn('now()');
    expect(await refusalOf(invitation)).toEqual({ kind: 'issuer_lost_right' });
    await turn('NULL');
    expect(await acceptLink(services, invitation)).toMatchObject({ ok: true });
  });

  it('and the role is retired, nobody can accept it', async () => {
    const invitation = await invite(services, ada, anAddress());
    await services.query('UPDATE role SET retired_at = now() WHERE id = $1', [await roleId(services, 'Member')]);
    expect(await refusalOf(invitation)).toEqual({ kind: 'issuer_lost_right' });
    await services.query('UPDATE role SET retired_at = NULL');
  });
});
