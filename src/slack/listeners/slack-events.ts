import { setTimeout as sleep } from 'node:timers/promises';
import type { Receiver, ReceiverEvent } from '@slack/bolt';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { emailKey } from '../../domain/email-address.ts';
import type { SlackEvent } from '../../ports/happenings.ts';
import type { Edge } from '../edge.ts';
import { slackPerson } from '../slack-person.ts';
import { within } from '../within.ts';

/** Every event that the app listens to, the one that draws the Home tab among them; the manifests subscribe to these. */
export const eventNames = ['app_home_opened', 'file_shared', 'user_change', 'team_join'] as const;

// The events that tell of people. What is true of them is asked of Slack by the job.
const told = z.object({
  type: z.literal('event_callback'),
  event_id: z.string(),
  event: z.object({ type: z.enum(['user_change', 'team_join']), user: z.unknown() }),
});

/** No ack is to be given: Slack delivers it again, at once, after a minute and after five. */
export class NotTaken extends Error {
  override name = 'NotTaken';
}

// Slack waits 3 s for the ack.
const patienceMs = 2_500;
const againAfterMs = 5_000;

/**
 * Bolt acks an event before any listener sees it, so that what the database cannot take would be lost. Here it is taken first.
 * Where that fails there is no ack, and we go on trying as well: a database may be away for longer than Slack tries.
 */
export const eventsFirst = (receiver: Receiver, edge: Edge): Receiver => {
  const take = createTaker(edge);
  const takeFirst = async (body: ReceiverEvent['body']): Promise<void> => {
    // Nearly all that comes is no event, and what reads events takes its time to say so.
    if (body['type'] !== 'event_callback') return;
    const { success, data } = told.safeParse(body);
    if (success) await edge.inFlight.track(take(data));
  };
  return {
    init: (app) => {
      const processEvent = async (event: ReceiverEvent): Promise<void> => {
        await takeFirst(event.body);
        await app.processEvent(event);
      };
      receiver.init(Object.create(app, { processEvent: { value: processEvent } }));
    },
    start: (...given) => receiver.start(...given),
    stop: (...given) => receiver.stop(...given),
  };
};

const createTaker = (edge: Edge): ((seen: z.infer<typeof told>) => Promise<void>) => {
  const { deps, log } = edge;
  // The latest of each person is enough: it only says that Slack is to be asked about them.
  const waiting = new Map<string, SlackEvent>();
  const takeWaiting = async (): Promise<void> => {
    while (waiting.size > 0 && !edge.inFlight.isStopping()) {
      await sleep(againAfterMs, undefined, { ref: false });
      for (const [key, event] of waiting) {
        const outcome = await deps.store.takeSlackEvent(event).catch(() => undefined);
        if (outcome === undefined) break;
        deps.metrics.eventSeen(event.type, outcome);
        waiting.delete(key);
      }
    }
    if (waiting.size > 0) log.warn({ events: waiting.size }, 'Events of Slack were not taken before the stop.');
  };
  return async (seen) => {
    const event = readEvent(edge, seen);
    // Of bots, and of people of other companies in a shared channel, there is nothing to see.
    if (!event) return deps.metrics.eventSeen(seen.event.type, 'passed');
    const { type, eventId, requestId } = event;
    try {
      const taken = await within(deps.store.takeSlackEvent(event), patienceMs);
      if (taken) return deps.metrics.eventSeen(type, taken.value);
      log.warn({ type, eventId, requestId }, 'An event of Slack was not taken in time; Slack delivers it again.');
    } catch (error) {
      log.warn({ err: error, type, eventId, requestId }, 'An event of Slack could not be taken yet.');
    }
    deps.metrics.eventSeen(type, 'error');
    const isIdle = waiting.size === 0;
    waiting.set(`${type}:${event.user.userId}`, event);
    if (isIdle) void takeWaiting();
    throw new NotTaken('The database did not take an event of Slack.');
  };
};

const readEvent = (edge: Edge, { event, event_id: eventId }: z.infer<typeof told>): SlackEvent | undefined => {
  const { teamId, deps } = edge;
  const person = slackPerson(event.user, teamId);
  // In this process at once; another one has the list of before for some minutes, and asks anew for each link that it sends.
  if (person) deps.directory.note(person);
  if (!person || person.standing === 'bot' || person.standing === 'stranger') return undefined;
  return {
    type: event.type,
    eventId,
    user: { teamId, userId: person.userId },
    emailKey: person.email === null ? null : emailKey(person.email),
    isDeleted: person.standing === 'deactivated',
    isGuest: person.standing === 'guest',
    requestId: uuidv7().slice(-12),
  };
};
