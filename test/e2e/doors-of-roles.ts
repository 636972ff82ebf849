import { expect, vi } from 'vitest';
import { addPermission, addRoleRow } from '../support/access.ts';
import type { Modal } from '../support/workspace/modal.ts';
import { type Door, type DoorStage, inAnothersName, keep, type Screen } from './door.ts';

const everybody = { for: 'anyone', words: /Highest first\.|It carries/ } as const;

/** Roles: everybody may read them, admins change them. */
export const roleDoors = async (stage: DoorStage): Promise<Door[]> => {
  const { org } = stage;
  await addPermission(org, 'Reports');
  // Two pages, and one role for each act that can be done only once.
  for (let n = 0; n < 30; n += 1) await addRoleRow(org, `Role ${String(n).padStart(2, '0')}`, 30 + n);
  await org.query(`UPDATE role SET retired_at = now() WHERE name = 'Role 29'`);
  const roles = async (): Promise<Modal> => {
    await org.ada.types('/members roles');
    return org.ada.modal({ settled: true, title: 'Roles' });
  };
  const clicked = async (modal: Modal, label: string, row?: string): Promise<Modal> => {
    const { hash } = modal;
    await modal.click(label, row === undefined ? {} : { row });
    await vi.waitFor(() => expect(modal.hash).not.toBe(hash), { timeout: 30_000 });
    return modal;
  };
  const card = (name: string) => async () => clicked(await roles(), 'Manage', name);
  const form = (name: string, label: string, title: string) => async () => {
    await (await card(name)()).click(label);
    return org.ada.modal({ settled: true, title });
  };
  const desk = async (): Promise<Modal> => {
    await org.ada.types('/members');
    return org.ada.modal({ settled: true, title: 'Members' });
  };
  const reads: Readonly<Record<string, Screen>> = {
    open_roles: { open: desk, act: (modal) => modal.click('Roles') },
    roles_next: { open: roles, act: (modal) => modal.click('Next page') },
    roles_previous: {
      open: async () => clicked(await roles(), 'Next page'),
      act: (modal) => modal.click('Previous page'),
    },
    role_open: { open: roles, act: (modal) => modal.click('Manage', { row: 'Role 20' }) },
    roles_back: { open: card('Role 20'), act: (modal) => modal.click('All roles') },
  };
  const acts: Readonly<Record<string, Screen>> = {
    role_add: { open: roles, act: (modal) => modal.click('Add a role') },
    role_edit: { open: card('Role 21'), act: (modal) => modal.click('Edit') },
    role_permissions: { open: card('Role 21'), act: (modal) => modal.click('Choose permissions') },
    role_default: { open: card('Role 22'), act: (modal) => modal.click('Make default', { confirm: true }) },
    role_retire: { open: card('Role 23'), act: (modal) => modal.click('Retire', { confirm: true }) },
    role_restore: { open: card('Role 29'), act: (modal) => modal.click('Bring back') },
    role_edit_modal: {
      open: async () => {
        const modal = await form('Role 24', 'Edit', 'Edit role')();
        await modal.fill('What it can do', 'Can do what the table says.');
        return modal;
      },
      act: (modal) => modal.submit(),
    },
    role_permissions_modal: {
      open: async () => {
        const modal = await form('Role 25', 'Choose permissions', 'Choose permissions')();
        await modal.fill('What Role 25 carries', ['Reports']);
        return modal;
      },
      act: (modal) => modal.submit(),
    },
  };
  const doors: Door[] = [{ id: '/members roles', ...everybody, enter: (actor) => actor.types('/members roles') }];
  for (const [id, screen] of Object.entries(reads)) {
    doors.push({ id, ...everybody, enter: inAnothersName(org, await keep(org, screen)) });
  }
  for (const [id, screen] of Object.entries(acts)) {
    const enter = inAnothersName(org, await keep(org, screen));
    doors.push({ id, for: 'admins', enter, asAdmin: async () => screen.act(await screen.open()) });
  }
  return doors;
};
