import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { SlackPerson } from '../domain/decide-invite.ts';
import { emailKey } from '../domain/email-address.ts';
import { listPages } from './list-pages.ts';
import { slackPerson } from './slack-person.ts';

export type People = {
  readonly byAddress: ReadonlyMap<string, SlackPerson>;
  readonly byUser: ReadonlyMap<string, SlackPerson>;
};

export type PeopleCacheParts = { readonly client: WebClient; readonly teamId: string; readonly log: Logger };

const lifeMs = 5 * 60_000;
// Slack advises 200 a page.
const pageSize = 200;

/**
 * Everybody of the workspace by address and by user id, the deactivated ones included. One load at a time, kept for five minutes, in
 * which what Slack tells of somebody is noted.
 */
export const createPeopleCache = ({ client, teamId, log }: PeopleCacheParts) => {
  let kept: { readonly people: KeptPeople; readonly until: number } | undefined;
  let loading: Promise<People> | undefined;
  // Told of while the list was on its way, which may have passed them already.
  let meanwhile: SlackPerson[] = [];

  const loadAll = async (): Promise<People> => {
    const started = performance.now();
    const people = await listPeople(client, teamId);
    for (const person of meanwhile) renew(people, person);
    kept = { people, until: performance.now() + lifeMs };
    log.debug(
      { people: people.byUser.size, ms: Math.round(performance.now() - started) },
      'listed the people of Slack',
    );
    return people;
  };

  return {
    /** What is kept, or a load that goes on even when nobody waits for it any more. */
    load: (): Promise<People> => {
      if (kept && performance.now() < kept.until) return Promise.resolve(kept.people);
      loading ??= loadAll().finally(() => {
        loading = undefined;
        meanwhile = [];
      });
      return loading;
    },

    /** Somebody as they are now: new, changed, gone. */
    note: (person: SlackPerson): void => {
      if (kept) renew(kept.people, person);
      if (loading !== undefined) meanwhile.push(person);
    },
  };
};

type KeptPeople = { readonly [By in keyof People]: Map<string, SlackPerson> };

const renew = ({ byAddress, byUser }: KeptPeople, person: SlackPerson): void => {
  const before = byUser.get(person.userId)?.email;
  // The address that they had may be nobody's now.
  if (before && byAddress.get(emailKey(before))?.userId === person.userId) byAddress.delete(emailKey(before));
  keep(byAddress, person);
  byUser.set(person.userId, person);
};

const listPeople = async (client: WebClient, teamId: string): Promise<KeptPeople> => {
  const [byAddress, byUser] = [new Map<string, SlackPerson>(), new Map<string, SlackPerson>()];
  await listPages(
    (cursor) => client.users.list({ limit: pageSize, ...cursor }),
    ({ members = [] }) => {
      for (const member of members) {
        const person = slackPerson(member, teamId);
        keep(byAddress, person);
        if (person) byUser.set(person.userId, person);
      }
    },
  );
  return { byAddress, byUser };
};

// An address may be left behind at a deactivated account; whoever is there now counts.
const keep = (people: Map<string, SlackPerson>, person: SlackPerson | undefined): void => {
  if (!person?.email) return;
  const key = emailKey(person.email);
  const known = people.get(key);
  if (!known || known.standing === 'deactivated') people.set(key, person);
};
