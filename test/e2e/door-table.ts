import type { Modal } from '../support/workspace/modal.ts';
import type { Person } from '../support/workspace/person.ts';
import type { Delivery } from '../support/workspace/records.ts';
import type { SeenMessage } from '../support/workspace/seen-message.ts';
import type { ExampleOrg } from './example-org.ts';
import { type Withheld, withhold } from './withhold.ts';

/** One way in. `words`: what those read who may come in but for whom there is nothing to do. */
export type Door = {
  /** A command as typed, the action id of a button, or the callback id of a form. */
  readonly id: string;
  readonly enter: (actor: Person) => Promise<unknown>;
} & (
  | { readonly for: 'admins' /** By an admin, from a screen of her own. */; readonly asAdmin: () => Promise<unknown> }
  | { readonly for: 'anyone'; readonly words: RegExp }
);

/** Those whose screens and messages the doors stand in. */
export type DoorStage = {
  readonly org: ExampleOrg;
  /** Has a card in Slack that nobody has answered. */
  readonly invitee: Person;
  /** As the invitee, and Slack knows no last name. */
  readonly nameless: Person;
  /** An admin who has not said yet who she is. */
  readonly unbound: Person;
  /** The card by which somebody outside asks Ada for a new link. */
  readonly asked: SeenMessage;
};

/** Every door, ready to be entered by anybody. */
export const openDoors = async (stage: DoorStage): Promise<Door[]> => [
  ...commandDoors(stage),
  ...(await screenDoors(stage)),
  ...askedDoors(stage),
  ...(await inviteeDoors(stage)),
  ...(await bindingDoors(stage)),
];

const ADMIN_COMMANDS = [
  '/members list',
  '/members invite',
  '/members invite new@example.net as viewer in Sales',
  '/members pending',
  '/members reinvite waiting2@example.net',
  '/members reinvite expired',
  '/members withdraw waiting3@example.net',
  '/members-invite',
  '/members-invite new@example.net',
  '/members-reinvite waiting2@example.net',
];

const whoami = /You are |Guests of|is a bot|deactivated|not a member|no longer|another one|This is me|\[Accept\]/;

const commandDoors = ({ org }: DoorStage): Door[] => [
  ...ADMIN_COMMANDS.map(
    (id): Door => ({
      id,
      for: 'admins',
      enter: (actor) => actor.types(id),
      asAdmin: () => org.ada.types(id),
    }),
  ),
  { id: '/members', for: 'anyone', words: whoami, enter: (actor) => actor.types('/members') },
  { id: '/members whoami', for: 'anyone', words: whoami, enter: (actor) => actor.types('/members whoami') },
  { id: '/members help', for: 'anyone', words: /What you can type/, enter: (actor) => actor.types('/members help') },
  {
    id: '/members nothing',
    for: 'anyone',
    words: /is not something/,
    enter: (actor) => actor.types('/members nothing'),
  },
];

type Screen = { readonly open: () => Promise<Modal>; readonly act: (modal: Modal) => Promise<unknown> };

const screenDoors = async ({ org }: DoorStage): Promise<Door[]> => {
  const { ada } = org;
  const open = async (command: string, title: string) => {
    await ada.types(command);
    return ada.modal({ settled: true, title });
  };
  const click =
    (label: string, options: { row?: string; confirm?: boolean } = {}): Screen['act'] =>
    (modal) =>
      modal.click(label, options);
  const next = (label: string) => async () => {
    const modal = await open(
      label === 'Newer' ? '/members list' : '/members pending',
      label === 'Newer' ? 'People' : 'Pending invitations',
    );
    const before = modal.hash;
    await modal.click(label === 'Newer' ? 'Older' : 'Next page');
    await org.workspace.settled({ quietMs: 40 });
    if (modal.hash === before) throw new Error('The page was not turned');
    return modal;
  };
  const desk = () => open('/members', 'Members');
  const pending = () => open('/members pending', 'Pending invitations');
  const form = async () => {
    const modal = await open('/members invite', 'Invite people');
    await modal.fill('Addresses', 'by-form@example.net');
    await modal.fill('Primary team', 'Sales');
    return modal;
  };
  const screens: Record<string, Screen> = {
    open_invite: { open: desk, act: click('Invite') },
    open_pending: { open: desk, act: click('Pending') },
    open_roster: { open: desk, act: click('People') },
    pending_next: { open: pending, act: click('Next page') },
    pending_previous: { open: next('Previous page'), act: click('Previous page') },
    roster_older: { open: () => open('/members list', 'People'), act: click('Older') },
    roster_newer: { open: next('Newer'), act: click('Newer') },
    result_reinvite: { open: () => org.invite('waiting1@example.net'), act: click('Reinvite') },
    pending_reinvite: { open: pending, act: click('Reinvite', { row: 'waiting27@' }) },
    pending_withdraw: { open: pending, act: click('Withdraw', { row: 'waiting27@', confirm: true }) },
    invite_modal: { open: form, act: (modal) => modal.submit() },
  };
  const doors: Door[] = [];
  for (const [id, screen] of Object.entries(screens)) {
    const enter = inAnothersName(org, await keep(org, screen));
    doors.push({ id, for: 'admins', enter, asAdmin: async () => screen.act(await screen.open()) });
  }
  return doors;
};

const askedDoors = ({ org, asked }: DoorStage): Door[] => {
  const click = (label: string, by: Person, confirm?: true) =>
    asked.click(label, { by, stale: true, ...(confirm && { confirm }) });
  return [
    {
      id: 'asked_reinvite',
      for: 'admins',
      enter: (actor) => click('Send a new link', actor),
      asAdmin: () => click('Send a new link', org.ada),
    },
    {
      id: 'asked_withdraw',
      for: 'admins',
      enter: (actor) => click('Withdraw', actor, true),
      asAdmin: () => click('Withdraw', org.ada, true),
    },
  ];
};

const forSomebodyElse = /This invitation is for somebody else/;

const inviteeDoors = async ({ org, invitee, nameless }: DoorStage): Promise<Door[]> => {
  const card = await invitee.waitForMessage(/invited you/);
  const names = await keep(org, {
    open: async () => {
      await (await nameless.waitForMessage(/invited you/)).click('Accept');
      const modal = await nameless.modal({ settled: true });
      await modal.fill('Last name', 'Sample');
      return modal;
    },
    act: (modal) => modal.submit(),
  });
  const words = forSomebodyElse;
  return [
    {
      id: 'invitation_accept',
      for: 'anyone',
      words,
      enter: (actor) => card.click('Accept', { by: actor, stale: true }),
    },
    {
      id: 'invitation_decline',
      for: 'anyone',
      words,
      enter: (actor) => card.click('No, thanks', { by: actor, stale: true, confirm: true }),
    },
    {
      id: 'invitation_mail',
      for: 'anyone',
      words,
      enter: (actor) => card.click('Email me the link instead', { by: actor, stale: true }),
    },
    { id: 'accept_names_modal', for: 'anyone', words, enter: inAnothersName(org, names) },
  ];
};

const bindingDoors = async ({ org, unbound }: DoorStage): Promise<Door[]> => {
  await unbound.types('/members whoami');
  const offer = await unbound.waitForEphemeral(/This is me/);
  const question = async () => {
    await offer.click('This is me');
    return unbound.modal({ settled: true, title: 'Is this you?' });
  };
  const binding = await keep(org, { open: question, act: (modal) => modal.submit() });
  const code = await keep(org, {
    open: async () => {
      await (await question()).submit();
      const modal = await unbound.modal({ settled: true, title: 'Your code' });
      await modal.fill('Code', '123456');
      return modal;
    },
    act: (modal) => modal.submit(),
  });
  const nothing = /No membership of|You are |Members|Guests of|is a bot|deactivated|not a member|another one|no longer/;
  return [
    {
      id: 'open_binding',
      for: 'anyone',
      words: whoami,
      enter: (actor) => offer.click('This is me', { by: actor, stale: true }),
    },
    { id: 'binding_modal', for: 'anyone', words: nothing, enter: inAnothersName(org, binding) },
    { id: 'code_modal', for: 'anyone', words: nothing, enter: inAnothersName(org, code) },
  ];
};

const keep = async (org: ExampleOrg, { open, act }: Screen): Promise<Withheld> => {
  const modal = await open();
  return withhold(org, () => act(modal));
};

/** What an admin's click or form would be if Slack said that somebody else had sent it. */
const inAnothersName =
  ({ workspace }: ExampleOrg, { kind, payload }: Withheld) =>
  (actor: Person): Promise<Delivery[]> => {
    const user = { id: actor.id, username: actor.name, name: actor.name, team_id: actor.teamId };
    return workspace.deliver({ what: { kind, payload: { ...payload, user } } });
  };
