import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberActor } from '../../src/domain/actor.ts';
import { done } from '../../src/domain/result.ts';
import type { Transaction } from '../../src/ports/transaction.ts';
import { type StoreBench, startStore } from '../support/rows.ts';
import { addTenant, snapshot, type Tenant } from '../support/tenants.ts';
import { accessCases } from './access-cases.ts';
import { actCases } from './act-cases.ts';
import { doctorCases } from './doctor-cases.ts';
import { happeningCases } from './happening-cases.ts';
import { importCases } from './import-cases.ts';
import { invitationCases } from './invitation-cases.ts';
import { inviteLinkCases } from './invite-link-cases.ts';
import { morningCases } from './morning-cases.ts';
import { peopleCases } from './people-cases.ts';
import { requestCases } from './request-cases.ts';
import { teamCases } from './team-cases.ts';

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
  closeInvitations: 'held',
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
  claimRunOutCards: 'job',
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
  findImport: 'organization',
  holdImport: 'organization',
  findOpenImport: 'organization',
  findSameImport: 'organization',
  countIssuedToday: 'organization',
  saveOwnLists: 'organization',
  findImportRows: 'held',
  findPreviewPage: 'held',
  countImportRows: 'held',
  readImportProgress: 'held',
  findImportFailures: 'held',
  findImportOfBatch: 'job',
  areOfBatch: 'job',
  createImport: 'held',
  addImportRows: 'held',
  moveImport: 'held',
  saveFates: 'held',
  markDecided: 'held',
  settleRows: 'held',
  leaveOpenRows: 'held',
  dropImportRows: 'held',
  withdrawUnsent: 'held',
  claimResumable: 'job',
  findInviteLinkPage: 'organization',
  findLinkJoins: 'organization',
  findInviteLink: 'bearer',
  createInviteLink: 'organization',
  holdInviteLink: 'bearer',
  moveInviteLinks: 'organization',
  revokeInviteLink: 'organization',
  findJoinCode: 'bearer',
  countJoinCodes: 'person',
  startJoinCode: 'held',
  holdJoinCode: 'bearer',
  missJoinCode: 'held',
  spendJoinCode: 'held',
  admitByLink: 'held',
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

/** Each asks with our organization for what both have alike, or by the ids of theirs. */
const cases: Record<Scoped, (tx: Transaction) => Promise<void>> = {
  ...actCases(() => ({ ours, theirs })),
  ...peopleCases(() => ({ ours, theirs })),
  ...accessCases(() => ({ ours, theirs })),
  ...invitationCases(() => ({ ours, theirs })),
  ...teamCases(() => ({ ours, theirs })),
  ...requestCases(() => ({ ours, theirs })),
  ...doctorCases(() => ({ ours, theirs })),
  ...happeningCases(() => ({ ours, theirs })),
  ...importCases(() => ({ ours, theirs })),
  ...inviteLinkCases(() => ({ ours, theirs })),
  findOrganization: async (tx) => {
    expect(await tx.findOrganization(ours.org.id)).toMatchObject({ name: 'Ours', slackTeamId: ours.org.teamId });
  },
  findPosted: async (tx) => {
    expect(await tx.findPosted(ours.org.id, 'joins', 'subject')).toEqual({ channelId: 'COurs', ts: '1.1' });
  },
  holdActor: async (tx) => {
    expect(await tx.holdActor(actorOf(ours, ours.org.id))).not.toBeNull();
    expect(await tx.holdActor(actorOf(theirs, ours.org.id))).toBeNull();
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
