import { deepEqual, match, ok } from 'node:assert/strict';
import { seedMember } from './seed.ts';
import type { Usher } from './usher.ts';
import type { Person } from './workspace/person.ts';

/** Who does it, on whom, and how the organization rests before something is asked of it. */
export type ChoreStage = {
  readonly usher: Usher;
  readonly ada: Person;
  readonly bob: Person;
  /** Resolves when no job is due and Slack is quiet. */
  readonly quiet: () => Promise<void>;
  /** What the result of an invitation says of its terms. */
  readonly terms: string;
};

/**
 * One job of an admin, done as a person does it who knows the way. What it may cost: a letter, Enter or a paste is a key, opening a menu
 * and choosing are a click each. They are done one after the other, since the later ones find what the earlier ones left.
 */
export type Chore = {
  readonly name: string;
  readonly keys?: number;
  readonly clicks: number;
  readonly run: (stage: ChoreStage) => Promise<void>;
};

/** Bob, and Sam who is going to leave; all of them in Sales, where there is such a team. */
export const prepareChores = async (usher: Usher): Promise<{ readonly bob: Person }> => {
  const member = async (firstName: string, lastName: string): Promise<Person> => {
    const person = usher.workspace.person({ firstName, lastName });
    await seedMember(usher, { email: person.email, firstName, lastName, slack: person });
    return person;
  };
  const bob = await member('Bob', 'Marsh');
  await member('Sam', 'Smith');
  await usher.query("UPDATE membership SET primary_team_id = (SELECT id FROM team WHERE name = 'Sales')");
  return { bob };
};

const ranOut = (usher: Usher, pattern: string) =>
  usher.query("UPDATE invitation SET expires_at = usher_now() - interval '1 hour' WHERE email LIKE $1", [pattern]);

const inviteOne: Chore = {
  name: 'inviting one colleague',
  keys: 24,
  clicks: 1,
  run: async ({ usher, ada, terms }) => {
    const ivy = usher.workspace.person({ firstName: 'Ivy', lastName: 'Sample' });
    await ada.types(`/members-invite ${ivy.mention}`);
    const form = await ada.modal({ settled: true, title: 'Invite people' });
    const result = (await form.submit()).updatedTo?.text() ?? '';
    ok(result.includes('Invited 1') && result.includes(terms), result);
    await ivy.waitForMessage(/invited you/);
  },
};

const inviteTwelve: Chore = {
  name: 'inviting twelve from a sheet',
  keys: 16,
  clicks: 4,
  run: async ({ ada }) => {
    const line = (_: unknown, n: number) => `Person${n + 1}\tExample\tperson${n + 1}@example.net`;
    await ada.types('/members');
    const desk = await ada.modal({ settled: true, title: 'Members' });
    await desk.click('Invite');
    const form = await ada.modal({ settled: true, title: 'Invite people' });
    await form.fill('Addresses', Array.from({ length: 12 }, line).join('\n'), { pasted: true });
    match((await form.submit()).updatedTo?.text() ?? '', /Invited 12/);
  },
};

const reinviteAll: Chore = {
  name: 'reinviting all that ran out',
  clicks: 2,
  run: async ({ usher, ada, quiet }) => {
    // A link that is still on its way out would get its full life once more.
    await quiet();
    await ranOut(usher, 'person%');
    await ada.types('/members reinvite expired');
    const form = await ada.modal({ settled: true, title: 'Reinvite' });
    match((await form.submit()).updatedTo?.text() ?? '', /12 new links/);
  },
};

const changeARole: Chore = {
  name: 'changing a role',
  keys: 27,
  clicks: 1,
  run: async ({ ada, bob }) => {
    await ada.types(`/members-role ${bob.mention} admin`);
    const form = await ada.modal({ settled: true, title: 'Change role' });
    deepEqual((await form.submit()).updatedTo?.title, 'Role changed');
    await bob.waitForMessage(/Admin now/);
  },
};

const deactivateALeaver: Chore = {
  name: 'deactivating a leaver',
  keys: 14,
  clicks: 2,
  run: async ({ usher, ada }) => {
    await ada.types('/members smi');
    const card = await ada.modal({ settled: true, title: 'Person' });
    await card.click('Deactivate');
    const form = await ada.modal({ settled: true, after: card });
    match((await form.submit()).updatedTo?.text() ?? '', /Sam Smith/);
    deepEqual((await usher.query("SELECT FROM membership WHERE status = 'DEACTIVATED'")).length, 1);
  },
};

const askWhy: Chore = {
  name: 'why somebody can’t get in: one line and one button',
  clicks: 0,
  run: async ({ usher, ada, quiet }) => {
    await quiet();
    await ranOut(usher, 'person7@example.net');
    await ada.types('/members why person7@example.net');
    const verdict = await ada.waitForEphemeral(/ran out/);
    const [first = ''] = verdict.text.split('\n');
    match(first, /ran out/);
    deepEqual(verdict.buttons.filter((label) => !/story/i.test(label)).length, 1);
  },
};

const seeWhoIsPending: Chore = {
  name: 'who is pending this week',
  keys: 17,
  clicks: 0,
  run: async ({ ada }) => {
    await ada.types('/members pending');
    const list = (await ada.modal({ settled: true, title: 'Pending invitations' })).text();
    for (const email of ['person1@example.net', 'ivy@example.com']) ok(list.includes(email), list);
  },
};

export const chores: readonly Chore[] = [
  inviteOne,
  inviteTwelve,
  reinviteAll,
  changeARole,
  deactivateALeaver,
  askWhy,
  seeWhoIsPending,
];

/** Does one, from an empty screen, and counts what it cost. */
export const doChore = async (
  chore: Chore,
  stage: ChoreStage,
): Promise<{ readonly keys: number; readonly clicks: number }> => {
  const { ada } = stage;
  for (const modal of ada.modals().slice(0, 1)) await modal.close({ all: true });
  ada.resetEffort();
  await chore.run(stage);
  return ada.effort;
};
