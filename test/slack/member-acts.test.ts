import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seedMember } from '../support/seed.ts';
import type { Modal } from '../support/workspace/modal.ts';
import type { Person } from '../support/workspace/person.ts';
import { type RunningDesk, startDesk } from './running-desk.ts';

let desk: RunningDesk;
let bob: Person;
beforeAll(async () => {
  desk = await startDesk();
  bob = await member('Bob', 'Smith', 'Member');
});
afterAll(() => desk.stop());
afterEach(async () => {
  // Rule 11 is not what these tests are about.
  await desk.advance('11 minutes');
  expect(desk.workspace.refusals).toEqual([]);
  expect(desk.workspace.warnings).toEqual([]);
});

const member = async (firstName: string, lastName: string, role: 'Viewer' | 'Member' | 'Admin'): Promise<Person> => {
  const person = desk.workspace.person({ firstName, lastName });
  await seedMember(desk, { email: person.email, firstName, lastName, slack: person, role });
  return person;
};

const opens = async (command: string, title: string): Promise<Modal> => {
  await desk.ada.types(command);
  return desk.ada.modal({ title, settled: true });
};

const standing = async ({ email }: Person) => {
  const [row] = await desk.query<{ role: string; status: string }>(
    `SELECT r.name AS role, m.status::text AS status FROM membership m JOIN account a ON a.id = m.account_id
     JOIN role r ON r.id = m.role_id WHERE a.email = $1`,
    [email],
  );
  return row && `${row.role} ${row.status}`;
};

describe('a change of role', () => {
  it('by command: opens with before and after, one click changes it, the person is told, and Undo takes it back', async () => {
    const form = await opens(`/members-role ${bob.mention} admin`, 'Change role');
    expect(form.text()).toContain('*Before:* Member.');
    expect(form.text()).toContain('*After:* Admin.');
    expect(form.text()).toContain('*Gained:* the membership desk');
    const result = (await form.submit()).updatedTo;
    expect(result?.title).toBe('Role changed');
    expect(result?.text()).toContain('*Bob Smith*');
    expect(await standing(bob)).toBe('Admin ACTIVE');
    const told = await bob.waitForMessage(/Your role in Example Org is Admin now/);
    expect(told.text).toContain('It was Member.');
    expect(told.text).toContain('Changed by Ada Example');
    await result?.click('Undo');
    await result?.waitFor('*Bob Smith*');
    await result?.waitFor(/Undone: .* is Member again, and is told/);
    expect(result?.buttons()).toEqual([]);
    expect(await standing(bob)).toBe('Member ACTIVE');
    await bob.waitForMessage(/Your role in Example Org is Member now/);
    await result?.close();
  });

  it('from the card: the choice shows what it means, and the card below is read anew', async () => {
    const card = await opens(`/members ${bob.email}`, 'Person');
    await card.click('Change role');
    const form = await desk.ada.modal({ title: 'Change role', settled: true });
    expect(form.text()).toContain('This is the role that they have');
    await form.fill('New role', 'Viewer');
    await form.waitFor('*After:* Viewer.');
    await form.waitFor('No permission comes or goes with it');
    const result = (await form.submit()).updatedTo;
    expect(result?.text()).toContain('is Viewer now (before: Member)');
    await result?.close();
    await card.waitFor('*Role:* Viewer.');
    await card.close();
  });

  it('by a piece of a name with the role behind it; several who fit are picked from, and the role is kept', async () => {
    await member('Rob', 'Smith', 'Viewer');
    const form = await opens('/members role rob smith member', 'Change role');
    expect(form.text()).toContain('*Rob Smith*');
    expect(form.text()).toContain('*After:* Member.');
    await form.close();
    const picker = await opens('/members role smith admin', 'Which one?');
    await picker.click('Change role', { row: 'Rob Smith' });
    const picked = await desk.ada.modal({ title: 'Change role', settled: true });
    expect(picked.text()).toContain('*After:* Admin.');
    await picked.close();
    await picker.close();
  });

  it('in words where it cannot be: no such role, oneself, nobody named, the same role', async () => {
    const form = await opens(`/members role ${bob.email} pilot`, 'Change role');
    expect(form.text()).toContain('There is no role “pilot” that you can give: choose one below.');
    await form.close();
    expect((await desk.ada.types(`/members role ${desk.ada.mention} viewer`)).text).toContain(
      "You can't change your own role. Ask another admin",
    );
    expect((await desk.ada.types('/members role')).text).toContain('Name one person');
    const same = await opens(`/members role ${bob.email} viewer`, 'Change role');
    expect((await same.submit()).updatedTo?.text()).toContain('is Viewer already');
    expect(await standing(bob)).toBe('Viewer ACTIVE');
  });

  it('after somebody else changed it: says so, shows what is true, and changes nothing', async () => {
    const form = await opens(`/members role ${bob.email} admin`, 'Change role');
    await desk.query(
      `UPDATE membership SET version = version + 1, role_id = (SELECT id FROM role WHERE name = 'Member')
       WHERE account_id = (SELECT id FROM account WHERE email = $1)`,
      [bob.email],
    );
    const again = (await form.submit()).updatedTo;
    expect(again?.text()).toContain('This changed since the window was opened. Nothing was done');
    expect(again?.text()).toContain('*Before:* Member.');
    expect(await standing(bob)).toBe('Member ACTIVE');
    expect((await again?.submit())?.updatedTo?.text()).toContain('is Admin now (before: Member)');
  });
});

describe('leaving and coming back', () => {
  it('deactivate: the form counts what they issued, and what is chosen becomes of it; Undo restores all', async () => {
    const grace = await member('Grace', 'Hopper', 'Admin');
    await grace.types('/members invite linus@example.net');
    const invite = await grace.modal({ title: 'Invite people', settled: true });
    await invite.submit();
    await desk.workspace.settled();
    const form = await opens(`/members-deactivate ${grace.mention}`, 'Deactivate a member');
    expect(form.text()).toContain('loses access to Example Org at once');
    expect(form.text()).toContain('What becomes of the pending invitation that they sent?');
    await form.fill(/What becomes of/, 'Withdraw');
    const result = (await form.submit()).updatedTo;
    expect(result?.text()).toContain('Withdrawn: 1 pending invitation.');
    expect(await standing(grace)).toBe('Admin DEACTIVATED');
    expect((await grace.types('/members pending')).text).toContain('is deactivated, so nothing was done');
    await result?.click('Undo');
    await result?.waitFor(/is an active member again/);
    expect(result?.text()).toContain('1 invitation is theirs again');
    expect(await standing(grace)).toBe('Admin ACTIVE');
    const [row] = await desk.query(`SELECT status::text FROM invitation WHERE email_key = 'linus@example.net'`);
    expect(row).toEqual({ status: 'PENDING' });
    await result?.close();
  });

  it('reactivate: the invite form, filled in with what they had', async () => {
    const ida = await member('Ida', 'Example', 'Member');
    const active = await desk.ada.types(`/members reactivate ${ida.email}`);
    expect(active.text).toContain('is an active member. Nothing to bring back');
    await (await opens(`/members deactivate ${ida.email}`, 'Deactivate a member')).submit();
    const card = await opens(`/members ${ida.email}`, 'Person');
    await card.click('Reactivate');
    const form = await desk.ada.modal({ title: 'Invite people', settled: true });
    expect(form.input('Addresses').value).toBe(`Ida Example <${ida.email}>`);
    const sent = (await form.submit()).updatedTo;
    expect(sent?.text()).toContain('Invited 1');
    await sent?.close();
    await card.close();
    await (await ida.waitForMessage(/invited you/)).click('Accept');
    await ida.waitForMessage(/Welcome to/);
    expect(await standing(ida)).toBe('Member ACTIVE');
  });

  it('remove: from the card too, without Undo; a second try says what is true', async () => {
    const ken = await member('Ken', 'Example', 'Viewer');
    const card = await opens(`/members ${ken.email}`, 'Person');
    await card.click('Remove');
    const form = await desk.ada.modal({ title: 'Remove a member', settled: true });
    expect(form.text()).toContain('Their account and other organizations stay');
    const result = (await form.submit()).updatedTo;
    expect(result?.text()).toContain('Removed: *Ken Example*');
    expect(result?.buttons()).toEqual([]);
    await result?.close();
    await card.waitFor('*Removed*');
    await card.close();
    expect((await desk.ada.types(`/members remove ${ken.email}`)).text).toContain('This person was removed');
    expect((await desk.ada.types(`/members deactivate ${ken.email}`)).text).toContain('This person was removed');
  });

  it('Undo after ten minutes tells the truth and changes nothing', async () => {
    const ned = await member('Ned', 'Example', 'Viewer');
    const result = (await (await opens(`/members deactivate ${ned.email}`, 'Deactivate a member')).submit()).updatedTo;
    await desk.advance('11 minutes');
    await result?.click('Undo');
    await result?.waitFor(/can be undone for 10 minutes. Nothing was changed/);
    expect(await standing(ned)).toBe('Viewer DEACTIVATED');
  });
});
