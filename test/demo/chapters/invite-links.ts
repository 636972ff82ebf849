import { createVisitor } from '../../support/visitor.ts';
import { opens, type Stage, shows } from '../stage.ts';

const ANNIE = 'annie@example.net';

/** One link for many: turned on, made, taken by two, told to who made it, and revoked. */
export const inviteLinks = async (stage: Stage): Promise<void> => {
  const { ada, tell } = stage;
  tell.chapter('A link that many join by: made, taken by two, and revoked');
  const url = await makeLink(stage);
  await joinInSlack(stage, url);
  await joinByCode(stage, url);
  const living = await ada.waitForMessage(/invite link for Viewer in Sales: 2 of 10 joined/);
  tell.shows('DM from Usher to Ada, one message that is rewritten', living.text);
  tell.expect(/Annie Sample[\s\S]*Nell Example/.test(living.text), 'who came by the link stands there by name');
  await revoke(stage, url);
};

const makeLink = async (stage: Stage): Promise<string> => {
  const { ada, tell, usher } = stage;
  await usher.query(`UPDATE organization SET invite_links = 'LEAST_ROLE'`);
  const list = await opens(stage, ada, '/members link', 'Invite links');
  tell.does('Ada', 'clicks [New link]');
  await list.click('New link');
  const form = await ada.modal({ settled: true, title: 'New invite link', after: list });
  await form.fill('Primary team', 'Sales');
  await form.fill('For how many people', '10');
  shows(stage, form);
  await form.submit();
  const shown = await form.waitFor(/\/join\//);
  shows(stage, shown);
  const url = /https?:\/\/\S+\/join\/[\w-]+/.exec(shown.text())?.[0] ?? '';
  await form.close();
  await list.close();
  return url;
};

/** Slack knows her, and has seen her confirm the address. */
const joinInSlack = async (stage: Stage, url: string): Promise<void> => {
  const { nell, tell, usher } = stage;
  const modal = await opens(stage, nell, `/members join ${url}`, 'Join');
  await modal.submit();
  const joined = await modal.waitFor('You are a member of');
  shows(stage, joined);
  tell.expect(usher.inbox.mailsTo(nell.email).length === 0, 'in Slack she needs no code');
  await modal.close();
};

/** Whoever is not in Slack proves the address. */
const joinByCode = async ({ usher, tell }: Stage, url: string): Promise<void> => {
  tell.does('Annie', 'opens the link');
  const page = await createVisitor().open(url);
  tell.shows(`page ${page.path.replace(/[\w-]{20,}/, '…')}`, page.text);
  const asked = await page.press('Mail me a code', { 'Your email address': ANNIE });
  const mail = await usher.inbox.waitForMail(ANNIE, { subject: /code/ });
  tell.shows('mail', `Subject: ${mail.subject}\n\n${mail.text}`);
  const code = /\b\d{6}\b/.exec(mail.text ?? '')?.[0] ?? '';
  const typed = { 'Code from the mail': code, 'First name': 'Annie', 'Last name': 'Sample' };
  const joined = await asked.press('Join', typed);
  tell.does('Annie', 'types the code and her name');
  tell.shows('the page', joined.text);
  tell.expect(joined.heading === 'Annie, you are in', 'the code in the mail is the proof of her address');
};

const revoke = async (stage: Stage, url: string): Promise<void> => {
  const { ada, tell } = stage;
  const list = await opens(stage, ada, '/members link', 'Invite links');
  tell.does('Ada', 'clicks [Revoke] and confirms');
  await list.click('Revoke', { confirm: true });
  await list.waitFor('The link is revoked');
  shows(stage, list);
  await list.close();
  const dead = await createVisitor().open(url);
  tell.shows('the link now', dead.text);
  tell.expect(!dead.buttons.includes('Mail me a code'), 'nobody joins by it any more, and the page says so');
  const living = await ada.waitForMessage(/2 of 10 joined[\s\S]*Revoked/);
  tell.expect(living.edits > 0, 'the message in her DM says so too');
};
