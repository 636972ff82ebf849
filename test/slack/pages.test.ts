import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Modal } from '../support/workspace/modal.ts';
import { type RunningDesk, startDesk } from './running-desk.ts';

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk();
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

/** By twenties: a list of more than a page is previewed first. */
const invite = async (addresses: readonly string[]): Promise<void> => {
  for (let start = 0; start < addresses.length; start += 20) {
    const modal = await opens('/members invite', 'Invite people');
    await modal.fill('Addresses', addresses.slice(start, start + 20).join('\n'));
    expect((await modal.submit()).updatedTo?.title).toBe('Invitations');
  }
};

describe('pending', () => {
  it('when more wait than fit on a page, pages there and back, and acts on the page it is on', async () => {
    await invite(Array.from({ length: 30 }, (_, n) => `many${n}@example.com`));
    const modal = await opens('/members pending', 'Pending invitations');
    const addresses = () => new Set(modal.text().match(/\w+@example\.com/g) ?? []);
    const first = addresses();
    expect(first.size).toBe(25);
    await modal.click('Next page');
    await modal.waitFor('[Previous page]');
    const second = addresses();
    expect([...second].filter((email) => first.has(email))).toEqual([]);
    const [email = ''] = second;
    await modal.click('Withdraw', { row: email, confirm: true });
    await modal.waitFor(`Withdrawn: ${email}`);
    expect(modal.buttons()).toContain('Previous page');
    await modal.click('Previous page');
    await modal.waitFor('[Next page]');
    expect(addresses()).toEqual(first);
    await modal.close();
  });

  it('when the last row of the last page is withdrawn, shows the page before', async () => {
    const waiting = await desk.query<{ email: string }>("SELECT email FROM invitation WHERE status = 'PENDING'");
    await desk.ada.types(`/members withdraw ${waiting.map(({ email }) => email).join(' ')}`);
    await invite(Array.from({ length: 26 }, (_, n) => `last${n}@example.com`));
    const modal = await opens('/members pending', 'Pending invitations');
    await modal.click('Next page');
    await modal.waitFor('[Previous page]');
    await modal.click('Withdraw', { row: 0, confirm: true });
    await modal.waitFor('Withdrawn: ');
    expect(modal.buttons().filter((label) => label === 'Reinvite')).toHaveLength(25);
    expect(modal.buttons()).not.toContain('Previous page');
    await modal.close();
  });
});

describe('list', () => {
  beforeAll(async () => {
    await desk.query(
      "INSERT INTO account (id, email, email_key, first_name, last_name) SELECT gen_random_uuid(), e, e, 'Smith', 'No' || n FROM (SELECT n, 'smith' || n || '@example.com' AS e FROM generate_series(1, 60) n) s",
    );
    await desk.query(
      "INSERT INTO membership (id, organization_id, account_id, role_id, joined_at, search_text) SELECT gen_random_uuid(), o.id, a.id, r.id, usher_now() - random() * interval '90 days', lower(a.email) FROM account a, organization o, role r WHERE a.email LIKE 'smith%' AND r.name = 'Viewer'",
    );
  });

  it('when more people are there than fit on a page, pages through all of them, once, and back', async () => {
    const modal = await opens('/members list', 'People');
    const addresses = () => modal.text().match(/\w+@example\.com/g) ?? [];
    const pages = [addresses()];
    while (modal.buttons().includes('Older')) {
      const before = modal.hash;
      await modal.click('Older');
      await expect.poll(() => modal.hash).not.toBe(before);
      pages.push(addresses());
    }
    expect(pages.map(({ length }) => length)).toEqual([25, 25, 11]);
    expect(new Set(pages.flat()).size).toBe(61);
    expect(pages[0]?.[0]).toBe('ada@example.com');
    await modal.click('Newer');
    await modal.waitFor(pages[1]?.[0] ?? '');
    expect(addresses()).toEqual(pages[1]);
    await modal.click('Newer');
    await modal.waitFor('ada@example.com');
    expect(modal.buttons().slice(-2)).toEqual(['Older', 'Desk']);
    await modal.close();
  });

  it('when it is filtered, says by what, and keeps the filter from page to page', async () => {
    const modal = await opens('/members list smith role:viewer', 'People');
    expect(modal.text()).toContain('Only people matching “smith” and with the role Viewer: 60 people, newest first.');
    await modal.click('Older');
    await modal.waitFor('[Newer]');
    expect(modal.text()).toContain('matching “smith”');
    await modal.close();
  });

  it('when somebody is mentioned, finds them by the address behind the mention', async () => {
    const modal = await opens(`/members list ${desk.ada.mention}`, 'People');
    expect(modal.text()).toContain('*Ada Example*');
    await modal.close();
  });

  it('when nobody is found or the status is none, says so', async () => {
    expect((await opens('/members list zzz', 'People')).text()).toContain('Nobody is found matching “zzz”.');
    expect((await desk.ada.types('/members list status:gone')).text).toContain('“gone” is not a status.');
  });
});
