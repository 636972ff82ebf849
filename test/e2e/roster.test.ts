import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedCrowd, seedMember } from '../support/seed.ts';
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

const crowd = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `Person ${String(from + index).padStart(2, '0')} Crowd`);

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
    expect(modal.buttons()).toEqual(['Older']);
    expect(await turn(modal, 'Older')).toEqual(pages[1]);
    expect(modal.buttons()).toEqual(['Newer', 'Older']);
    expect(await turn(modal, 'Older')).toEqual(pages[2]);
    expect(modal.buttons()).toEqual(['Newer']);
    expect(await turn(modal, 'Newer')).toEqual(pages[1]);
    expect(await turn(modal, 'Newer')).toEqual(pages[0]);
    expect(modal.buttons()).toEqual(['Older']);
  });

  it('shows name, address, role and the day they joined', async () => {
    const text = (await open('mia')).text();
    expect(text).toMatch(/Mia Example.*\(mia@example\.com\)\n.*Member · joined .*2020/);
  });

  it('is not confused by somebody who joins between two pages', async () => {
    const modal = await open();
    await seedMember(org, { email: 'late@example.com', firstName: 'Late', lastName: 'Comer' });
    expect(await turn(modal, 'Older')).toEqual(crowd(25, 49));
    await turn(modal, 'Newer');
    await org.query(`UPDATE membership SET status = 'REMOVED', ended_at = usher_now()
      WHERE account_id = (SELECT id FROM account WHERE email = 'late@example.com')`);
  });

  it('finds by a piece of a name or address, a role, a team and a status, and keeps to it on the next page', async () => {
    expect(names(await open('crowd1@'))).toEqual(['Person 01 Crowd']);
    expect(names(await open('role:admin'))).toEqual(['Ada Example']);
    expect(names(await open('status:deactivated'))).toEqual(['Lee Left']);
    expect((await open('team:Sales')).text()).toMatch(/Nobody is found/);
    const modal = await open('crowd role:viewer');
    expect(modal.text()).toMatch(/Only people matching “crowd” .*viewer/i);
    expect(names(modal)).toEqual(crowd(1, 25));
    expect(await turn(modal, 'Older')).toEqual(crowd(26, 50));
    expect(await turn(modal, 'Older')).toEqual(crowd(51, 60));
  });

  it('is for members too where the organization says so, and for nobody else', async () => {
    expect((await mia.types('/members list')).text).toMatch(/Only admins/);
    await org.query(`UPDATE organization SET roster_readers = 'MEMBERS'`);
    await mia.types('/members list');
    expect(names(await mia.modal({ settled: true, title: 'People' }))).toHaveLength(25);
    const stranger = org.workspace.person({ firstName: 'Nell' });
    expect((await stranger.types('/members list')).text).toMatch(/not a member/);
  });
});
