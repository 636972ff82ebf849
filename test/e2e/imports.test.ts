import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Modal } from '../support/workspace/modal.ts';
import type { FileToUpload } from '../support/workspace/shared-files.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;
beforeAll(async () => {
  org = await startExampleOrg();
});
afterAll(() => org.close());

const waits = { timeout: 30_000 };
const csv = (...rows: readonly string[]): FileToUpload => ({ name: 'people.csv', content: rows.join('\r\n') });
const many = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${name}${index + 1}@example.net`);

const form = async (): Promise<Modal> => {
  await org.ada.types('/members import');
  return org.ada.modal({ settled: true, title: 'Import people' });
};

const upload = async (file: FileToUpload) => {
  const modal = await form();
  modal.upload('File', file);
  await modal.fill('Primary team', 'Sales');
  return modal.submit();
};

const preview = () => org.ada.modal({ settled: true, title: 'Preview' });

const putAway = async (): Promise<void> => {
  await (await preview()).click(/Put away/, { confirm: true });
  await (await org.ada.modal({ settled: true, title: 'Import people' })).close();
};

describe('/members import', () => {
  it('shows every row before anything is sent, keeps it, and sends what can be sent', async () => {
    const { ada, inbox } = org;
    await upload(csv('Email,First name', 'bob@example.net,Bob', 'nobody,', 'ADA@example.com,', 'info@example.net,'));
    const shown = await preview();
    expect(shown.text()).toMatch(/people\.csv.*4 rows.*2 can be invited.*1 cannot be invited.*1 without an address/);
    expect(shown.text()).toMatch(/3: “nobody” has no address/);
    expect(shown.text()).toMatch(/4: ADA@example\.com that is you/);
    expect(shown.text()).toMatch(/5: info@example\.net · looks like a mailbox of several people/);
    await shown.close();
    expect(inbox.mails).toEqual([]);

    await ada.types('/members import');
    await (await preview()).submit();
    await inbox.waitForMail('bob@example.net');
    await inbox.waitForMail('info@example.net');
    const message = await ada.waitForMessage(/Import of people\.csv[\s\S]*2 delivered and 2 not invited/, {
      timeoutMs: 30_000,
    });
    expect(message.text).not.toMatch(/░/);
    expect(message.buttons).not.toContain('Stop');

    await message.click('CSV of what was not sent');
    const [file] = await vi.waitFor(() => {
      expect(ada.files().length).toBe(1);
      return ada.files();
    }, waits);
    expect(file?.text).toMatch(/"nobody",,,,,,"3","Has no address\."/);
    expect(file?.text).toMatch(/"ADA@example\.com",,,,,,"4","That is you/);
    expect(file?.text).not.toMatch(/bob@example\.net/);

    await upload(csv(...(file?.text ?? '').replace('nobody', 'carol@example.net').split('\r\n')));
    expect((await preview()).text()).toMatch(/2 rows\. 1 can be invited and 1 cannot be invited/);
    await putAway();
  });

  it('says on the field what is wrong with a file, and what to do', async () => {
    const png = { name: 'people.csv', content: Buffer.from('\x89PNG\r\n\x1A\n', 'latin1') };
    const book = { name: 'people.xlsx', content: Buffer.from('PK\x03\x04 xl/workbook.xml', 'latin1') };
    expect((await upload(png)).errors).toEqual({ File: expect.stringMatching(/a picture/) });
    expect((await upload(book)).errors).toEqual({ File: expect.stringMatching(/workbook.*CSV/) });
    expect((await upload(csv('Email', 'nobody'))).errors).toEqual({ File: expect.stringMatching(/no address/) });
    org.workspace.scopes.delete('files:read');
    expect((await upload(csv('Email', 'x@example.net'))).errors).toEqual({ File: expect.stringMatching(/files:read/) });
    org.workspace.scopes.add('files:read');
    expect((await (await form()).submit()).errors).toEqual({ File: expect.anything() });
  });

  it('sends a template whose columns it knows', async () => {
    const modal = await form();
    const files = org.ada.files().length;
    await modal.click('Send me a template');
    const file = await vi.waitFor(() => {
      expect(org.ada.files().length).toBe(files + 1);
      return org.ada.files().at(-1);
    }, waits);
    await upload(csv(`${file?.text.trim()}`, 'dora@example.net,Dora,Example,Viewer,Sales,Studio'));
    expect((await preview()).text()).toMatch(/2: Dora Example, dora@example\.net/);
    expect((await preview()).text()).not.toMatch(/not used/);
    await putAway();
  });
});

describe('from Slack', () => {
  it('everyone of a channel or a user group is previewed with their fate: members, guests and bots are named', async () => {
    const { ada, workspace } = org;
    const [una, vic] = ['Una', 'Vic'].map((firstName) =>
      workspace.person({ firstName, lastName: 'Newly', email: `${firstName.toLowerCase()}@example.net` }),
    );
    const guest = workspace.person({ firstName: 'Gus', isRestricted: true });
    const bot = workspace.bot({ name: 'helper' });
    if (!una || !vic) throw new Error('Nobody is there');
    workspace.channel('newcomers', { members: [una, ada, guest, bot, workspace.stranger()] });
    const choose = async (field: string, value: string) => {
      const modal = await form();
      await modal.fill(field, value);
      await modal.fill('Primary team', 'Sales');
      return modal.submit();
    };
    await choose('Or everyone of a channel', '#newcomers');
    const shown = await preview();
    expect(shown.text()).toMatch(/#newcomers\*: 5 rows\. 1 can be invited and 4 cannot be invited/);
    expect(shown.text()).toMatch(/Una Newly, una@example\.net/);
    expect(shown.text()).toMatch(/that is you/);
    expect(shown.text()).toMatch(/@Robot is a bot/);
    expect(shown.text()).toMatch(/a guest/);
    expect(shown.text()).toMatch(/another company's Slack/);
    await shown.submit();
    await una.waitForMessage(/invited you/);
    await ada.waitForMessage(/Import of #newcomers/);

    workspace.userGroup('crew', [una, vic]);
    await choose('Or everyone of a user group', '@crew · Group crew');
    expect((await preview()).text()).toMatch(/@crew\*: 2 rows\. 1 can be invited and 1 cannot/);
    await putAway();

    const secret = workspace.channel('secret', { members: [vic, ada], isPrivate: true });
    expect((await choose('Or everyone of a channel', '#secret')).errors).toEqual({
      'Or everyone of a channel': expect.stringMatching(/type \/invite/),
    });
    secret.addBot();
    for (const scope of ['channels:read', 'groups:read', 'im:read']) workspace.scopes.delete(scope);
    expect((await choose('Or everyone of a channel', '#newcomers')).errors).toEqual({
      'Or everyone of a channel': expect.stringMatching(/lacks the permission channels:read/),
    });
    for (const scope of ['channels:read', 'groups:read']) workspace.scopes.add(scope);
  });

  it('the people in a message are filled into the invite form; of one that names nobody, who wrote it', async () => {
    const { ada, workspace } = org;
    const [wes, xia] = [workspace.person({ firstName: 'Wes' }), workspace.person({ firstName: 'Xia' })];
    const general = workspace.channel('general', { members: [ada, wes, xia] });
    const from = async (text: string) => {
      const before = ada.modals().at(-1);
      await ada.usesOn({ text, by: wes, in: general }, 'invite_from_message');
      return ada.modal({ settled: true, title: 'Invite people', ...(before && { after: before }) });
    };
    const named = await from(
      `Please let <@${xia.id}> in &amp; <!here>\nYun Example &lt;<mailto:yun@example.net|yun@example.net>&gt;`,
    );
    expect(named.input('People of this workspace').value).toBe(`@${xia.fullName}`);
    expect(named.input('Addresses').value).toBe('Yun Example <yun@example.net>');
    await named.close();
    const unnamed = await from('I would like to join');
    expect(unnamed.input('People of this workspace').value).toBe(`@${wes.fullName}`);
    expect(unnamed.text()).toMatch(/names nobody/);
    await unnamed.close();
  });
});

describe('while Slack and the mail server let people wait', () => {
  it('everybody is reached in the end, once, and a command is answered meanwhile', async () => {
    const { ada, inbox, workspace } = org;
    const [wes, xia] = ['wesley', 'xiana'].map((name) => workspace.person({ name, email: `${name}@example.net` }));
    if (!wes || !xia) throw new Error('Nobody is there');
    const mailed = many('patient', 10);
    inbox.refuse({ code: 451, text: 'Busy, come back' }, { every: 5, times: 2 });
    for (const { id } of [wes, xia]) workspace.limits.next('chat.postMessage', { retryAfter: 3, to: id });
    await upload(csv('Email', wes.email, xia.email, ...mailed));
    await (await preview()).submit();
    for (let n = 0; n < 3; n += 1) expect((await ada.types('/members whoami')).failed).toBeUndefined();
    expect(ada.ephemerals().filter(({ text }) => /Admin/.test(text)).length).toBeGreaterThan(0);
    for (const one of [wes, xia]) await one.waitForMessage(/invited you/);
    for (const address of mailed) await inbox.waitForMail(address);
    await ada.waitForMessage(/12 of 12 rows prepared: 12 delivered/);
    expect(mailed.filter((address) => inbox.mailsTo(address).length !== 1)).toEqual([]);
    expect([wes, xia].map((one) => one.messages().length)).toEqual([1, 1]);
    expect(workspace.callsOf('chat.postMessage').filter(({ status }) => status === 429).length).toBe(2);
  });
});

describe('many at once by other ways', () => {
  it('a file that is dropped into the direct messages is offered to be imported; a picture is not', async () => {
    const { ada, workspace } = org;
    const said = ada.messages().length;
    await ada.drops({ name: 'me.png', content: 'x', mimetype: 'image/png' });
    await workspace.person({ firstName: 'Max' }).drops(csv('email', 'max@example.net'));
    await ada.drops(csv('email', 'eve@example.net'));
    const card = await ada.waitForMessage(/Shall the people in people\.csv be invited/);
    expect(ada.messages().length).toBe(said + 1);
    const before = ada.modals().at(-1);
    await card.click('Import it');
    const modal = await ada.modal({ settled: true, title: 'Import people', ...(before && { after: before }) });
    expect(modal.fields()).not.toContain('File');
    await modal.fill('Primary team', 'Sales');
    await modal.submit();
    const shown = await preview();
    expect(shown.text()).toMatch(/eve@example\.net/);
    await shown.submit();
    await org.inbox.waitForMail('eve@example.net');
  });

  it('a long paste in the invite form is previewed too, page by page, and a bad line holds nobody up', async () => {
    const { ada } = org;
    await ada.types('/members invite');
    const modal = await ada.modal({ settled: true, title: 'Invite people' });
    const picked = org.workspace.person({ firstName: 'Zoe', lastName: 'Picked' });
    await modal.fill('Addresses', ['not an address', ...many('pasted', 30)].join('\n'));
    await modal.fill('People of this workspace', picked.mention);
    await modal.fill('Primary team', 'Sales');
    await modal.submit();
    const shown = await preview();
    expect(shown.text()).toMatch(/Your list.*32 rows\. 31 can be invited and 1 without an address/);
    expect(shown.text()).not.toMatch(/pasted30@/);
    await shown.click('Next page');
    await shown.waitFor('pasted30@');
    expect(shown.text()).toMatch(/32: Zoe Picked/);
    await shown.submit();
    const message = await ada.waitForMessage(/Import of a list[\s\S]*31 of 32 rows prepared: 31 delivered/, {
      timeoutMs: 30_000,
    });
    const edits = org.workspace.callsOf('chat.update').filter(({ args }) => args['ts'] === message.ts);
    const gaps = edits.slice(1).map(({ at }, index) => at - (edits[index]?.at ?? 0));
    expect(gaps.filter((gap) => gap < 1000)).toEqual([]);
  });
});
