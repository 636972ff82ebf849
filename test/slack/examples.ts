import type { InvitationRecord } from '../../src/domain/invitation.ts';
import type { InviteLinkRecord } from '../../src/domain/invite-link.ts';
import type { Member } from '../../src/domain/member.ts';
import type { Organization } from '../../src/domain/organization.ts';
import type { CardEvent, PersonCard } from '../../src/domain/person-card.ts';
import { mrkdwnWording, plainWording } from '../../src/slack/wording.ts';

/** Texts that people may choose and that must come out inert. */
export const hostileTexts = [
  '<!channel>',
  '<!here|here>',
  '<@U0000000001>',
  '<https://evil.example|Approve>',
  '&lt;!everyone&gt;',
  '*bold* _it_ ~no~ `code`',
  '```\nblock',
  '=1+1',
  'a\r\nBcc: z@example.com',
  '> quoted',
  '@channel',
  '‮txet',
] as const;

/** The longest that may stand there, of characters that grow five-fold when they are escaped. */
export const longest = (length: number): string => '&'.repeat(length);

export const organization: Organization = {
  id: '01890000-0000-7000-8000-000000000001',
  name: 'Example Org',
  productName: 'Product',
  productUrl: 'https://product.example.com/sign-in?a=1&b=2',
  gettingStartedUrl: 'https://product.example.com/start',
  supportContact: 'help@example.com',
  invitationLifetimeHours: 24,
  namesAskedOf: 'INVITEE',
  existingAccounts: 'MUST_ACCEPT',
  ownDomains: [],
  guestPolicy: 'REFUSE',
  deliveryPolicy: 'DM_ELSE_MAIL',
  adminChannelId: null,
  organizationChannelId: null,
  organizationPosts: 'OFF',
  remindersOn: true,
  quietFromHour: 20,
  quietUntilHour: 8,
  automaticMessageCap: 5,
  digestOn: true,
  digestHour: 9,
  reinviteCap: 3,
  dailyInvitationCap: 200,
  allowedDomains: [],
  blockedDomains: [],
  rosterReaders: 'ADMINS',
  inviteLinkPolicy: 'OFF',
  askAboutJoiners: false,
  timeZone: 'Europe/Berlin',
  language: 'en',
  slackTeamId: 'T0000000001',
};

export const words = mrkdwnWording(organization, '/members');

export const plainWords = plainWording(organization, '/members');

export const at = new Date('2026-11-22T13:02:00Z');

export const id = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const party = {
  membershipId: id(1),
  email: 'ada@example.com',
  firstName: 'Ada',
  lastName: 'Example',
  isActive: true,
  isAdmin: true,
  rank: 100,
  slack: null,
};

export const anInvitation = (rest: Partial<InvitationRecord> = {}): InvitationRecord => ({
  id: id(2),
  organizationId: organization.id,
  email: 'grace@example.com',
  emailKey: 'grace@example.com',
  firstName: 'Grace',
  lastName: 'Hopper',
  slack: null,
  status: 'PENDING',
  decidedAt: null,
  generation: 1,
  issuedAt: at,
  sendAfter: null,
  sentAt: at,
  expiresAt: at,
  openedAt: null,
  askedAt: null,
  note: 'Looking forward to it.',
  batchId: id(3),
  role: {
    id: id(4),
    name: 'Viewer',
    description: 'Can look at everything.',
    rank: 10,
    isAdmin: false,
    isRetired: false,
  },
  primaryTeam: { id: id(5), name: 'Sales' },
  secondaryTeamIds: [id(7)],
  secondaryTeamNames: ['Support'],
  productIds: [id(8)],
  productNames: ['Atlas'],
  permissionIds: [],
  permissionNames: [],
  inviter: party,
  issuer: party,
  decidedBy: null,
  account: null,
  membership: null,
  deliveries: [],
  stoppedAt: null,
  ...rest,
});

export const aLink = (rest: Partial<InviteLinkRecord> = {}): InviteLinkRecord => ({
  id: id(9),
  organizationId: organization.id,
  role: anInvitation().role,
  leastRank: 10,
  team: { id: id(5), name: 'Sales', isArchived: false },
  allowedDomains: [],
  maxUses: 50,
  uses: 0,
  createdAt: at,
  expiresAt: at,
  revokedAt: null,
  creator: party,
  ...rest,
});

export const aMember = (rest: Partial<Member> = {}): Member => ({
  membershipId: id(6),
  organizationId: organization.id,
  email: 'grace@example.com',
  firstName: 'Grace',
  lastName: 'Hopper',
  status: 'ACTIVE',
  roleName: 'Viewer',
  roleDescription: 'Can look at everything.',
  isAdmin: false,
  primaryTeam: { id: id(5), name: 'Sales', slackChannelId: null },
  secondaryTeamNames: ['Support'],
  productNames: ['Atlas'],
  joinedAt: at,
  invitedByName: 'Ada Example',
  slack: { teamId: 'T0000000001', userId: 'U0000000001' },
  ...rest,
});

export const aCard = (rest: Partial<PersonCard> = {}): PersonCard => ({
  membershipId: id(6),
  organizationId: organization.id,
  version: 3,
  email: 'grace@example.com',
  firstName: 'Grace',
  lastName: 'Hopper',
  status: 'ACTIVE',
  role: {
    id: id(4),
    name: 'Viewer',
    description: 'Can look at everything.',
    rank: 10,
    isAdmin: false,
    isRetired: false,
    permissionNames: [],
  },
  primaryTeam: { id: id(5), name: 'Sales' },
  secondaryTeams: [{ id: id(8), name: 'Support' }],
  products: [{ id: id(9), name: 'Atlas' }],
  permissions: [],
  joinedAt: at,
  endedAt: null,
  endedByName: null,
  invitedByName: 'Ada Example',
  slack: { teamId: 'T0000000001', userId: 'U0000000001' },
  pendingIssued: 0,
  invited: 0,
  waiting: null,
  events: [],
  ...rest,
});

export const anEvent = (rest: Partial<CardEvent> = {}): CardEvent => ({
  id: id(10),
  action: 'membership.change_role',
  at,
  actorKind: 'MEMBERSHIP',
  actorName: 'Ada Example',
  actorSlackUserId: null,
  via: 'modal',
  changed: {},
  roleFrom: 'Viewer',
  roleTo: 'Admin',
  ...rest,
});
