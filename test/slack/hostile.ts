import type { Organization } from '../../src/domain/organization.ts';
import { mrkdwnWording } from '../../src/slack/wording.ts';

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
  reinviteCap: 3,
  dailyInvitationCap: 200,
  allowedDomains: [],
  blockedDomains: [],
  rosterReaders: 'ADMINS',
  timeZone: 'Europe/Berlin',
  slackTeamId: 'T0000000001',
};

export const words = mrkdwnWording(organization, '/members');

export const at = new Date('2026-11-22T13:02:00Z');

export const id = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`;
