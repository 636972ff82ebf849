import type { JoinRequestDecision, JoinRequestRecord } from '../../src/domain/join-request.ts';
import type { CardEvent, PersonCard } from '../../src/domain/person-card.ts';
import {
  aCard,
  aMember,
  anEvent,
  anInvitation,
  at,
  hostileTexts,
  id,
  longest,
  organization,
  party,
} from './examples.ts';

// Hostile texts at full length, in everything that people or admins may write.

export const hostileName = hostileTexts.join(' ').slice(0, 80);
const manyNames = Array.from({ length: 100 }, (_, n) => `${hostileTexts[n % hostileTexts.length]}${longest(60)}`);

export const hostileInvitation = anInvitation({
  email: `${longest(64)}@example.com`,
  firstName: hostileName,
  lastName: longest(80),
  note: `${hostileTexts.join('\n')}${longest(100)}`,
  role: { ...anInvitation().role, name: hostileName, description: longest(75) },
  primaryTeam: { id: id(5), name: hostileName },
  secondaryTeamNames: manyNames,
  productNames: manyNames,
  inviter: { ...party, firstName: hostileName, lastName: longest(80) },
});

export const hostileMember = aMember({
  email: `${longest(64)}@example.com`,
  firstName: hostileName,
  lastName: longest(80),
  roleName: hostileName,
  roleDescription: longest(75),
  primaryTeam: { id: id(5), name: hostileName, slackChannelId: null },
  secondaryTeamNames: manyNames,
  productNames: manyNames,
  invitedByName: hostileName,
});

export const hostileOrganization = {
  ...organization,
  name: hostileName,
  productName: hostileName,
  supportContact: hostileName,
};

const names100 = manyNames.map((name, n) => ({ id: id(n), name }));

export const hostileCard: PersonCard = aCard({
  email: `${longest(64)}@example.com`,
  firstName: hostileName,
  lastName: longest(80),
  status: 'DEACTIVATED',
  endedAt: at,
  endedByName: hostileName,
  invitedByName: hostileName,
  role: {
    ...aCard().role,
    name: hostileName,
    description: longest(75),
    isRetired: true,
    permissionNames: manyNames,
  },
  primaryTeam: { id: id(5), name: hostileName },
  secondaryTeams: names100,
  products: names100,
  permissions: names100.map((each) => ({ ...each, isSensitive: true })),
  invited: 1_000_000,
  pendingIssued: 1_000_000,
  waiting: {
    remindersSent: 2,
    invitationId: id(7),
    expiresAt: at,
    deliveries: [{ channel: 'EMAIL', state: 'FAILED', cause: 'mail_blocked', at }],
  },
  events: ['MEMBERSHIP', 'SLACK_USER', 'INVITEE', 'SYSTEM', 'CLI'].map((actorKind, n) =>
    anEvent({
      id: id(n),
      actorKind: actorKind as CardEvent['actorKind'],
      action: n === 0 ? longest(200) : 'membership.change_role',
      actorName: hostileName,
      actorSlackUserId: 'U0000000002',
      roleFrom: hostileName,
      roleTo: longest(75),
    }),
  ),
});

export const hostileDecision: JoinRequestDecision = { kind: 'DECLINED', at, note: longest(300), by: hostileMember };

export const hostileRequest: JoinRequestRecord = {
  id: id(8),
  organizationId: organization.id,
  email: `${longest(64)}@example.com`,
  emailKey: `${longest(64)}@example.com`,
  reason: Array.from({ length: 150 }, () => '&')
    .join('\n')
    .slice(0, 300),
  askedBy: { teamId: 'T0000000001', userId: 'U0000000001' },
  createdAt: at,
  decision: null,
};
