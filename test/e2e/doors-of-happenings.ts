import { seedMember } from '../support/seed.ts';
import type { Door, DoorStage } from './door.ts';

/** The cards by which an admin hears of what happened to somebody in Slack. */
export const happeningDoors = async ({ org }: DoorStage): Promise<Door[]> => {
  const { ada, workspace } = org;
  await org.query('UPDATE organization SET ask_about_joiners = true');
  const known = async (firstName: string, role: 'Viewer' | 'Admin') => {
    const person = workspace.person({ firstName, lastName: 'Watched' });
    await seedMember(org, { email: person.email, firstName, lastName: 'Watched', role, slack: person });
    return person;
  };
  await workspace.deactivate(await known('Lea', 'Viewer'));
  await (await known('Gus', 'Admin')).update({ isRestricted: true });
  await workspace.person({ firstName: 'Nia', lastName: 'Watched' }).arrives();
  const [left, guest, joined] = [
    await ada.waitForMessage(/Lea Watched.*was deactivated in Slack/),
    await ada.waitForMessage(/Gus Watched.*is a guest/),
    await ada.waitForMessage(/Nia Watched.*is new/),
  ];
  const press =
    (card: typeof left, label: string | RegExp): Door['enter'] =>
    (actor) =>
      card.click(label, { by: actor, stale: true });
  const opens = (id: string, card: typeof left, label: string | RegExp, title: string): Door => ({
    id,
    for: 'admins',
    enter: press(card, label),
    asAdmin: async () => {
      await press(card, label)(ada);
      return ada.modal({ settled: true, title });
    },
  });
  const dismiss = press(joined, 'Not needed');
  return [
    opens('happening_deactivate', left, 'Deactivate…', 'Deactivate a member'),
    opens('happening_role', guest, 'Change role…', 'Change role'),
    opens('happening_invite', joined, /^Invite/, 'Invite people'),
    { id: 'happening_dismiss', for: 'admins', enter: dismiss, asAdmin: () => dismiss(ada) },
  ];
};
