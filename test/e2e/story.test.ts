import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../support/workspace/person.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;
let grace: Person;
let barbara: Person;

const LINUS = 'linus@example.net';
const MARGARET = 'margaret@example.org';

beforeAll(async () => {
  org = await startExampleOrg({ seed: { teams: [{ name: 'Support' }], products: [{ name: 'Reports' }] } });
  grace = org.workspace.person({ firstName: 'Grace', lastName: 'Sample' });
  barbara = org.workspace.person({ firstName: 'Barbara', lastName: 'Sample' });
});

afterAll(() => org.close());

describe('the main job, from the invite form to the team channel', () => {
  it('opens the form filled in with what was typed after /members-invite', async () => {
    await org.ada.types(`/members-invite ${grace.mention} b@example.com as member in Sales`);
    const form = await org.ada.modal({ settled: true, title: 'Invite people' });
    expect(form.input('People of this workspace').value).toBe('@Grace Sample');
    expect(form.input('Addresses').value).toBe('b@example.com');
    expect(form.input('Role').value).toBe('Member');
    expect(form.input('Primary team').value).toBe('Sales');
    // The least role is the one that stands there when nothing was typed.
    await org.ada.types('/members-invite');
    const empty = await org.ada.modal({ settled: true, title: 'Invite people' });
    expect(empty.input('Role').value).toBe('Viewer');
    expect(empty.input('Products').value).toBe('Studio');
  });

  it('invites addresses and people of the workspace in one form', async () => {
    const people = [grace, barbara];
    const result = await org.invite(`Linus Example <${LINUS}>\n${MARGARET}`, { people, note: 'We start on Monday.' });
    expect(result.text()).toMatch(/Invited 4/);
    for (const email of [LINUS, MARGARET, grace.email, barbara.email]) expect(result.text()).toContain(email);
    expect(result.foot.submit).toBeUndefined();
    await org.ada.waitForMessage(/4 invited: 4 waiting/);
  });

  it('asks a colleague in Slack by a card, which she accepts without any link', async () => {
    const card = await grace.waitForMessage(/Ada Example invited you to Example Org/);
    expect(card.text).toMatch(/Viewer[\s\S]*Sales[\s\S]*Studio[\s\S]*We start on Monday\./);
    expect(card.links).toEqual([]);
    expect(org.inbox.mailsTo(grace.email)).toEqual([]);
    await card.click('Accept');
    const welcome = await grace.waitForMessage(/Welcome to Example Org/);
    expect(welcome.text).toMatch(/Viewer[\s\S]*grace@example\.com[\s\S]*Getting started[\s\S]*help@example\.com/);
    expect((await grace.waitForMessage(/Accepted/)).buttons).toEqual([]);
  });

  it('tells the team, and mentions nobody but the one who joined', async () => {
    const post = await org.sales.waitForMessage(/Grace Sample.* joined .*Sales/);
    expect(post.mentions).toEqual([grace.id]);
    expect(post.links).toEqual([]);
    await org.ada.waitForMessage(/4 invited: 1 joined, 3 waiting/);
  });

  it('takes a no in Slack, after asking once', async () => {
    const card = await barbara.waitForMessage(/invited you/);
    const { question } = await card.click('No, thanks', { confirm: true });
    expect(question?.text).toMatch(/Example Org/);
    expect((await barbara.waitForMessage(/Declined/)).buttons).toEqual([]);
    await org.ada.waitForMessage(/4 invited: 1 joined, 2 waiting, 1 declined/);
  });

  it('writes to those outside: who, what, until when, one link', async () => {
    const mail = await org.inbox.waitForMail(LINUS);
    expect(mail.subject).toBe('Welcome to Example Org');
    expect(mail.from?.name).toBe('Ada Example via Example Org');
    expect(mail.replyTo?.map(({ address }) => address)).toEqual(['ada@example.com']);
    expect(mail.text).toMatch(/We start on Monday\.[\s\S]*Viewer[\s\S]*Europe\/Berlin/);
    expect(mail.links.filter((link) => /\/i\/[\w-]+$/.test(link))).toHaveLength(1);
    expect(mail.html).toContain(await org.linkOf(LINUS));
  });

  it('lets the invitee in by the page, and welcomes them by mail', async () => {
    const page = await org.visitor().open(await org.linkOf(LINUS));
    expect(page.path).toMatch(/^\/invitations\/[\w-]+$/);
    expect(page.text).toMatch(/Linus[\s\S]*Viewer[\s\S]*Sales/);
    const joined = await page.press('Accept and join');
    expect(joined.heading).toBe('Linus, you are in');
    const welcome = await org.inbox.waitForMail(LINUS, { subject: /joined/ });
    expect(welcome.text).toContain('https://studio.example.com');
    expect(welcome.text).toMatch(/linus@example\.net/);
  });

  it('edits the one post of the day instead of posting again', async () => {
    const post = await org.sales.waitForMessage(/2 people joined .*Sales[\s\S]*Linus Example/);
    expect(post.mentions).toEqual([grace.id]);
    expect(org.sales.messages().filter(({ text }) => /joined/.test(text))).toHaveLength(1);
  });

  it('asks for the names that nobody knows yet, and takes no membership without them', async () => {
    const page = await org.visitor().open(await org.linkOf(MARGARET));
    expect(page.$('form input[name="firstName"]').length).toBe(1);
    const refused = await page.press('Accept and join', { 'First name': 'Margaret', 'Last name': ' ' });
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(/Type your last name/);
    const joined = await refused.press('Accept and join', { 'First name': 'Margaret', 'Last name': 'Sample' });
    expect(joined.heading).toBe('Margaret, you are in');
  });

  it('ends with one living message that tells all of it', async () => {
    const living = await org.ada.waitForMessage(/4 invited: 3 joined, 1 declined/);
    expect(living.text).toMatch(/Margaret Sample: joined/);
    expect(living.text).toMatch(/Barbara Sample: declined/);
    expect(living.buttons).toEqual([]);
    await org.quiet();
    expect(org.ada.messages().filter(({ text }) => /\d+ invited/.test(text))).toHaveLength(1);
    await org.ada.types('/members list');
    const roster = await org.ada.modal({ settled: true });
    expect(roster.text()).toMatch(/Margaret Sample[\s\S]*Linus Example[\s\S]*Grace Sample[\s\S]*Ada Example/);
    expect(roster.text()).not.toContain('Barbara');
  });
});

describe('the other ways to answer', () => {
  it('mails the link to a colleague who asks for it, and lets it be declined on the page', async () => {
    const edsger = org.workspace.person({ firstName: 'Edsger', lastName: 'Sample' });
    await org.invite('', { people: [edsger] });
    await (await edsger.waitForMessage(/invited you/)).click('Email me the link instead');
    const card = await edsger.waitForMessage(/on its way to e•••@example.com/);
    expect(card.buttons).toEqual([]);
    const page = await org.visitor().open(await org.linkOf(edsger.email));
    const declined = await page.press('No, thanks');
    expect(declined.heading).toBe('You said no, thanks');
    await org.ada.waitForMessage(/1 invited: 1 declined/);
    const again = await org.visitor().open(await org.linkOf(edsger.email));
    expect(again.buttons).not.toContain('Accept and join');
  });

  it('asks in Slack for the names that the profile lacks', async () => {
    const ken = org.workspace.person({ firstName: 'Ken', lastName: '' });
    await org.invite('', { people: [ken] });
    await (await ken.waitForMessage(/invited you/)).click('Accept');
    const form = await ken.modal({ settled: true });
    await form.fill('Last name', 'Sample');
    const outcome = await form.submit();
    expect(outcome.trouble).toBeUndefined();
    await ken.waitForMessage(/Welcome to Example Org/);
    expect((await ken.waitForMessage(/Accepted/)).buttons).toEqual([]);
  });

  it('never writes again to who asked for that, and tells the admin who tries', async () => {
    await org.invite('stop@example.net');
    const page = await org.visitor().open(await org.linkOf('stop@example.net'));
    await page.press('No, thanks', { "Don't write to me again": true });
    const result = await org.invite('stop@example.net');
    expect(result.text()).toMatch(/Not invited 1[\s\S]*asked on .* not to be written to/);
    await org.quiet();
    expect(org.inbox.mailsTo('stop@example.net')).toHaveLength(1);
  });

  it('gives an admin role by the mailed link only', async () => {
    const ida = org.workspace.person({ firstName: 'Ida', lastName: 'Sample' });
    await org.invite('', { people: [ida], role: 'Admin' });
    const mail = await org.inbox.waitForMail(ida.email);
    expect(ida.messages().flatMap(({ buttons }) => buttons)).not.toContain('Accept');
    expect(mail.subject).toBe('Welcome to Example Org');
    await (await org.visitor().open(await org.linkOf(ida.email))).press('Accept and join');
    await org.ada.waitForMessage(/Ida Sample.* is an admin now/);
  });
});
