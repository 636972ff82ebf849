import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seedMember } from '../support/seed.ts';
import type { Channel } from '../support/workspace/channel.ts';
import type { Person } from '../support/workspace/person.ts';
import { type RunningDesk, startDesk } from './running-desk.ts';
import { idle } from './watch.ts';

let desk: RunningDesk;
let grace: Person;
let nell: Person;
let ops: Channel;

beforeAll(async () => {
  desk = await startDesk();
  const { workspace } = desk;
  grace = workspace.person({ firstName: 'Grace', lastName: 'Sample' });
  await seedMember(desk, { email: grace.email, firstName: 'Grace', lastName: 'Sample', role: 'Admin', slack: grace });
  nell = workspace.person({ firstName: 'Nell', lastName: 'Sample' });
  ops = workspace.channel('ops', { members: [desk.ada, grace], botIsMember: true });
});
afterAll(() => desk?.stop());
afterEach(async () => {
  for (const modal of [...desk.ada.modals(), ...grace.modals()].reverse()) await modal.close();
  await desk.query('UPDATE organization SET admin_channel_id = NULL');
  await desk.query('DELETE FROM join_request');
  expect(desk.workspace.refusals).toEqual([]);
  expect(desk.workspace.warnings).toEqual([]);
});

const inChannel = () => desk.query('UPDATE organization SET admin_channel_id = $1', [ops.id]);

describe('/members request', () => {
  it('asks in the admin channel; whoever approves there invites, and the asker is told', async () => {
    await inChannel();
    const answer = await nell.types('/members request wish1@example.com, she joins the project: @channel & co');
    expect(answer.text).toContain('Your request for wish1@example.com is with the admins of Example Org');
    const card = await ops.waitForMessage(/wish1@example\.com/);
    expect(card.text).toContain('Nell Sample');
    expect(card.text).toContain('she joins the project: @channel & co');
    expect([card.mentions, card.buttons]).toEqual([[], ['Approve…', 'Decline…']]);

    await card.click('Approve…', { by: grace });
    const form = await grace.modal({ title: 'Invite people', settled: true });
    expect(form.input('Addresses').value).toBe('wish1@example.com');
    expect((await form.submit()).updatedTo?.text()).toContain('Invited 1');
    await nell.waitForMessage('Your request was approved: wish1@example.com has been invited');
    const settled = await ops.waitForMessage(/Approved by Grace Sample/);
    expect([settled.ts, settled.buttons]).toEqual([card.ts, []]);

    await card.click('Decline…', { by: desk.ada, stale: true });
    expect((await desk.ada.waitForEphemeral(/Approved by Grace Sample/)).text).toContain('Nothing more was done');
  });

  it('whoever is nobody yet asks for themselves by “me”, as they are told', async () => {
    await inChannel();
    const { text } = await nell.types('/members whoami');
    expect(text).toContain('Ask an admin to invite you, or type `/members request me` and why.');
    const answer = await nell.types('/members request me I work with Sales');
    expect(answer.text).toContain('is with the admins of Example Org');
    expect((await ops.waitForMessage(/I work with Sales/)).text).toContain(nell.email);
  });

  it('without an admin channel asks each admin, and rewrites every copy when it is declined with a word', async () => {
    await nell.types('/members request wish2@example.com for the launch');
    const [mine, hers] = [await desk.ada.waitForMessage(/wish2@/), await grace.waitForMessage(/wish2@/)];
    await mine.click('Decline…');
    const form = await desk.ada.modal({ title: 'Decline', settled: true });
    await form.fill('Why', 'See https://evil.example');
    expect((await form.submit()).errors).toEqual({ Why: expect.stringContaining("can't carry a link") });
    await form.fill('Why', 'After the launch.');
    expect((await form.submit()).updatedTo?.text()).toContain('Declined: wish2@example.com');
    await nell.waitForMessage(/decided not to invite wish2@example\.com[\s\S]*After the launch\./);
    await desk.ada.waitForMessage(/Declined by Ada/);
    expect((await grace.waitForMessage(/Declined by Ada/)).ts).toBe(hers.ts);
    await hers.click('Approve…', { stale: true });
    await grace.waitForEphemeral(/Declined by Ada/);
    expect(grace.modals()).toEqual([]);
  });

  it('when the form was open and somebody else declined, invites nobody and says so', async () => {
    await inChannel();
    await nell.types('/members request wish3@example.com for the launch');
    const card = await ops.waitForMessage(/wish3@/);
    await card.click('Approve…', { by: desk.ada });
    const form = await desk.ada.modal({ title: 'Invite people', settled: true });
    await card.click('Decline…', { by: grace });
    await (await grace.modal({ title: 'Decline', settled: true })).submit();
    expect((await form.submit()).updatedTo?.text()).toContain('Declined by Grace Sample');
    expect(await desk.query(`SELECT 1 FROM invitation WHERE email = 'wish3@example.com'`)).toEqual([]);
  });

  it('when Usher is not in the admin channel, goes to the admins, one of whom is told once', async () => {
    const closed = desk.workspace.channel('closed', { members: [desk.ada] });
    await desk.query('UPDATE organization SET admin_channel_id = $1', [closed.id]);
    await nell.types('/members request wish4@example.com for the launch');
    await desk.ada.waitForMessage(/wish4@/);
    await grace.waitForMessage(/wish4@/);
    const told = () =>
      [...desk.ada.messages(), ...grace.messages()].filter(({ text }) => text.includes('Requests to join'));
    await expect
      .poll(() => told().map(({ text }) => text))
      .toEqual([expect.stringContaining('Usher is not in the channel')]);
    await idle(desk);
    expect(told()).toHaveLength(1);
  });

  it('tells the admins, and not the asker, that the address is a member or has an invitation', async () => {
    await inChannel();
    const answer = await nell.types(`/members request ${grace.email} let her in`);
    expect(answer.text).toContain('is with the admins');
    expect((await ops.waitForMessage(new RegExp(grace.email))).text).toContain('A member already, since');
    expect((await grace.types('/members request ada@example.com for fun')).text).toMatch(/is a member already, since/);
  });

  it('takes a mention, keeps nobody waiting for what is missing, and refuses a fourth', async () => {
    const sam = desk.workspace.person({ firstName: 'Sam' });
    expect((await nell.types(`/members request ${sam.mention} for the launch`)).text).toContain('is with the admins');
    expect((await nell.types('/members request')).text).toContain('Whom should the admins invite');
    expect((await nell.types('/members request wish5@example.com')).text).toContain('Why should wish5@example.com');
    expect((await nell.types('/members request wish5@example.com see evil.example')).text).toContain(
      "can't carry a link",
    );
    for (const n of [6, 7]) await nell.types(`/members request wish${n}@example.com for the launch`);
    expect((await nell.types('/members request wish8@example.com too')).text).toContain('3 requests of yours wait');
    const guest = desk.workspace.person({ firstName: 'Guy', isRestricted: true });
    expect((await guest.types('/members request wish9@example.com please')).text).toContain('Guests of this workspace');
  });
});
