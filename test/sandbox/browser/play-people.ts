import { expect, it } from 'vitest';
import { seedCrowd } from '../../support/seed.ts';
import type { Stage } from './stage.ts';

const pagesOfTheRoster = async ({ ada, sandbox }: Stage): Promise<void> => {
  await seedCrowd(sandbox.usher, 30);
  await ada.type('/members list');
  const roster = await ada.window('People');
  await roster.getByText('Person 01 Crowd').waitFor();
  await roster.getByRole('button', { name: 'Older' }).click();
  await roster.getByText('Kaya Demir').waitFor();
  expect(await roster.getByText('Person 01 Crowd').count()).toBe(0);
  await roster.getByRole('button', { name: 'Newer' }).click();
  await roster.getByText('Person 01 Crowd').waitFor();
  expect(await roster.getByText('Kaya Demir').count()).toBe(0);
  await roster.getByRole('button', { name: 'Older' }).click();
  await roster.getByRole('button', { name: 'Manage: Kaya Demir' }).click();
};

const roleOnTheCard = async ({ ada }: Stage): Promise<void> => {
  const card = await ada.window('Person');
  await card.getByRole('button', { name: /^Change role/ }).click();
  const form = await ada.window('Change role');
  const role = form.getByRole('combobox', { name: 'New role' });
  await role.selectOption(await role.getByRole('option', { name: /^Member/ }).getAttribute('value'));
  await form.getByText('After:').waitFor();
  await form.getByRole('button', { name: 'Change role' }).click();
  await ada.page
    .getByText(/is Member now/)
    .first()
    .waitFor();
};

const deactivations = async ({ sandbox }: Stage): Promise<number> => {
  const rows = await sandbox.usher.query(`SELECT 1 FROM audit_event WHERE action = 'membership.deactivate'`);
  return rows.length;
};

export const playPeople = (stage: () => Stage): void => {
  it('the roster has pages, back and forth, and a role is changed from it', async () => {
    await pagesOfTheRoster(stage());
    await roleOnTheCard(stage());
  });

  it('somebody is deactivated after a question, and by none that was cancelled; and brought back by Undo', async () => {
    const { ada } = stage();
    await ada.type('/members deactivate @kaya');
    const question = await ada.window('Deactivate a member');
    await question.getByText(/loses access to Example Org at once/).waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
    expect(await deactivations(stage())).toBe(0);

    await ada.type('/members deactivate @kaya');
    await (await ada.window('Deactivate a member')).getByRole('button', { name: 'Deactivate' }).click();
    await ada.page.getByText(/Access has ended/).waitFor();
    expect(await deactivations(stage())).toBe(1);
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
    await ada.page
      .getByText(/active member again/)
      .first()
      .waitFor();
  });
};
