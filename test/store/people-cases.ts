import { expect } from 'vitest';
import type { SlackUserRef } from '../../src/domain/actor.ts';
import type { PersonKey } from '../../src/domain/person-card.ts';
import type { Transaction } from '../../src/ports/transaction.ts';
import { ids, type Tenant } from '../support/tenants.ts';

/** People: the roster, cards, `why` and stories, asked with our organization for what both have alike, or by the ids of theirs. */
export const peopleCases = (tenants: () => { readonly ours: Tenant; readonly theirs: Tenant }) => ({
  findRosterPage: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const everybody = { query: 'shared', roleId: null, teamId: null, status: 'ACTIVE' } as const;
    const { rows } = await tx.findRosterPage(ours.org.id, everybody, null, 100);
    expect(rows.map(({ membershipId }) => membershipId)).toEqual([ours.admin.membershipId]);
    for (const [tenant, found] of [[ours, 1] as const, [theirs, 0] as const]) {
      const filter = { ...everybody, roleId: tenant.org.roles.admin, teamId: tenant.salesId };
      expect((await tx.findRosterPage(ours.org.id, filter, null, 100)).rows).toHaveLength(found);
    }
  },
  findRosterRow: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const row = async (emailKey: string, teamId: string | null = null) =>
      (await tx.findRosterRow(ours.org.id, { query: null, roleId: null, teamId, status: 'ACTIVE' }, emailKey))
        ?.membershipId;
    expect(await row(ours.admin.email)).toBe(ours.admin.membershipId);
    expect([await row(theirs.admin.email), await row(ours.admin.email, theirs.salesId)]).toEqual([
      undefined,
      undefined,
    ]);
  },
  countRoster: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const filter = { query: 'shared', roleId: null, teamId: null, status: 'ACTIVE' } as const;
    expect(await tx.countRoster(ours.org.id, filter, 100)).toBe(1);
    expect(await tx.countRoster(ours.org.id, { ...filter, teamId: theirs.salesId }, 100)).toBe(0);
  },
  countNeeds: async (tx: Transaction) => {
    const { ours } = tenants();
    expect(await tx.countNeeds(ours.org.id, ours.admin.membershipId)).toEqual({
      undelivered: 0,
      asked: 0,
      requests: 1,
      pauses: 0,
    });
  },
  findNeeds: async (tx: Transaction) => {
    const { ours } = tenants();
    const { undelivered, asked, requests, pauses } = await tx.findNeeds(ours.org.id, ours.admin.membershipId, 9);
    expect([undelivered, asked, pauses]).toEqual([[], [], []]);
    expect(requests.map(({ requestId }) => requestId)).toEqual([ours.joinRequestId]);
  },
  findWeeks: async (tx: Transaction) => {
    const { ours } = tenants();
    expect((await tx.findWeeks(ours.org.id, 2, 1001)).map(({ invited, joined }) => [invited, joined])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  },
  findRosterChoices: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const { roles, teams, team } = await tx.findRosterChoices(ours.org.id, theirs.salesId, 100);
    expect([ids(roles), ids(teams), team]).toEqual([Object.values(ours.org.roles).sort(), [ours.salesId], null]);
  },
  findMemberByAccountEmail: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const found = await tx.findMemberByAccountEmail(ours.org.id, ours.admin.email);
    expect(found?.member.membershipId).toBe(ours.admin.membershipId);
    expect(await tx.findMemberByAccountEmail(ours.org.id, theirs.admin.email)).toBeNull();
  },
  countActiveAdmins: async (tx: Transaction) => {
    const { ours } = tenants();
    expect(await tx.countActiveAdmins(ours.org.id)).toBe(1);
  },
  findAdminsInSlack: async (tx: Transaction) => {
    const { ours } = tenants();
    const admins = await tx.findAdminsInSlack(ours.org.id);
    expect(admins).toEqual([
      { membershipId: ours.admin.membershipId, slack: { teamId: ours.org.teamId, userId: 'U1' } },
    ]);
  },
  findPersonCard: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    expect(await tx.findPersonCard(ours.org.id, ours.admin.membershipId)).toMatchObject({ pendingIssued: 2 });
    expect(await tx.findPersonCard(ours.org.id, theirs.admin.membershipId)).toBeNull();
  },
  findMembersMeant: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const find = async (key: PersonKey) =>
      (await tx.findMembersMeant(ours.org.id, key, { onlyActive: false }, 9)).map(({ membershipId }) => membershipId);
    const slack = (teamId: string): PersonKey => ({ kind: 'slack', user: { teamId, userId: 'U1' } });
    expect(await find({ kind: 'text', text: 'shared' })).toEqual([ours.admin.membershipId]);
    expect(await find(slack(ours.org.teamId))).toEqual([ours.admin.membershipId]);
    expect(await find(slack(theirs.org.teamId))).toEqual([]);
    expect(await find({ kind: 'email', emailKey: theirs.admin.email })).toEqual([]);
  },
  findWhyPeople: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const of = async (emailKey: string, slack: SlackUserRef | null = null) =>
      (await tx.findWhyPeople(ours.org.id, { emailKey, slack })).map(({ invitation, membership }) =>
        [invitation?.id, membership?.id].join(),
      );
    expect(await of('waiting@example.com')).toEqual([`${ours.waitingId},`]);
    expect(await of(theirs.admin.email)).toEqual([]);
    // Their admin and their invitee in their own workspace.
    expect(await of('nobody@example.com', { teamId: theirs.org.teamId, userId: 'U1' })).toEqual([]);
    expect(await of('nobody@example.com', { teamId: theirs.org.teamId, userId: 'U2' })).toEqual([]);
  },
  findNearPeople: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const near = (emailKey: string) =>
      tx.findNearPeople(ours.org.id, { emailKey, firstName: 'Ada', lastName: 'Example' });
    const emailsOf = async (emailKey: string) => (await near(emailKey)).map(({ email }) => email);
    expect(await emailsOf('waitin@example.com')).toEqual(
      expect.arrayContaining([ours.admin.email, 'waiting@example.com']),
    );
    expect(await emailsOf(`x${theirs.admin.email}`)).not.toContain(theirs.admin.email);
  },
  findThings: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const things = await tx.findThings(ours.org.id, theirs.admin.membershipId);
    expect(ids(things)).toEqual([ours.productId, ours.permissionId, ...Object.values(ours.org.roles)].sort());
    expect(things.filter(({ isHeld }) => isHeld)).toEqual([]);
  },
  findStoryPerson: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const of = (membershipId: string) => tx.findStoryPerson(ours.org.id, { kind: 'membership', membershipId });
    expect(await of(ours.admin.membershipId)).toMatchObject({ email: ours.admin.email, invitationIds: [] });
    expect(await of(theirs.admin.membershipId)).toBeNull();
    const invited = await tx.findStoryPerson(ours.org.id, { kind: 'email', emailKey: 'waiting@example.com' });
    expect(invited?.invitationIds).toEqual([ours.waitingId]);
    expect(await tx.findStoryPerson(ours.org.id, { kind: 'email', emailKey: theirs.admin.email })).toBeNull();
  },
  findStoryPage: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const entry = {
      actor: { kind: 'CLI' },
      action: 'membership.appoint',
      changed: {},
      via: 'cli',
      requestId: 'r',
    } as const;
    const target = { kind: 'membership', id: ours.admin.membershipId } as const;
    await tx.audit({ ...entry, organizationId: ours.org.id, target });
    const named = { email: '', firstName: null, lastName: null, invitationIds: [] };
    const page = (membershipId: string) => tx.findStoryPage(ours.org.id, { ...named, membershipId }, null, 10);
    expect((await page(ours.admin.membershipId)).rows[0]?.action).toBe('membership.appoint');
    expect((await page(theirs.admin.membershipId)).rows).toEqual([]);
  },
  findRefusedAttempts: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    expect(await tx.findRefusedAttempts(ours.org.id, theirs.admin.membershipId, 10)).toEqual([]);
  },
  findPeopleNamed: async (tx: Transaction) => {
    const { ours } = tenants();
    const named = await tx.findPeopleNamed(ours.org.id, 'shared', 10);
    expect(named.map(({ email }) => email)).toEqual([ours.admin.email]);
    expect(await tx.findPeopleNamed(ours.org.id, 'waiting', 10)).toHaveLength(1);
  },
  findMemberTerms: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const known = { teamId: ours.org.teamId, userId: 'U1' };
    expect(await tx.findMemberTerms(theirs.org.id, known)).toBeNull();
  },
  saveMemberTeams: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const teams = { removed: [theirs.salesId], added: [] };
    await tx.saveMemberTeams(ours.org.id, theirs.admin.membershipId, ours.salesId, teams);
  },
  saveMemberProducts: async (tx: Transaction) => {
    const { ours, theirs } = tenants();
    const products = { removed: [], added: [theirs.productId] };
    await tx.saveMemberProducts(ours.org.id, theirs.admin.membershipId, products);
  },
});
