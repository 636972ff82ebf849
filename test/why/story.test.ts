import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExampleOrg, startExampleOrg } from '../e2e/example-org.ts';
import type { Modal } from '../support/workspace/modal.ts';

let org: ExampleOrg;

beforeAll(async () => {
  org = await startExampleOrg();
});

afterAll(() => org.close());

const storyOf = async (text: string): Promise<Modal> => {
  const { message } = await org.ada.types(`/members why ${text}`);
  await message?.click('Whole story');
  return org.ada.modal({ settled: true, title: 'Story' });
};

const lines = (modal: Modal): string[] =>
  modal
    .text()
    .split('\n')
    .filter((line) => line.startsWith('•'));

const idOf = async (table: string, where: string): Promise<string> =>
  (await org.query<{ id: string }>(`SELECT id FROM ${table} WHERE ${where}`))[0]?.id ?? '';

describe('the whole story', () => {
  it('tells what happened to an address, newest first, with the links and who opened them', async () => {
    await org.invite('Grace Hopper <grace@example.net>');
    // A mail is there a moment before it is noted as delivered.
    await org.quiet();
    await org.advance('1 minute');
    await org.visitor().open(await org.linkOf('grace@example.net'));
    await org.quiet();
    await org.advance('1 minute');
    await org.ada.types('/members withdraw grace@example.net');
    await org.advance('1 minute');
    await org.invite('Grace Hopper <grace@example.net>');
    await org.quiet();
    await org.advance('1 minute');
    const page = await org.visitor().open(await org.linkOf('grace@example.net'));
    await page.press('Accept and join');
    await org.quiet();
    const told = lines(await storyOf('grace@example.net')).map((line) => line.replace(/, \w+ \d\d:\d\d/, ''));
    expect(told).toEqual([
      '• Joined as Viewer, on the web page',
      expect.stringMatching(/^• Link opened/),
      '• Link delivered by mail',
      '• Invited as Viewer by Ada Example, in a form',
      '• Invitation withdrawn by Ada Example, by a command',
      '• Link opened',
      '• Link delivered by mail',
      '• Invited as Viewer by Ada Example, in a form',
    ]);
  });

  it('opens on the card too, pages without losing its place, and shows what they tried', async () => {
    const grace = org.workspace.person({ firstName: 'Grace', email: 'grace@example.net' });
    const accountId = await idOf('account', `email_key = 'grace@example.net'`);
    await org.query(
      `INSERT INTO slack_identity (id, team_id, slack_user_id, account_id, proof) VALUES (gen_random_uuid(), $1, $2, $3, 'CONFIRMED')`,
      [grace.teamId, grace.id, accountId],
    );
    expect((await grace.types('/members why ada@example.com')).text).toMatch(/Only admins/);
    const target = await idOf('membership', `account_id = '${accountId}'`);
    // Several at one instant, where only the id tells them apart.
    await org.query(
      `INSERT INTO audit_event (id, organization_id, actor_kind, action, target_kind, target_id, via, at)
       SELECT gen_random_uuid(), id, 'SYSTEM', 'membership.change_teams', 'membership', $1, 'cli', usher_now() - n / 3 * interval '1 hour'
       FROM organization, generate_series(1, 50) n`,
      [target],
    );
    await org.ada.types('/members grace@example.net');
    const card = await org.ada.modal({ settled: true, title: 'Person' });
    await card.click('Story');
    const modal = await org.ada.modal({ settled: true, title: 'Story' });
    expect(modal.text()).toMatch(/Tried, and was refused[\s\S]*Tried to ask why somebody can't get in by Grace Hopper/);
    const events = () => lines(modal).filter((line) => !line.includes('Tried'));
    const first = events();
    expect(first).toHaveLength(20);
    // Something happens between two pages: what was read is not read again.
    await org.query(
      `INSERT INTO audit_event (id, organization_id, actor_kind, action, target_kind, target_id, via, at)
       SELECT gen_random_uuid(), id, 'SYSTEM', 'membership.grant', 'membership', $1, 'cli', usher_now() FROM organization`,
      [target],
    );
    await modal.click('Older');
    await modal.waitFor('[Newer]');
    const second = events();
    expect(second).toHaveLength(20);
    await modal.click('Older');
    await expect.poll(() => events().length).toBe(18);
    expect(modal.buttons()).toEqual(['Newer']);
    // Each once, the oldest last: what happened meanwhile shifted nothing.
    const hours = [...first, ...second, ...events()].filter((line) => line.includes('Teams changed'));
    expect(hours).toHaveLength(50);
    expect(events().at(-1)).toMatch(/Teams changed/);
    await modal.click('Newer');
    await expect.poll(events).toEqual(second);
    await modal.click('Newer');
    await expect.poll(events).toEqual(first);
    await modal.click('Newer');
    await modal.waitFor(/Permission granted/);
  });

  it('tells names of today, and says so where nobody is known for it any more', async () => {
    await org.query(`UPDATE account SET first_name = 'Augusta' WHERE email = 'ada@example.com'`);
    const target = await idOf(
      'membership',
      `account_id = (SELECT id FROM account WHERE email_key = 'grace@example.net')`,
    );
    await org.query(
      `INSERT INTO audit_event (id, organization_id, actor_kind, actor_membership_id, action, target_kind, target_id, via, at)
       SELECT gen_random_uuid(), id, 'MEMBERSHIP', gen_random_uuid(), 'membership.grant', 'membership', $1, 'button',
         usher_now() + interval '1 second' FROM organization`,
      [target],
    );
    const text = (await storyOf('grace@example.net')).text();
    expect(text).toMatch(/Permission granted by somebody who is not known any more/);
    expect(text).toMatch(/Invited as Viewer by Augusta Example/);
  });

  it('is not offered for whom nothing is known', async () => {
    const { message } = await org.ada.types('/members why nobody@example.net');
    expect(message?.buttons).toEqual(['Invite']);
  });
});
