import { opens, type Stage, shows, submits } from '../stage.ts';

/** Who is there, and one of them closely. */
export const rosterAndCard = async (stage: Stage): Promise<void> => {
  const { ada, tell } = stage;
  tell.chapter('Who is here: the roster and a person’s card');
  const roster = await opens(stage, ada, '/members list', 'People');
  tell.expect(
    /Grace Sample[\s\S]*Linus Example|Linus Example[\s\S]*Grace Sample/.test(roster.text()),
    'both who joined are listed',
  );
  tell.does('Ada', 'clicks [Manage] beside Grace');
  await roster.click('Manage', { row: 'Grace Sample' });
  const card = await ada.modal({ settled: true, title: 'Person', after: roster });
  shows(stage, card);
  tell.expect(card.text().includes('grace@example.com'), 'the card is hers');
  await card.close({ all: true });
};

/** Before and after, at once, and the person hears it from Usher. */
export const roleChange = async (stage: Stage): Promise<void> => {
  const { ada, grace, tell } = stage;
  tell.chapter('Grace becomes an admin');
  const form = await opens(stage, ada, `/members-role ${grace.mention} admin`, 'Change role');
  tell.expect(/Before:[\s\S]*After:[\s\S]*Gained:/.test(form.text()), 'what she gains is said before the click');
  const result = await submits(stage, form);
  tell.expect(/is Admin now/.test(result), 'the change is told with its Undo');
  const told = await grace.waitForMessage(/is Admin now/);
  tell.shows('DM from Usher to Grace', told.text);
  tell.expect(told.text.includes('Ada'), 'she reads who did it');
};

/** Access ends at once, what is waiting is handed over, and ten minutes are left to change one's mind. */
export const leaving = async (stage: Stage): Promise<void> => {
  const { ada, grace, tell, usher } = stage;
  tell.chapter('Grace leaves: her invitations are handed over, and Undo brings her back');
  await grace.types('/members invite dora@example.net');
  const invite = await grace.modal({ settled: true, title: 'Invite people' });
  await invite.fill('Primary team', 'Sales');
  await invite.submit();
  await usher.inbox.waitForMail('dora@example.net');
  const form = await opens(stage, ada, `/members-deactivate ${grace.mention}`, 'Deactivate a member');
  tell.expect(
    /the pending invitation that they sent/.test(form.text()),
    'what becomes of what she has out is asked before the click',
  );
  const done = await form.submit();
  const result = done.updatedTo ?? form;
  shows(stage, result);
  tell.does('Grace', '/members pending');
  const shut = await grace.types('/members pending');
  tell.shows('only visible to Grace', shut.text);
  tell.expect(/deactivated/.test(shut.text), 'her access ended at once');
  tell.does('Ada', 'clicks [Undo]');
  await result.click('Undo');
  await result.waitFor(/active member again/);
  shows(stage, result);
  const [row] = await usher.query<{ status: string }>(
    "SELECT m.status::text FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email = 'grace@example.com'",
  );
  tell.expect(row?.status === 'ACTIVE', 'Grace is a member as before');
  await result.close();
};
