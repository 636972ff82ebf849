import {
  type AddressFacts,
  decideInvite,
  type InviteSettings,
  type InviteWarning,
  type SlackPerson,
} from '../../src/domain/decide-invite.ts';

export const now = new Date('2026-03-02T12:00:00Z');
/** So many days from `now`. */
export const day = (count: number): Date => new Date(now.getTime() + count * 86_400_000);

const facts = (given: Partial<AddressFacts> = {}): AddressFacts => ({
  emailKey: 'bo@example.com',
  isSelf: false,
  stoppedAt: null,
  membership: null,
  hasAccount: false,
  hasNames: true,
  invitation: null,
  slack: null,
  bouncedAt: null,
  slackKnownAs: null,
  ...given,
});

const settings = (given: Partial<InviteSettings> = {}): InviteSettings => ({
  allowedDomains: [],
  blockedDomains: [],
  ownDomains: [],
  guestPolicy: 'REFUSE',
  existingAccounts: 'MUST_ACCEPT',
  namesAskedOf: 'INVITEE',
  dailyInvitationCap: 200,
  ...given,
});

export const inSlack = (standing: SlackPerson['standing']): SlackPerson => ({
  teamId: 'T1',
  userId: 'U1',
  email: 'bo@example.com',
  emailConfirmed: true,
  firstName: 'Bo',
  lastName: 'Example',
  timeZone: null,
  standing,
});

type Invitation = NonNullable<AddressFacts['invitation']>;
type Membership = NonNullable<AddressFacts['membership']>;

export const invitation = (status: Invitation['status'], given: Partial<Invitation> = {}): Invitation => ({
  id: 'earlier',
  status,
  expiresAt: day(1),
  decidedAt: status === 'PENDING' ? null : day(-3),
  ...given,
});

export const membership = (status: Membership['status']): Membership => ({
  status,
  joinedAt: day(-90),
  endedAt: status === 'ACTIVE' ? null : day(-9),
});

/** Decides on `bo@example.com`, of whom nothing else is known than what is given. */
export const decide = (given: Partial<AddressFacts>, changed: Partial<InviteSettings> = {}, remaining = 5) =>
  decideInvite(facts(given), settings(changed), now, remaining);

/** The reason, or the fate where there is none. */
export const refusalOf = (...args: Parameters<typeof decide>) => {
  const decision = decide(...args);
  return decision.fate === 'refuse' ? decision.reason : decision.fate;
};

export const warningsOf = (...args: Parameters<typeof decide>): readonly InviteWarning[] => {
  const decision = decide(...args);
  if (decision.fate === 'refuse') throw new Error(`Refused: ${decision.reason.kind}`);
  return decision.warnings;
};

/** Accounts of example.com are added at once. */
export const own = { existingAccounts: 'ADD_AT_ONCE', ownDomains: ['example.com'] } as const;
