import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seedMember } from '../support/seed.ts';
import type { Modal } from '../support/workspace/modal.ts';
import type { Person } from '../support/workspace/person.ts';
import { type RunningDesk, startDesk } from './running-desk.ts';

let desk: RunningDesk;
let mia: Person;
beforeAll(async () => {
  desk = await startDesk();
  mia = desk.workspace.person({ firstName: 'Mia', lastName: 'Smith' });
  await seedMember(desk, { email: mia.email, firstName: 'Mia', lastName: 'Smith', slack: mia, role: 'Viewer' });
  await seedMember(desk, { email: 'sam@example.org', firstName: 'Sam', lastName: 'Smithson' });
  await seedMember(desk, { email: 'will@example.org', firstName: 'Will', lastName: 'Pending', status: 'REMOVED' });
});
afterAll(() => desk.stop());
afterEach(() => {
  expect(desk.workspace.refusals).toEqual([]);
  expect(desk.workspace.warnings).toEqual([]);
});

const opens = async (command: string, title: string): Promise<Modal> => {
  await desk.ada.types(command);
  return desk.ada.modal({ title, settled: true });
};

/** The answer in words: in the ack, or in a modal when a busy machine took more than the half second that the ack waits. */
const told = async (person: Person, command: string): Promise<string> => {
  const { text } = await person.types(command);
  if (text) return text;
  const modal = await person.modal({ settled: true });
  const shown = modal.text();
  await modal.close();
  return shown;
};

describe('/members and somebody', () => {
  it.each([
    ['a piece of a name', () => 'mia'],
    ['a piece of a name, quoted', () => '"Mia"'],
    ['an address', () => mia.email],
    ['a mention', () => mia.mention],
    ['a whole name that others have a piece of', () => 'mia smith'],
  ])('by %s, opens their card', async (_how, typed) => {
    const card = await opens(`/members ${typed()}`, 'Person');
    expect(card.text()).toContain('*Mia Smith*');
    expect(card.text()).toContain('*Role:* Viewer.');
    await card.close();
  });

  it('when several are meant, lets one be picked, whose card opens on top', async () => {
    const picker = await opens('/members smith', 'Which one?');
    await picker.click('Open', { row: 'sam@example.org' });
    const card = await desk.ada.modal({ title: 'Person', settled: true });
    expect(card.text()).toContain('*Sam Smithson*');
    await card.close();
    await picker.close();
  });

  it('when it is a word of ours, does what the word says; quoted, it is searched for', async () => {
    await (await opens('/members pending', 'Pending invitations')).close();
    const card = await opens('/members "pending"', 'Person');
    expect(card.text()).toContain('*Will Pending*');
    await card.close();
  });

  it('when somebody was removed, offers to invite them again, filled in; once they are invited, no more', async () => {
    const card = await opens('/members will@example.org', 'Person');
    await card.click('Invite again');
    const form = await desk.ada.modal({ title: 'Invite people', settled: true });
    expect(form.input('Addresses').value).toBe('Will Pending <will@example.org>');
    expect((await form.submit()).updatedTo?.text()).toContain('Invited 1');
    await (await desk.ada.modal()).close();
    await card.click('Invite again');
    await card.waitFor('This has changed meanwhile. Nothing was done.');
    expect(card.text()).toContain('An invitation waits for them');
    expect(card.buttons()).not.toContain('Invite again');
    await card.close();
  });

  it('when they are invited and have not joined, says so, with the way to the invitation', async () => {
    const form = await opens('/members invite grace@example.net', 'Invite people');
    await form.submit();
    await form.close();
    for (const typed of ['grace@example.net', '"grace"', 'grace']) {
      const text = await told(desk.ada, `/members ${typed}`);
      expect(text).toMatch(/grace@example\.net.* is invited and has not joined yet/);
      expect(text).toContain('[Pending]');
    }
  });

  it('when nobody is meant, says so in words', async () => {
    expect(await told(desk.ada, '/members zzzz')).toContain('“zzzz” is not something that `/members` knows');
    expect(await told(desk.ada, '/members "zz"')).toContain('“zz” is nobody whom Usher knows here.');
    expect(await told(desk.ada, '/members zz@example.com')).toContain('`/members invite` invites people');
    const stranger = desk.workspace.person({ firstName: 'Hid', email: '' });
    expect(await told(desk.ada, `/members ${stranger.mention}`)).toContain('Slack shows no address for them');
  });
});

describe('a member who is no admin', () => {
  it('finds nobody while the roster is for admins, and is told of words only', async () => {
    expect(await told(mia, '/members sam@example.org')).toMatch(/Only admins .* can look people up/);
    expect(await told(mia, '/members sam')).toContain('is not something that');
  });

  it('where members may read the roster, sees who is active, without acts and without their trail', async () => {
    await desk.query(`UPDATE organization SET roster_readers = 'MEMBERS'`);
    await mia.types('/members ada@example.com');
    const card = await mia.modal({ title: 'Person', settled: true });
    expect(card.text()).toContain('*Role:* Admin.');
    expect(card.text()).not.toMatch(/Latest|Has sent|invited by/);
    expect(card.buttons()).toEqual([]);
    expect(await told(mia, '/members will@example.org')).toContain('is nobody whom Usher knows here');
    await desk.query(`UPDATE organization SET roster_readers = 'ADMINS'`);
  });
});
