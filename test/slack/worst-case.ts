import { aMember, anInvitation, hostileTexts, id, longest, organization, party } from './examples.ts';

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
