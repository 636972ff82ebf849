import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedMember } from '../support/seed.ts';
import type { Modal } from '../support/workspace/modal.ts';
import type { Person } from '../support/workspace/person.ts';
import { changedTables, readContent } from './database-content.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';
import { withhold } from './withhold.ts';

let org: ExampleOrg;
/** A second admin. */
let eve: Person;

beforeAll(async () => {
  org = await startExampleOrg();
  eve = org.workspace.person({ firstName: 'Eve' });
  await seedMember(org, { email: eve.email, firstName: 'Eve', role: 'Admin', slack: eve });
});

afterAll(() => org.close());

const auditOf = async (email: string): Promise<string[]> => {
  const rows = await org.query<{ action: string }>(
    `SELECT e.action FROM audit_event e JOIN invitation i ON i.id::text = e.target_id WHERE i.email_key = $1 ORDER BY e.at, e.id`,
    [email],
  );
  return rows.map(({ action }) => action);
};

const filledForm = async (address: string): Promise<Modal> => {
  await org.ada.types('/members invite');
  const form = await org.ada.modal({ settled: true, title: 'Invite people' });
  await form.fill('Addresses', address);
  await form.fill('Primary team', 'Sales');
  return form;
};

/** What is said instead while the answer takes long: it follows. */
const MOMENT = 'Still working|One moment';

const bodies = (deliveries: readonly { body: unknown }[]): string[] =>
  deliveries.map(({ body }) => JSON.stringify(body));

describe('one submission, delivered more than once', () => {
  it('invites once and gives the same answer each time, one after the other', async () => {
    const form = await filledForm('twice@example.net');
    await form.submit();
    await org.quiet();
    const [again] = await org.workspace.deliver({ what: submissionOf('twice@example.net') });
    expect(JSON.stringify(again?.body)).toMatch(new RegExp(`Invited 1|${MOMENT}`));
    await org.quiet();
    expect(await auditOf('twice@example.net')).toEqual(['invitation.create']);
    expect(org.inbox.mailsTo('twice@example.net')).toHaveLength(1);
  });

  it('invites once and gives the same answer each time, all at once', async () => {
    const form = await filledForm('parallel@example.net');
    const what = await withhold(org, () => form.submit());
    const answers = await org.workspace.deliver({ what, repeat: 8 });
    await org.quiet();
    const told = [...bodies(answers), ...org.ada.messages().map(({ text }) => text)].filter((text) =>
      /parallel@/.test(text),
    );
    expect(told.filter((text) => /Not invited/.test(text))).toEqual([]);
    expect(bodies(answers).filter((text) => new RegExp(`Invited 1|${MOMENT}`).test(text))).toHaveLength(8);
    expect(await auditOf('parallel@example.net')).toEqual(['invitation.create']);
    expect(org.inbox.mailsTo('parallel@example.net')).toHaveLength(1);
    expect(org.ada.messages().filter(({ text }) => /1 invited[\s\S]*parallel@/.test(text))).toHaveLength(1);
  });

  it('can be sent again after errors on its fields, and counts then', async () => {
    const form = await filledForm('no address here');
    expect((await form.submit()).errors).toBeDefined();
    await form.fill('Addresses', 'mended@example.net');
    await form.submit();
    await org.ada.modal({ settled: true, title: 'Invitations' });
    expect(await auditOf('mended@example.net')).toEqual(['invitation.create']);
    await org.quiet();
  });

  const submissionOf = (address: string) => {
    const found = org.workspace.deliveries.findLast(
      ({ payload }) => payload['type'] === 'view_submission' && JSON.stringify(payload).includes(address),
    );
    if (!found) throw new Error(`No form with ${address} was sent`);
    return found;
  };
});

describe('one click, delivered more than once', () => {
  it('sends one new link, and says so each time', async () => {
    await org.invite('clicked@example.net');
    await org.linkOf('clicked@example.net');
    const pending = await org.pending();
    const what = await withhold(org, () => pending.click('Reinvite', { row: 'clicked@example.net' }));
    await org.workspace.deliver({ what, repeat: 6 });
    await org.quiet();
    await org.workspace.deliver({ what });
    await org.quiet();
    expect(await auditOf('clicked@example.net')).toEqual(['invitation.create', 'invitation.reinvite']);
    expect(org.inbox.mailsTo('clicked@example.net')).toHaveLength(2);
    expect(pending.text()).toMatch(/1 new link on the way to clicked@example\.net/);
  });

  it('sends one new link for an impatient double click, and tells the second one of it', async () => {
    await org.invite('double@example.net');
    await org.linkOf('double@example.net');
    const pending = await org.pending();
    const click = () => pending.click('Reinvite', { row: 'double@example.net' });
    await Promise.all([click(), click()]);
    await org.quiet();
    expect(await auditOf('double@example.net')).toEqual(['invitation.create', 'invitation.reinvite']);
    expect(org.inbox.mailsTo('double@example.net')).toHaveLength(2);
    expect(pending.text()).toMatch(/double@example\.net/);
  });

  it('sends one new link when two admins press the same button, and each reads what is true', async () => {
    await org.invite('both@example.net');
    await org.linkOf('both@example.net');
    const adas = await org.pending();
    await eve.types('/members pending');
    const eves = await eve.modal({ settled: true, title: 'Pending invitations' });
    await Promise.all([adas, eves].map((modal) => modal.click('Reinvite', { row: 'both@example.net' })));
    await org.quiet();
    expect(await auditOf('both@example.net')).toEqual(['invitation.create', 'invitation.reinvite']);
    expect(org.inbox.mailsTo('both@example.net')).toHaveLength(2);
    const told = [adas.text(), eves.text()];
    expect(told.filter((text) => /1 new link on the way to both@/.test(text))).toHaveLength(1);
    expect(told.filter((text) => /both@example\.net: A newer invitation was sent/.test(text))).toHaveLength(1);
  });

  it('withdraws once', async () => {
    await org.invite('withdrawn@example.net');
    const pending = await org.pending();
    const what = await withhold(org, () => pending.click('Withdraw', { row: 'withdrawn@example.net', confirm: true }));
    await org.workspace.deliver({ what, repeat: 4 });
    await org.quiet();
    expect(await auditOf('withdrawn@example.net')).toEqual(['invitation.create', 'invitation.withdraw']);
    expect(pending.text()).toMatch(/Withdrawn: withdrawn@example\.net/);
  });

  it('accepts once, and welcomes once', async () => {
    const grace = org.workspace.person({ firstName: 'Grace', lastName: 'Sample' });
    await org.invite('', { people: [grace] });
    const card = await grace.waitForMessage(/invited you/);
    const what = await withhold(org, () => card.click('Accept'));
    await org.workspace.deliver({ what, repeat: 6 });
    await org.quiet();
    await org.workspace.deliver({ what });
    await org.quiet();
    const joined = await org.query(`SELECT 1 FROM audit_event WHERE action = 'membership.join'`);
    expect(joined).toHaveLength(1);
    expect(grace.messages().filter(({ text }) => /Welcome to/.test(text))).toHaveLength(1);
    expect(org.sales.messages()).toHaveLength(1);
    const settled = grace.messages().filter(({ buttons }) => buttons.includes('Accept'));
    expect(settled).toEqual([]);
  });
});

describe('one command, delivered more than once', () => {
  it('sends one new link', async () => {
    await org.invite('commanded@example.net');
    await org.linkOf('commanded@example.net');
    const what = await withhold(org, () => org.ada.types('/members reinvite commanded@example.net'));
    const answers = await org.workspace.deliver({ what, repeat: 4 });
    await org.quiet();
    expect(bodies(answers).filter((text) => new RegExp(`1 new link on the way|${MOMENT}`).test(text))).toHaveLength(4);
    expect(await auditOf('commanded@example.net')).toEqual(['invitation.create', 'invitation.reinvite']);
    expect(org.inbox.mailsTo('commanded@example.net')).toHaveLength(2);
  });

  it('opens one form for one trigger', async () => {
    const what = await withhold(org, () => org.ada.types('/members invite'));
    const before = await readContent(org.query);
    await org.workspace.deliver({ what, repeat: 2 });
    await org.quiet();
    expect(org.ada.modals()).toHaveLength(1);
    expect(changedTables(before, await readContent(org.query))).toEqual([]);
  });
});
