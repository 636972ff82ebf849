import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Seed, seedMember } from '../support/seed.ts';
import type { Person } from '../support/workspace/person.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

// The seven jobs of an admin, done as a person does them who knows the way, and counted: a letter, Enter or a paste is a key,
// opening a menu and choosing are a click each. What an admin may spend is in the names.

let org: ExampleOrg;
let ada: Person;
let bob: Person;

const threeTeams: Seed = {
  products: [{ name: 'Reports' }],
  teams: [{ name: 'Finance' }, { name: 'Support', products: ['Reports'] }],
};

const open = async (seed: Seed | null): Promise<void> => {
  org = await startExampleOrg({ seed });
  ada = org.ada;
  bob = await member('Bob', 'Marsh');
  await member('Sam', 'Smith');
  await org.query("UPDATE membership SET primary_team_id = (SELECT id FROM team WHERE name = 'Sales')");
};

const member = async (firstName: string, lastName: string): Promise<Person> => {
  const person = org.workspace.person({ firstName, lastName });
  await seedMember(org, { email: person.email, firstName, lastName, slack: person });
  return person;
};

const expectSpent = (budget: { readonly keys?: number; readonly clicks: number }): void => {
  const { keys, clicks } = ada.effort;
  if (budget.keys !== undefined) expect(keys, 'keys').toBeLessThanOrEqual(budget.keys);
  expect(clicks, 'clicks').toBeLessThanOrEqual(budget.clicks);
};

describe.each([
  { organization: 'without teams', seed: null, terms: 'As *Viewer*.' },
  { organization: 'with three teams and products', seed: threeTeams, terms: 'As *Viewer* in *Sales*.' },
])('what an admin of an organization $organization spends on', ({ seed, terms }) => {
  beforeAll(() => open(seed));
  afterAll(() => org.close());
  beforeEach(async () => {
    for (const modal of ada.modals().slice(0, 1)) await modal.close({ all: true });
    ada.resetEffort();
  });

  it('inviting one colleague: 24 keys, 1 click', async () => {
    const ivy = org.workspace.person({ firstName: 'Ivy', lastName: 'Sample' });
    await ada.types(`/members-invite ${ivy.mention}`);
    const form = await ada.modal({ settled: true, title: 'Invite people' });
    const result = (await form.submit()).updatedTo?.text();
    expect(result).toContain('Invited 1');
    expect(result).toContain(terms);
    expectSpent({ keys: 24, clicks: 1 });
    await ivy.waitForMessage(/invited you/);
  });

  it('inviting twelve from a sheet: 16 keys, 4 clicks', async () => {
    const column = Array.from({ length: 12 }, (_, n) => `Person${n + 1}\tExample\tperson${n + 1}@example.net`).join(
      '\n',
    );
    await ada.types('/members');
    const desk = await ada.modal({ settled: true, title: 'Members' });
    await desk.click('Invite');
    const form = await ada.modal({ settled: true, title: 'Invite people' });
    await form.fill('Addresses', column, { pasted: true });
    expect((await form.submit()).updatedTo?.text()).toContain('Invited 12');
    expectSpent({ keys: 16, clicks: 4 });
  });

  it('reinviting all that ran out: 2 clicks', async () => {
    // A link that is still on its way out would get its full life once more.
    await org.quiet();
    await org.query(`UPDATE invitation SET expires_at = usher_now() - interval '1 hour' WHERE email LIKE 'person%'`);
    await ada.types('/members reinvite expired');
    const form = await ada.modal({ settled: true, title: 'Reinvite' });
    expect((await form.submit()).updatedTo?.text()).toContain('12 new links');
    expectSpent({ clicks: 2 });
  });

  it('changing a role: 27 keys, 1 click', async () => {
    await ada.types(`/members-role ${bob.mention} admin`);
    const form = await ada.modal({ settled: true, title: 'Change role' });
    expect((await form.submit()).updatedTo?.title).toBe('Role changed');
    expectSpent({ keys: 27, clicks: 1 });
    await bob.waitForMessage(/Admin now/);
  });

  it('deactivating a leaver: 14 keys, 2 clicks', async () => {
    await ada.types('/members smi');
    const card = await ada.modal({ settled: true, title: 'Person' });
    await card.click('Deactivate');
    const form = await ada.modal({ settled: true, after: card });
    expect((await form.submit()).updatedTo?.text()).toContain('Sam Smith');
    expectSpent({ keys: 14, clicks: 2 });
    expect(await org.query("SELECT FROM membership WHERE status = 'DEACTIVATED'")).toHaveLength(1);
  });

  it('why somebody can’t get in: one line and one button', async () => {
    await org.quiet();
    await org.query(
      `UPDATE invitation SET expires_at = usher_now() - interval '1 hour' WHERE email = 'person7@example.net'`,
    );
    await ada.types('/members why person7@example.net');
    const verdict = await ada.waitForEphemeral(/ran out/);
    const [first = ''] = verdict.text.split('\n');
    expect(first).toMatch(/ran out/);
    expect(verdict.buttons.filter((label) => !/story/i.test(label))).toHaveLength(1);
    expectSpent({ clicks: 0 });
  });

  it('who is pending this week: 17 keys, no click', async () => {
    await ada.types('/members pending');
    const list = await ada.modal({ settled: true, title: 'Pending invitations' });
    for (const email of ['person1@example.net', 'ivy@example.com']) expect(list.text()).toContain(email);
    expectSpent({ keys: 17, clicks: 0 });
  });
});
