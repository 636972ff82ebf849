import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seedMember } from '../support/seed.ts';
import type { Modal } from '../support/workspace/modal.ts';
import type { Person } from '../support/workspace/person.ts';
import { type RunningDesk, stall, startDesk } from './running-desk.ts';

let desk: RunningDesk;
let grace: Person;

beforeAll(async () => {
  desk = await startDesk();
  grace = desk.workspace.person({ firstName: 'Grace' });
  await seedMember(desk, { email: grace.email, firstName: 'Grace', role: 'Admin', slack: grace });
});
afterAll(() => desk?.stop());
afterEach(async () => {
  for (const modal of desk.ada.modals().reverse()) await modal.close();
  expect(desk.workspace.refusals).toEqual([]);
});

const overview = async (person = desk.ada): Promise<Modal> => {
  await person.types('/members settings');
  return person.modal({ title: 'Settings', settled: true });
};

const open = async (title: string, person = desk.ada): Promise<{ screen: Modal; form: Modal }> => {
  const screen = await overview(person);
  await screen.click('Change', { row: `*${title}*` });
  return { screen, form: await person.modal({ title, settled: true }) };
};

const setting = async (column: string): Promise<unknown> =>
  (await desk.query(`SELECT ${column} AS value FROM organization`))[0]?.['value'];

describe('the settings screen', () => {
  it('saves what was changed, and says so on the screen below, which shows what is true now', async () => {
    const { screen, form } = await open('Invitations');
    await form.fill('Link life', '2 days');
    expect(await form.submit()).toMatchObject({ closed: true });
    await screen.waitFor('✓ Saved: link life: 24 hours → 2 days.');
    expect(screen.text()).toContain('Link life: 2 days');
    expect(await setting('invitation_lifetime_hours')).toBe(48);
    await desk.ada.types('/members invite link@example.com');
    await (await desk.ada.modal({ title: 'Invite people', settled: true })).submit();
    const [row] = await desk.query<{ hours: number }>(
      `SELECT round(extract(epoch FROM expires_at - issued_at) / 3600)::int AS hours FROM invitation WHERE email = 'link@example.com'`,
    );
    expect(row?.hours).toBe(48);
  });

  it('puts what it cannot read onto its field, and takes nothing of the form before all of it is right', async () => {
    const { screen, form } = await open('Who can be invited');
    await form.fill('Blocked domains', 'bad.example\ndomain!');
    await form.fill('People with an account', 'Added at once on own domains');
    expect((await form.submit()).errors).toEqual({ 'Blocked domains': expect.stringContaining('“domain!”') });
    await form.fill('Blocked domains', 'bad.example');
    expect((await form.submit()).errors).toEqual({ 'Own domains': expect.stringContaining('such as example.com') });
    expect(await setting('blocked_domains')).toEqual([]);
    await form.fill('Own domains', 'example.com');
    await form.submit();
    await screen.waitFor('blocked domains: none → bad.example');
    expect(screen.text()).toContain('Saved: own domains: none → example.com');
    await desk.ada.types('/members invite x@mail.bad.example');
    const invited = await (await desk.ada.modal({ title: 'Invite people', settled: true })).submit();
    expect(invited.updatedTo?.text()).not.toContain('Invited 1');
  });

  it('finds a time zone by a piece of its name, and shows times in it from then on', async () => {
    const { screen, form } = await open('People and times');
    expect(await form.options('Time zone', 'tokyo')).toEqual(['Asia/Tokyo (UTC+9)']);
    expect(await form.options('Time zone', 'nowhere')).toEqual([]);
    await form.fill('Time zone', 'Asia/Tokyo (UTC+9)');
    await form.fill('Who may see the people', 'All members');
    await form.submit();
    await screen.waitFor('→ Asia/Tokyo');
    const mia = desk.workspace.person({ firstName: 'Mia' });
    await seedMember(desk, { email: mia.email, firstName: 'Mia', slack: mia });
    await mia.types('/members list');
    expect((await mia.modal({ settled: true })).title).toBe('People');
  });

  it('keeps a channel as its id, and lets go of it again', async () => {
    const ops = desk.workspace.channel('ops', { members: [desk.ada], botIsMember: true });
    const { form } = await open('Channels');
    await form.fill('Admin channel', [ops]);
    await form.submit();
    expect(await setting('admin_channel_id')).toBe(ops.id);
    const again = await open('Channels');
    expect(again.form.input('Admin channel').value).toContain('ops');
    await again.form.fill('Weekly post', 'Weekly');
    expect((await again.form.submit()).errors).toEqual({
      'Organization channel': expect.stringContaining('Choose one here'),
    });
    await again.form.fill('Weekly post', 'Off');
    await again.form.fill('Admin channel', []);
    await again.form.submit();
    await again.screen.waitFor('→ none');
    expect(await setting('admin_channel_id')).toBeNull();
  });

  it('when two admins change it at once, keeps both changes and tells who was later', async () => {
    const mine = await open('Invitations');
    const hers = await open('Invitations', grace);
    await hers.form.fill('New links a day', '9');
    await hers.form.fill('Invitations a day', '50');
    await hers.form.submit();
    await mine.form.fill('New links a day', '4');
    await mine.form.submit();
    await mine.screen.waitFor('new links a day: 9 → 4. Somebody else had changed it while your form was open');
    expect(mine.screen.text()).toContain('Invitations a day: 50');
    await hers.form.close().catch(() => undefined);
  });

  it('when nothing was changed, says so', async () => {
    const { screen, form } = await open('Organization');
    await form.submit();
    await screen.waitFor('Nothing was changed');
  });

  it('when the admin was demoted meanwhile, saves nothing and offers no zones', async () => {
    const late = desk.workspace.person({ firstName: 'Late' });
    await seedMember(desk, { email: late.email, firstName: 'Late', role: 'Admin', slack: late });
    const { form } = await open('People and times', late);
    await desk.query(
      `UPDATE membership SET role_id = (SELECT id FROM role WHERE name = 'Viewer')
       WHERE account_id = (SELECT id FROM account WHERE email = $1)`,
      [late.email],
    );
    expect(await form.options('Time zone', 'berlin')).toEqual([]);
    await form.fill('Who may see the people', 'Admins');
    expect((await form.submit()).updatedTo?.text()).toContain('you are not an admin at the moment');
    expect(await setting('roster_readers')).toBe('MEMBERS');
  });

  it('when saving takes long, tells it in the form and below, and errors come back with what was typed', async () => {
    const slow = await open('Organization');
    await slow.form.fill('Product name', 'Slow Studio');
    const first = await stall(desk.databaseUrl);
    expect((await slow.form.submit({ atOnce: true })).updatedTo?.title).toBe('Still working…');
    await first.end();
    await slow.form.waitFor('Saved: product name: not set → Slow Studio');
    await slow.screen.waitFor('Product name: Slow Studio');

    const wrong = await open('Organization');
    await wrong.form.fill('Product URL', 'studio');
    const second = await stall(desk.databaseUrl);
    await wrong.form.submit({ atOnce: true });
    await second.end();
    await wrong.form.waitFor('⚠ This is not a web address');
    expect(wrong.form.input('Product URL').value).toBe('studio');
    await wrong.form.fill('Product URL', 'https://studio.example.com');
    await wrong.form.submit();
    expect(await setting('product_url')).toBe('https://studio.example.com');
  });
});
