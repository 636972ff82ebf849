import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Modal } from '../support/workspace/modal.ts';
import type { Person } from '../support/workspace/person.ts';
import { type RunningDesk, startDesk } from './running-desk.ts';

let desk: RunningDesk;
let bob: Person;
beforeAll(async () => {
  desk = await startDesk();
  bob = desk.workspace.person({ firstName: 'Bob', lastName: 'Builder' });
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

const invite = async (addresses: string): Promise<void> => {
  const modal = await opens('/members invite', 'Invite people');
  await modal.fill('Addresses', addresses);
  expect((await modal.submit()).updatedTo?.title).toBe('Invitations');
};

describe('/members', () => {
  it('when an admin types it alone, opens the desk, whose buttons lead on', async () => {
    const modal = await opens('/members', 'Members');
    for (const [button, title] of [
      ['Invite', 'Invite people'],
      ['Pending', 'Pending invitations'],
    ] as const) {
      await modal.click(button);
      const next = await desk.ada.modal({ title, settled: true });
      await next.close();
    }
    // The roster takes the desk's place: a card and a form have to fit on top of it.
    await modal.click('People');
    await modal.waitFor('newest first');
    expect(desk.ada.modals().map(({ title }) => title)).toEqual(['People']);
    await modal.close();
  });

  it('when anybody else types it, tells them who they are here', async () => {
    expect((await bob.types('/members')).text).toMatch(
      /You are not a member of Example Org yet.*Ask an admin to invite you, or type `\/members request me`/,
    );
  });

  it('when a word is unknown, names the nearest one', async () => {
    expect((await desk.ada.types('/members pendin')).text).toContain('Did you mean `/members pending`?');
    expect((await desk.ada.types('/members <!channel>')).text).toContain('*What you can type*');
  });

  it('when one word of help is asked for, gives its examples', async () => {
    expect((await desk.ada.types('/members help reinvite')).text).toContain('`/members reinvite expired`');
    expect((await desk.ada.types('/members reinvite')).text).toContain('`/members reinvite expired`');
  });
});

describe('the invite form', () => {
  it('when people, role and team are typed after the command, opens filled in', async () => {
    await desk.query(
      "INSERT INTO team (id, organization_id, name) SELECT gen_random_uuid(), id, 'Big Sales' FROM organization",
    );
    const modal = await opens(
      `/members-invite ${bob.mention} Grace Hopper <grace@example.org> as member in Big Sales`,
      'Invite people',
    );
    expect(modal.input('Addresses').value).toBe('Grace Hopper <grace@example.org>');
    expect(modal.input('People of this workspace').value).toBe('@Bob Builder');
    expect(modal.input('Role').value).toBe('Member');
    expect(modal.input('Primary team').value).toBe('Big Sales');
    await modal.close();
  });

  it('when role or team are not known, says so above the form', async () => {
    const modal = await opens('/members invite a@example.com as king in Nowhere', 'Invite people');
    expect(modal.text()).toContain('There is no role “king” that you can give');
    expect(modal.text()).toContain('There is no team “Nowhere”');
    await desk.query('DELETE FROM team');
    await modal.close();
  });

  it('when somebody is invited already, reinvites them from the result, on top of it', async () => {
    await invite('again@example.com');
    const modal = await opens('/members invite', 'Invite people');
    await modal.fill('Addresses', 'again@example.com\nfresh@example.com');
    await modal.submit();
    await modal.click('Reinvite', { row: 'again@example.com' });
    const told = await desk.ada.modal({ title: 'Reinvite' });
    expect(told.text()).toContain('1 new link on the way to again@example.com');
    await told.close();
    expect(modal.text()).toContain('Invited 1');
    await modal.close();
  });
});

describe('reinvite and withdraw', () => {
  it('when people are named by mention or address, does it and says for whom not, and why', async () => {
    const modal = await opens(`/members invite ${bob.mention}`, 'Invite people');
    await modal.submit();
    await modal.close();
    await invite('typed@example.com');
    const { text } = await desk.ada.types(
      `/members-reinvite ${bob.mention} typed@example.com nobody@example.com somebody`,
    );
    expect(text).toMatch(/2 new links on the way to (bob@example\.com and typed|typed@example\.com and bob)/);
    expect(text).toContain('nobody@example.com: Was never invited.');
    expect(text).toContain('“somebody” is not an address');
    const withdrawn = (await desk.ada.types(`/members withdraw ${bob.mention} typed@example.com`)).text;
    expect(withdrawn).toMatch(/Withdrawn: .* and .*\. The links are dead\./);
    expect((await desk.ada.types('/members withdraw typed@example.com')).text).toContain(
      'typed@example.com: Withdrawn ',
    );
  });

  it('when nothing ran out, says so', async () => {
    expect((await desk.ada.types('/members reinvite expired')).text).toContain(
      'Nothing to send: no invitation has run out.',
    );
  });
});
