import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seed } from '../support/seed.ts';
import type { Channel } from '../support/workspace/channel.ts';
import type { Modal } from '../support/workspace/modal.ts';
import { type RunningDesk, startDesk } from './running-desk.ts';

let desk: RunningDesk;
let sales: Channel;
beforeAll(async () => {
  desk = await startDesk();
  sales = desk.workspace.channel('sales', { members: [desk.ada] });
});
afterAll(() => desk.stop());
afterEach(() => {
  expect(desk.workspace.refusals.filter((refusal) => !JSON.stringify(refusal).includes('not_in_channel'))).toEqual([]);
  expect(desk.workspace.warnings).toEqual([]);
});

const opens = async (command: string, title: string): Promise<Modal> => {
  await desk.ada.types(command);
  return desk.ada.modal({ title, settled: true });
};

const top = (title: string, after: Modal) => desk.ada.modal({ title, settled: true, after });

describe('/members teams', () => {
  it('from none: says what to do, adds the first, with its channel once Usher is in it', async () => {
    const list = await opens('/members teams', 'Teams');
    expect(list.text()).toContain('There are no teams yet.');
    await list.click('Add a team');
    const form = await top('Add a team', list);
    await form.fill('Name', ' Sales  <!channel> ');
    await form.fill('Slack channel', [sales]);
    const refused = await form.submit();
    expect(refused.errors?.['Slack channel']).toContain('Usher is not in this channel.');
    sales.addBot();
    expect((await form.submit()).closed).toBe(true);
    await list.waitFor('*Sales <!channel>* was added.');
    expect(list.text()).toContain('It is the first team');
    expect(list.text()).toContain('nobody yet');
  });

  it('saves over nothing that somebody else has changed, and shows what is there', async () => {
    const list = await opens('/members teams', 'Teams');
    await list.click('Manage', { row: 'Sales' });
    const form = await top('Team', list);
    await desk.query(`UPDATE team SET name = 'Sales EU'`);
    await form.fill('Name', 'Sales US');
    await form.submit();
    await form.waitFor('Somebody changed Sales EU while this form was open');
    await form.fill('Name', 'Sales');
    expect((await form.submit()).closed).toBe(true);
    await list.waitFor('*Sales* was saved.');
  });

  it('opens the form of a team by its name or a beginning of it, and says when there is none', async () => {
    await seed(desk, { teams: [{ name: 'Support' }], products: [{ name: 'Atlas' }] });
    const form = await opens('/members teams supp', 'Team');
    await form.fill('Products', ['Atlas']);
    await form.submit();
    expect((await desk.ada.modal({ title: 'Teams', settled: true })).text()).toContain('starts with Atlas');
    expect((await desk.ada.types('/members teams <!here>')).text).toMatch(/No team is called/);
  });

  it('moves everybody and archives in one step, then brings the team back from the archive', async () => {
    await desk.query(`UPDATE membership SET primary_team_id = (SELECT id FROM team WHERE name = 'Sales')`);
    const list = await opens('/members teams', 'Teams');
    await list.click('Manage', { row: 'Sales' });
    const form = await top('Team', list);
    await form.click('Archive…');
    await form.waitFor('In *Sales*: 1 person. They move at once');
    await form.fill('Everybody moves to', 'Support');
    await form.submit();
    await list.waitFor('*Sales* is archived.');
    expect(list.text()).toContain('Moved to *Support*: 1 person.');
    await list.click('Archived (1)');
    await list.waitFor('Teams in use');
    await list.click('Bring back', { row: 'Sales' });
    await list.waitFor('*Sales* is back.');
    await list.click('Teams in use');
    await list.waitFor('Add a team');
    expect(list.text()).toMatch(/\*Sales\* · #sales\nnobody yet/);
  });

  it('when somebody joins while the question is open, asks where they go instead of leaving them behind', async () => {
    const list = await opens('/members teams', 'Teams');
    await list.click('Manage', { row: 'Sales' });
    const form = await top('Team', list);
    await form.click('Archive…');
    await form.waitFor('Nobody is in *Sales*.');
    await desk.query(`UPDATE membership SET primary_team_id = (SELECT id FROM team WHERE name = 'Sales')`);
    await form.submit();
    await form.waitFor('Sales is still needed: it is the primary team of 1 person.');
    await form.fill('Everybody moves to', 'Support');
    await desk.query(`UPDATE team SET archived_at = now() WHERE name = 'Support'`);
    await form.submit();
    await list.waitFor('Support is archived, so nothing was changed.');
    await desk.query('UPDATE team SET archived_at = NULL');
  });

  it('gives a team to people who have none', async () => {
    await desk.query('UPDATE membership SET primary_team_id = NULL');
    const list = await opens('/members teams', 'Teams');
    expect(list.text()).toContain('Without a team: 1 person.');
    await list.click('Give them a team');
    const form = await top('Give them a team', list);
    await form.fill('Everybody moves to', 'Sales');
    await form.submit();
    await list.waitFor('Moved to *Sales*: 1 person.');
    expect(list.text()).not.toContain('Without a team');
    await list.click('Manage', { row: 'Support' });
    const empty = await top('Team', list);
    await empty.click('Move everybody…');
    await empty.waitFor('There is nobody to move in *Support*.');
  });

  it('tells joins in the channel that was chosen last', async () => {
    const support = desk.workspace.channel('support', { members: [desk.ada], botIsMember: true });
    const form = await opens('/members teams Sales', 'Team');
    await form.fill('Slack channel', [support]);
    await form.submit();
    const newcomer = desk.workspace.person({ firstName: 'Nia', lastName: 'Newcomer' });
    await desk.ada.types(`/members invite ${newcomer.mention} as viewer in Sales`);
    const invite = await desk.ada.modal({ title: 'Invite people', settled: true });
    await invite.submit();
    await (await newcomer.waitForMessage('invited you')).click('Accept');
    await support.waitForMessage(/Nia/);
    expect(sales.messages().filter(({ text }) => text.includes('Nia'))).toEqual([]);
  });

  it('says under the name that it is taken, whatever its case', async () => {
    const list = await opens('/members teams', 'Teams');
    await list.click('Add a team');
    const form = await top('Add a team', list);
    await form.fill('Name', 'SUPPORT');
    expect((await form.submit()).errors).toEqual({
      Name: 'There is a team called Support already. Choose another name.',
    });
  });
});
