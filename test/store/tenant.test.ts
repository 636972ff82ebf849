import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberActor, SlackUserRef } from '../../src/domain/actor.ts';
import type { PersonKey } from '../../src/domain/person-card.ts';
import { done } from '../../src/domain/result.ts';
import type { Transaction } from '../../src/ports/transaction.ts';
import { type StoreBench, startStore } from '../support/rows.ts';
import { addTenant, newInvitation, snapshot, type Tenant, termsOf } from '../support/tenants.ts';
import { accessCases } from './access-cases.ts';
import { actCases } from './act-cases.ts';
import { doctorCases } from './doctor-cases.ts';
import { happeningCases } from './happening-cases.ts';
import { morningCases } from './morning-cases.ts';
import { requestCases } from './request-cases.ts';

/**
 * What keeps each method to one organization. `organization`: it is an argument. `bearer`: the id comes out of a signed link or of
 * a card that went to this Slack user. `own`: the membership of the actor. `held`: only for what was read with the organization in
 * the same transaction. `workspace`: a Slack user, whose workspace belongs to one organization. `job`: an id out of the queue.
 * `person`: an account or an address, which belong to no organization. A new method does not compile until it is in here.
 */
const scopes = {
  findOrganization: 'organization',
  findFormOptions: 'organization',
  findMemberTerms: 'organization',
  findInvitation: 'bearer',
  findInvitationsOfEmails: 'organization',
  findPendingOfSlackUser: 'workspace',
  findPendingPage: 'organization',
  countPending: 'organization',
  findExpired: 'organization',
  findRosterPage: 'organization',
  findRosterRow: 'organization',
  findMember: 'own',
  findMemberByAccountEmail: 'organization',
  isBoundInWorkspace: 'workspace',
  findIdentityCode: 'job',
  countActiveAdmins: 'organization',
  findBatch: 'job',
  findJoins: 'organization',
  findAdminsInSlack: 'organization',
  findPosted: 'organization',
  findSentCards: 'job',
  findPersonCard: 'organization',
  findMembersMeant: 'organization',
  findInvitedMeant: 'organization',
  findAct: 'organization',
  findMemberRecord: 'organization',
  findRole: 'organization',
  findRolePermissions: 'organization',
  findOwnPermissionIds: 'organization',
  countIssued: 'organization',
  countOwnPending: 'organization',
  findPauseFacts: 'organization',
  findPause: 'organization',
  findRoleChange: 'organization',
  holdMembers: 'organization',
  holdRole: 'organization',
  countOtherAdmins: 'organization',
  takeOverIssued: 'organization',
  withdrawIssued: 'organization',
  settleInviteLinks: 'organization',
  closeOwnPending: 'organization',
  returnIssued: 'organization',
  returnInviteLinks: 'organization',
  reopenInvitations: 'organization',
  findNewestAct: 'organization',
  findActsOfRequest: 'organization',
  holdOrganization: 'none',
  setRole: 'held',
  endMembership: 'held',
  restoreMembership: 'held',
  saveMemberTeams: 'organization',
  saveMemberProducts: 'organization',
  findProductPage: 'organization',
  findProduct: 'organization',
  findProductNames: 'organization',
  holdProduct: 'organization',
  createProduct: 'organization',
  changeProduct: 'organization',
  holdProductHolders: 'organization',
  switchProduct: 'organization',
  findTeamPage: 'organization',
  countTeams: 'organization',
  findTeam: 'organization',
  findTeamNames: 'organization',
  findTeamChannel: 'organization',
  findRoleChanges: 'organization',
  findLeavers: 'organization',
  holdNames: 'organization',
  holdTeam: 'organization',
  createTeam: 'organization',
  changeTeam: 'organization',
  setTeamArchived: 'organization',
  findWhyPeople: 'organization',
  findNearPeople: 'organization',
  findThings: 'organization',
  findPeopleNamed: 'organization',
  holdInTeam: 'organization',
  moveHolders: 'organization',
  findRoleTable: 'organization',
  countPeopleByRole: 'organization',
  countRoleHolders: 'organization',
  holdRoleAlone: 'organization',
  isRoleNameTaken: 'organization',
  createRole: 'held',
  describeRole: 'held',
  rankRoles: 'held',
  makeDefaultRole: 'held',
  setRoleRetired: 'held',
  changeRolePermissions: 'organization',
  raiseVersionsOfRole: 'held',
  countRoster: 'organization',
  findRosterChoices: 'organization',
  countNeeds: 'organization',
  findNeeds: 'organization',
  findWeeks: 'organization',
  findStoryPerson: 'organization',
  findStoryPage: 'organization',
  findRefusedAttempts: 'organization',
  findCatalogue: 'organization',
  countPeopleWithPermission: 'organization',
  findGrants: 'organization',
  isTemplateNameTaken: 'organization',
  holdPermission: 'organization',
  createPermission: 'held',
  changePermission: 'organization',
  saveTemplate: 'held',
  holdPermissions: 'organization',
  changeGrants: 'organization',
  now: 'none',
  holdActor: 'organization',
  holdFormOptions: 'organization',
  findAddressFacts: 'organization',
  createInvitations: 'organization',
  renewInvitations: 'organization',
  saveTermLists: 'held',
  editInvitation: 'organization',
  holdInvitation: 'bearer',
  holdInvitations: 'organization',
  reissueInvitations: 'held',
  releaseScheduled: 'job',
  countReissues: 'held',
  recordCopy: 'held',
  closeInvitation: 'held',
  releaseInvitation: 'held',
  stopAddress: 'person',
  allowAddress: 'person',
  markAsked: 'held',
  admit: 'held',
  bindSlackUser: 'workspace',
  nameAccount: 'person',
  startIdentityCode: 'workspace',
  holdIdentityCode: 'workspace',
  spendIdentityCode: 'held',
  holdSettings: 'organization',
  changeSettings: 'organization',
  findExportPage: 'organization',
  findExportedAt: 'organization',
  findFailedJobs: 'organization',
  retryFailedJobs: 'organization',
  findJoinRequest: 'organization',
  findOpenRequest: 'organization',
  findPostedCopies: 'organization',
  countOpenRequests: 'organization',
  createJoinRequest: 'organization',
  holdJoinRequest: 'organization',
  decideJoinRequest: 'held',
  findMorningOrganizations: 'none',
  findDigestFacts: 'organization',
  findDigests: 'organization',
  findInvitations: 'organization',
  findWeekNews: 'organization',
  claimPosted: 'organization',
  claimRunOut: 'job',
  findReminder: 'held',
  findReminderMessages: 'held',
  holdRemindable: 'none',
  takeReminders: 'held',
  lookAgain: 'held',
  lookAgainAtAll: 'organization',
  recordReminder: 'held',
  releaseReminder: 'held',
  findSlackStop: 'workspace',
  stopSlack: 'workspace',
  resumeSlack: 'workspace',
  recordBounce: 'held',
  recordDelay: 'held',
  findOrganizationOfTeam: 'workspace',
  findHappening: 'organization',
  findHappenings: 'organization',
  findWatchedMember: 'organization',
  findOpenHappenings: 'organization',
  openHappening: 'held',
  renewHappening: 'held',
  endHappenings: 'held',
  holdHappening: 'organization',
  dismissHappening: 'held',
  endDecidedHappenings: 'job',
  markGuest: 'workspace',
  audit: 'none',
  enqueue: 'none',
  markHandled: 'none',
} as const satisfies Record<keyof Transaction, string>;

type Scoped = {
  [Name in keyof typeof scopes]: (typeof scopes)[Name] extends 'organization' ? Name : never;
}[keyof typeof scopes];

let bench: StoreBench;
let ours: Tenant;
let theirs: Tenant;
/** Theirs as it was before anything of ours happened. */
let before: string;

beforeAll(async () => {
  bench = await startStore();
  ours = await addTenant(bench, 'Ours');
  theirs = await addTenant(bench, 'Theirs');
  before = await snapshot(bench, theirs.org);
});

afterAll(() => bench?.stop());

const day = (count: number): Date => new Date(Date.now() + count * 86_400_000);

const actorOf = (tenant: Tenant, organizationId: string): MemberActor => ({
  kind: 'member',
  organizationId,
  ...tenant.admin,
  firstName: null,
  lastName: null,
  status: 'ACTIVE',
  role: { id: tenant.org.roles.admin, name: 'Admin', rank: 100, isAdmin: true },
  slack: { teamId: tenant.org.teamId, userId: 'U1' },
  isGuest: false,
});

const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id).sort();
const emails = ['waiting@example.com', 'expired@example.com', 'nobody@example.com'];

const team = { name: 'Renamed', slackChannelId: null, tells: [], productIds: [] };

/** Each asks with our organization for what both have alike, or by the ids of theirs. */
const cases: Record<Scoped, (tx: Transaction) => Promise<void>> = {
  ...actCases(() => ({ ours, theirs })),
  ...requestCases(() => ({ ours, theirs })),
  ...doctorCases(() => ({ ours, theirs })),
  ...happeningCases(() => ({ ours, theirs })),
  findOrganization: async (tx) => {
    expect(await tx.findOrganization(ours.org.id)).toMatchObject({ name: 'Ours', slackTeamId: ours.org.teamId });
  },
  findFormOptions: async (tx) => {
    const { roles, teams, products } = await tx.findFormOptions(ours.org.id);
    expect(ids(roles)).toEqual(Object.values(ours.org.roles).sort());
    expect([ids(teams), ids(products)]).toEqual([[ours.salesId], [ours.productId]]);
  },
  holdFormOptions: async (tx) => {
    const terms = { roleId: theirs.org.roles.member, teamIds: [theirs.salesId], productIds: [theirs.productId] };
    expect(await tx.holdFormOptions(ours.org.id, terms)).toEqual(await tx.findFormOptions(ours.org.id));
  },
  findInvitationsOfEmails: async (tx) => {
    expect(ids(await tx.findInvitationsOfEmails(ours.org.id, emails))).toEqual([ours.waitingId, ours.expiredId].sort());
  },
  findPendingPage: async (tx) => {
    const { rows } = await tx.findPendingPage(ours.org.id, null, 100);
    expect(rows.map(({ invitationId }) => invitationId).sort()).toEqual([ours.waitingId, ours.expiredId].sort());
  },
  countPending: async (tx) => {
    const counts = Object.values(await tx.countPending(ours.org.id));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
  },
  findExpired: async (tx) => {
    expect(ids(await tx.findExpired(ours.org.id, 100))).toEqual([ours.expiredId]);
  },
  findRosterPage: async (tx) => {
    const everybody = { query: 'shared', roleId: null, teamId: null, status: 'ACTIVE' } as const;
    const { rows } = await tx.findRosterPage(ours.org.id, everybody, null, 100);
    expect(rows.map(({ membershipId }) => membershipId)).toEqual([ours.admin.membershipId]);
    for (const [tenant, found] of [[ours, 1] as const, [theirs, 0] as const]) {
      const filter = { ...everybody, roleId: tenant.org.roles.admin, teamId: tenant.salesId };
      expect((await tx.findRosterPage(ours.org.id, filter, null, 100)).rows).toHaveLength(found);
    }
  },
  findRosterRow: async (tx) => {
    const row = async (emailKey: string, teamId: string | null = null) =>
      (await tx.findRosterRow(ours.org.id, { query: null, roleId: null, teamId, status: 'ACTIVE' }, emailKey))
        ?.membershipId;
    expect(await row(ours.admin.email)).toBe(ours.admin.membershipId);
    expect([await row(theirs.admin.email), await row(ours.admin.email, theirs.salesId)]).toEqual([
      undefined,
      undefined,
    ]);
  },
  countRoster: async (tx) => {
    const filter = { query: 'shared', roleId: null, teamId: null, status: 'ACTIVE' } as const;
    expect(await tx.countRoster(ours.org.id, filter, 100)).toBe(1);
    expect(await tx.countRoster(ours.org.id, { ...filter, teamId: theirs.salesId }, 100)).toBe(0);
  },
  countNeeds: async (tx) => {
    expect(await tx.countNeeds(ours.org.id, ours.admin.membershipId)).toEqual({
      undelivered: 0,
      asked: 0,
      requests: 1,
      pauses: 0,
    });
  },
  findNeeds: async (tx) => {
    const { undelivered, asked, requests, pauses } = await tx.findNeeds(ours.org.id, ours.admin.membershipId, 9);
    expect([undelivered, asked, pauses]).toEqual([[], [], []]);
    expect(requests.map(({ requestId }) => requestId)).toEqual([ours.joinRequestId]);
  },
  findWeeks: async (tx) => {
    expect((await tx.findWeeks(ours.org.id, 2, 1001)).map(({ invited, joined }) => [invited, joined])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  },
  findRosterChoices: async (tx) => {
    const { roles, teams, team } = await tx.findRosterChoices(ours.org.id, theirs.salesId, 100);
    expect([ids(roles), ids(teams), team]).toEqual([Object.values(ours.org.roles).sort(), [ours.salesId], null]);
  },
  findMemberByAccountEmail: async (tx) => {
    const found = await tx.findMemberByAccountEmail(ours.org.id, ours.admin.email);
    expect(found?.member.membershipId).toBe(ours.admin.membershipId);
    expect(await tx.findMemberByAccountEmail(ours.org.id, theirs.admin.email)).toBeNull();
  },
  countActiveAdmins: async (tx) => {
    expect(await tx.countActiveAdmins(ours.org.id)).toBe(1);
  },
  findJoins: async (tx) => {
    expect(await tx.findJoins(ours.org.id, ours.salesId, day(-1), day(1))).toHaveLength(1);
    expect(await tx.findJoins(ours.org.id, theirs.salesId, day(-1), day(1))).toEqual([]);
  },
  findAdminsInSlack: async (tx) => {
    const admins = await tx.findAdminsInSlack(ours.org.id);
    expect(admins).toEqual([
      { membershipId: ours.admin.membershipId, slack: { teamId: ours.org.teamId, userId: 'U1' } },
    ]);
  },
  findPosted: async (tx) => {
    expect(await tx.findPosted(ours.org.id, 'joins', 'subject')).toEqual({ channelId: 'COurs', ts: '1.1' });
  },
  lookAgainAtAll: async (tx) => {
    await tx.lookAgainAtAll(ours.org.id);
  },
  findPersonCard: async (tx) => {
    expect(await tx.findPersonCard(ours.org.id, ours.admin.membershipId)).toMatchObject({ pendingIssued: 2 });
    expect(await tx.findPersonCard(ours.org.id, theirs.admin.membershipId)).toBeNull();
  },
  findMembersMeant: async (tx) => {
    const find = async (key: PersonKey) =>
      (await tx.findMembersMeant(ours.org.id, key, { onlyActive: false }, 9)).map(({ membershipId }) => membershipId);
    const slack = (teamId: string): PersonKey => ({ kind: 'slack', user: { teamId, userId: 'U1' } });
    expect(await find({ kind: 'text', text: 'shared' })).toEqual([ours.admin.membershipId]);
    expect(await find(slack(ours.org.teamId))).toEqual([ours.admin.membershipId]);
    expect(await find(slack(theirs.org.teamId))).toEqual([]);
    expect(await find({ kind: 'email', emailKey: theirs.admin.email })).toEqual([]);
  },
  findInvitedMeant: async (tx) => {
    const find = async (key: PersonKey) =>
      (await tx.findInvitedMeant(ours.org.id, key, 9)).map(({ invitationId }) => invitationId);
    const user = { teamId: theirs.org.teamId, userId: 'U2' };
    expect(await find({ kind: 'text', text: 'waiting' })).toEqual([ours.waitingId]);
    expect(await find({ kind: 'email', emailKey: 'waiting@example.com' })).toEqual([ours.waitingId]);
    expect(await find({ kind: 'slack', user })).toEqual([]);
  },
  findWhyPeople: async (tx) => {
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
  findNearPeople: async (tx) => {
    const near = (emailKey: string) =>
      tx.findNearPeople(ours.org.id, { emailKey, firstName: 'Ada', lastName: 'Example' });
    const emailsOf = async (emailKey: string) => (await near(emailKey)).map(({ email }) => email);
    expect(await emailsOf('waitin@example.com')).toEqual(
      expect.arrayContaining([ours.admin.email, 'waiting@example.com']),
    );
    expect(await emailsOf(`x${theirs.admin.email}`)).not.toContain(theirs.admin.email);
  },
  findThings: async (tx) => {
    const things = await tx.findThings(ours.org.id, theirs.admin.membershipId);
    expect(ids(things)).toEqual([ours.productId, ours.permissionId, ...Object.values(ours.org.roles)].sort());
    expect(things.filter(({ isHeld }) => isHeld)).toEqual([]);
  },
  findStoryPerson: async (tx) => {
    const of = (membershipId: string) => tx.findStoryPerson(ours.org.id, { kind: 'membership', membershipId });
    expect(await of(ours.admin.membershipId)).toMatchObject({ email: ours.admin.email, invitationIds: [] });
    expect(await of(theirs.admin.membershipId)).toBeNull();
    const invited = await tx.findStoryPerson(ours.org.id, { kind: 'email', emailKey: 'waiting@example.com' });
    expect(invited?.invitationIds).toEqual([ours.waitingId]);
    expect(await tx.findStoryPerson(ours.org.id, { kind: 'email', emailKey: theirs.admin.email })).toBeNull();
  },
  findStoryPage: async (tx) => {
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
  findRefusedAttempts: async (tx) => {
    expect(await tx.findRefusedAttempts(ours.org.id, theirs.admin.membershipId, 10)).toEqual([]);
  },
  findPeopleNamed: async (tx) => {
    const named = await tx.findPeopleNamed(ours.org.id, 'shared', 10);
    expect(named.map(({ email }) => email)).toEqual([ours.admin.email]);
    expect(await tx.findPeopleNamed(ours.org.id, 'waiting', 10)).toHaveLength(1);
  },
  ...accessCases(() => ({ ours, theirs })),
  holdActor: async (tx) => {
    expect(await tx.holdActor(actorOf(ours, ours.org.id))).not.toBeNull();
    expect(await tx.holdActor(actorOf(theirs, ours.org.id))).toBeNull();
  },
  findAddressFacts: async (tx) => {
    const organization = await tx.findOrganization(ours.org.id);
    if (!organization) throw new Error('Ours is gone.');
    const asked = [...emails, theirs.admin.email].map((emailKey) => ({ emailKey, slack: null }));
    const { facts, issuedToday } = await tx.findAddressFacts(organization, asked);
    expect(issuedToday).toBe(1);
    expect(facts.get('waiting@example.com')?.invitation?.id).toBe(ours.waitingId);
    expect(facts.get(theirs.admin.email)).toMatchObject({ hasAccount: true, membership: null, invitation: null });
  },
  createInvitations: async (tx) => {
    const made = await tx.createInvitations(termsOf(ours), [newInvitation(uuidv7(), 'theirs-only@example.com')]);
    expect(made).toHaveLength(1);
  },
  renewInvitations: async (tx) => {
    const rows = [
      newInvitation(ours.expiredId, 'expired@example.com'),
      newInvitation(theirs.expiredId, 'expired@example.com'),
    ];
    expect(ids(await tx.renewInvitations(termsOf(ours), rows))).toEqual([ours.expiredId]);
  },
  saveMemberTeams: async (tx) => {
    const teams = { removed: [theirs.salesId], added: [] };
    await tx.saveMemberTeams(ours.org.id, theirs.admin.membershipId, ours.salesId, teams);
  },
  saveMemberProducts: async (tx) => {
    const products = { removed: [], added: [theirs.productId] };
    await tx.saveMemberProducts(ours.org.id, theirs.admin.membershipId, products);
  },
  findProductPage: async (tx) => {
    expect(ids((await tx.findProductPage(ours.org.id, null, 100)).rows)).toEqual([ours.productId]);
    expect((await tx.findProductPage(ours.org.id, { after: theirs.productId }, 100)).rows).toEqual([]);
  },
  findProduct: async (tx) => {
    expect(await tx.findProduct(ours.org.id, ours.productId)).toMatchObject({ key: 'atlas', pending: 1 });
    expect(await tx.findProduct(ours.org.id, theirs.productId)).toBeNull();
  },
  findProductNames: async (tx) => {
    expect(ids(await tx.findProductNames(ours.org.id))).toEqual([ours.productId]);
  },
  holdProduct: async (tx) => {
    expect(await tx.holdProduct(ours.org.id, theirs.productId)).toBeNull();
  },
  createProduct: async (tx) => {
    await tx.createProduct(ours.org.id, { id: uuidv7(), key: 'new', name: 'New', isDefault: false });
  },
  changeProduct: async (tx) => {
    await tx.changeProduct(ours.org.id, theirs.productId, { name: 'Renamed', isDefault: true });
  },
  holdProductHolders: async (tx) => {
    await tx.holdProductHolders(ours.org.id, theirs.productId, theirs.admin.membershipId);
  },
  switchProduct: async (tx) => {
    expect(await tx.switchProduct(ours.org.id, theirs.productId, false)).toBe(0);
  },
  findTeamPage: async (tx) => {
    expect(ids((await tx.findTeamPage(ours.org.id, false, null, 100)).rows)).toEqual([ours.salesId]);
    expect((await tx.findTeamPage(ours.org.id, false, { before: theirs.salesId }, 100)).rows).toEqual([]);
  },
  countTeams: async (tx) => {
    expect(await tx.countTeams(ours.org.id)).toEqual({
      active: 1,
      archived: 0,
      membersWithoutTeam: 0,
      pendingWithoutTeam: expect.any(Number),
    });
  },
  findTeam: async (tx) => {
    expect(await tx.findTeam(ours.org.id, ours.salesId)).toMatchObject({ members: 1, pending: 1 });
    expect(await tx.findTeam(ours.org.id, theirs.salesId)).toBeNull();
  },
  findTeamNames: async (tx) => {
    expect(ids(await tx.findTeamNames(ours.org.id))).toEqual([ours.salesId]);
  },
  findTeamChannel: async (tx) => {
    expect(await tx.findTeamChannel(ours.org.id, ours.salesId)).toMatchObject({ name: 'Sales', tells: ['joins'] });
    expect(await tx.findTeamChannel(ours.org.id, theirs.salesId)).toBeNull();
  },
  findRoleChanges: async (tx) => {
    expect(await tx.findRoleChanges(ours.org.id, theirs.salesId, day(-1), day(1))).toEqual([]);
  },
  findLeavers: async (tx) => {
    expect(await tx.findLeavers(ours.org.id, theirs.salesId, day(-1), day(1))).toEqual([]);
  },
  holdNames: async (tx) => {
    await tx.holdNames(ours.org.id);
  },
  holdTeam: async (tx) => {
    expect(await tx.holdTeam(ours.org.id, theirs.salesId)).toBeNull();
  },
  createTeam: async (tx) => {
    await tx.createTeam(ours.org.id, uuidv7(), { ...team, name: 'New', productIds: [ours.productId] });
  },
  changeTeam: async (tx) => {
    await tx.changeTeam(ours.org.id, theirs.salesId, { ...team, productIds: [ours.productId] });
  },
  setTeamArchived: async (tx) => {
    await tx.setTeamArchived(ours.org.id, theirs.salesId, true);
  },
  holdInTeam: async (tx) => {
    for (const kind of ['memberships', 'invitations'] as const) {
      const way = { fromId: theirs.salesId, toId: null };
      expect(await tx.holdInTeam(kind, ours.org.id, way, theirs.admin.membershipId)).toEqual([]);
    }
    const own = await tx.holdInTeam('memberships', ours.org.id, { fromId: ours.salesId, toId: null }, null);
    expect(ids(own)).toEqual([ours.admin.membershipId]);
  },
  moveHolders: async (tx) => {
    const holder = { roleRank: 1, primaryTeamId: theirs.salesId, isPrimary: true, hasTarget: false };
    const way = { fromId: theirs.salesId, toId: ours.salesId };
    await tx.moveHolders('memberships', ours.org.id, way, [{ ...holder, id: theirs.admin.membershipId }]);
    await tx.moveHolders('invitations', ours.org.id, way, [{ ...holder, id: theirs.waitingId }]);
  },
  findMemberTerms: async (tx) => {
    const known = { teamId: ours.org.teamId, userId: 'U1' };
    expect(await tx.findMemberTerms(theirs.org.id, known)).toBeNull();
  },
  editInvitation: async (tx) => {
    const edit = {
      roleId: ours.org.roles.viewer,
      primaryTeamId: null,
      firstName: null,
      lastName: null,
      issuerId: null,
    };
    await tx.editInvitation({ organizationId: ours.org.id, id: theirs.waitingId, ...edit });
  },
  holdInvitations: async (tx) => {
    expect(ids(await tx.holdInvitations(ours.org.id, [ours.waitingId, theirs.waitingId]))).toEqual([ours.waitingId]);
  },
  holdSettings: async (tx) => {
    expect(await tx.holdSettings(ours.org.id)).toMatchObject({ name: 'Ours', slackTeamId: ours.org.teamId });
  },
  changeSettings: async (tx) => {
    await tx.changeSettings(ours.org.id, { reinviteCap: 7 });
    expect(await tx.findOrganization(ours.org.id)).toMatchObject({ reinviteCap: 7 });
  },
  ...morningCases(() => ({ ours, theirs })),
};

describe('what takes an organization', () => {
  it.each(Object.entries(cases))('%s finds and changes nothing of another one', async (_name, run) => {
    await bench.store.transaction(async (tx) => {
      await run(tx);
      return done(null);
    });
    expect(await snapshot(bench, theirs.org)).toBe(before);
  });

  it.each(['savePosted', 'releasePosted'] as const)('%s leaves the message of another one', async (name) => {
    const { store } = bench;
    if (name === 'releasePosted') await store.releasePosted(ours.org.id, 'joins', 'subject');
    else await store.savePosted(ours.org.id, 'joins', 'subject', ours.org.teamId, { channelId: 'COurs', ts: '2.2' });
    expect(await store.findPosted(theirs.org.id, 'joins', 'subject')).toEqual({ channelId: 'CTheirs', ts: '1.1' });
  });
});
