import { setTimeout as sleep } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import { createDatabase } from '../support/database.ts';
import type { ReceivedMail } from '../support/inbox.ts';
import { type Seed, seed, seedMember } from '../support/seed.ts';
import { noMinutePasses, startUsher, type Usher, type UsherOptions, unhurried } from '../support/usher.ts';
import { createVisitor, type Visitor } from '../support/visitor.ts';
import type { Channel } from '../support/workspace/channel.ts';
import type { Modal } from '../support/workspace/modal.ts';
import type { Person } from '../support/workspace/person.ts';
import { watchDatabase } from './database-activity.ts';

/** An organization with one admin and a sales team, and all of Usher around it. */
export type ExampleOrg = Usher & {
  /** An admin who has said who she is. */
  readonly ada: Person;
  readonly sales: Channel;
  /** Somebody's browser, on a network address of its own: the limits of one person are not another's. */
  readonly visitor: () => Visitor;
  /** Invites by the form, as Ada, into Sales. Resolves with the modal that tells what came of it. */
  readonly invite: (addresses: string, more?: { people?: Person[]; note?: string; role?: string }) => Promise<Modal>;
  /** Opens what waits, as Ada. */
  readonly pending: () => Promise<Modal>;
  /** The newest link that was mailed to an address; waits for it. */
  readonly linkOf: (address: string) => Promise<string>;
  /** Waits until no job is due and Slack is quiet. */
  readonly quiet: () => Promise<void>;
  /** As if the time of the next try had come, once the one before is over. */
  readonly retryNow: () => Promise<void>;
  /** Ends it, and fails where Slack would have refused something or something went wrong in the log. */
  readonly close: (options?: { readonly logged?: RegExp }) => Promise<void>;
};

export type ExampleOrgOptions = Pick<UsherOptions, 'env' | 'slackMode' | 'windowPatienceMs' | 'rateLimits'> & {
  /** Beside the sales team and its product; `null` for an organization without teams and products. */
  readonly seed?: Seed | null;
};

export const startExampleOrg = async (options: ExampleOrgOptions = {}): Promise<ExampleOrg> => {
  const { running } = watchDatabase();
  const database = await createDatabase();
  const usher = await startUsher({
    databaseUrl: database.url,
    firstAdminEmail: '',
    env: { TRUST_PROXY: '1', ...options.env },
    ...(options.slackMode && { slackMode: options.slackMode }),
    ...(options.rateLimits && { rateLimits: options.rateLimits }),
    ...(options.windowPatienceMs ? { windowPatienceMs: options.windowPatienceMs } : unhurried),
    minuteMs: noMinutePasses,
  });
  const { workspace, query } = usher;
  const ada = workspace.person({ firstName: 'Ada', email: 'ada@example.com' });
  const sales = workspace.channel('sales', { members: [ada], botIsMember: true });
  await seedMember(usher, { email: ada.email, firstName: 'Ada', role: 'Admin', slack: ada });
  if (options.seed !== null) await seedSales(usher, sales, options.seed);
  let visitors = 0;
  const quiet = () => comeToRest(usher, running);
  const org: Omit<ExampleOrg, keyof Usher> = {
    ada,
    sales,
    visitor: () => {
      visitors += 1;
      return createVisitor({ address: `198.51.${Math.floor(visitors / 250)}.${visitors % 250}` });
    },
    invite: (addresses, more) => invite(ada, addresses, more),
    pending: async () => {
      await ada.types('/members pending');
      return ada.modal({ settled: true, title: 'Pending invitations' });
    },
    linkOf: async (address) => linkIn(await usher.inbox.waitForMail(address)),
    quiet,
    retryNow: () => vi.waitFor(async () => expect(await retryFailedJobs(query)).toBe(true), { timeout: 30_000 }),
    close: async ({ logged } = {}) => {
      await quiet();
      await usher.stop();
      await database.drop();
      expectCalm(usher, logged);
    },
  };
  return Object.defineProperties(org, Object.getOwnPropertyDescriptors(usher)) as ExampleOrg;
};

const seedSales = (usher: Usher, sales: Channel, more: Seed = {}): Promise<void> =>
  seed(usher, {
    products: [{ name: 'Studio', isDefault: true }, ...(more.products ?? [])],
    teams: [{ name: 'Sales', channelId: sales.id, products: ['Studio'] }, ...(more.teams ?? [])],
    settings: {
      product_name: 'Example Studio',
      product_url: 'https://studio.example.com',
      getting_started_url: 'https://studio.example.com/start',
      support_contact: 'help@example.com',
      time_zone: 'Europe/Berlin',
      ...more.settings,
    },
  });

const invite = async (
  ada: Person,
  addresses: string,
  { people = [], note, role }: { people?: Person[]; note?: string; role?: string } = {},
): Promise<Modal> => {
  await ada.types('/members invite');
  const form = await ada.modal({ settled: true, title: 'Invite people' });
  if (addresses) await form.fill('Addresses', addresses);
  if (people.length > 0) await form.fill('People of this workspace', people);
  if (form.fields().includes('Primary team')) await form.fill('Primary team', 'Sales');
  if (note) await form.fill('Note', note);
  if (role) await form.fill('Role', role);
  const { errors, trouble } = await form.submit();
  if (errors ?? trouble) throw new Error(`The form was not taken: ${trouble ?? JSON.stringify(errors)}`);
  return ada.modal({ settled: true, title: 'Invitations' });
};

/** The link of an invitation in a mail, without the one that stops further mail. */
const linkIn = (mail: Pick<ReceivedMail, 'links' | 'subject'>): string => {
  const link = mail.links.find((url) => /\/i\/[\w-]+$/.test(url));
  if (!link) throw new Error(`The mail “${mail.subject}” has no link to accept by`);
  return link;
};

/** Those that wait a moment for others like them, two seconds at most, count; those that wait for their next try do not. */
const countDueJobs = async (query: Usher['query']): Promise<number> => {
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::int FROM graphile_worker._private_jobs WHERE attempts < max_attempts
     AND run_at < now() + CASE WHEN attempts = 0 THEN interval '3 s' ELSE interval '1 s' END`,
  );
  return row?.count ?? 0;
};

// A hundred forms at once take a busy machine half a minute.
const AT_REST_MS = 60_000;

/** No job is due, no statement runs and nothing is on its way to or from Slack, seen three times in a row. */
const comeToRest = async ({ query, workspace }: Usher, running: () => number): Promise<void> => {
  const deadline = Date.now() + AT_REST_MS;
  for (let atRest = 0; atRest < 3; ) {
    const due = await countDueJobs(query);
    await workspace.settled({ quietMs: 30, timeoutMs: AT_REST_MS });
    atRest = due === 0 && running() === 0 ? atRest + 1 : 0;
    if (Date.now() > deadline) throw new Error(`Not at rest: ${due} jobs are due, ${running()} statements run`);
    await sleep(10);
  }
};

/** Whether they are tried again now. One whose time came by itself may be done by now. */
const retryFailedJobs = async (query: Usher['query']): Promise<boolean> => {
  const [jobs] = await query<{ hurried: number; underWay: number }>(
    `WITH hurried AS (
       UPDATE graphile_worker._private_jobs SET run_at = now() WHERE attempts > 0 AND locked_at IS NULL RETURNING id)
     SELECT (SELECT count(*) FROM hurried)::int AS hurried,
       (SELECT count(*) FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL)::int AS "underWay"`,
  );
  return jobs !== undefined && (jobs.hurried > 0 || jobs.underWay === 0);
};

const expectCalm = ({ workspace, logLines }: Usher, expected: RegExp | undefined): void => {
  expect(workspace.refusals).toEqual([]);
  expect(workspace.warnings).toEqual([]);
  const errors = logLines.filter((line) => JSON.parse(line).level >= 50 && !expected?.test(line));
  expect(errors).toEqual([]);
  // Nothing that we say is looked up by Slack: a link that is fetched is a link that a machine has seen.
  const unfurled = workspace.callsOf('chat.postMessage').filter(({ args }) => String(args['unfurl_links']) !== 'false');
  expect(unfurled.map(({ args }) => args)).toEqual([]);
};
