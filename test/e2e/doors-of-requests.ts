import { type Door, type DoorStage, inAnothersName, keep } from './door.ts';

/** A request to join, and the card of it in an admin's direct message. */
export const requestDoors = async ({ org }: DoorStage): Promise<Door[]> => {
  const { ada, workspace } = org;
  const asker = workspace.person({ firstName: 'Nico' });
  await asker.types('/members request wished@example.net for the launch');
  const card = await ada.waitForMessage(/wished@example\.net/);
  const form = async () => {
    await card.click('Decline…');
    return ada.modal({ settled: true, title: 'Decline' });
  };
  const decline = inAnothersName(org, await keep(org, { open: form, act: (modal) => modal.submit() }));
  const press =
    (label: string): Door['enter'] =>
    (actor) =>
      card.click(label, { by: actor, stale: true });
  const opens = (label: string, title: string) => async () => {
    await press(label)(ada);
    return ada.modal({ settled: true, title });
  };
  return [
    {
      id: '/members request',
      for: 'anyone',
      words: /Whom should the admins invite/,
      enter: (actor) => actor.types('/members request'),
    },
    { id: 'request_approve', for: 'admins', enter: press('Approve…'), asAdmin: opens('Approve…', 'Invite people') },
    { id: 'request_decline', for: 'admins', enter: press('Decline…'), asAdmin: opens('Decline…', 'Decline') },
    { id: 'decline_request_modal', for: 'admins', enter: decline, asAdmin: async () => (await form()).submit() },
  ];
};

/** The list of everybody as a file. */
export const exportDoors = ({ org }: DoorStage): Door[] => [
  {
    id: '/members export',
    for: 'admins',
    enter: (actor) => actor.types('/members export'),
    asAdmin: () => org.ada.types('/members export'),
  },
];
