import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Deps } from '../../src/deps.ts';
import { noMetrics } from '../../src/metrics/no-metrics.ts';
import { createSlackEdge, type SlackEdge } from '../../src/slack/slack-edge.ts';
import { slackLogger } from '../../src/slack/slack-logger.ts';
import { startWorkspace, type Workspace } from '../support/workspace/workspace.ts';
import { silent } from './clients.ts';

const SECRET = 'a-signing-secret-of-the-local-workspace';

let workspace: Workspace;
let edge: SlackEdge;
let server: Server;

/** Whatever gets as far as the services is an error here: this edge has none. */
const noDeps = { metrics: noMetrics } as unknown as Deps;

beforeEach(async () => {
  workspace = await startWorkspace();
  edge = await createSlackEdge({
    deps: noDeps,
    settings: {
      mode: 'http',
      signingSecret: SECRET,
      botToken: workspace.token,
      apiUrl: workspace.apiUrl,
      commandPrefix: 'people',
    },
    workspace: { teamId: workspace.team.id, botUserId: workspace.botUserId, botId: 'B1' },
    log: silent,
  });
  const web = express();
  if (edge.handler) web.use(edge.handler);
  server = createServer(web);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  workspace.connect({ url: `http://127.0.0.1:${port}/slack/events`, signingSecret: SECRET });
});
afterEach(async () => {
  server.close();
  await workspace.stop();
});

const modal = (blocks: unknown[]) => ({
  id: 'V1',
  hash: 'h',
  type: 'modal',
  callback_id: 'invite_modal',
  private_metadata: '',
  blocks,
  state: { values: {} },
});

const interaction = (type: string, rest: object) => ({
  kind: 'interaction' as const,
  payload: {
    type,
    user: { id: 'U1', team_id: workspace.team.id },
    team: { id: workspace.team.id },
    trigger_id: 't',
    api_app_id: workspace.appId,
    token: 'x',
    ...rest,
  },
});

describe('the Slack edge', () => {
  it('when the prefix is another one, listens to the commands under it', async () => {
    const ada = workspace.person();
    expect((await ada.types('/people whoami')).text).toContain('Something went wrong on our side');
    expect((await ada.types('/members whoami')).text).toBe('Nothing answers to `/members` here. Try `/people help`.');
  });

  it.each(['wrong', 'missing', 'short'] as const)(
    'when the signature is %s, refuses before anything else',
    async (forgery) => {
      await workspace.person().types('/people whoami');
      const [delivery] = await workspace.deliver({ signature: forgery });
      expect(delivery?.status).toBe(401);
    },
  );

  it('when a payload is old, refuses it', async () => {
    await workspace.person().types('/people whoami');
    const [delivery] = await workspace.deliver({ timestampOffsetSeconds: -600 });
    expect(delivery?.status).toBe(401);
  });

  it('when it is stopping, asks every newcomer to come back, and loses nothing that was typed', async () => {
    const ada = workspace.person();
    await edge.stop();
    expect(edge.isStopping()).toBe(true);
    expect((await ada.types('/people invite')).text).toContain('Usher is restarting. Nothing was done');

    const field = {
      type: 'input',
      block_id: 'addresses',
      label: { type: 'plain_text', text: 'x' },
      element: { type: 'plain_text_input', action_id: 'addresses' },
    };
    const [form] = await workspace.deliver({ what: interaction('view_submission', { view: modal([field]) }) });
    expect(form?.body).toEqual({
      response_action: 'errors',
      errors: { addresses: expect.stringContaining('restarting') },
    });
    const [bare] = await workspace.deliver({ what: interaction('view_submission', { view: modal([]) }) });
    expect(bare?.body).toMatchObject({ response_action: 'update' });

    const action = { type: 'button', action_id: 'open_invite', block_id: 'b', value: '', action_ts: '1.1' };
    const [click] = await workspace.deliver({
      what: interaction('block_actions', {
        view: modal([]),
        container: { type: 'view', view_id: 'V1' },
        actions: [action],
      }),
    });
    expect(click?.failed).toBeUndefined();
    await expect.poll(() => JSON.stringify(workspace.calls.map(({ args }) => args))).toContain('restarting');
  });
});

describe('what Slack’s libraries log', () => {
  const lines: Record<string, unknown>[] = [];
  const logger = slackLogger(pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) }));

  it('goes to our log with everything that was passed, but never at debug: whole payloads are in there', () => {
    lines.length = 0;
    logger.debug('a payload with a token');
    logger.warn('something', { code: 1 }, 'more');
    logger.error('failed', new Error('why'));
    expect(lines).toMatchObject([
      { level: 40, msg: 'something', args: [{ code: 1 }, 'more'] },
      { level: 50, msg: 'failed', err: { message: 'why' } },
    ]);
  });

  it('when a library sets a level or a name, ours stay', () => {
    const before = logger.getLevel();
    logger.setLevel('error' as never);
    logger.setName('theirs');
    expect(logger.getLevel()).toBe(before);
  });
});
