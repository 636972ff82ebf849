import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seed, seedMember } from '../support/seed.ts';
import type { Modal } from '../support/workspace/modal.ts';
import { type RunningDesk, startDesk } from './running-desk.ts';

let desk: RunningDesk;
let miaId: string;
beforeAll(async () => {
  desk = await startDesk();
  const mia = desk.workspace.person({ firstName: 'Mia', lastName: 'Smith' });
  miaId = await seedMember(desk, { email: mia.email, firstName: 'Mia', lastName: 'Smith', slack: mia });
  await seed(desk, {
    teams: [{ name: 'Sales' }, { name: 'Support' }],
    products: [{ name: 'Atlas' }, { name: 'Borealis' }],
  });
});
afterAll(() => desk.stop());
afterEach(() => {
  expect(desk.workspace.refusals).toEqual([]);
  expect(desk.workspace.warnings).toEqual([]);
});

const opens = async (command: string, title: string): Promise<Modal> => {
  await desk.ada.types(command);
  return desk.ada.modal({ title, settled: true });
};

const top = (title: string, after: Modal) => desk.ada.modal({ title, settled: true, after });

describe('the card of a person', () => {
  it('leads to their teams, and shows what was saved', async () => {
    const card = await opens('/members smith', 'Person');
    await card.click('Teams');
    const form = await top('Teams', card);
    await form.fill('Primary team', 'Sales');
    await form.fill('Other teams', ['Support']);
    expect((await form.submit()).closed).toBe(true);
    await card.waitFor('Their teams are changed.');
    expect(card.text()).toContain('*Team:* Sales, also Support');
  });

  it('leads to their products, with what is gained and lost before it is saved', async () => {
    const card = await opens('/members smith', 'Person');
    await card.click('Products');
    const form = await top('Products', card);
    await form.fill('Products', ['Atlas']);
    await form.waitFor('*Gains:* Atlas');
    await form.submit();
    await card.waitFor('*Gains:* Atlas');
    expect(card.text()).toContain('*Products:* Atlas');
    await card.click('Products');
    const again = await top('Products', card);
    await again.fill('Products', ['Borealis']);
    await again.waitFor('*Gains:* Borealis\n*Loses:* Atlas');
  });

  it('saves nothing over what somebody else has changed, and shows what is there now', async () => {
    const form = await opens(`/members products mia@example.com`, 'Products');
    await form.fill('Products', null);
    // What the form answers is of this moment: a change after it is what the form does not know.
    await form.waitFor('*Loses:* Atlas');
    await desk.query('UPDATE membership SET version = version + 1 WHERE id = $1', [miaId]);
    await form.submit();
    await form.waitFor('This changed since the window was opened.');
    expect(form.text()).toContain('Nothing is changed yet.');
    const [row] = await desk.query('SELECT FROM membership_product WHERE membership_id = $1', [miaId]);
    expect(row).toBeDefined();
  });

  it('opens from a command by mention, and the card follows', async () => {
    const form = await opens('/members teams @mia', 'Teams');
    await form.fill('Primary team', 'Support');
    await form.submit();
    expect((await desk.ada.modal({ title: 'Person', settled: true })).text()).toContain('*Team:* Support');
  });
});
