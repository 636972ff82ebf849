import { createHmac } from 'node:crypto';
import { createVisitor } from '../../support/visitor.ts';
import { BOUNCE_WEBHOOK_SECRET, linkIn, type WeekStage } from '../stage.ts';

const LINUS = 'linus@example.net';
export const MARGARET = 'margaret@example.org';
export const GONE = 'gone@example.org';
const LEFT = 'left@example.org';

/** By the form, into Sales. */
const inviteBy = async ({ ada, tell }: WeekStage, command: string): Promise<void> => {
  tell.does('Ada', command);
  await ada.types(command);
  const form = await ada.modal({ settled: true, title: 'Invite people' });
  const { updatedTo } = await form.submit();
  await (updatedTo ?? form).close();
};

export const invites = async (stage: WeekStage): Promise<void> => {
  const { ada, grace, nell, usher, tell } = stage;
  tell.chapter('Monday: four people are invited; two of them are in Slack');
  await inviteBy(stage, `/members invite ${grace.mention} ${nell.mention} ${LINUS} ${MARGARET} as viewer in Sales`);
  const card = await grace.waitForMessage(/invited you/);
  tell.shows('DM from Usher to Grace: the card', card.text);
  const mail = await usher.inbox.waitForMail(LINUS);
  tell.shows('mail to Linus', `Subject: ${mail.subject}\n\n${mail.text}`);
  const living = await ada.waitForMessage(/4 invited: 4 waiting[\s\S]*sent by mail[\s\S]*sent by mail/);
  tell.shows('DM from Usher to Ada: the living message', living.text);
};

export const accepts = async ({ ada, grace, sales, tell }: WeekStage): Promise<void> => {
  tell.chapter('Grace accepts');
  await (await grace.waitForMessage(/invited you/)).click('Accept');
  tell.shows('DM from Usher to Grace: her welcome', (await grace.waitForMessage(/sign in|You are in|welcome/i)).text);
  tell.shows('#sales', (await sales.waitForMessage(/joined/)).text);
  const living = await ada.waitForMessage(/4 invited: 1 joined, 3 waiting/);
  tell.shows('DM from Usher to Ada: the same living message', living.text);
};

export const refusedMailbox = async (stage: WeekStage): Promise<void> => {
  const { ada, usher, tell } = stage;
  tell.chapter('A mailbox that is not there');
  usher.inbox.refuse({ code: 550, text: '5.1.1 No such user' });
  await inviteBy(stage, `/members invite ${GONE} as viewer in Sales`);
  const living = await ada.waitForMessage(/1 not delivered/);
  usher.inbox.refuse(undefined);
  tell.shows('DM from Usher to Ada: the living message of this batch', living.text);
  tell.expect(/not delivered: /.test(living.text), 'it says why, and what to do');
};

/** The mail was taken, and comes back later: what a mail service reports, signed. */
export const cameBack = async (stage: WeekStage): Promise<void> => {
  const { ada, usher, tell } = stage;
  tell.chapter('A mail that was taken, and comes back');
  await inviteBy(stage, `/members invite ${LEFT} as viewer in Sales`);
  const { messageId } = await usher.inbox.waitForMail(LEFT);
  await ada.waitForMessage(/left@example\.org: sent by mail/);
  const [clock] = await usher.query<{ seconds: string }>(
    'SELECT floor(extract(epoch FROM usher_now()))::text AS seconds',
  );
  const timestamp = clock?.seconds ?? '';
  const body = JSON.stringify({ messageId, action: 'failed', status: '5.1.1' });
  const signature = createHmac('sha256', BOUNCE_WEBHOOK_SECRET).update(`${timestamp}.${body}`).digest('hex');
  tell.does('the mail service', `POST /bounces ${body}`);
  const { status } = await fetch(`${usher.publicUrl}/bounces`, {
    method: 'POST',
    headers: { 'usher-timestamp': timestamp, 'usher-signature': signature },
    body,
  });
  tell.expect(status === 204, 'Usher takes it');
  const living = await ada.waitForMessage(/left@example\.org: not delivered/);
  tell.shows('DM from Usher to Ada: the living message of this batch', living.text);
};

export const opens = async ({ ada, usher, tell }: WeekStage): Promise<void> => {
  tell.chapter('Linus opens the link, and does not answer yet');
  await createVisitor().open(linkIn(await usher.inbox.waitForMail(LINUS)));
  const living = await ada.waitForMessage(/sent by mail, opened/);
  tell.shows('DM from Usher to Ada: the living message', living.text);
};

/** At half and at 85 % of the life of a link, by day where they are; the second by the other way. */
export const readReminders = async ({ nell, usher, tell, comes }: WeekStage): Promise<void> => {
  tell.chapter('Tuesday morning: whoever has not answered is reminded');
  await comes('Tue 08:01');
  const reminder = await nell.waitForMessage(/still waits for you/);
  tell.shows('DM from Usher to Nell: the reminder', reminder.text);
  const mail = await usher.inbox.waitForMail(MARGARET, { subject: /^Reminder/ });
  tell.shows('mail to Margaret: the reminder', `Subject: ${mail.subject}\n\n${mail.text}`);
  tell.expect(usher.inbox.mailsTo(GONE).length === 0, 'where nothing arrived nobody is reminded');
};
