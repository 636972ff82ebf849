import { App } from '@slack/bolt';
import { silentLogger } from './api-client.ts';
import type { Workspace } from './workspace.ts';

const SIGNING_SECRET = 'a signing secret for tests';

const inviteModal = {
  type: 'modal' as const,
  callback_id: 'invite',
  title: { type: 'plain_text' as const, text: 'Invite' },
  submit: { type: 'plain_text' as const, text: 'Send' },
  notify_on_close: true,
  blocks: [
    {
      type: 'input' as const,
      block_id: 'addresses',
      label: { type: 'plain_text' as const, text: 'Addresses' },
      element: { type: 'plain_text_input' as const, action_id: 'text', multiline: true, max_length: 200 },
    },
    {
      type: 'input' as const,
      block_id: 'team',
      optional: true,
      label: { type: 'plain_text' as const, text: 'Team' },
      element: { type: 'external_select' as const, action_id: 'team', min_query_length: 1 },
    },
    {
      type: 'actions' as const,
      elements: [
        {
          type: 'button' as const,
          action_id: 'preview',
          text: { type: 'plain_text' as const, text: 'Preview' },
          confirm: { text: { type: 'plain_text' as const, text: 'Look at it?' } },
        },
      ],
    },
  ],
};

const resultModal = (text: string) => ({
  type: 'modal' as const,
  title: { type: 'plain_text' as const, text: 'Result' },
  blocks: [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text } }],
});

/** A small Bolt app that does one of everything: proof that the workspace's shapes are what Bolt expects. `heard` collects what it was told. */
export const startBoltApp = async (workspace: Workspace, heard: string[]): Promise<App> => {
  const app = new App({
    token: workspace.token,
    signingSecret: SIGNING_SECRET,
    deferInitialization: true,
    logger: silentLogger,
    clientOptions: { slackApiUrl: workspace.apiUrl },
  });
  app.command('/members', async ({ ack, client, command }) => {
    await ack();
    await client.views.open({ trigger_id: command.trigger_id, view: inviteModal });
  });
  app.command('/whoami', async ({ ack, command }) => ack(`You are <@${command.user_id}>, you said ${command.text}`));
  app.command('/slow', async ({ ack, respond }) => {
    await ack();
    await respond({ response_type: 'ephemeral', text: 'Here it is' });
  });
  app.view({ type: 'view_submission', callback_id: 'invite' }, async ({ ack, view, body, client }) => {
    const text = view.state.values['addresses']?.['text']?.value ?? '';
    if (text.includes('bad')) return ack({ response_action: 'errors', errors: { addresses: 'Line 1 is no address' } });
    if (text.includes('push')) return ack({ response_action: 'push', view: resultModal('On top') });
    await ack({ response_action: 'update', view: resultModal(`Invited ${text}`) });
    await client.chat.postMessage({
      channel: body.user.id,
      text: 'You are invited',
      blocks: [
        {
          type: 'section',
          text: { type: 'mrkdwn', text: `Hello <@${body.user.id}>, &lt;!channel&gt; <https://example.com|here>` },
          accessory: {
            type: 'button',
            action_id: 'accept',
            text: { type: 'plain_text', text: 'Accept' },
            value: 'i-1',
          },
        },
      ],
    });
  });
  app.view({ type: 'view_closed', callback_id: 'invite' }, async ({ ack, body }) => {
    heard.push(`${body.type} ${'is_cleared' in body && body.is_cleared}`);
    await ack();
  });
  app.action('preview', async ({ ack, body, client }) => {
    await ack();
    if (body.type === 'block_actions' && body.view)
      await client.views.update({ view_id: body.view.id, hash: body.view.hash, view: resultModal('A preview') });
  });
  app.action('accept', async ({ ack, body, client, action }) => {
    await ack();
    if (body.type !== 'block_actions' || !body.channel || !body.message || !('value' in action)) return;
    await client.chat.update({
      channel: body.channel.id,
      ts: body.message.ts,
      text: `Accepted ${action.value}`,
      blocks: [],
    });
  });
  app.options('team', async ({ ack, options }) => {
    await ack({ options: [{ text: { type: 'plain_text', text: `Sales ${options.value}` }, value: 'sales' }] });
  });
  app.shortcut('invite_someone', async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: inviteModal });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Desk' } }] },
    });
  });
  app.event('user_change', async ({ event }) => {
    heard.push(`changed ${event.user.profile.email}`);
  });
  await app.init();
  const server = await app.start(0);
  const address = server.address();
  workspace.connect({
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/slack/events`,
    signingSecret: SIGNING_SECRET,
  });
  return app;
};
