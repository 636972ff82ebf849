import { type Door, type DoorStage, inAnothersName, keep, type Screen } from './door.ts';

/** The settings, and the menu of time zones in them. */
export const settingsDoors = async ({ org }: DoorStage): Promise<Door[]> => {
  const overview = async () => {
    await org.ada.types('/members settings');
    return org.ada.modal({ settled: true, title: 'Settings' });
  };
  const form = async () => {
    const screen = await overview();
    await screen.click('Change', { row: 'People and times' });
    return org.ada.modal({ settled: true, title: 'People and times' });
  };
  const desk = async () => {
    await org.ada.types('/members');
    return org.ada.modal({ settled: true, title: 'Members' });
  };
  const changed = async () => {
    const modal = await form();
    await modal.fill('Time zone', 'Asia/Tokyo (UTC+9)');
    return modal;
  };
  const screens: Readonly<Record<string, Screen>> = {
    open_settings: { open: desk, act: (modal) => modal.click('Settings') },
    settings_change: { open: overview, act: (modal) => modal.click('Change', { row: 'Invitations' }) },
    settings_form: { open: changed, act: (modal) => modal.submit() },
  };
  const doors: Door[] = [];
  for (const [id, screen] of Object.entries(screens)) {
    const enter = inAnothersName(org, await keep(org, screen));
    doors.push({ id, for: 'admins', enter, asAdmin: async () => screen.act(await screen.open()) });
  }
  const id = '/members settings';
  doors.push({ id, for: 'admins', enter: (actor) => actor.types(id), asAdmin: overview });
  return [...doors, await zoneMenu(org, form)];
};

/** Loading options writes nothing and cannot be told anything: whoever may not sees an empty menu. */
const zoneMenu = async (org: DoorStage['org'], form: Screen['open']): Promise<Door> => {
  const load = async () => (await form()).options('Time zone', 'berlin');
  await load();
  const loaded = org.workspace.deliveries.at(-1);
  if (!loaded) throw new Error('No options were asked for');
  return {
    id: 'setting_time_zone',
    for: 'admins',
    told: /"options":\[\]/,
    enter: inAnothersName(org, loaded),
    asAdmin: load,
  };
};
