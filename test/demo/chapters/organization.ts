import { opens, type Stage, shows, submits } from '../stage.ts';

/** Data of the organization, from Slack alone. */
export const teamsAndPermissions = async (stage: Stage): Promise<void> => {
  const { ada, tell } = stage;
  tell.chapter('Teams, roles and permissions are the organization’s own');
  const teams = await opens(stage, ada, '/members teams', 'Teams');
  await teams.click('Add a team');
  const team = await ada.modal({ settled: true, title: 'Add a team', after: teams });
  await team.fill('Name', 'Research');
  await team.submit();
  await teams.waitFor('*Research* was added.');
  shows(stage, teams);
  tell.expect(teams.text().includes('Research'), 'the new team is there');
  await teams.close();

  const permissions = await opens(stage, ada, '/members permissions', 'Permissions');
  await permissions.click('Add a permission');
  const permission = await ada.modal({ settled: true, title: 'Add a permission', after: permissions });
  await permission.fill('Key', 'exports');
  await permission.fill('Name', 'Exports');
  await permission.submit();
  await permissions.waitFor('is added.');
  await permissions.click('Templates');
  await permissions.waitFor('There are no templates yet.');
  await permissions.click('Add a template');
  const template = await ada.modal({ settled: true, title: 'Add a template', after: permissions });
  await template.fill('Name', 'Sales rep');
  await template.fill('Permissions', ['Exports']);
  await template.submit();
  await permissions.waitFor('Exports.');
  await permissions.close();

  const screen = await opens(stage, ada, '/members permissions linus', "Person's permissions");
  await screen.click('Apply a template');
  await screen.waitFor('[Review]');
  await screen.fill('Template', 'Sales rep');
  await screen.submit();
  shows(stage, screen);
  tell.expect(/Added\*\n• Exports/.test(screen.text()), 'a template says what it changes before it does');
  await screen.submit();
  await screen.waitFor('is up to date.');
  await screen.close();
};

/** Roles are data: what each carries is chosen, reviewed, and there for everybody to read. */
export const roleTable = async (stage: Stage): Promise<void> => {
  const { ada, grace, tell } = stage;
  tell.chapter('Who may do what: the table of roles, for everybody to read');
  const roles = await opens(stage, ada, '/members roles', 'Roles');
  tell.does('Ada', 'clicks [Manage] beside Admin, then [Choose permissions]');
  await roles.click('Manage', { row: /^\*Admin/ });
  await roles.waitFor('[All roles]');
  await roles.click('Choose permissions');
  const form = await ada.modal({ settled: true, title: 'Choose permissions', after: roles });
  await form.fill('What Admin carries', ['Exports']);
  await submits(stage, form);
  await (await ada.modal({ settled: true })).submit();
  await roles.waitFor('is changed');
  await roles.close();
  const read = await opens(stage, grace, '/members roles', 'Roles');
  tell.expect(read.text().includes('Carries Exports.'), 'Grace, a Viewer, reads what each role carries');
  tell.expect(!read.buttons().includes('Manage'), 'and can change none of it');
  await read.close();
};

/** A file that cannot run as formulas, to the admin who asked; the others know. */
export const exportPeople = async (stage: Stage): Promise<void> => {
  const { ada, grace, tell } = stage;
  tell.chapter('Everybody as a spreadsheet');
  tell.does('Ada', '/members export');
  const answer = await ada.types('/members export');
  tell.shows('only visible to Ada', answer.text);
  const told = await grace.waitForMessage(/exported the list of people/);
  tell.shows('DM from Usher to Grace, the other admin', told.text);
  await ada.waitForMessage(/Everybody who is or was a member/);
  const [file] = ada.files();
  tell.shows(`DM from Usher to Ada, the file ${file?.name}`, file?.text.replace(/^\uFEFF/, '') ?? '');
  tell.expect(file?.text.includes('grace@example.com') ?? false, 'everybody is in it');
};

/** One screen for all of it, effective at once. */
export const settings = async (stage: Stage): Promise<void> => {
  const { ada, tell } = stage;
  tell.chapter('Settings: links live two days from now on');
  const screen = await opens(stage, ada, '/members settings', 'Settings');
  await screen.click('Change', { row: '*Invitations*' });
  const form = await ada.modal({ settled: true, title: 'Invitations', after: screen });
  await form.fill('Link life', '2 days');
  await form.submit();
  await screen.waitFor(/Saved: link life/);
  tell.shows('modal “Settings”, at its top', screen.text().split('\n').slice(0, 8).join('\n'));
  tell.expect(/Link life: 2 days/.test(screen.text()), 'it says what was, and what is now');
  await screen.close();
};

/** Anybody may ask; an admin decides by the card. */
export const request = async (stage: Stage): Promise<void> => {
  const { ada, nell, tell } = stage;
  tell.chapter('Nell, who is no member, asks for a colleague');
  tell.does('Nell', '/members request omar@example.net joins the launch on Monday');
  const asked = await nell.types('/members request omar@example.net joins the launch on Monday');
  tell.shows('only visible to Nell', asked.text);
  const card = await ada.waitForMessage(/omar@example\.net/);
  tell.shows('DM from Usher to Ada', card.text);
  await card.click('Approve…');
  const form = await ada.modal({ settled: true, title: 'Invite people' });
  await form.fill('Primary team', 'Sales');
  const result = await submits(stage, form);
  tell.expect(/Invited 1/.test(result), 'approving invites by the form');
  const answer = await nell.waitForMessage(/approved/);
  tell.shows('DM from Usher to Nell', answer.text);
  tell.expect(/omar@example\.net/.test(answer.text), 'and who asked is told');
};

/** A verdict first. */
export const why = async (stage: Stage): Promise<void> => {
  const { ada, tell, usher } = stage;
  tell.chapter('Why can’t Dora get in?');
  await usher.advance('3 days');
  tell.does('Ada', 'three days later: /members why dora@example.net');
  await ada.types('/members why dora@example.net');
  const verdict = await ada.waitForEphemeral(/dora@example\.net|Dora/);
  tell.shows('only visible to Ada', verdict.text);
  tell.expect(/ran out/.test(verdict.text), 'one line says why');
  tell.expect(verdict.buttons.length > 0, 'and a button mends it');
};
