import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { codeMail } from '../../src/mail/code-mail.tsx';
import { joinCodeMail } from '../../src/mail/join-code-mail.tsx';
import { type WelcomeMailContent, welcomeMail } from '../../src/mail/welcome-mail.tsx';

const STOP_URL = 'https://usher.example.com/i/AZqcHlstfDqPEAobLD1OXwAAAAHk3v1cZ7Vw2b9nQ4x8sT6y/stop';

const aWelcome = (overrides: Partial<WelcomeMailContent> = {}): WelcomeMailContent => ({
  kind: 'joined',
  organizationName: 'Acme',
  productName: 'Acme Calls',
  productUrl: 'https://calls.example.com/',
  firstName: 'Grace',
  address: 'grace@example.com',
  inviterName: 'Ada Lovelace',
  inviterEmail: 'ada@example.com',
  roleName: 'Member',
  roleDescription: 'Can create, edit and manage content.',
  primaryTeamName: 'Sales',
  productNames: ['Calls'],
  gettingStartedUrl: 'https://example.com/start',
  supportContact: '#it-help',
  ...overrides,
});

/** As read, wherever the lines break. */
const flat = (text: string): string => text.replace(/\s+/g, ' ');

describe('a welcome', () => {
  it('when someone joined, says where to sign in and as whom, what they can do and whom to ask', () => {
    const { subject, text } = welcomeMail(aWelcome());
    expect(subject).toBe('You joined Acme');
    expect(text).toContain(
      'Sign in as: grace@example.com\nRole: Member. Can create, edit and manage content.\nTeam: Sales',
    );
    expect(text).toContain('Open Acme Calls at this address:\nhttps://calls.example.com/');
    expect(text).toContain('ask #it-help.');
  });

  it('when someone was added at once, says so in subject and text', () => {
    const { subject, text } = welcomeMail(aWelcome({ kind: 'added', stopUrl: STOP_URL }));
    expect(subject).toBe("You've been added to Acme");
    expect(text).toContain('Ada Lovelace added your account to Acme.');
    expect(flat(text)).toContain(`Don't write to me again (${STOP_URL})`);
  });

  it('when the product has no address, has no button', () => {
    expect(load(welcomeMail(aWelcome({ productUrl: null })).html)('.button').length).toBe(0);
  });
});

describe('a code', () => {
  it('when it is sent, is in the text, with who asked and until when, and not in the subject', () => {
    const { subject, text, html } = codeMail({
      organizationName: 'Acme',
      code: '042917',
      slackName: '@ada',
      workspaceName: 'Acme HQ',
      address: 'ada@example.com',
      expiresAt: new Date('2026-11-22T13:02:00Z'),
      zone: 'Asia/Kolkata',
    });
    expect(text).toContain('\n042917\n');
    expect(flat(text)).toContain('Sunday, 22 November 2026, 18:32 (Asia/Kolkata, UTC+5:30)');
    expect(text).toContain('@ada in the Slack workspace Acme HQ');
    expect(subject).not.toContain('042917');
    expect(load(html)('body > div').first().text()).not.toContain('042917');
  });

  it('of an invite link says nothing of who is a member, and escapes what people wrote', () => {
    const { subject, text, html } = joinCodeMail({
      organizationName: 'Acme <b>&',
      code: '042917',
      address: 'ada@example.com',
      expiresAt: new Date('2026-11-22T13:02:00Z'),
      zone: 'Asia/Kolkata',
    });
    expect(text).toContain('\n042917\n');
    expect(flat(text)).toContain('Somebody wants to join Acme <b>& as ada@example.com. If that is you');
    expect(html).not.toContain('<b>&');
    expect(subject).toBe('Your code for Acme <b>&');
    expect(load(html)('body > div').first().text()).not.toContain('042917');
  });
});
