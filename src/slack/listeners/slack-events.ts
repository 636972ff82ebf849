import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '@slack/bolt';
import { v7 as uuidv7 } from 'uuid';
import { emailKey } from '../../domain/email-address.ts';
import type { SlackEvent } from '../../ports/happenings.ts';
import type { Edge } from '../edge.ts';
import { slackPerson } from '../slack-person.ts';

type Seen = { readonly type: SlackEvent['type']; readonly user: unknown; readonly eventId: string };

// Bolt has acked by then, so Slack does not deliver it again: a database that blinks is asked once more, and again.
const againAfterMs = [300, 1_500, 5_000];

/** Every event that the app listens to, the one that draws the Home tab among them; the manifests subscribe to these. */
export const eventNames = ['app_home_opened', 'user_change', 'team_join'] as const;

/** The events that tell of people. Each is enqueued first thing; what is true is asked of Slack by the job. */
export const registerEvents = (app: App, edge: Edge): void => {
  const take = async (seen: Seen): Promise<void> => {
    const event = readEvent(edge, seen);
    // Of bots, and of people of other companies in a shared channel, there is nothing to see.
    if (!event) return edge.deps.metrics.eventSeen(seen.type, 'passed');
    await edge.inFlight.track(takeEvent(edge, event));
  };
  app.event('user_change', ({ event, body }) =>
    take({ type: 'user_change', user: event.user, eventId: body.event_id }),
  );
  app.event('team_join', ({ event, body }) => take({ type: 'team_join', user: event.user, eventId: body.event_id }));
};

const readEvent = ({ teamId }: Edge, { type, user, eventId }: Seen): SlackEvent | undefined => {
  const person = slackPerson(user, teamId);
  if (!person || person.standing === 'bot' || person.standing === 'stranger') return undefined;
  return {
    type,
    eventId,
    user: { teamId, userId: person.userId },
    emailKey: person.email === null ? null : emailKey(person.email),
    isDeleted: person.standing === 'deactivated',
    isGuest: person.standing === 'guest',
    requestId: uuidv7().slice(-12),
  };
};

const takeEvent = async ({ deps, log }: Edge, event: SlackEvent): Promise<void> => {
  for (let tries = 0; ; tries += 1) {
    try {
      return deps.metrics.eventSeen(event.type, await deps.store.takeSlackEvent(event));
    } catch (error) {
      const pauseMs = againAfterMs[tries];
      const facts = { err: error, type: event.type, eventId: event.eventId, requestId: event.requestId };
      if (pauseMs === undefined) {
        deps.metrics.eventSeen(event.type, 'error');
        return log.error(facts, 'An event of Slack was lost: the database could not take it.');
      }
      log.warn(facts, 'An event of Slack could not be taken yet.');
      await sleep(pauseMs);
    }
  }
};
