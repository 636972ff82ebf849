import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedCrowd, seedMember } from '../support/seed.ts';
import { told } from '../support/told.ts';
import type { Modal } from '../support/workspace/modal.ts';
import type { Person } from '../support/workspace/person.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;
let mia: Person;

beforeAll(async () => {
  org = await startExampleOrg();
  await seedCrowd(org, 60);
  mia = org.workspace.person({ firstName: 'Mia' });
  await seedMember(org, {
    email: mia.email,
    firstName: 'Mia',
    role: 'Member',
    slack: mia,
    joinedAt: new Date('2020-01-01'),
  });
  await seedMember(org, { email: 'left@example.com', firstName: 'Lee', lastName: 'Left', status: 'DEACTIVATED' });
});

afterAll(() => org.close());

const open = async (text = ''): Promise<Modal> => {
  await org.ada.types(`/members list ${text}`.trim());
  return org.ada.modal({ settled: true, title: 'People' });
};

const names = (modal: Modal): string[] =>
  [...modal.text().matchAll(/^\*?(.+?)\*? \(\S+@example\.com\)/gm)].map(([, name = '']) => name.replaceAll('*', ''));

/** The buttons below the rows. */
const pagers = (modal: Modal): string[] => modal.buttons().filter((label) => /Newer|Older/.test(label));

const crowd = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `Person ${String(from + index).padStart(2, '0')} Crowd`);

const setStatus = (email: string, status: string): Promise<unknown> =>
  org.query(
    `UPDATE membership SET status = $2::membership_status, ended_at = CASE WHEN $2 = 'ACTIVE' THEN NULL ELSE usher_now() END
     WHERE account_id = (SELECT id FROM account WHERE email = $1)`,
    [email, status],
  );

const turn = async (modal: Modal, button: 'Older' | 'Newer'): Promise<string[]> => {
  const before = modal.text();
  await modal.click(button);
  await expect.poll(() => modal.text() !== before).toBe(true);
  return names(modal);
};

describe('the list of 62 people', () => {
  it('shows pages of 25, newest first, forward and back', async () => {
    const modal = await open();
    // Ada joined when this began; nobody in the crowd did later.
    const pages = [['Ada Example', ...crowd(1, 24)], crowd(25, 49), [...crowd(50, 60), 'Mia Example']];
    expect(names(modal)).toEqual(pages[0]);
    expect(pagers(modal)).toEqual(['Older']);
    expect(await turn(modal, 'Older')).toEqual(pages[1]);
    expect(pagers(modal)).toEqual(['Newer', 'Older']);
    expect(await turn(modal, 'Older')).toEqual(pages[2]);
    expect(pagers(modal)).toEqual(['Newer']);
    expect(await turn(modal, 'Newer')).toEqual(pages[1]);
    expect(await turn(modal, 'Newer')).toEqual(pages[0]);
    expect(pagers(modal)).toEqual(['Older']);
  });

  it('shows name, address, role and the day they joined', async () => {
    const text = (await open('mia')).text();
    expect(text).toMatch(/Mia Example.*\(mia@example\.com\)\n.*Member · joined .*2020/);
  });

  it('is not confused by somebody who joins between two pages, nor by who leaves; the first page is always full', async () => {
    const modal = await open();
    await seedMember(org, { email: 'late@example.com', firstName: 'Late', lastName: 'Comer' });
    await setStatus('crowd24@example.com', 'REMOVED');
    expect(await turn(modal, 'Older')).toEqual(crowd(25, 49));
    expect(await turn(modal, 'Newer')).toEqual(['Late Comer', 'Ada Example', ...crowd(1, 23)]);
    await setStatus('crowd24@example.com', 'ACTIVE');
    await setStatus('late@example.com', 'REMOVED');
  });

  it('finds by a piece of a name or address, a role, a team and a status, and keeps to it on the next page', async () => {
    expect(names(await open('crowd1@'))).toEqual(['Person 01 Crowd']);
    expect(names(await open('role:admin'))).toEqual(['Ada Example']);
    expect(names(await open('status:deactivated'))).toEqual(['Lee Left']);
    expect((await open('team:Sales')).text()).toMatch(/Nobody is found in Sales/);
    expect(await told(org.ada, '/members list team:Nowhere')).toContain('There is no team “Nowhere”. There is Sales.');
    const modal = await open('crowd role:viewer');
    expect(modal.text()).toMatch(/Only people matching “crowd” .*viewer/i);
    expect(names(modal)).toEqual(crowd(1, 25));
    expect(await turn(modal, 'Older')).toEqual(crowd(26, 50));
    expect(await turn(modal, 'Older')).toEqual(crowd(51, 60));
  });

  it('is searched by Enter and filtered by its menus, all that they hold together', async () => {
    const modal = await open();
    await modal.fill('Search', 'crowd', { enter: true });
    await modal.waitFor('Only people matching “crowd”: 60 people, newest first.');
    await modal.fill('Role', 'Member');
    await modal.waitFor('Nobody is found matching “crowd” and with the role Member.');
    await modal.fill('Search', 'lee');
    await modal.fill('Status', 'Deactivated');
    await modal.waitFor('Only people matching “lee”, with the role Member and deactivated: 1 person');
    expect(names(modal)).toEqual(['Lee Left']);
    await modal.fill('Search', null, { enter: true });
    await modal.fill('Role', 'Any role');
    await modal.fill('Status', 'Active');
    await modal.waitFor('62 people, newest first.');
    await modal.fill('Search', 'crowd2@');
    await modal.submit();
    await modal.waitFor('Only people matching “crowd2@”: 1 person');
    await modal.fill('Team', 'Sales');
    await modal.waitFor('Nobody is found matching “crowd2@” and in Sales.');
  });

  it('when two menus are changed faster than the list is read, shows what the later one asked for', async () => {
    const modal = await open();
    const letGo = org.workspace.faults.hold('views.update');
    const updates = () => org.workspace.callsOf('views.update').length;
    const before = updates();
    await modal.fill('Role', 'Viewer');
    await expect.poll(updates).toBe(before + 1);
    await modal.fill('Role', 'Admin');
    await modal.waitFor('with the role Admin: 1 person');
    letGo();
    await org.workspace.settled();
    expect(names(modal)).toEqual(['Ada Example']);
  });

  it.each(['menu', 'button'] as const)(
    'when an answer to two menus comes after that to a third change, by its %s, shows what that one asked for',
    async (how) => {
      const modal = await open();
      const { faults } = org.workspace;
      const updates = () => org.workspace.callsOf('views.update').length;
      const before = updates();
      const letGoFirst = faults.hold('views.update');
      await modal.fill('Role', 'Viewer');
      await expect.poll(updates).toBe(before + 1);
      await modal.fill('Role', 'Admin');
      await modal.waitFor('with the role Admin: 1 person');
      // What was overtaken is shown once more, as Admin asked for, and that comes very late.
      const letGoSecond = faults.hold('views.update');
      letGoFirst();
      await expect.poll(updates).toBe(before + 3);
      if (how === 'menu') await modal.fill('Role', 'Member');
      else {
        await modal.fill('Search', 'nobody@');
        await modal.submit();
      }
      const asked = how === 'menu' ? 'with the role Member' : 'matching “nobody@”';
      await modal.waitFor(asked);
      letGoSecond();
      await org.workspace.settled();
      expect(modal.text()).toContain(asked);
    },
  );

  it('opens the card of a row on top, as it is by then, and leads back to the desk in its own place', async () => {
    const modal = await open('lee status:deactivated');
    await setStatus('left@example.com', 'REMOVED');
    await modal.click('Manage', { row: 'left@example.com' });
    const card = await org.ada.modal({ settled: true, title: 'Person' });
    expect(card.text()).toMatch(/^\*?Removed/m);
    await card.close();
    await modal.click('Desk');
    await modal.waitFor('The membership desk of');
    expect(org.ada.modals()).toHaveLength(1);
    await modal.fill('Search', 'crowd1@', { enter: true });
    await modal.waitFor('Only people matching “crowd1@”: 1 person');
    await modal.click('Manage');
    expect((await org.ada.modal({ settled: true, title: 'Person' })).text()).toContain('Person 01 Crowd');
  });

  it('with more teams than a menu holds, loads them as one types, for those who may see people', async () => {
    await org.query(
      `INSERT INTO team (id, organization_id, name) SELECT gen_random_uuid(), id, 'Team ' || n FROM organization, generate_series(1, 100) n`,
    );
    const [team] = await org.query<{ id: string }>(`SELECT id FROM team WHERE name = 'Team 77'`);
    await org.query(
      `UPDATE membership SET primary_team_id = $1 WHERE account_id = (SELECT id FROM account WHERE email = 'crowd7@example.com')`,
      [team?.id],
    );
    const modal = await open();
    await modal.fill('Team', 'Team 77');
    await modal.waitFor('Only people in Team 77: 1 person');
    expect(names(modal)).toEqual(['Person 07 Crowd']);
    await modal.fill('Team', 'Any team');
    await modal.waitFor('62 people, newest first.');
  });

  it('is for members too where the organization says so, and for nobody else', async () => {
    expect(await told(mia, '/members list')).toMatch(/Only admins/);
    await org.query(`UPDATE organization SET roster_readers = 'MEMBERS'`);
    await mia.types('/members list');
    const list = await mia.modal({ settled: true, title: 'People' });
    expect(names(list)).toHaveLength(25);
    expect(list.fields()).toEqual(['Search', 'Role', 'Team']);
    expect(new Set(list.buttons())).toEqual(new Set(['Open', 'Older']));
    await list.click('Open', { row: 'ada@example.com' });
    expect((await mia.modal({ settled: true, title: 'Person' })).buttons()).toEqual([]);
    expect(await told(mia, '/members list status:removed')).toContain('Only admins see who was deactivated');
    const stranger = org.workspace.person({ firstName: 'Nell' });
    expect(await told(stranger, '/members list')).toMatch(/not a member/);
  });
});
