import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Directory } from '../../src/ports/directory.ts';
import { createDirectory } from '../../src/slack/directory.ts';
import { startWorkspace, type Workspace } from '../support/workspace/workspace.ts';
import { clientsOf, silent } from './clients.ts';

let workspace: Workspace;
let directory: Directory;
beforeEach(async () => {
  workspace = await startWorkspace();
  directory = createDirectory({ teamId: workspace.team.id, ...clientsOf(workspace), log: silent });
});
afterEach(() => workspace.stop());

const find = (emails: string[], withinMs?: number) =>
  directory.findByEmails(workspace.team.id, emails, withinMs === undefined ? {} : { withinMs });

describe('directory.findUser', () => {
  it('when Slack knows them, tells who they are; when not, that nobody is', async () => {
    const ada = workspace.person({ firstName: 'Ada', lastName: 'Example' });
    expect(await directory.findUser({ teamId: workspace.team.id, userId: ada.id })).toMatchObject({
      email: ada.email,
      standing: 'person',
    });
    expect(await directory.findUser({ teamId: workspace.team.id, userId: 'U9999999999' })).toBeNull();
  });

  it('when Slack does not answer, knows nothing', async () => {
    const ada = workspace.person();
    workspace.faults.status('users.info', 503);
    expect(await directory.findUser({ teamId: workspace.team.id, userId: ada.id })).toBeUndefined();
    workspace.limits.next('users.info', { retryAfter: 30 });
    expect(await directory.findUser({ teamId: workspace.team.id, userId: ada.id })).toBeUndefined();
  });
});

describe('directory.findByEmails', () => {
  it('when one address is asked for, looks it up without listing everybody', async () => {
    const ada = workspace.person();
    expect((await find([ada.email]))?.get(ada.email)?.userId).toBe(ada.id);
    expect(workspace.callsOf('users.list')).toHaveLength(0);
  });

  it('when one address is deactivated, tells it from one that nobody has', async () => {
    const ada = workspace.person({ deleted: true });
    expect((await find([ada.email]))?.get(ada.email)?.standing).toBe('deactivated');
    expect(await find(['nobody@example.com'])).toEqual(new Map());
  });

  it('when an address is written in other letters, finds it', async () => {
    const ada = workspace.person({ email: 'Ada@Example.com' });
    const grace = workspace.person({ email: 'GRACE@example.com' });
    const found = await find(['ada@example.com', 'grace@example.com']);
    expect([...(found?.values() ?? [])].map(({ userId }) => userId)).toEqual([ada.id, grace.id]);
  });

  it('when many are asked for, pages through everybody once and keeps the answer', async () => {
    const people = Array.from({ length: 450 }, (_, n) => workspace.person({ name: `p${n}` }));
    const emails = people.map(({ email }) => email);
    expect((await find(emails))?.size).toBe(450);
    const pages = workspace.callsOf('users.list').length;
    expect(pages).toBe(3);
    await Promise.all([find(emails), find(emails.slice(0, 2))]);
    expect(workspace.callsOf('users.list')).toHaveLength(pages);
  });

  it('when Slack tells of somebody new, changed or gone, has it without listing everybody anew, also of one who came meanwhile', async () => {
    const [ada, grace] = [workspace.person(), workspace.person()];
    const email = 'newcomer@example.com';
    const as = (standing: 'person' | 'guest', userId = 'U0NEW', given = email) => ({
      ...{ teamId: workspace.team.id, userId, email: given, emailConfirmed: true, firstName: null, lastName: null },
      ...{ timeZone: null, standing },
    });
    const letGo = workspace.faults.hold('users.list');
    const listed = find([ada.email, grace.email, email]);
    await expect.poll(() => workspace.callsOf('users.list')).toHaveLength(1);
    directory.note(as('guest'));
    letGo();
    expect((await listed)?.get(email)?.standing).toBe('guest');
    directory.note(as('person'));
    directory.note(as('person', ada.id, 'ada.new@example.com'));
    const found = await find([ada.email, 'ada.new@example.com', grace.email, email]);
    expect([...(found ?? [])].map(([key, { userId, standing }]) => [key, userId, standing])).toEqual([
      ['ada.new@example.com', ada.id, 'person'],
      [grace.email, grace.id, 'person'],
      [email, 'U0NEW', 'person'],
    ]);
    expect(workspace.callsOf('users.list')).toHaveLength(1);
  });

  it('when several ask at once, lists everybody only once', async () => {
    const emails = Array.from({ length: 3 }, () => workspace.person().email);
    await Promise.all([find(emails), find(emails), find(emails)]);
    expect(workspace.callsOf('users.list')).toHaveLength(1);
  });

  it('when the list takes longer than there is time, knows nothing yet, and has it the next time', async () => {
    const emails = [workspace.person().email, workspace.person().email];
    const letGo = workspace.faults.hold('users.list');
    expect(await find(emails, 50)).toBeUndefined();
    letGo();
    expect((await find(emails, 30_000))?.size).toBe(2);
    expect(workspace.callsOf('users.list')).toHaveLength(1);
  });

  it('when Slack throttles the list, waits as long as it says and goes on', async () => {
    const emails = [workspace.person().email, workspace.person().email];
    workspace.limits.next('users.list', { retryAfter: 1 });
    expect(await find(emails, 100)).toBeUndefined();
    expect((await find(emails, 30_000))?.size).toBe(2);
    expect(workspace.callsOf('users.list')).toHaveLength(2);
  });

  it('when Slack fails, knows nothing, and asks again the next time', async () => {
    const emails = [workspace.person().email, workspace.person().email];
    workspace.faults.answer('users.list', 'internal_error');
    expect(await find(emails)).toBeUndefined();
    expect((await find(emails))?.size).toBe(2);
  });

  it('when nobody is asked for, asks nobody', async () => {
    expect(await find([])).toEqual(new Map());
    expect(workspace.calls).toEqual([]);
  });
});

describe('directory.findGroup', () => {
  const of = (kind: 'channel' | 'user_group', id: string, withinMs = 30_000) =>
    directory.findGroup({ kind, id }, withinMs);

  it('pages through a channel, and asks one by one only for those who came after everybody was listed', async () => {
    const people = Array.from({ length: 1_100 }, (_, n) => workspace.person({ name: `p${n}` }));
    const channel = workspace.channel('everybody', { members: people });
    const first = await of('channel', channel.id);
    expect(first.ok && [first.value.title, first.value.people.length]).toEqual(['#everybody', 1_100]);
    const late = workspace.person({ name: 'late' });
    channel.add(late);
    const again = await of('channel', channel.id);
    const found = again.ok ? again.value.people.find(({ userId }) => userId === late.id) : undefined;
    expect(found?.person?.email).toBe(late.email);
    expect(workspace.callsOf('users.list')).toHaveLength(6);
    expect(workspace.callsOf('conversations.members')).toHaveLength(4);
    expect(workspace.callsOf('users.info').map(({ args }) => args['user'])).toEqual([late.id]);
  });

  it('waits as long as Slack says, and says what is in the way', async () => {
    const group = workspace.userGroup('crew', [workspace.person()]);
    workspace.limits.next('usergroups.users.list', { retryAfter: 1 });
    expect(await of('user_group', group.id)).toMatchObject({ ok: true, value: { title: '@crew' } });
    expect(await of('user_group', 'S404')).toEqual({ ok: false, refusal: { kind: 'group_unseen' } });
    expect(await of('channel', 'C404')).toEqual({ ok: false, refusal: { kind: 'group_unseen' } });
    workspace.scopes.delete('usergroups:read');
    expect(await of('user_group', group.id)).toEqual({
      ok: false,
      refusal: { kind: 'group_closed', scope: 'usergroups:read' },
    });
    expect(await directory.listUserGroups()).toBeUndefined();
    workspace.faults.status('conversations.members', 503);
    expect(await of('channel', 'C404', 500)).toEqual({ ok: false, refusal: { kind: 'group_unreachable' } });
  });
});
