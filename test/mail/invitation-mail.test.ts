import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { type InvitationMailContent, invitationMail } from '../../src/mail/invitation-mail.tsx';
import { reminderMail } from '../../src/mail/reminder-mail.tsx';

const LINK = 'https://usher.example.com/i/AZqcHlstfDqPEAobLD1OXwAAAAHk3v1cZ7Vw2b9nQ4x8sT6yAZqcHlstfDqPEAobLD1OXwAA';

const anInvitation = (overrides: Partial<InvitationMailContent> = {}): InvitationMailContent => ({
  kind: 'new_account',
  organizationName: 'Acme',
  productName: 'Acme Calls',
  inviterName: 'Ada Lovelace',
  inviterEmail: 'ada@example.com',
  inviteeName: 'Grace',
  address: 'Grace.Hopper@example.com',
  note: 'See you on Monday.',
  roleName: 'Member',
  roleDescription: 'Can create, edit and manage content.',
  primaryTeamName: 'Sales',
  productNames: ['Calls', 'Sequences'],
  link: LINK,
  expiresAt: new Date('2026-11-22T13:02:00Z'),
  zone: 'Europe/Berlin',
  gettingStartedUrl: 'https://example.com/start',
  supportContact: 'help@example.com',
  stopUrl: `${LINK}/stop`,
  ...overrides,
});

/** As read, wherever the lines break. */
const flat = (text: string): string => text.replace(/\s+/g, ' ');

describe('the subject of an invitation', () => {
  const subject = (overrides: Partial<InvitationMailContent>) => invitationMail(anInvitation(overrides)).subject;

  it('when the address has no account yet, welcomes', () => {
    expect(subject({ kind: 'new_account' })).toBe('Welcome to Acme');
  });

  it('when the account exists and must accept, names who invites', () => {
    expect(subject({ kind: 'must_accept' })).toBe('Ada Lovelace invited you to Acme');
    expect(subject({ kind: 'reactivation' })).toBe('Ada Lovelace invited you to Acme');
    expect(subject({ kind: 'must_accept', inviterName: null })).toBe("You're invited to Acme");
  });

  it('when a name holds a line break, stays one line', () => {
    expect(subject({ organizationName: 'a\r\nBcc: z' })).toBe('Welcome to a Bcc: z');
  });
});

describe('an invitation', () => {
  it('when it is read as text, says everything that its HTML says', () => {
    const { text } = invitationMail(anInvitation());
    expect(text.split('\n')).toContain(LINK);
    expect(text).toMatch(/^Ada Lovelace invited you to Acme\n/);
    for (const piece of [
      'Ada Lovelace (ada@example.com) invited you to join Acme on Acme Calls.',
      '> See you on Monday.',
      'Role: Member. Can create, edit and manage content.',
      'Team: Sales',
      'Products: Calls, Sequences',
      'For: Grace.Hopper@example.com',
      `Open the invitation at this address: ${LINK} `,
      'until Sunday, 22 November 2026, 14:02 (Europe/Berlin, UTC+1)',
      'getting started (https://example.com/start)',
      'Reply to this mail to ask Ada Lovelace, or ask help@example.com',
      `don't write to me again (${LINK}/stop)`,
    ]) {
      expect(flat(text)).toContain(piece);
    }
    expect(text).not.toMatch(/<\w/);
  });

  it('when it is shown, has one button with the link, and the same address in full below', () => {
    const page = load(invitationMail(anInvitation()).html);
    expect(page('td.button a').attr('href')).toBe(LINK);
    expect(page('td.button').length).toBe(1);
    expect(page(`a:contains("${LINK}")`).attr('href')).toBe(LINK);
  });

  it('when it is read aloud or in the dark, has a language, one heading, no layout tables announced, no pictures', () => {
    const page = load(invitationMail(anInvitation()).html);
    expect(page('html').attr('lang')).toBe('en');
    expect(page('h1').length).toBe(1);
    expect(page('table:not([role=presentation])').length).toBe(0);
    expect(page('img, script, link').length).toBe(0);
    expect(page('meta[name=color-scheme]').attr('content')).toBe('light dark');
    expect(page('style').text()).toContain('@media (prefers-color-scheme: dark) {');
    expect(page('body > div').first().text()).toContain('Your link works until Sunday, 22 November 2026');
  });

  it('when texts hold markup, shows them as text in both parts', () => {
    const nasty = '<script>alert(1)</script>"\'&<!channel>=1+1';
    const { html, text } = invitationMail(
      anInvitation({
        organizationName: nasty,
        inviterName: nasty,
        inviteeName: nasty,
        note: `${nasty}\n${nasty}`,
        roleName: nasty,
        productNames: [nasty],
        address: nasty,
        supportContact: 'javascript:alert(1)',
      }),
    );
    const page = load(html);
    expect(page('script').length).toBe(0);
    expect(page('a[href^="javascript:"]').length).toBe(0);
    expect(page('blockquote').text()).toBe(nasty + nasty);
    expect(text).toContain(`> ${nasty}\n> ${nasty}`);
  });

  it('when little is known, leaves out what is not', () => {
    const { text } = invitationMail(
      anInvitation({
        inviterName: null,
        inviterEmail: null,
        inviteeName: null,
        note: null,
        productName: null,
        primaryTeamName: null,
        productNames: [],
        gettingStartedUrl: null,
        supportContact: null,
        stopUrl: null,
      }),
    );
    expect(text).toContain('Hello,\n\nAn admin invited you to join Acme.');
    for (const absent of ['Team:', 'Products:', 'Questions?', 'New here?', 'again', 'null', 'undefined', '---']) {
      expect(text).not.toContain(absent);
    }
  });

  it('when a deactivated membership comes back, says so', () => {
    expect(invitationMail(anInvitation({ kind: 'reactivation' })).text).toContain('invited you back to Acme');
  });
});

describe('a reminder of it', () => {
  const reminder = (ordinal: 1 | 2, given: Partial<InvitationMailContent> = {}) =>
    reminderMail({ ...anInvitation(given), stopUrl: `${LINK}/stop`, ordinal });

  it('is short: who invited, until when, the same link, and how to stop it', () => {
    const { subject, text } = reminder(1);
    expect(subject).toBe('Reminder: your invitation to Acme');
    expect(text.split('\n')).toContain(LINK);
    for (const piece of [
      'Ada Lovelace (ada@example.com) invited you to join Acme on Acme Calls.',
      'until Sunday, 22 November 2026, 14:02 (Europe/Berlin, UTC+1)',
      "don't write to me again",
      'once more at most',
    ])
      expect(flat(text)).toContain(piece);
    expect(text.length).toBeLessThan(invitationMail(anInvitation()).text.length);
    expect(reminder(2).text).toContain('the last time');
  });

  it('when a name holds markup, shows it as it is', () => {
    const { html, subject } = reminder(2, { inviterName: '<b>Eve</b>', organizationName: 'a\r\nBcc: z' });
    expect(load(html)('b').length).toBe(0);
    expect(subject).toBe('Reminder: your invitation to a Bcc: z');
  });
});
