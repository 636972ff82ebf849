import { setTimeout as sleep } from 'node:timers/promises';
import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { SlackPerson } from '../domain/decide-invite.ts';
import { emailKey } from '../domain/email-address.ts';
import { slackPerson } from './slack-person.ts';

type People = ReadonlyMap<string, SlackPerson>;

export type PeopleCacheParts = { readonly client: WebClient; readonly teamId: string; readonly log: Logger };

const lifeMs = 5 * 60_000;
// Slack advises 200 a page.
const pageSize = 200;
// A workspace that throttles us this often does not want to be listed now.
const maxWaits = 10;

/** Everybody of the workspace by address, the deactivated ones included. One load at a time, kept for five minutes. */
export const createPeopleCache = ({ client, teamId, log }: PeopleCacheParts) => {
  let kept: { readonly people: People; readonly until: number } | undefined;
  let loading: Promise<People> | undefined;

  const loadAll = async (): Promise<People> => {
    const started = performance.now();
    const people = await listPeople(client, teamId);
    kept = { people, until: performance.now() + lifeMs };
    log.debug({ people: people.size, ms: Math.round(performance.now() - started) }, 'listed the people of Slack');
    return people;
  };

  return {
    /** What is kept, or a load that goes on even when nobody waits for it any more. */
    load: (): Promise<People> => {
      if (kept && performance.now() < kept.until) return Promise.resolve(kept.people);
      loading ??= loadAll().finally(() => {
        loading = undefined;
      });
      return loading;
    },
  };
};

const listPeople = async (client: WebClient, teamId: string): Promise<People> => {
  const people = new Map<string, SlackPerson>();
  let cursor: string | undefined = '';
  let waits = 0;
  while (cursor !== undefined) {
    const page: Page | number = await listPage(client, cursor).catch((error: unknown) => {
      waits += 1;
      if (!(error instanceof WebAPIRateLimitedError) || waits > maxWaits) throw error;
      return error.retryAfter;
    });
    if (typeof page === 'number') {
      await sleep(page * 1000, undefined, { ref: false });
      continue;
    }
    for (const member of page.members ?? []) keep(people, slackPerson(member, teamId));
    cursor = page.response_metadata?.next_cursor || undefined;
  }
  return people;
};

type Page = Awaited<ReturnType<WebClient['users']['list']>>;

const listPage = (client: WebClient, cursor: string): Promise<Page> =>
  client.users.list({ limit: pageSize, ...(cursor && { cursor }) });

// An address may be left behind at a deactivated account; whoever is there now counts.
const keep = (people: Map<string, SlackPerson>, person: SlackPerson | undefined): void => {
  if (!person?.email) return;
  const key = emailKey(person.email);
  const known = people.get(key);
  if (!known || known.standing === 'deactivated') people.set(key, person);
};
