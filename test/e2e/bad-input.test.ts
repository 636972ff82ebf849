import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { told } from '../support/told.ts';
import type { Modal } from '../support/workspace/modal.ts';
import { changedTables, readContent } from './database-content.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;

beforeAll(async () => {
  org = await startExampleOrg({ seed: { teams: [{ name: 'Support' }, { name: 'Big Sales' }] } });
  org.workspace.person({ firstName: 'Dan', deleted: true });
  org.workspace.person({ firstName: 'Gus', isRestricted: true });
});

afterAll(() => org.close());

const openForm = async (text = ''): Promise<Modal> => {
  await org.ada.types(`/members invite ${text}`.trim());
  return org.ada.modal({ settled: true, title: 'Invite people' });
};

const say = (text: string): Promise<string> => told(org.ada, text);

describe('a paste that cannot be read', () => {
  it('names its lines under the field, keeps what was typed, and invites nobody', async () => {
    const before = await readContent(org.query);
    const form = await openForm();
    const paste = ['linus@example.net', 'not-an-address', 'Margaret <m@example.org>', '', 'ken@', 'a@b@c.example'].join(
      '\n',
    );
    await form.fill('Addresses', paste);
    await form.fill('Primary team', 'Sales');
    const { errors, sent } = await form.submit();
    expect(sent).toBe(true);
    expect(errors?.['Addresses']).toMatch(/line 2[\s\S]*line 5[\s\S]*line 6/i);
    expect(errors?.['Addresses']).not.toMatch(/line 1\b/i);
    expect(form.input('Addresses').value).toBe(paste);
    expect(changedTables(before, await readContent(org.query))).toEqual([]);
  });

  it('is taken once it is mended, in the same form', async () => {
    const form = await org.ada.modal({ title: 'Invite people' });
    await form.fill(
      'Addresses',
      'linus@example.net; Margaret Sample <margaret@example.org>; "Sample, Ken" <ken@example.org>',
    );
    await form.submit();
    const result = await org.ada.modal({ settled: true, title: 'Invitations' });
    expect(result.text()).toMatch(/Invited 3/);
    expect(result.text()).toMatch(/Ken Sample/);
  });

  it('reads a table with a header, its columns in any order, and says what it did not use', async () => {
    const form = await openForm();
    await form.fill(
      'Addresses',
      'Phone\tLast name\tE-mail\tFirst name\n030\tSample\tida@example.org\tIda\n031\tSample\tjean@example.org\tJean',
    );
    await form.fill('Primary team', 'Sales');
    await form.submit();
    const result = await org.ada.modal({ settled: true, title: 'Invitations' });
    expect(result.text()).toMatch(/Invited 2[\s\S]*Ida Sample[\s\S]*Jean Sample/);
    expect(result.text()).toMatch(/“Phone”/);
  });

  it('counts an address once, however often and in whatever letters it stands there', async () => {
    const result = await org.invite('dora@example.org\nDORA@example.org\n Dora@Example.org');
    expect(result.text()).toMatch(/Invited 1/);
    await org.quiet();
    expect(
      org.inbox.mails.filter(({ recipients }) => recipients.some((address) => /^dora@/i.test(address))),
    ).toHaveLength(1);
  });

  it('asks for somebody when nobody was named', async () => {
    const form = await openForm();
    await form.fill('Primary team', 'Sales');
    expect((await form.submit()).errors?.['Addresses']).toMatch(/Name at least one person/);
  });
});

describe('addresses that are not invited', () => {
  it('tells of each why, in one result, and invites the others', async () => {
    await org.query(`UPDATE organization SET blocked_domains = '{blocked.example}'`);
    const lines = [
      'ada@example.com',
      'linus@example.net',
      'dan@example.com',
      'gus@example.com',
      'x@blocked.example',
      'info@example.net',
    ];
    const text = (await org.invite(lines.join('\n'))).text();
    expect(text).toMatch(/Not invited 5/);
    expect(text).toMatch(/ada@example\.com.*that is you/);
    expect(text).toMatch(/linus@example\.net.*is invited already/);
    expect(text).toMatch(/dan@example\.com.*is deactivated in Slack/);
    expect(text).toMatch(/gus@example\.com.*is a guest of this workspace/);
    expect(text).toMatch(/x@blocked\.example.*is on a blocked domain/);
    expect(text).toMatch(/Invited 1[\s\S]*info@example\.net.*mailbox of several people/);
  });

  it('offers to reinvite who is invited already', async () => {
    const result = await org.invite('linus@example.net');
    await result.click('Reinvite');
    const told = await org.ada.modal({ settled: true, after: result });
    expect(told.text()).toMatch(/1 new link on the way to linus@example\.net/);
    await org.quiet();
    expect(org.inbox.mailsTo('linus@example.net')).toHaveLength(2);
  });
});

describe('words that mean nothing here', () => {
  it('opens the form nevertheless, and says which role or team there is not', async () => {
    const form = await openForm('new@example.net as boss in Marketing');
    expect(form.text()).toMatch(/no role “boss”[\s\S]*no team “Marketing”/);
    expect(form.input('Addresses').value).toBe('new@example.net');
    expect(form.input('Role').value).toBe('Viewer');
    expect(form.input('Primary team').value).toBe('');
  });

  it('takes a role and a team by their beginning, and a team of two words', async () => {
    const form = await openForm('new@example.net as mem in "Big Sales"');
    expect(form.input('Role').value).toBe('Member');
    expect(form.input('Primary team').value).toBe('Big Sales');
    expect((await openForm('new@example.net in supp')).input('Primary team').value).toBe('Support');
  });

  it.each([
    ['/members pendng', '/members pending'],
    ['/members revoke', '/members withdraw'],
    ['/members resend x@example.net', '/members reinvite'],
    ['/members Invte', '/members invite'],
  ])('answers %s with the nearest word', async (typed, meant) => {
    expect(await say(typed)).toMatch(new RegExp(`is not something that[\\s\\S]*Did you mean.*${meant}`));
  });

  it('answers what is near to nothing with all that can be typed', async () => {
    const answer = await say('/members frobnicate everything');
    expect(answer).toMatch(/frobnicate[\s\S]*What you can type/);
    for (const word of ['invite', 'pending', 'reinvite', 'withdraw', 'list', 'whoami'])
      expect(answer).toContain(`/members ${word}`);
  });

  it('explains one word, and how to use it when something is missing', async () => {
    expect(await say('/members help reinvite')).toMatch(/reinvite ada@example\.com/);
    expect(await say('/members invite help')).toMatch(/as viewer in Sales/);
    expect(await say('/members withdraw')).toMatch(/withdraw @person or address/);
    expect(await say('/members-reinvite')).toMatch(/reinvite @person or address/);
  });

  it('says so when an address was never invited, or is none', async () => {
    expect(await say('/members reinvite stranger@example.net')).toMatch(/Was never invited.*\/members invite/);
    expect(await say('/members withdraw stranger@example.net')).toMatch(/Was never invited/);
    expect(await say('/members withdraw somebody')).toMatch(/“somebody” is not an address/);
    expect(await say('/members list status:gone')).toMatch(/“gone” is not a status/);
  });

  it('understands addresses as Slack and people write them', async () => {
    expect(await say('/members reinvite <mailto:ken@example.org|ken@example.org>')).toMatch(
      /1 new link on the way to ken@example\.org/,
    );
    expect(await say('/members withdraw KEN@EXAMPLE.ORG, “jean@example.org”')).toMatch(
      /Withdrawn: .*ken@example\.org.*jean@example\.org|Withdrawn: .*jean@example\.org.*ken@example\.org/,
    );
  });
});

describe('screens with nothing on them', () => {
  it('say that nobody waits, and that nobody is found', async () => {
    await org.query(`UPDATE invitation SET status = 'WITHDRAWN', decided_at = usher_now() WHERE status = 'PENDING'`);
    expect((await org.pending()).text()).toMatch(/Nobody is waiting/);
    await org.ada.types('/members list nobody-like-this');
    expect((await org.ada.modal({ settled: true, title: 'People' })).text()).toMatch(/Nobody is found.*\/members list/);
    expect(await say('/members reinvite expired')).toMatch(/Nothing to send/);
    await org.ada.types('/members');
    expect((await org.ada.modal({ settled: true, title: 'Members' })).text()).toMatch(/Nobody is waiting/);
  });
});
