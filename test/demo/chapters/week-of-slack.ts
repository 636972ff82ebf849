import { shows, type WeekStage } from '../stage.ts';

export const happensInSlack = async ({ ada, admins, grace, usher, tell, comes }: WeekStage): Promise<void> => {
  tell.chapter('Friday: somebody is new in Slack, and somebody is gone from it');
  await comes('Fri 10:00');
  await usher.query('UPDATE organization SET ask_about_joiners = true');
  await usher.workspace.person({ firstName: 'Otto', lastName: 'Sample', email: 'otto@example.com' }).arrives();
  const newcomer = await admins.waitForMessage(/Otto Sample.*is new/);
  tell.shows('#admins', newcomer.text);
  tell.does('Ada', 'clicks [Not needed]');
  await newcomer.click('Not needed', { by: ada });
  tell.shows('#admins: the same card', (await admins.waitForMessage(/Otto Sample[\s\S]*Ada Example/)).text);

  await usher.workspace.deactivate(grace);
  const gone = await admins.waitForMessage(/Grace Sample.*was deactivated in Slack/);
  tell.shows('#admins', gone.text);
  tell.does('Ada', 'clicks [Not now]');
  await gone.click('Not now', { by: ada });
  const settled = await admins.waitForMessage(/Grace Sample[\s\S]*Not now, said/);
  tell.shows('#admins: the same card', settled.text);
  tell.expect(settled.buttons.length === 0, 'each is asked once, and no dead button stays');
};

export const looksAtEverything = async ({ ada, tell }: WeekStage): Promise<void> => {
  tell.chapter('Ada asks whether all is well: the doctor sees that this week is played on a moved clock');
  tell.does('Ada', '/members doctor');
  await ada.types('/members doctor');
  const modal = await ada.modal({ settled: true, title: 'Doctor' });
  await modal.waitFor(/Settings/);
  shows({ tell }, modal);
  await modal.close();
};
