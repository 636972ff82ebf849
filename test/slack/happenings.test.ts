import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seed, seedMember } from '../support/seed.ts';
import type { Channel } from '../support/workspace/channel.ts';
import type { Person } from '../support/workspace/person.ts';
import { type RunningDesk, startDesk } from './running-desk.ts';
import { idle } from './watch.ts';

let desk: RunningDesk;
let grace: Person;
let ops: Channel;

beforeAll(async () => {
  desk = await startDesk();
  grace = await member('Grace', 'Admin');
  ops = desk.workspace.channel('ops', { members: [desk.ada, grace], botIsMember: true });
  await seed(desk, { teams: [{ name: 'Sales' }] });
});
afterAll(() => desk?.stop());
beforeEach(() => settings({ admin_channel_id: ops.id, ask_about_joiners: false, blocked_domains: [] }));
afterEach(async () => {
  for (const modal of [...desk.ada.modals(), ...grace.modals()].reverse()) await modal.close();
  expect(desk.workspace.refusals).toEqual([]);
  expect(desk.workspace.warnings).toEqual([]);
});

const settings = (values: Readonly<Record<string, unknown>>) => seed(desk, { settings: values });

const member = async (firstName: string, role: 'Viewer' | 'Member' | 'Admin' = 'Member'): Promise<Person> => {
  const person = desk.workspace.person({ firstName, lastName: 'Sample' });
  await seedMember(desk, { email: person.email, firstName, lastName: 'Sample', role, slack: person });
  return person;
};

const cards = (pattern: RegExp) => ops.messages().filter(({ text }) => pattern.test(text));
const jobs = async (): Promise<string[]> =>
  (await desk.query<{ name: string }>('SELECT task_identifier AS name FROM graphile_worker.jobs')).map(
    ({ name }) => name,
  );

/** Nothing that is under way says anything more; an event is acked a moment before it is taken. */
const quiet = async (): Promise<void> => {
  await desk.workspace.settled();
  await idle(desk);
};

describe('a member who is deactivated in Slack', () => {
  it('is shown to the admins once, however often Slack tells of it, and is deactivated from the card', async () => {
    const bob = await member('Bob');
    await desk.workspace.deactivate(bob);
    await desk.workspace.deliver({ repeat: 3, retryNum: 1 });
    const card = await ops.waitForMessage(/Bob Sample.*was deactivated in Slack/);
    expect(card.text).toMatch(/still a member of Example Org: Member, since/);
    expect([card.mentions, card.buttons]).toEqual([[], ['Deactivate…', 'Not now']]);
    await quiet();
    expect(cards(/Bob Sample/)).toHaveLength(1);

    await card.click('Deactivate…', { by: grace });
    const form = await grace.modal({ title: 'Deactivate a member', settled: true });
    await form.submit();
    const settled = await ops.waitForMessage(/Bob Sample[\s\S]*Deactivated by Grace Sample/);
    expect([settled.ts, settled.buttons]).toEqual([card.ts, []]);

    await card.click('Deactivate…', { by: desk.ada, stale: true });
    await desk.ada.waitForEphemeral(/Deactivated by Grace Sample.*Nothing more was done/);
    await card.click('Not now', { by: desk.ada, stale: true });
    await quiet();
    expect((await ops.waitForMessage(/Bob Sample/)).text).toContain('Deactivated by Grace Sample');
  });

  it('without an admin channel is shown to each admin; put aside by one, nobody is asked again until they come back', async () => {
    await settings({ admin_channel_id: null });
    const eve = await member('Eve');
    await desk.workspace.deactivate(eve);
    const mine = await desk.ada.waitForMessage(/Eve Sample.*was deactivated/);
    const hers = await grace.waitForMessage(/Eve Sample.*was deactivated/);
    await hers.click('Not now');
    const settled = await desk.ada.waitForMessage(/Eve Sample[\s\S]*Not now, said Grace Sample/);
    expect([settled.ts, settled.buttons]).toEqual([mine.ts, []]);
    await mine.click('Not now', { stale: true });
    expect((await desk.ada.waitForMessage(/Eve Sample/)).text).toContain('said Grace Sample');

    await eve.update({ displayName: 'gone' });
    await quiet();
    expect(await jobs()).toEqual([]);
    await eve.update({ deleted: false });
    await quiet();
    await desk.workspace.deactivate(eve);
    await desk.ada.waitForMessage(/Eve Sample.*was deactivated(?![\s\S]*said)/);
    await quiet();
    expect(desk.ada.messages().filter(({ text }) => /Eve Sample/.test(text))).toHaveLength(2);
  });

  it('who comes back to Slack before anybody decided, leaves a card without buttons', async () => {
    const max = await member('Max');
    await desk.workspace.deactivate(max);
    const card = await ops.waitForMessage(/Max Sample/);
    await max.update({ deleted: false });
    const settled = await ops.waitForMessage(/Max Sample[\s\S]*Is back in Slack; nothing was changed here/);
    expect([settled.ts, settled.buttons]).toEqual([card.ts, []]);
  });

  it('is known by the address too, unless somebody else has it by now', async () => {
    const [zoe, kim] = [desk.workspace.person({ firstName: 'Zoe' }), desk.workspace.person({ firstName: 'Kim' })];
    await seedMember(desk, { email: zoe.email, firstName: 'Zoe', lastName: 'Sample' });
    await seedMember(desk, { email: kim.email, firstName: 'Kim', lastName: 'Sample' });
    desk.workspace.person({ firstName: 'Kim', email: kim.email });
    await desk.workspace.deactivate(kim);
    await desk.workspace.deactivate(zoe);
    await ops.waitForMessage(/Zoe Sample.*was deactivated/);
    await quiet();
    expect(cards(/Kim Sample/)).toEqual([]);
  });

  it('is found out later, when Slack does not say at once', async () => {
    const lou = await member('Lou');
    desk.workspace.faults.answer('users.info', 'internal_error');
    await desk.workspace.deactivate(lou);
    await ops.waitForMessage(/Lou Sample.*was deactivated/);
  });
});

describe('an admin who becomes a guest in Slack', () => {
  it('is no admin while that lasts, at the door and inside a transaction; the others are told, and it ends by itself', async () => {
    const hal = await member('Hal', 'Admin');
    await hal.types('/members invite');
    const open = await hal.modal({ settled: true });
    await open.fill('Addresses', 'by-guest@example.net');
    await open.fill('Primary team', 'Sales');
    await hal.update({ isRestricted: true });
    const card = await ops.waitForMessage(/Hal Sample.*is a guest in Slack now/);
    expect(card.buttons).toEqual(['Change role…', 'Not now']);

    expect(JSON.stringify(await open.submit())).toContain("Guests of this workspace can't act here");
    expect((await hal.types('/members pending')).text).toContain("Guests of this workspace can't act here");
    expect((await hal.types('/members whoami')).text).toContain('Admin');
    await card.click('Not now', { by: hal });
    await hal.waitForEphemeral(/Guests of this workspace/);
    expect(await desk.query("SELECT 1 FROM invitation WHERE email = 'by-guest@example.net'")).toEqual([]);

    await hal.update({ isRestricted: false });
    const settled = await ops.waitForMessage(/Hal Sample[\s\S]*Is no guest in Slack any more/);
    expect([settled.ts, settled.buttons]).toEqual([card.ts, []]);
    await hal.types('/members pending');
    await (await hal.modal({ settled: true, title: 'Pending invitations' })).close();
  });

  it('who is deactivated there as a guest, would come back as one, and is no admin until Slack says otherwise', async () => {
    const guests = () =>
      desk.query('SELECT 1 FROM slack_identity WHERE slack_user_id = $1 AND guest_since IS NOT NULL', [kim.id]);
    const kim = await member('Kim', 'Admin');
    await kim.update({ isRestricted: true });
    await ops.waitForMessage(/Kim Sample.*is a guest in Slack now/);
    await kim.update({ deleted: true });
    await ops.waitForMessage(/Kim Sample.*was deactivated/);
    expect(await guests()).toHaveLength(1);
  });

  it('is demoted from the card, which says so', async () => {
    const ian = await member('Ian', 'Admin');
    await ian.update({ isUltraRestricted: true });
    const card = await ops.waitForMessage(/Ian Sample.*is a guest/);
    await card.click('Change role…', { by: desk.ada });
    const form = await desk.ada.modal({ settled: true });
    await form.fill('New role', 'Viewer');
    await form.submit();
    expect((await ops.waitForMessage(/Ian Sample[\s\S]*Is Viewer now, and no admin/)).buttons).toEqual([]);
  });
});

describe('addresses that change in Slack', () => {
  it('are told in one message for the day, each once, and move nothing', async () => {
    const [tom, uma] = [await member('Tom'), await member('Uma')];
    await tom.update({ email: 'tom.new@example.com' });
    await ops.waitForMessage(/1 member has another address/);
    await uma.update({ email: 'uma.new@example.com' });
    const told = await ops.waitForMessage(/2 members have another address/);
    expect(told.text).toMatch(/Tom Sample.*tom\.new@example\.com[\s\S]*Uma Sample.*uma\.new@/);
    await tom.update({ email: 'tom.new@example.com', displayName: 'tommy' });
    await quiet();
    expect(cards(/another address/)).toHaveLength(1);
    await tom.update({ email: 'tom.newest@example.com' });
    expect((await ops.waitForMessage(/tom\.newest@example\.com/)).text).toMatch(/2 members have another address/);
    expect(await desk.query('SELECT email FROM account WHERE email = $1', ['tom@example.com'])).toHaveLength(1);
    expect((await tom.types('/members whoami')).text).toContain('tom@example.com');
  });
});

describe('somebody who is new in Slack', () => {
  it('is nobody’s business, unless the organization wants to be asked', async () => {
    await desk.workspace.person({ firstName: 'Una' }).arrives();
    await quiet();
    expect(cards(/Una/)).toEqual([]);
  });

  it('is invited from the card, with role and team as the button says', async () => {
    await settings({ ask_about_joiners: true });
    const nell = desk.workspace.person({ firstName: 'Nell', lastName: 'Newcomer' });
    await nell.arrives();
    const card = await ops.waitForMessage(/Nell Newcomer.*is new in Slack, and not a member/);
    expect([card.mentions, card.buttons]).toEqual([[], ['Invite as Viewer in Sales…', 'Not needed']]);
    await card.click('Invite as Viewer in Sales…', { by: desk.ada });
    const form = await desk.ada.modal({ title: 'Invite people', settled: true });
    expect(form.text()).toContain('Nell Newcomer');
    expect((await form.submit()).updatedTo?.text()).toContain('Invited 1');
    const settled = await ops.waitForMessage(/Nell Newcomer[\s\S]*Invited by Ada/);
    expect([settled.ts, settled.buttons]).toEqual([card.ts, []]);
    await card.click('Not needed', { by: grace, stale: true });
    await quiet();
    expect((await ops.waitForMessage(/Nell Newcomer/)).text).toContain('Invited by Ada');
  });

  it('is not needed: said once, by whoever is first', async () => {
    await settings({ ask_about_joiners: true });
    const oto = desk.workspace.person({ firstName: 'Oto', lastName: 'Newcomer' });
    await oto.arrives();
    const card = await ops.waitForMessage(/Oto Newcomer/);
    await card.click('Not needed', { by: grace });
    await ops.waitForMessage(/Oto Newcomer[\s\S]*Not needed, said Grace Sample/);
    await card.click('Invite as Viewer in Sales…', { by: desk.ada, stale: true });
    await desk.ada.waitForEphemeral(/Not needed, said Grace Sample/);
    expect(desk.ada.modals()).toEqual([]);
  });

  it('is known to the next form, though everybody of Slack was listed before', async () => {
    const inviting = async (...emails: string[]) => {
      await desk.ada.types(`/members invite ${emails.join(' ')}`);
      const form = await desk.ada.modal({ title: 'Invite people', settled: true });
      const sent = await form.submit();
      return Object.values(sent.errors ?? {}).join() + (sent.updatedTo?.text() ?? '');
    };
    expect(await inviting('listed1@example.net', 'listed2@example.net')).toContain('Invited 2');
    for (const modal of [...desk.ada.modals()].reverse()) await modal.close();
    const late = desk.workspace.person({ firstName: 'Late', email: 'late@example.net', isRestricted: true });
    await late.arrives();
    await quiet();
    expect(await inviting('listed3@example.net', 'late@example.net')).toMatch(/late@example\.net[\s\S]*is a guest/);
  });

  it('is asked about only if they could be invited: no guest, no bot, no member, nobody invited or blocked', async () => {
    await settings({ ask_about_joiners: true, blocked_domains: ['blocked.example.com'] });
    const { workspace } = desk;
    await desk.ada.types('/members invite invited@example.com');
    await (await desk.ada.modal({ settled: true })).submit();
    const newcomers = [
      workspace.person({ firstName: 'Guy', isRestricted: true }),
      workspace.bot({ firstName: 'Robot' }),
      workspace.stranger({ firstName: 'Sam' }),
      workspace.person({ firstName: 'Ina', email: 'invited@example.com' }),
      workspace.person({ firstName: 'Bea', email: 'bea@blocked.example.com' }),
      workspace.person({ firstName: 'Moe', email: '' }),
      await member('Mia'),
    ];
    for (const newcomer of newcomers) await newcomer.arrives();
    const last = workspace.person({ firstName: 'Last' });
    await last.arrives();
    await ops.waitForMessage(/Last Example.*is new/);
    await quiet();
    expect(cards(/(Guy|Robot|Sam|Ina|Bea|Moe|Mia) .*is new/)).toEqual([]);
  });
});

describe('an event about somebody whom nobody knows', () => {
  it('writes nothing and asks Slack nothing', async () => {
    const pat = desk.workspace.person({ firstName: 'Pat' });
    await quiet();
    const before = [await desk.query('SELECT count(*) FROM handled_interaction'), desk.workspace.calls.length];
    await pat.update({ displayName: 'Patty' });
    await pat.update({ deleted: true });
    await quiet();
    const after = [await desk.query('SELECT count(*) FROM handled_interaction'), desk.workspace.calls.length];
    expect(after).toEqual(before);
  });
});
