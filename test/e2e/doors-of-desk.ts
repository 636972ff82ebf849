import { type Door, type DoorStage, inAnothersName, keep, type Screen, whoami } from './door.ts';
import type { ExampleOrg } from './example-org.ts';
import { withhold } from './withhold.ts';

const opened = (org: ExampleOrg, command: string, title: string) => async () => {
  await org.ada.types(command);
  return org.ada.modal({ settled: true, title });
};

/** Looking people up, the roster's menus, and what a card holds. */
export const deskDoors = async ({ org }: DoorStage): Promise<Door[]> => {
  const doors: Door[] = ['/members @ada', '/members crowd1@example.com', '/members "crowd"'].map((id) => ({
    id,
    for: 'admins',
    enter: (actor) => actor.types(id),
    asAdmin: () => org.ada.types(id),
  }));
  for (const [id, screen] of Object.entries(screensOf(org))) {
    const enter = inAnothersName(org, await keep(org, screen));
    doors.push({ id, for: 'admins', enter, asAdmin: async () => screen.act(await screen.open()) });
  }
  const roster = opened(org, '/members list', 'People');
  const back = await keep(org, { open: roster, act: (modal) => modal.click('Desk') });
  return [
    ...doors,
    { id: 'open_desk', for: 'anyone', words: whoami, enter: inAnothersName(org, back) },
    await teamMenu(org),
    ...(await homeDoors(org)),
  ];
};

const screensOf = (org: ExampleOrg): Readonly<Record<string, Screen>> => {
  const [desk, roster] = [opened(org, '/members', 'Members'), opened(org, '/members list', 'People')];
  const needs = async () => {
    const modal = await desk();
    await modal.click(/^Needs you/);
    return modal.waitFor('Asked for a new link');
  };
  return {
    open_needs: {
      open: async () => {
        await org.query(`UPDATE invitation SET asked_at = usher_now() WHERE email_key LIKE 'waiting2_@example.net'`);
        return desk();
      },
      act: (modal) => modal.click(/^Needs you/),
    },
    needs_reinvite: { open: needs, act: (modal) => modal.click('Send a new link', { row: 0 }) },
    needs_withdraw: { open: needs, act: (modal) => modal.click('Withdraw', { row: 0, confirm: true }) },
    desk_search: { open: desk, act: (modal) => modal.fill('Search', 'crowd', { enter: true }) },
    desk_modal: { open: desk, act: (modal) => modal.submit() },
    roster_modal: { open: roster, act: (modal) => modal.submit() },
    roster_search: { open: roster, act: (modal) => modal.fill('Search', 'crowd', { enter: true }) },
    roster_role: { open: roster, act: (modal) => modal.fill('Role', 'Viewer') },
    roster_team: { open: roster, act: (modal) => modal.fill('Team', 'Sales') },
    roster_status: { open: roster, act: (modal) => modal.fill('Status', 'Removed') },
    open_person: {
      open: opened(org, '/members "crowd"', 'Which one?'),
      act: (modal) => modal.click('Open', { row: 3 }),
    },
    person_invite_again: {
      open: opened(org, '/members went@example.net', 'Person'),
      act: (modal) => modal.click('Invite again'),
    },
  };
};

/** Where there are more teams than a menu of Slack holds, they are loaded as one types. */
const teamMenu = async (org: ExampleOrg): Promise<Door> => {
  await org.query(
    `INSERT INTO team (id, organization_id, name) SELECT gen_random_uuid(), id, 'Zone ' || n FROM organization, generate_series(1, 100) n`,
  );
  const load = async () => (await opened(org, '/members list', 'People')()).options('Team', 'Zone 9');
  await load();
  const what = org.workspace.deliveries.at(-1);
  if (!what) throw new Error('No options were asked for');
  const told = /"options":\[\]/;
  return { id: 'roster_team', for: 'admins', told, enter: inAnothersName(org, what), asAdmin: load };
};

/** The Home tab, what is clicked in it, and the shortcuts. */
const homeDoors = async (org: ExampleOrg): Promise<Door[]> => {
  const home = async () => {
    await org.ada.opensHome();
    return org.ada.waitForHome(/The membership desk/);
  };
  const tab = await home();
  const people = await withhold(org, () => tab.click('People'));
  const search = await withhold(org, () => tab.fill('Search', 'crowd', { enter: true }));
  return [
    { id: 'app_home_opened', for: 'anyone', words: whoami, enter: (actor) => actor.opensHome() },
    {
      id: 'open_roster from Home',
      for: 'admins',
      enter: inAnothersName(org, people),
      asAdmin: async () => (await home()).click('People'),
    },
    {
      id: 'desk_search from Home',
      for: 'admins',
      enter: inAnothersName(org, search),
      asAdmin: async () => (await home()).fill('Search', 'mia', { enter: true }),
    },
    { id: 'shortcut open_desk', for: 'anyone', words: whoami, enter: (actor) => actor.uses('open_desk') },
    {
      id: 'shortcut invite_people',
      for: 'admins',
      enter: (actor) => actor.uses('invite_people'),
      asAdmin: () => org.ada.uses('invite_people'),
    },
  ];
};
