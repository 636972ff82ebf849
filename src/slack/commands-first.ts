import type { Receiver, ReceiverEvent, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Edge } from './edge.ts';
import { takeCommand } from './listeners/take-command.ts';
import type { Fetch } from './measured-fetch.ts';

/** What a command is answered with. */
export type Ways = { readonly client: WebClient; readonly fetch: Fetch };

/**
 * Commands are answered before Bolt's app sees them: it would ask of each what it is, whom it concerns and who wants it, which takes a
 * good part of the time in which a short one is answered. Its receiver has checked the signature, and `readableOnly` what is in it.
 */
export const commandsFirst = (receiver: Receiver, edge: Edge, { client, fetch }: Ways): Receiver => ({
  init: (app) => {
    const processEvent = async (event: ReceiverEvent): Promise<void> => {
      const { body, ack } = event;
      if (!('command' in body)) return app.processEvent(event);
      edge.sighted('request');
      const { command, text = '', team_id, user_id, trigger_id, response_url: url } = body;
      const respond = typeof url === 'string' && url !== '' ? respondBy(fetch, url) : undefined;
      await takeCommand(edge, { command: { command, text, team_id, user_id, trigger_id }, ack, client, respond });
    };
    receiver.init(Object.create(app, { processEvent: { value: processEvent } }));
  },
  start: (...given) => receiver.start(...given),
  stop: (...given) => receiver.stop(...given),
});

/** By a response_url, which lives 30 minutes and five uses. */
const respondBy =
  (fetch: Fetch, url: string): RespondFn =>
  async (message) => {
    const body = JSON.stringify(typeof message === 'string' ? { text: message } : message);
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    if (!response.ok) throw new Error(`Slack answered ${response.status} to what was said by a response_url.`);
    return response;
  };
