import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedMember } from '../support/seed.ts';
import type { Person } from '../support/workspace/person.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;
let mia: Person;

beforeAll(async () => {
  org = await startExampleOrg();
  mia = org.workspace.person({ firstName: 'Mia' });
  await seedMember(org, { email: mia.email, firstName: 'Mia', role: 'Viewer', slack: mia });
});

afterAll(() => org.close({ logged: /delivery.* does not exist/ }));

const opensHome = async (person: Person, pattern: RegExp) => {
  await person.opensHome();
  return person.waitForHome(pattern);
};

describe('the Home tab of an admin', () => {
  it('is the desk: counts, search, the ways on, and the last weeks', async () => {
    await org.invite('waits@example.net\nother@example.net');
    const home = await opensHome(org.ada, /The membership desk of \*?Example Org\*?: 2 members/);
    expect(home.text()).toMatch(/Ending today: 2|Waiting: 2/);
    expect(home.text()).toMatch(/\d+ \w{3} {2}2 █{8}/);
    expect(home.buttons()).toEqual([
      'Invite',
      'Pending',
      'People',
      'Teams',
      'Products',
      'Roles',
      'Permissions',
      'Invite links',
      'Settings',
      'Doctor',
    ]);
    await home.fill('Search', 'mia', { enter: true });
    const roster = await org.ada.modal({ settled: true, title: 'People' });
    expect(roster.text()).toContain('Only people matching “mia”: 1 person');
    await roster.click('Manage');
    expect((await org.ada.modal({ settled: true, title: 'Person' })).text()).toContain('Mia Example');
  });

  it('is drawn anew after what is done from it, through all the screens that it opened, and by nothing else', async () => {
    const home = await opensHome(org.ada, /desk/);
    await home.click('Invite');
    const form = await org.ada.modal({ settled: true, title: 'Invite people' });
    await form.fill('Addresses', 'third@example.net');
    await form.fill('Primary team', 'Sales');
    await form.submit();
    await org.ada.waitForHome(/(?:Ending today|Waiting): 3/);
    await home.click('Pending');
    const pending = await org.ada.modal({ settled: true, title: 'Pending invitations' });
    await pending.click('Withdraw', { row: 'third@example.net', confirm: true });
    await org.ada.waitForHome(/(?:Ending today|Waiting): 2/);
    // Drawn by the click, and by the job that follows it.
    await org.quiet();
    const drawn = org.workspace.callsOf('views.publish').length;
    await org.invite('fourth@example.net');
    await org.ada.types('/members withdraw fourth@example.net');
    await org.quiet();
    expect(org.workspace.callsOf('views.publish')).toHaveLength(drawn);
  });

  it('when it cannot be drawn, says so with the number that is in the log, and is drawn at the next look', async () => {
    await org.query('ALTER TABLE delivery RENAME TO delivery_away');
    const home = await opensHome(org.ada, /went wrong/);
    const [, reference = ''] = /([0-9a-f]{12})/.exec(home.text()) ?? [];
    expect(org.logLines.some((line) => line.includes(reference))).toBe(true);
    await org.query('ALTER TABLE delivery_away RENAME TO delivery');
    await opensHome(org.ada, /The membership desk/);
  });

  it('twice delivered, is drawn twice and no harm done; another tab draws nothing', async () => {
    await opensHome(org.ada, /desk/);
    await org.quiet();
    const drawn = org.workspace.callsOf('views.publish').length;
    await org.workspace.deliver({ repeat: 2 });
    await expect.poll(() => org.workspace.callsOf('views.publish').length).toBe(drawn + 2);
    await org.workspace.event({ type: 'app_home_opened', user: org.ada.id, channel: 'D0', tab: 'messages' });
    await org.quiet();
    expect(org.workspace.callsOf('views.publish')).toHaveLength(drawn + 2);
  });

  it('when it is drawn while it is being drawn, shows what was read last', async () => {
    const draws = () => org.workspace.callsOf('views.publish').length;
    const drawn = draws();
    const letGo = org.workspace.faults.hold('views.publish');
    await org.ada.opensHome();
    await expect.poll(draws).toBe(drawn + 1);
    await seedMember(org, { email: 'newest@example.net' });
    await org.ada.opensHome();
    // As long as a look at the desk takes, in which the second could overtake the first.
    await org.ada.types('/members');
    await org.ada.modal({ settled: true, title: 'Members' });
    letGo();
    await org.ada.waitForHome(/3 members/);
    await org.quiet();
    expect(org.ada.home().text()).toMatch(/3 members/);
  });
});

describe('what needs an admin', () => {
  it('is counted on the desk and listed with its buttons, and gone when it is done', async () => {
    await org.query(`UPDATE invitation SET asked_at = usher_now(), expires_at = usher_now() - interval '1 hour'
      WHERE email_key = 'waits@example.net'`);
    await org.query(`INSERT INTO delivery (id, invitation_id, generation, channel, state, cause)
      SELECT gen_random_uuid(), id, 7, 'EMAIL', 'FAILED', 'mail_refused' FROM invitation WHERE email_key = 'other@example.net'`);
    await org.query(`UPDATE invitation SET generation = 7 WHERE email_key = 'other@example.net'`);
    await org.query(`INSERT INTO join_request (id, organization_id, email, email_key, reason, asked_by_team_id, asked_by_slack_user_id)
      SELECT gen_random_uuid(), id, 'new@example.net', 'new@example.net', 'Joins us on Monday', 'T0', '${mia.id}' FROM organization`);
    const home = await opensHome(org.ada, /Needs you 3/);
    await home.click('Needs you 3');
    const needs = await org.ada.modal({ settled: true, title: 'Needs you' });
    expect(needs.text()).toMatch(
      /Reached nobody 1[\s\S]*other@example\.net[\s\S]*Asked for a new link 1[\s\S]*waits@example\.net/,
    );
    expect(needs.text()).toMatch(/Asked to be invited 1[\s\S]*new@example\.net[\s\S]*Joins us on Monday/);
    await needs.click('Send a new link', { row: 'waits@example.net' });
    await needs.waitFor('1 new link on the way to waits@example.net');
    expect(needs.text()).not.toContain('Asked for a new link');
    await needs.click('Withdraw', { row: 'other@example.net', confirm: true });
    await needs.waitFor('Withdrawn: other@example.net');
    expect(needs.text()).not.toContain('Reached nobody');
    await org.ada.waitForHome(/Needs you 1/);
    await needs.click(/^Approve/, { row: 'new@example.net' });
    const form = await org.ada.modal({ settled: true, title: 'Invite people' });
    expect(form.input('Addresses').value).toBe('new@example.net');
    await form.fill('Primary team', 'Sales');
    await form.submit();
    // The list below is true again before anybody comes back to it.
    await expect.poll(() => needs.text()).not.toContain('new@example.net');
    await (await org.ada.modal()).close();
    await needs.click('Desk');
    await needs.waitFor('The membership desk');
    expect(needs.buttons().filter((label) => label.startsWith('Needs you'))).toEqual([]);
  });
});

describe('the Home tab of everybody else', () => {
  it('tells a member who they are, whom to ask, and leads to the people where they may read them', async () => {
    const home = await opensHome(mia, /You are/);
    expect(home.text()).toMatch(/Mia Example[\s\S]*Role: ?\*? Viewer|\*Role:\* Viewer/);
    expect(home.text()).toContain('Questions? Ask help@example.com.');
    expect(home.buttons()).toEqual([]);
    await org.query(`UPDATE organization SET roster_readers = 'MEMBERS'`);
    await (await opensHome(mia, /\[People\]/)).click('People');
    expect((await mia.modal({ settled: true, title: 'People' })).text()).toContain('newest first');
    await org.query(`UPDATE organization SET roster_readers = 'ADMINS'`);
  });

  it('tells strangers, guests and the unknown what to do, and lets an invitee accept', async () => {
    const { workspace } = org;
    await opensHome(
      workspace.person({ firstName: 'Nell' }),
      /not a member of Example Org yet[\s\S]*Ask an admin to invite you/,
    );
    await opensHome(
      workspace.person({ firstName: 'Guy', isRestricted: true }),
      /Guests of this workspace can't act here/,
    );
    await opensHome(workspace.stranger({ firstName: 'Sam' }), /you are from another one/);
    const ivy = workspace.person({ firstName: 'Ivy' });
    await org.invite('', { people: [ivy] });
    const home = await opensHome(ivy, /\[Accept\]/);
    await home.click('Accept');
    await ivy.waitForHome(/You are/);
  });
});

describe('the shortcuts', () => {
  it('open the desk and the form for an admin, and tell everybody else in a modal', async () => {
    await org.ada.uses('open_desk');
    expect((await org.ada.modal({ settled: true, title: 'Members' })).text()).toContain('The membership desk');
    await org.ada.uses('invite_people');
    await org.ada.modal({ settled: true, title: 'Invite people' });
    await mia.uses('open_desk');
    expect((await mia.modal({ settled: true, title: 'Members' })).text()).toContain('Viewer');
    await mia.uses('invite_people');
    expect((await mia.modal({ settled: true, title: 'Members' })).text()).toMatch(/Only admins/);
  });
});
