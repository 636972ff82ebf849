import { seedMember } from '../support/seed.ts';
import type { Modal } from '../support/workspace/modal.ts';
import { type Door, type DoorStage, inAnothersName, keep, type Screen } from './door.ts';

const COMMANDS = [
  '/members role crowd2@example.com member',
  '/members deactivate crowd3@example.com',
  '/members reactivate left@example.net',
  '/members remove crowd4@example.com',
  '/members-role crowd2@example.com member',
  '/members-deactivate crowd3@example.com',
];

/** Role, leaving, coming back, and what takes it back. */
export const actDoors = async (stage: DoorStage): Promise<Door[]> => {
  const { org } = stage;
  await seedMember(org, { email: 'left@example.net', firstName: 'Lea', lastName: 'Left', status: 'DEACTIVATED' });
  const opened = (command: string, title: string) => async () => {
    await org.ada.types(command);
    return org.ada.modal({ settled: true, title });
  };
  const card = (email: string) => opened(`/members ${email}`, 'Person');
  const form = (command: string, title: string) => opened(`/members ${command}`, title);
  const submit: Screen['act'] = (modal) => modal.submit();
  const click = (label: string) => (modal: Modal) => modal.click(label);
  // There and back again, so that there is something to undo each time.
  const roles = ['member', 'viewer', 'member'];
  const changed = async (): Promise<Modal> => {
    const sent = await (await form(`role crowd8@example.com ${roles.shift()}`, 'Change role')()).submit();
    if (!sent.updatedTo) throw new Error('The role was not changed.');
    return sent.updatedTo;
  };
  const screens: Readonly<Record<string, Screen>> = {
    person_change_role: { open: card('crowd5@example.com'), act: click('Change role') },
    person_deactivate: { open: card('crowd5@example.com'), act: click('Deactivate') },
    person_remove: { open: card('crowd5@example.com'), act: click('Remove') },
    person_reactivate: { open: card('left@example.net'), act: click('Reactivate') },
    role_form_role: {
      open: form('role crowd5@example.com', 'Change role'),
      act: (modal) => modal.fill('New role', 'Member'),
    },
    role_form: { open: form('role crowd5@example.com member', 'Change role'), act: submit },
    deactivate_form: { open: form('deactivate crowd6@example.com', 'Deactivate a member'), act: submit },
    remove_form: { open: form('remove crowd7@example.com', 'Remove a member'), act: submit },
    undo: { open: changed, act: click('Undo') },
  };
  const doors: Door[] = COMMANDS.map((id) => ({
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
