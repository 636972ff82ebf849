import { expect, vi } from 'vitest';
import { addPermission } from '../support/access.ts';
import { seedMember } from '../support/seed.ts';
import type { Modal } from '../support/workspace/modal.ts';
import { type Door, type DoorStage, inAnothersName, keep, type Screen } from './door.ts';

/** The catalogue, templates, and what is given to one person. */
export const permissionDoors = async (stage: DoorStage): Promise<Door[]> => {
  const { org } = stage;
  // Two pages of each list.
  for (let n = 0; n < 30; n += 1) await addPermission(org, `Permission ${String(n).padStart(2, '0')}`);
  await addPermission(org, 'Send as', { isSensitive: true });
  await addPermission(org, 'Sign for', { isSensitive: true });
  await org.query(`INSERT INTO permission_template (id, organization_id, name)
    SELECT gen_random_uuid(), o.id, 'Template ' || lpad(n::text, 2, '0') FROM organization o, generate_series(0, 29) n`);
  const memberId = await seedMember(org, { email: 'granted@example.net', firstName: 'Gil' });
  await org.query(
    `INSERT INTO membership_permission (organization_id, membership_id, permission_id)
     SELECT organization_id, $1, id FROM permission WHERE key = 'sign_for'`,
    [memberId],
  );
  const opened = (command: string, title: string) => async () => {
    await org.ada.types(command);
    return org.ada.modal({ settled: true, title });
  };
  const clicked = async (modal: Modal, label: string): Promise<Modal> => {
    const { hash } = modal;
    await modal.click(label);
    await vi.waitFor(() => expect(modal.hash).not.toBe(hash), { timeout: 30_000 });
    return modal;
  };
  const catalogue = opened('/members permissions', 'Permissions');
  const templates = async () => clicked(await catalogue(), 'Templates');
  const grants = opened('/members permissions granted@example.net', "Person's permissions");
  const card = opened('/members granted@example.net', 'Person');
  const filled =
    (open: () => Promise<Modal>, button: string, title: string, field: string, row?: string) => async () => {
      const below = await open();
      await below.click(button, row === undefined ? {} : { row });
      const modal = await org.ada.modal({ settled: true, title });
      await modal.fill(field, 'Written at a door');
      return modal;
    };
  const chosen = async (): Promise<Modal> => {
    const modal = await clicked(await grants(), 'Choose');
    await modal.fill('Given to Gil Example beside the role', ['Permission 07']);
    return modal;
  };
  const screens: Readonly<Record<string, Screen>> = {
    open_permissions: { open: opened('/members', 'Members'), act: (modal) => modal.click('Permissions') },
    catalogue_next: { open: catalogue, act: (modal) => modal.click('Next page') },
    catalogue_previous: {
      open: async () => clicked(await catalogue(), 'Next page'),
      act: (modal) => modal.click('Previous page'),
    },
    catalogue_open: { open: templates, act: (modal) => modal.click('All permissions') },
    templates_open: { open: catalogue, act: (modal) => modal.click('Templates') },
    templates_next: { open: templates, act: (modal) => modal.click('Next page') },
    templates_previous: {
      open: async () => clicked(await templates(), 'Next page'),
      act: (modal) => modal.click('Previous page'),
    },
    permission_add: { open: catalogue, act: (modal) => modal.click('Add a permission') },
    permission_edit: { open: catalogue, act: (modal) => modal.click('Edit', { row: 'Permission 03' }) },
    template_add: { open: templates, act: (modal) => modal.click('Add a template') },
    template_edit: { open: templates, act: (modal) => modal.click('Edit', { row: 'Template 03' }) },
    permission_form_modal: {
      open: filled(catalogue, 'Edit', 'Edit permission', 'What it allows', 'Permission 04'),
      act: (modal) => modal.submit(),
    },
    template_form_modal: {
      open: filled(templates, 'Edit', 'Edit template', 'Name', 'Template 04'),
      act: (modal) => modal.submit(),
    },
    open_grants: { open: card, act: (modal) => modal.click('Permissions') },
    grants_choose: { open: grants, act: (modal) => modal.click('Choose') },
    grants_template: { open: grants, act: (modal) => modal.click('Apply a template') },
    grants_back: { open: async () => clicked(await grants(), 'Choose'), act: (modal) => modal.click('Back') },
    sensitive_give: { open: grants, act: (modal) => modal.click('Give', { row: 'Send as', confirm: true }) },
    sensitive_take: { open: grants, act: (modal) => modal.click('Take back', { row: 'Sign for', confirm: true }) },
    grants_form: { open: chosen, act: (modal) => modal.submit() },
  };
  const doors: Door[] = ['/members permissions', '/members permissions granted@example.net'].map((id) => ({
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
