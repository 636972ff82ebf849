import { seed } from '../support/seed.ts';
import type { Usher } from '../support/usher.ts';
import { createVisitor } from '../support/visitor.ts';
import { inviteLinks } from './chapters/invite-links.ts';
import { exportPeople, request, roleTable, settings, teamsAndPermissions, why } from './chapters/organization.ts';
import { editPending, sendLater } from './chapters/pending.ts';
import { leaving, roleChange, rosterAndCard } from './chapters/people.ts';
import { type Cast, linkIn, type Stage } from './stage.ts';
import type { Transcript } from './transcript.ts';

const LINUS = 'linus@example.net';
const MARGARET = 'margaret@example.org';

/** The life of a membership from the first command on, by the doors that people use. */
export const playStory = async (usher: Usher, cast: Cast, tell: Transcript): Promise<void> => {
  const stage: Stage = { ...cast, usher, tell };
  await seed(usher, {
    products: [{ name: 'Studio', isDefault: true }, { name: 'Reports' }],
    teams: [{ name: 'Sales', channelId: cast.sales.id, products: ['Studio'] }, { name: 'Support' }],
    settings: {
      product_name: 'Example Studio',
      product_url: 'https://studio.example.com',
      getting_started_url: 'https://studio.example.com/start',
      support_contact: 'help@example.com',
      time_zone: 'Europe/Berlin',
    },
  });
  await firstAdmin(stage);
  await invite(stage);
  await acceptInSlack(stage);
  await acceptByMail(stage);
  await editPending(stage, MARGARET);
  await pendingAndReinvite(stage);
  await withdraw(stage);
  await sendLater(stage);
  await rosterAndCard(stage);
  await teamsAndPermissions(stage);
  await roleTable(stage);
  await roleChange(stage);
  await exportPeople(stage);
  await leaving(stage);
  await request(stage);
  await settings(stage);
  await inviteLinks(stage);
  await why(stage);
};

const firstAdmin = async ({ ada, tell }: Stage): Promise<void> => {
  tell.chapter('The first admin says who she is');
  tell.does('Ada', '/members');
  await ada.types('/members');
  const offer = await ada.waitForEphemeral(/ada@example.com/);
  tell.shows('only visible to Ada', offer.text);
  await offer.click('This is me');
  const question = await ada.modal({ settled: true });
  tell.shows(`modal “${question.title}”`, question.text());
  await question.submit();
  const desk = await ada.modal({ settled: true, title: /^(?!Is this you)/ });
  tell.shows(`modal “${desk.title}”`, desk.text());
  tell.does('Ada', '/members whoami');
  await ada.types('/members whoami');
  const whoami = await ada.waitForEphemeral(/Admin/);
  tell.shows('only visible to Ada', whoami.text);
  tell.expect(/Admin/.test(whoami.text), 'Ada is an admin, without a code: the operator named her');
};

const invite = async ({ ada, grace, tell }: Stage): Promise<void> => {
  tell.chapter('Invite a colleague and two people outside');
  tell.does('Ada', '/members invite');
  await ada.types('/members invite');
  const form = await ada.modal({ settled: true, title: 'Invite people' });
  await form.fill('Addresses', `Linus Example <${LINUS}>\n${MARGARET}\nnot-an-address`);
  await form.fill('People of this workspace', [grace]);
  await form.fill('Primary team', 'Sales');
  await form.fill('Note', 'We start on Monday: glad to have you.');
  tell.shows(`modal “${form.title}”`, form.text());
  const refused = await form.submit();
  tell.shows(
    'under the fields',
    Object.entries(refused.errors ?? {})
      .map(([field, text]) => `${field}: ${text}`)
      .join('\n'),
  );
  tell.expect(/line 3/i.test(refused.errors?.['Addresses'] ?? ''), 'the unreadable address is named by its line');

  await form.fill('Addresses', `Linus Example <${LINUS}>\n${MARGARET}`);
  const sent = await form.submit();
  const result = sent.updatedTo ?? (await ada.modal({ settled: true }));
  tell.shows(`modal “${result.title}”`, result.text());
  const text = result.text();
  tell.expect(
    [LINUS, MARGARET, 'grace@example.com'].every((email) => text.includes(email)),
    'all three are invited',
  );
};

const acceptInSlack = async ({ ada, grace, sales, tell }: Stage): Promise<void> => {
  tell.chapter('Grace is in Slack: she accepts without any link');
  const card = await grace.waitForMessage(/invited you/);
  tell.shows('DM from Usher to Grace', card.text);
  await card.click('Accept');
  const welcome = await grace.waitForMessage(/welcome|you joined|You are in/i);
  tell.shows('DM from Usher to Grace', welcome.text);
  const post = await sales.waitForMessage(/joined/);
  tell.shows('#sales', post.text);
  tell.expect(post.mentions.length <= 1, 'nobody but the joiner is mentioned');
  const settled = await grace.waitForMessage(/accepted/i);
  tell.expect(settled.buttons.length === 0, 'no dead button stays on the card');
  const living = await ada.waitForMessage(/3 invited: 1 joined/);
  tell.shows('DM from Usher to Ada, one message that is rewritten', living.text);
};

const acceptByMail = async ({ ada, sales, usher, tell }: Stage): Promise<void> => {
  tell.chapter('Linus is not in Slack: he gets a mail');
  const mail = await usher.inbox.waitForMail(LINUS);
  tell.shows(
    'mail',
    `From: ${mail.from?.name} <${mail.from?.address}>\nReply-To: ${mail.replyTo?.[0]?.address}\nSubject: ${mail.subject}\n\n${mail.text}`,
  );
  tell.expect(mail.subject === 'Welcome to Example Org', 'a new account is welcomed by rule 10');
  const link = linkIn(mail);
  const linus = createVisitor();
  tell.does('Linus', 'opens the link');
  const page = await linus.open(link);
  tell.shows(`page ${page.path}`, page.text);
  tell.expect(!page.path.includes('/i/'), 'the token has left the address bar');
  const joined = await page.press(page.buttons.find((label) => /accept|join/i.test(label)) ?? '', {});
  tell.does('Linus', 'accepts');
  tell.shows(`page ${joined.path}`, joined.text);
  const welcome = await usher.inbox.waitForMail(LINUS, { subject: /joined/ });
  tell.shows('mail', `Subject: ${welcome.subject}\n\n${welcome.text}`);
  const post = await sales.waitForMessage(/Linus/);
  tell.shows('#sales, the same post', post.text);
  const joins = sales.messages().filter((message) => /joined/.test(message.text));
  tell.expect(joins.length === 1, 'one post a day, edited by later joins');
  const living = await ada.waitForMessage(/3 invited: 2 joined/);
  tell.shows('DM from Usher to Ada, the same message', living.text);
  const again = await createVisitor().open(link);
  tell.shows('the link, opened once more elsewhere', again.text);
};

const pendingAndReinvite = async ({ ada, usher, tell }: Stage): Promise<void> => {
  tell.chapter('Margaret has not answered: a new link');
  const first = await usher.inbox.waitForMail(MARGARET);
  tell.does('Ada', '/members pending');
  await ada.types('/members pending');
  const pending = await ada.modal({ settled: true });
  tell.shows(`modal “${pending.title}”`, pending.text());
  tell.does('Ada', 'clicks [Reinvite]');
  await pending.click('Reinvite');
  const mails = await waitFor(() => usher.inbox.mailsTo(MARGARET).length >= 2);
  tell.expect(mails, 'a second mail with a new link is on its way');
  const old = await createVisitor().open(linkIn(first));
  tell.shows('the old link', old.text);
  tell.expect(/newer|newest/i.test(old.text + old.heading), 'the old link says that there is a newer one');
};

const withdraw = async ({ ada, usher, tell }: Stage): Promise<void> => {
  tell.chapter('Second thoughts: withdrawn');
  tell.does('Ada', '/members pending, clicks [Withdraw] and confirms');
  await ada.types('/members pending');
  const pending = await ada.modal({ settled: true });
  const click = await pending.click('Withdraw', { confirm: true });
  tell.shows('confirm', Object.values(click.question ?? {}).join('\n'));
  const after = await ada.modal({ settled: true });
  await usher.workspace.settled();
  tell.shows(`modal “${after.title}”`, after.text());
  const newest = usher.inbox.mailsTo(MARGARET).at(-1);
  const dead = await createVisitor().open(newest ? linkIn(newest) : '');
  tell.shows('her link now', dead.text);
  tell.expect(/withdrawn|taken back/i.test(dead.text + dead.heading), 'the link is dead, and says so');
  const audit = await usher.query<{ action: string; n: number }>(
    'SELECT action, count(*)::int AS n FROM audit_event GROUP BY 1 ORDER BY 1',
  );
  tell.shows('the audit trail', audit.map(({ action, n }) => `${n} × ${action}`).join('\n'));
};

const waitFor = async (isSo: () => boolean, timeoutMs = 30_000): Promise<boolean> => {
  const deadline = Date.now() + timeoutMs;
  while (!isSo()) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
};
