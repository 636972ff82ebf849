import type { Modal } from '../support/workspace/modal.ts';
import { type Door, type DoorStage, inAnothersName, keep, type Screen } from './door.ts';

const list = (name: string, count: number): string =>
  Array.from({ length: count }, (_, index) => `${name}${index + 1}@example.net`).join('\n');

/** Previews of many people, the form that makes them, and the message of one that was sent. */
export const importDoors = async (stage: DoorStage): Promise<Door[]> => {
  const { org } = stage;
  const { ada } = org;
  const general = org.workspace.channel('talk', { members: [ada] });
  const message = { text: 'Please invite said@example.net', by: ada, in: general };
  await ada.drops({ name: 'people.csv', content: `email\n${list('imported', 30)}` });
  const card = await ada.waitForMessage(/Shall the people in people\.csv be invited/);
  const form = async () => {
    const before = ada.modals().at(-1);
    await card.click('Import it');
    const modal = await ada.modal({ settled: true, title: 'Import people', ...(before && { after: before }) });
    await modal.fill('Primary team', 'Sales');
    return modal;
  };
  const preview = async () => {
    await (await form()).submit();
    return ada.modal({ settled: true, title: 'Preview' });
  };
  const second = async () => {
    const modal = await preview();
    await modal.click('Next page');
    await modal.waitFor('Page 2 of 2');
    return modal;
  };
  const click = (label: string | RegExp, confirm?: true) => (modal: Modal) =>
    modal.click(label, { ...(confirm && { confirm }) });
  const submit = (modal: Modal) => modal.submit();
  // Nothing of what is kept is sent, so that one form and one preview do for several.
  const inOne = async (open: () => Promise<Modal>, acts: Readonly<Record<string, Screen['act']>>): Promise<Door[]> => {
    const modal = await open();
    const doors: Door[] = [];
    for (const [id, act] of Object.entries(acts)) {
      const enter = inAnothersName(org, await keep(org, { open: async () => modal, act }));
      doors.push({ id, for: 'admins', enter, asAdmin: async () => act(await open()) });
    }
    return doors;
  };
  const doors: Door[] = [
    {
      id: '/members import',
      for: 'admins',
      enter: (actor) => actor.types('/members import'),
      asAdmin: () => ada.types('/members import'),
    },
    {
      id: 'import_dropped',
      for: 'admins',
      enter: (actor) => card.click('Import it', { by: actor, stale: true }),
      asAdmin: form,
    },
    await groupMenu(stage),
    {
      id: 'shortcut invite_from_message',
      for: 'admins',
      enter: (actor) => actor.usesOn(message, 'invite_from_message'),
      asAdmin: () => ada.usesOn(message, 'invite_from_message'),
    },
    ...(await inOne(form, { import_template: click('Send me a template'), import_form: submit })),
  ];
  const previews = await inOne(preview, {
    import_next: click('Next page'),
    import_discard: click(/Put away/, true),
    import_preview: submit,
  });
  const previous = await inOne(second, { import_previous: click('Previous page') });
  // Once the list is sent there is no preview of it while it goes out.
  doors.push(...previous, ...previews);
  return [...doors, ...(await messageDoors(org))];
};

/** The user groups of Slack, loaded as one types. */
const groupMenu = async ({ org }: DoorStage): Promise<Door> => {
  org.workspace.userGroup('crew', [org.ada]);
  const before = org.ada.modals().at(-1);
  await org.ada.types('/members import');
  const modal = await org.ada.modal({ settled: true, title: 'Import people', ...(before && { after: before }) });
  await modal.options('Or everyone of a user group', 'crew');
  const what = org.workspace.deliveries.at(-1);
  if (!what) throw new Error('No options were asked for');
  const enter = inAnothersName(org, what);
  return { id: 'import_user_group', for: 'admins', told: /"options":\[\]/, enter, asAdmin: () => enter(org.ada) };
};

/** One that goes out later, so that there is something to stop, and of which a line names nobody. */
const messageDoors = async ({ ada }: DoorStage['org']): Promise<Door[]> => {
  const before = ada.modals().at(-1);
  await ada.types('/members invite');
  const form = await ada.modal({ settled: true, title: 'Invite people', ...(before && { after: before }) });
  await form.fill('Addresses', `nobody\n${list('later', 27)}`);
  await form.fill('Primary team', 'Sales');
  const [, morning = ''] = await form.options('Send');
  await form.fill('Send', morning);
  await form.submit();
  const preview = await ada.modal({ settled: true, title: 'Preview' });
  await preview.submit();
  const message = await ada.waitForMessage(/27 on the way[\s\S]*CSV of what was not sent/);
  const press = (label: string, confirm?: true): Pick<Extract<Door, { for: 'admins' }>, 'enter' | 'asAdmin'> => ({
    enter: (actor) => message.click(label, { by: actor, stale: true, ...(confirm && { confirm }) }),
    asAdmin: () => message.click(label, { by: ada, stale: true, ...(confirm && { confirm }) }),
  });
  return [
    { id: 'import_failures', for: 'admins', ...press('CSV of what was not sent') },
    { id: 'import_cancel', for: 'admins', ...press('Stop', true) },
  ];
};
