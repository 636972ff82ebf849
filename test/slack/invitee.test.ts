import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../support/workspace/person.ts';
import type { SeenMessage } from '../support/workspace/seen-message.ts';
import { type RunningDesk, startDesk } from './running-desk.ts';
import { idle } from './watch.ts';

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());
afterEach(() => {
  expect(desk.workspace.refusals).toEqual([]);
  expect(desk.workspace.warnings).toEqual([]);
});

/** Invites somebody of the workspace and waits for their card. */
const cardOf = async (person: Person, role?: string): Promise<SeenMessage> => {
  await desk.ada.types(`/members invite ${person.mention}`);
  const modal = await desk.ada.modal({ title: 'Invite people', settled: true });
  if (role) await modal.fill('Role', role);
  await modal.submit();
  await modal.close();
  return person.waitForMessage('invited you to Example Org');
};

const statusOf = async (person: Person): Promise<string | undefined> => {
  const [row] = await desk.query<{ status: string }>(
    'SELECT status FROM invitation WHERE email_key = $1 ORDER BY issued_at DESC LIMIT 1',
    [person.email],
  );
  return row?.status;
};

const memberOf = (person: Person) =>
  desk.query<{ first_name: string; last_name: string }>(
    'SELECT a.first_name, a.last_name FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email_key = $1',
    [person.email],
  );

describe('the invitation card', () => {
  it('when it is accepted, makes a member, leaves no button and welcomes', async () => {
    const person = desk.workspace.person({ firstName: 'Grace', lastName: 'Hopper' });
    await (await cardOf(person)).click('Accept');
    await person.waitForMessage('Welcome to Example Org');
    await idle(desk);
    expect(person.messages().flatMap(({ buttons }) => buttons)).toEqual([]);
    expect(await memberOf(person)).toEqual([{ first_name: 'Grace', last_name: 'Hopper' }]);
    expect((await person.types('/members whoami')).text).toContain('You are *Grace Hopper*');
  });

  it('when names are missing, asks for them in a small form, with errors on its fields', async () => {
    const person = desk.workspace.person({ firstName: '', lastName: '', name: 'mononym' });
    await (await cardOf(person)).click('Accept');
    const modal = await person.modal({ title: 'Your name' });
    await modal.fill('First name', 'https://evil.example');
    await modal.fill('Last name', 'Example');
    expect((await modal.submit()).errors?.['First name']).toMatch(/link/);
    await modal.fill('First name', 'Mona');
    expect((await modal.submit()).updatedTo?.text()).toContain('Accepted');
    await idle(desk);
    expect(await memberOf(person)).toEqual([{ first_name: 'Mona', last_name: 'Example' }]);
    expect(person.messages().flatMap(({ buttons }) => buttons)).toEqual([]);
  });

  it('when it is accepted twice at once, makes one member and says what is true', async () => {
    const person = desk.workspace.person({ firstName: 'Twice' });
    const card = await cardOf(person);
    await card.click('Accept');
    await desk.workspace.deliver({ repeat: 5 });
    await idle(desk);
    expect(await memberOf(person)).toHaveLength(1);
    expect(person.messages({}).filter(({ text }) => text.includes('Welcome to'))).toHaveLength(1);
  });

  it('when it is declined, asks first, and says so', async () => {
    const person = desk.workspace.person({ firstName: 'Dee' });
    const card = await cardOf(person);
    await card.click('No, thanks', { confirm: false });
    expect(await statusOf(person)).toBe('PENDING');
    await card.click('No, thanks', { confirm: true });
    await person.waitForMessage('Declined');
    expect(await statusOf(person)).toBe('DECLINED');
  });

  it('when it was withdrawn meanwhile, a click on the old button says so', async () => {
    const person = desk.workspace.person({ firstName: 'Stella' });
    const card = await cardOf(person);
    await desk.ada.types(`/members withdraw ${person.mention}`);
    await card.click('Accept', { stale: true });
    await person.waitForMessage(/[Ww]ithdrawn/);
    expect(await memberOf(person)).toEqual([]);
    expect(person.messages().flatMap(({ buttons }) => buttons)).toEqual([]);
  });

  it('when the link is wanted by mail, sends it to the invited address and to no other', async () => {
    const person = desk.workspace.person({ firstName: 'Mel' });
    await (await cardOf(person)).click('Email me the link instead');
    await person.waitForMessage('on its way to m•••@example.com');
    await desk.inbox.waitForMail(person.email);
  });

  it('when the address changed in Slack since, does not accept by a click', async () => {
    const person = desk.workspace.person({ firstName: 'Movia' });
    const card = await cardOf(person);
    const { email } = person;
    await person.update({ email: 'other@example.com' });
    await card.click('Accept');
    await person.waitForEphemeral('Your address in Slack is not the one that was invited');
    expect(
      await desk.query('SELECT 1 FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email_key = $1', [
        email,
      ]),
    ).toEqual([]);
    expect(person.messages().at(-1)?.buttons).toContain('Email me the link instead');
  });

  it('when somebody asks who they are before, shows it to them once more', async () => {
    const person = desk.workspace.person({ firstName: 'Winnie' });
    await cardOf(person);
    const { message } = await person.types('/members whoami');
    await message?.click('Accept');
    await person.waitForMessage('Welcome to Example Org');
    await idle(desk);
    expect(await memberOf(person)).toHaveLength(1);
    const buttons = () => [...person.ephemerals(), ...person.messages()].flatMap((each) => each.buttons);
    await expect.poll(buttons).toEqual([]);
  });
});

describe('“This is me”', () => {
  /** An admin by mail: a member whom nobody in Slack is bound to. */
  const anAdmin = async (person: Person): Promise<void> => {
    await desk.query(
      "INSERT INTO account (id, email, email_key, first_name, last_name) VALUES (gen_random_uuid(), $1, $1, 'Una', 'Bound')",
      [person.email],
    );
    await desk.query(
      "INSERT INTO membership (id, organization_id, account_id, role_id, search_text) SELECT gen_random_uuid(), o.id, a.id, r.id, a.email FROM account a, organization o, role r WHERE a.email_key = $1 AND r.name = 'Admin'",
      [person.email],
    );
  };

  it('when an admin account is claimed, asks for the code that is mailed to its address, and goes on to what was asked for', async () => {
    const person = desk.workspace.person({ firstName: 'Una' });
    await anAdmin(person);
    await person.types('/members invite');
    const modal = await person.modal({ title: 'Is this you?', settled: true });
    await modal.submit();
    await modal.waitFor('A code of six digits is on its way');
    const mail = await desk.inbox.waitForMail(person.email);
    const [code = ''] = /\b\d{6}\b/.exec(mail.text ?? '') ?? [];
    await modal.fill('Code', code === '000000' ? '111111' : '000000');
    expect((await modal.submit()).errors?.['Code']).toContain('You have 4 tries left.');
    await modal.fill('Code', 'nonsense');
    expect((await modal.submit()).errors?.['Code']).toBe('A code has six digits.');
    await modal.fill('Code', code);
    expect((await modal.submit()).updatedTo?.title).toBe('Invite people');
    await modal.close();
  });

  it('when the last try is wrong, no code counts any more', async () => {
    const person = desk.workspace.person({ firstName: 'Ulf' });
    await anAdmin(person);
    const { message } = await person.types('/members');
    await message?.click('This is me');
    const modal = await person.modal({ title: 'Is this you?' });
    await modal.submit();
    const mail = await desk.inbox.waitForMail(person.email);
    const [code = ''] = /\b\d{6}\b/.exec(mail.text ?? '') ?? [];
    const wrong = code === '000000' ? '111111' : '000000';
    for (let tries = 0; tries < 5; tries += 1) {
      await modal.fill('Code', wrong);
      await modal.submit();
    }
    await modal.fill('Code', code);
    expect((await modal.submit()).updatedTo?.text()).toContain('This code no longer counts');
    expect((await person.types('/members whoami')).message?.buttons).toEqual(['This is me']);
  });
});

describe('“Don’t write to me again”', () => {
  const isStopped = async (person: Person) =>
    (await desk.query('SELECT FROM address_preference WHERE email_key = $1', [person.email])).length === 1;

  it('when it is asked for on the card, ends the invitation, and only they can take it back there', async () => {
    const person = desk.workspace.person({ firstName: 'Stan', lastName: 'Still' });
    const card = await cardOf(person);
    await card.click('Don’t write to me again', { confirm: true });
    await expect.poll(() => isStopped(person)).toBe(true);
    await idle(desk);
    expect([await statusOf(person), await isStopped(person)]).toEqual(['DECLINED', true]);
    // By the click, and by the job behind it: whoever is last has the last word.
    const settled = await person.waitForMessage(/nobody here writes to you again/i);
    expect(settled.buttons).toEqual(['You may write to me again']);
    await desk.ada.types(`/members why ${person.email}`);
    expect((await desk.ada.waitForEphemeral(/not to be written to/)).text).toMatch(
      /Only they can take that back: on the page behind .* or in Slack by `?\/members whoami/,
    );
    await settled.click('You may write to me again', { by: desk.ada });
    await desk.ada.waitForEphemeral(/This invitation is for somebody else/);
    expect(await isStopped(person)).toBe(true);
    await settled.click('You may write to me again');
    await expect.poll(() => isStopped(person)).toBe(false);
    await idle(desk);
    await expect.poll(() => person.messages()[0]?.text).toMatch(/Declined|Invitations reach .* again/);
    expect(person.messages().flatMap(({ buttons }) => buttons)).toEqual([]);
  });

  it('when they ask who they are, they can take it back there as well', async () => {
    const person = desk.workspace.person({ firstName: 'Stella', lastName: 'Still' });
    await (await cardOf(person)).click('Don’t write to me again', { confirm: true });
    await expect.poll(() => isStopped(person)).toBe(true);
    await person.types('/members whoami');
    const answer = await person.waitForEphemeral(/not to be written to/);
    await answer.click('You may write to me again');
    await person.waitForEphemeral(/Invitations reach .* again/);
    expect(await isStopped(person)).toBe(false);
    await cardOf(person);
  });
});
