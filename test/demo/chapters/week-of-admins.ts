import { createVisitor } from '../../support/visitor.ts';
import { linkIn, type WeekStage } from '../stage.ts';
import { GONE, MARGARET } from './week-of-invitees.ts';

export const digestOfMonday = async ({ admins, tell, comes }: WeekStage): Promise<void> => {
  tell.chapter('Tuesday, nine o’clock: the digest in the admin channel');
  await comes('Tue 09:00');
  const digest = await admins.waitForMessage(/Pending invitations of/);
  tell.shows('#admins', digest.text);
  tell.expect(
    /Not delivered 2[\s\S]*gone@example\.org/.test(digest.text),
    'who was never reached comes first, and why',
  );
  tell.expect(digest.mentions.length === 0, 'nobody is mentioned');
};

export const ranOut = async ({ ada, nell, usher, tell, comes }: WeekStage): Promise<void> => {
  tell.chapter('Tuesday afternoon: the other way, and then the links run out');
  await comes('Tue 12:31');
  const mail = await usher.inbox.waitForMail(nell.email, { subject: /^Reminder/ });
  tell.shows('mail to Nell: her second and last reminder', `Subject: ${mail.subject}\n\n${mail.text}`);
  await comes('Tue 16:05');
  const living = await ada.waitForMessage(/4 invited: 1 joined, 3 ran out/);
  tell.shows('DM from Usher to Ada: the living message, for the last time', living.text);
};

export const secondDigest = async ({ ada, admins, tell, comes }: WeekStage): Promise<void> => {
  tell.chapter('Wednesday: what changed since, and what Ada does about it');
  await comes('Wed 09:00');
  const digest = await admins.waitForMessage(/Ran out this week/);
  tell.shows('#admins', digest.text);
  const before = await admins.waitForMessage(/A newer digest has taken its place/);
  tell.expect(before.buttons.length === 0, 'the digest of the day before has lost its buttons');
  tell.does('Ada', 'clicks [Reinvite] beside Nell, and [Withdraw] beside the mailbox that is not there');
  await digest.click('Reinvite', { by: ada, row: /Nell/ });
  tell.shows('only visible to Ada', (await ada.waitForEphemeral(/new link/)).text);
  await admins.waitForMessage(/reinvited by/);
  await digest.click('Withdraw', { by: ada, row: GONE, confirm: true });
  tell.shows('only visible to Ada', (await ada.waitForEphemeral(/Withdrawn/)).text);
  const rewritten = await admins.waitForMessage(/withdrawn by/);
  tell.shows('#admins: the same digest', rewritten.text);
  tell.expect(admins.messages().length === 2, 'it is the same message: nobody was rung again');
};

export const acceptsAfterAll = async ({ ada, nell, sales, tell }: WeekStage): Promise<void> => {
  tell.chapter('Nell accepts the new one');
  const card = await nell.waitForMessage(/\[Accept\]/);
  await card.click('Accept');
  tell.shows('#sales', (await sales.waitForMessage(/Nell/)).text);
  const living = await ada.waitForMessage(/4 invited: 2 joined/);
  tell.shows('DM from Usher to Ada: the living message goes on', living.text);
};

export const asksForNewLink = async ({ ada, admins, usher, tell }: WeekStage): Promise<void> => {
  tell.chapter('Margaret opens the link that ran out, and asks for a new one');
  const page = await createVisitor().open(linkIn(await usher.inbox.waitForMail(MARGARET)));
  tell.shows('the page', page.text);
  await page.press('Ask for a new link');
  const card = await ada.waitForMessage(/asks for a new link/);
  tell.shows('DM from Usher to Ada', card.text);
  await card.click('Send a new link');
  const settled = await ada.waitForMessage(/1 new link on the way/);
  tell.shows('DM from Usher to Ada: the same card', settled.text);
  tell.expect(settled.buttons.length === 0, 'no dead button stays');
  await admins.waitForMessage(/margaret@example\.org[^\n]*reinvited by/);
  tell.expect(true, 'the digest follows, whoever did it and wherever');
};

export const leavesAndRoles = async (stage: WeekStage): Promise<void> => {
  const { ada, grace, nell, sales, tell, comes, undoIsOver } = stage;
  tell.chapter('Thursday: a role changes, and somebody leaves. The team asked to hear of it');
  await comes('Thu 10:00');
  for (const [command, title] of [
    [`/members role ${grace.mention} member`, 'Change role'],
    [`/members deactivate ${nell.mention}`, 'Deactivate a member'],
  ] as const) {
    tell.does('Ada', command);
    await ada.types(command);
    const form = await ada.modal({ settled: true, title });
    const { updatedTo } = await form.submit();
    await (updatedTo ?? form).close();
    if (title === 'Change role')
      tell.shows('DM from Usher to Grace', (await grace.waitForMessage(/is Member now/)).text);
    await undoIsOver();
    const post = await sales.waitForMessage(title === 'Change role' ? /New roles/ : /left/);
    tell.shows('#sales, once it can no longer be undone', post.text);
  }
  tell.expect(sales.messages().length === 3, 'one post on each day on which there was something to tell');
};
