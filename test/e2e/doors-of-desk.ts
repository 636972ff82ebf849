import { type Door, type DoorStage, inAnothersName, keep, type Screen } from './door.ts';

/** Looking people up, and what their cards hold. */
export const deskDoors = async (stage: DoorStage): Promise<Door[]> => {
  const { org } = stage;
  const opened = (command: string, title: string) => async () => {
    await org.ada.types(command);
    return org.ada.modal({ settled: true, title });
  };
  const screens: Readonly<Record<string, Screen>> = {
    open_person: { open: opened('/members "crowd"', 'Which one?'), act: (modal) => modal.click('Open', { row: 3 }) },
    person_invite_again: {
      open: opened('/members went@example.net', 'Person'),
      act: (modal) => modal.click('Invite again'),
    },
  };
  const doors: Door[] = ['/members @ada', '/members crowd1@example.com', '/members "crowd"'].map((id) => ({
    id,
    for: 'admins',
    enter: (actor) => actor.types(id),
    asAdmin: () => org.ada.types(id),
  }));
  for (const [id, screen] of Object.entries(screens)) {
    const enter = inAnothersName(org, await keep(org, screen));
    doors.push({ id, for: 'admins', enter, asAdmin: async () => screen.act(await screen.open()) });
  }
  return doors;
};
