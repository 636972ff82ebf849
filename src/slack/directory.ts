import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { SlackPerson } from '../domain/decide-invite.ts';
import { emailKey } from '../domain/email-address.ts';
import type { Directory } from '../ports/directory.ts';
import { createPeopleCache } from './people-cache.ts';
import { slackErrorCode } from './slack-errors.ts';
import { createSlackGroups } from './slack-groups.ts';
import { slackPerson } from './slack-person.ts';
import { within } from './within.ts';

export type DirectoryParts = {
  readonly teamId: string;
  /** For what somebody waits for. */
  readonly interactive: WebClient;
  /** For the paged load of everybody. */
  readonly bulk: WebClient;
  readonly log: Logger;
  /** Whoever asks waits so long at least, for tests on busy machines. */
  readonly patienceMs?: number | undefined;
};

const defaultWithinMs = 1500;

// What Slack says of a user that it does not know, or does not let us see.
const nobody = new Set(['user_not_found', 'user_not_visible', 'users_not_found']);

/**
 * Who is who in Slack. A thousand addresses looked up one by one take twenty minutes (Tier 3), so more than one is answered
 * from a cached list of everybody.
 */
export const createDirectory = ({ teamId, interactive, bulk, log, patienceMs = 0 }: DirectoryParts): Directory => {
  const people = createPeopleCache({ client: bulk, teamId, log });

  /** Null: Slack knows nobody. Undefined: Slack did not answer, so nothing is known. */
  const ask = async (call: () => Promise<{ user?: unknown }>): Promise<SlackPerson | null | undefined> => {
    try {
      return slackPerson((await call()).user, teamId) ?? null;
    } catch (error) {
      if (nobody.has(slackErrorCode(error) ?? '')) return null;
      log.warn({ err: error }, 'Slack did not say who somebody is');
      return undefined;
    }
  };

  const findByEmail = async (key: string): Promise<SlackPerson | undefined> =>
    (await ask(() => interactive.users.lookupByEmail({ email: key }))) ?? undefined;

  return {
    ...createSlackGroups({
      ...{ bulk, interactive, people: people.load, log },
      findUser: (userId) => ask(() => bulk.users.info({ user: userId })),
    }),

    note: people.note,

    findUser: ({ userId }) => ask(() => interactive.users.info({ user: userId })),

    findByEmails: async (_teamId, keys, { withinMs = defaultWithinMs } = {}) => {
      const [only] = keys;
      const lookUp = async (): Promise<ReadonlyMap<string, SlackPerson> | undefined> => {
        if (keys.length === 0) return new Map();
        if (only !== undefined && keys.length === 1) {
          // Fresher than any list; but it finds nobody who is deactivated.
          const person = await findByEmail(only);
          if (person) return new Map([[only, person]]);
        }
        const { byAddress } = await people.load();
        return new Map(keys.flatMap((key) => pair(key, byAddress.get(emailKey(key)))));
      };
      const found = await within(lookUp(), Math.max(withinMs, patienceMs)).catch((error: unknown) => {
        if (!(error instanceof WebAPIPlatformError))
          log.warn({ err: error }, 'the people of Slack could not be listed');
        return undefined;
      });
      return found?.value;
    },
  };
};

const pair = (key: string, person: SlackPerson | undefined): (readonly [string, SlackPerson])[] =>
  person ? [[key, person]] : [];
