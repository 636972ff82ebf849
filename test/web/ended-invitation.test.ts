import { afterEach, describe, expect, it } from 'vitest';
import type { InvitationView } from '../../src/web/invitation-pages.ts';
import { anOpenInvitation, invitationDesk } from './invitation-desk.ts';
import { openedBrowser, PAGE, type RunningWebApp, runWebApp } from './running-web-app.ts';

let app: RunningWebApp;
afterEach(() => app.close());

const show = async (view: InvitationView) => {
  app = await runWebApp({ desk: invitationDesk(view) });
  return (await openedBrowser(app)).get();
};
const { state, note, firstName, lastName, expiresAt, ...facts } = anOpenInvitation();

describe('the page of an invitation that is over', () => {
  const joinedAt = new Date('2026-11-21T14:00:00Z');
  const newerSentAt = new Date('2026-11-22T13:02:00Z');
  const used = {
    firstName: 'Grace',
    joinedAt,
    productName: 'Acme Calls',
    productUrl: 'https://calls.example.com/',
    gettingStartedUrl: null,
  };

  it('when it ran out, says when and offers to ask for a new link', async () => {
    const { page } = await show({ ...facts, state: 'expired', expiredAt: expiresAt, askedAt: null, canAsk: true });
    expect(page('h1').text()).toBe('This link ran out');
    expect(page('main').text()).toContain('until Sunday, 22 November 2026, 14:02 (Europe/Berlin, UTC+1)');
    expect(page('form').attr('action')).toBe(`${PAGE}/ask`);
  });

  it('when a new link was asked for less than 12 hours ago, says when and has no button', async () => {
    const { page } = await show({
      ...facts,
      state: 'expired',
      expiredAt: expiresAt,
      askedAt: newerSentAt,
      canAsk: false,
    });
    expect(page('h1').text()).toBe('You asked for a new link');
    expect(page('main').text()).toContain('Sunday, 22 November 2026, 14:02');
    expect(page('form').length).toBe(0);
  });

  it('when its issuer lost the right, offers the same without a word about them', async () => {
    const { page } = await show({ ...facts, state: 'issuer_lost_right', askedAt: null, canAsk: true });
    expect(page('form').attr('action')).toBe(`${PAGE}/ask`);
    expect(page('main').text()).not.toContain('Ada');
  });

  it('when a newer one was sent, says when and to which address', async () => {
    const { page } = await show({ ...facts, state: 'superseded', newerSentAt });
    expect(page('h1').text()).toBe('There is a newer invitation');
    expect(page('main').text()).toContain('to g•••@example.com on Sunday, 22 November 2026, 14:02');
  });

  it('when a newer one is not sent yet, says that it is on its way', async () => {
    const { page } = await show({ ...facts, state: 'superseded', newerSentAt: null });
    expect(page('main').text()).toContain('on its way to g•••@example.com');
  });

  it('when it was accepted, is friendly and says where to sign in', async () => {
    const { page } = await show({ ...facts, ...used, state: 'used' });
    expect(page('h1').text()).toBe('Grace, you are in');
    expect(page('a.button').attr('href')).toBe('https://calls.example.com/');
    expect(page('a.button').text()).toBe('Open Acme Calls');
    expect(page('form').length).toBe(0);
  });

  it('when it was accepted and nobody set the product address, names whom to ask', async () => {
    const { page } = await show({
      ...facts,
      ...used,
      state: 'used',
      productUrl: null,
      supportContact: 'help@example.com',
    });
    expect(page('a[href="mailto:help@example.com"]').length).toBeGreaterThan(0);
  });

  it('when a setting holds an address that is none of the web, shows it as text', async () => {
    const evil = 'javascript:alert(1)';
    const settings = { supportContact: evil, productUrl: evil, gettingStartedUrl: evil };
    const { page } = await show({ ...facts, ...used, ...settings, state: 'used' });
    expect(page('a').length).toBe(0);
    expect(page('main').text()).toContain(`Ask ${evil}.`);
  });

  it('when it was withdrawn, says so and whom to ask', async () => {
    const { page } = await show({ ...facts, state: 'withdrawn' });
    expect(page('h1').text()).toBe('This invitation was withdrawn');
    expect(page('main').text()).toContain('Ask Ada Lovelace.');
  });

  it('when it was declined, says when and how to change that', async () => {
    const { page } = await show({ ...facts, state: 'declined', declinedAt: joinedAt });
    expect(page('main').text()).toContain('Saturday, 21 November 2026, 15:00 (Europe/Berlin, UTC+1)');
    expect(page('main').text()).toContain('Ask Ada Lovelace to invite you again');
  });

  it('when it is over, is not noted as opened', async () => {
    await show({ ...facts, state: 'withdrawn' });
    expect(app.desk.writes).toEqual([]);
  });
});
