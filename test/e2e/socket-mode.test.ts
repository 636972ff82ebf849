import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { silent } from '../slack/clients.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

describe('in Socket Mode', () => {
  let org: ExampleOrg;

  beforeAll(async () => {
    org = await startExampleOrg({ slackMode: 'socket' });
  });

  afterAll(() => org.close());

  const ready = async () => {
    const answer = await fetch(`${org.publicUrl}/readyz`);
    return { status: answer.status, text: await answer.text() };
  };

  const connections = (count: number) =>
    vi.waitFor(() => expect(org.workspace.sockets.count()).toBe(count), { timeout: 30_000, interval: 20 });

  const answers = async () => {
    const { failed } = await org.ada.types('/members whoami');
    expect(failed).toBeUndefined();
  };

  it('answers by the connection that it opened, and has no door for Slack on the web', async () => {
    expect(org.workspace.sockets.count()).toBe(1);
    await org.invite('by-socket@example.net');
    await org.inbox.waitForMail('by-socket@example.net');
    expect((await fetch(`${org.publicUrl}/slack/events`, { method: 'POST' })).status).toBe(404);
  });

  it.each([
    ['when Slack asks it to connect anew', () => org.workspace.sockets.disconnect('refresh_requested')],
    ['when the connection breaks', () => org.workspace.sockets.cut()],
  ])('%s, is back at once, by one connection', async (_what, befall) => {
    const opened = org.workspace.callsOf('apps.connections.open').length;
    befall();
    await vi.waitFor(() => expect(org.workspace.callsOf('apps.connections.open')).toHaveLength(opened + 1), {
      timeout: 30_000,
    });
    await connections(1);
    await vi.waitFor(answers, { timeout: 30_000 });
    expect((await ready()).status).toBe(200);
  });

  it('while Slack takes no connection, says that it is not ready, and comes back by itself', async () => {
    org.workspace.faults.answer('apps.connections.open', 'internal_error', { times: 1 });
    org.workspace.faults.status('apps.connections.open', 503, { times: 1 });
    org.workspace.sockets.cut();
    await vi.waitFor(async () => expect(await ready()).toMatchObject({ status: 503, text: /no connection to Slack/ }), {
      timeout: 30_000,
    });
    await connections(1);
    await vi.waitFor(async () => expect((await ready()).status).toBe(200), { timeout: 30_000 });
    await answers();
  });

  it('lets what is none of its business be, at once, and tells of it in one line', async () => {
    const payloads: readonly unknown[] = [null, [], 7, {}, { type: 'rocket_launch' }, { type: 'block_actions' }];
    for (const payload of payloads) {
      const said = org.logLines.length;
      const what = { kind: 'interaction', payload: payload as Record<string, unknown> } as const;
      const [delivery] = await org.workspace.deliver({ what });
      expect(delivery, JSON.stringify(payload)).toMatchObject({ status: 200, body: '' });
      expect(org.logLines.slice(said), JSON.stringify(payload)).toHaveLength(1);
    }
    await answers();
  });

  it('answers by any of several processes, and by those that are left when one stops', async () => {
    const second = await startApp(configOf(), silent, { throwAway: true });
    await connections(2);
    for (let turn = 0; turn < 4; turn += 1) await answers();
    await second.stop();
    await connections(1);
    await answers();
  });

  const configOf = (changes: Record<string, string> = {}) =>
    readConfig({
      SLACK_MODE: 'socket',
      SLACK_API_URL: org.workspace.apiUrl,
      SLACK_BOT_TOKEN: org.workspace.token,
      SLACK_APP_TOKEN: org.workspace.appToken,
      PUBLIC_URL: org.publicUrl,
      PORT: '0',
      APP_SECRET: 'a-secret-for-tests-only-0123456789abcdef',
      DATABASE_URL: org.app.databaseUrl,
      ...changes,
    });

  it('when the app token does not count, or Socket Mode is turned off, does not start, and says what to do', async () => {
    const start = (changes?: Record<string, string>) => startApp(configOf(changes), silent, { throwAway: true });
    await expect(start({ SLACK_APP_TOKEN: 'xapp-not-this-one' })).rejects.toThrow(/copy the app-level token again/);
    org.workspace.setSocketMode(false);
    await expect(start()).rejects.toThrow(/Is Socket Mode turned on/);
    org.workspace.setSocketMode(true);
    expect(org.workspace.sockets.count()).toBe(1);
  });
});
