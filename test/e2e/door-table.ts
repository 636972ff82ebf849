import { expect, vi } from 'vitest';
import type { Modal } from '../support/workspace/modal.ts';
import type { Person } from '../support/workspace/person.ts';
import { type Door, type DoorStage, inAnothersName, keep, type Screen, whoami } from './door.ts';
import { actDoors } from './doors-of-acts.ts';
import { deskDoors } from './doors-of-desk.ts';
import { digestDoors } from './doors-of-digest.ts';
import { doctorDoors } from './doors-of-doctor.ts';
import { bindingDoors, inviteeDoors } from './doors-of-everybody.ts';
import { happeningDoors } from './doors-of-happenings.ts';
import { importDoors } from './doors-of-imports.ts';
import { inviteLinkDoors } from './doors-of-invite-links.ts';
import { pendingScreens } from './doors-of-pending.ts';
import { permissionDoors } from './doors-of-permissions.ts';
import { exportDoors, requestDoors } from './doors-of-requests.ts';
import { roleDoors } from './doors-of-roles.ts';
import { settingsDoors } from './doors-of-settings.ts';
import { teamDoors } from './doors-of-teams.ts';
import { whyDoors } from './doors-of-why.ts';

/** Every door, ready to be entered by anybody. */
export const openDoors = async (stage: DoorStage): Promise<Door[]> => [
  ...commandDoors(stage),
  ...(await screenDoors(stage)),
  ...askedDoors(stage),
  ...(await digestDoors(stage)),
  ...(await inviteeDoors(stage)),
  ...(await bindingDoors(stage)),
  ...(await deskDoors(stage)),
  ...(await actDoors(stage)),
  ...(await teamDoors(stage)),
  ...(await whyDoors(stage)),
  ...(await settingsDoors(stage)),
  ...(await roleDoors(stage)),
  ...(await requestDoors(stage)),
  ...(await permissionDoors(stage)),
  ...exportDoors(stage),
  ...(await doctorDoors(stage)),
  ...(await happeningDoors(stage)),
  ...(await importDoors(stage)),
  ...(await inviteLinkDoors(stage)),
];

const ADMIN_COMMANDS = [
  '/members list',
  '/members invite new@example.net as viewer in Sales',
  '/members pending',
  '/members reinvite waiting2@example.net',
  '/members reinvite expired',
  '/members withdraw waiting3@example.net',
  '/members-invite',
  '/members-reinvite waiting2@example.net',
];

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

const click =
  (label: string, options: { row?: string; confirm?: boolean } = {}): Screen['act'] =>
  (modal) =>
    modal.click(label, options);

const screensOf = ({ org }: DoorStage): Readonly<Record<string, Screen>> => {
  const opened = (command: string, title: string) => async () => {
    await org.ada.types(command);
    return org.ada.modal({ settled: true, title });
  };
  const turned = (open: () => Promise<Modal>, button: string) => async () => {
    const modal = await open();
    const { hash } = modal;
    await modal.click(button);
    await vi.waitFor(() => expect(modal.hash).not.toBe(hash), { timeout: 30_000 });
    return modal;
  };
  const [desk, pending] = [opened('/members', 'Members'), opened('/members pending', 'Pending invitations')];
  const roster = opened('/members list', 'People');
  const form = async () => {
    const modal = await opened('/members invite', 'Invite people')();
    await modal.fill('Addresses', 'by-form@example.net');
    await modal.fill('Primary team', 'Sales');
    return modal;
  };
  return {
    open_invite: { open: desk, act: click('Invite') },
    open_pending: { open: desk, act: click('Pending') },
    open_roster: { open: desk, act: click('People') },
    pending_next: { open: pending, act: click('Next page') },
    pending_previous: { open: turned(pending, 'Next page'), act: click('Previous page') },
    roster_older: { open: roster, act: click('Older') },
    roster_newer: { open: turned(roster, 'Older'), act: click('Newer') },
    result_reinvite: { open: () => org.invite('waiting1@example.net'), act: click('Reinvite') },
    open_expired: { open: pending, act: click('Reinvite those that ran out…') },
    expired_modal: { open: opened('/members reinvite expired', 'Reinvite'), act: (modal) => modal.submit() },
    pending_reinvite: { open: pending, act: click('Reinvite', { row: 'waiting27@' }) },
    pending_withdraw: { open: pending, act: click('Withdraw', { row: 'waiting27@', confirm: true }) },
    ...pendingScreens(org, pending),
    invite_modal: { open: form, act: (modal) => modal.submit() },
  };
};

const screenDoors = async (stage: DoorStage): Promise<Door[]> => {
  const doors: Door[] = [];
  for (const [id, screen] of Object.entries(screensOf(stage))) {
    const enter = inAnothersName(stage.org, await keep(stage.org, screen));
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
