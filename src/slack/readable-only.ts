import type { Receiver, ReceiverEvent } from '@slack/bolt';
import type { Logger } from 'pino';
import { z } from 'zod';
import { NotTaken } from './listeners/slack-events.ts';

/** Of a kind that we know, and without what belongs to it. */
export class Unreadable extends Error {
  override name = 'Unreadable';
}

/** A listener failed before it gave an answer; Bolt has told of it. */
class Unanswered extends Error {
  override name = 'Unanswered';
}

const user = z.object({ id: z.string() });

const message = z.object({ text: z.string().optional(), user: z.string().optional() });

// What Bolt and the doors read of each kind without looking whether it is there.
const kinds: ReadonlyMap<string, z.ZodType> = new Map(
  Object.entries({
    command: z.object({ command: z.string(), user_id: z.string(), team_id: z.string() }),
    event_callback: z.object({ event: z.object({ type: z.string() }) }),
    block_actions: z.object({ user, actions: z.tuple([z.object({ action_id: z.string() })], z.unknown()) }),
    block_suggestion: z.object({ user, action_id: z.string() }),
    shortcut: z.object({ user, callback_id: z.string() }),
    message_action: z.object({ user, callback_id: z.string(), message }),
    view_submission: z.object({ user, view: z.object({ callback_id: z.string(), state: z.object({}) }) }),
  }),
);

/**
 * Only what Slack sends reaches Bolt, whatever is signed: at a kind that it does not know, Bolt gives no answer, and at one without
 * a user it throws. A kind that we do not know is acked, since Slack may send new ones; one that is broken is refused.
 */
export const readableOnly = (receiver: Receiver, log: Logger): Receiver => ({
  init: (app) => {
    const processEvent = async (event: ReceiverEvent): Promise<void> => {
      const kind = kindOf(event.body);
      const shape = kinds.get(kind);
      if (!shape) {
        log.warn({ kind: kind.slice(0, 40) }, 'Slack sent something of a kind that Usher does not know.');
        return event.ack();
      }
      if (!shape.safeParse(event.body).success) throw new Unreadable(`A ${kind} without what belongs to it.`);
      let isAcked = false;
      const ack: ReceiverEvent['ack'] = async (answer) => {
        isAcked = true;
        await event.ack(answer);
      };
      await app.processEvent({ ...event, ack });
      if (!isAcked) throw new Unanswered(`A ${kind} got no answer.`);
    };
    receiver.init(Object.create(app, { processEvent: { value: processEvent } }));
  },
  start: (...given) => receiver.start(...given),
  stop: (...given) => receiver.stop(...given),
});

const kindOf = (body: unknown): string => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Unreadable('What is no object.');
  return 'command' in body ? 'command' : 'type' in body ? String(body.type) : 'none';
};

/** One line for each payload that Bolt could not hand on. */
export const tellBroken = (error: Error, log: Logger): void => {
  if (error instanceof Unreadable)
    log.warn({ err: error }, 'A request was refused: it is signed, and Slack sends nothing like it.');
  // Whoever did not take it, and whatever failed to answer, has said so.
  else if (!(error instanceof NotTaken || error instanceof Unanswered))
    log.error({ err: error }, 'Bolt could not hand on a payload');
};
