import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from '../support/workspace/person.ts';
import type { Estate } from './estate.ts';
import type { Invitee, Ledger } from './inviting.ts';
import type { Counter } from './run.ts';

/** What was received by Slack and by the mail server, held against what admins were told and against what is stored. */
export type Reckoning = {
  /** Told to an admin, and received by nobody. */
  readonly lost: readonly string[];
  /** Stored and received do not agree, or a row has no audit entry or two. */
  readonly inconsistent: readonly string[];
  /** Told to an admin on the screen, and in none of their living messages. */
  readonly untold: readonly string[];
  readonly cards: number;
  readonly mails: number;
  readonly extraCards: number;
  readonly extraMails: number;
  readonly extraLivingMessages: number;
  /** Addresses whose mails are not recognised as one by their Message-ID. */
  readonly strangeMails: number;
  readonly undone: number;
};

type Row = { readonly email: string; readonly audits: number; readonly sent: readonly string[] };

const readRows = ({ query }: Estate): Promise<Row[]> =>
  query<Row>(`SELECT i.email_key AS email,
      (SELECT count(*)::int FROM audit_event a WHERE a.action = 'invitation.create' AND a.target_id = i.id::text) AS audits,
      ARRAY(SELECT d.channel::text FROM delivery d WHERE d.invitation_id = i.id AND d.state = 'SENT') AS sent
    FROM invitation i`);

const waitingJobs = async ({ query }: Estate): Promise<number> => {
  const [row] = await query<{ count: number }>(
    'SELECT count(*)::int FROM graphile_worker._private_jobs WHERE attempts < max_attempts',
  );
  return row?.count ?? 0;
};

/** Until nothing is left to do. @returns how many jobs are left after all that time. */
const drain = async (estate: Estate, seconds: number): Promise<number> => {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const waiting = await waitingJobs(estate);
    if (waiting === 0 || Date.now() > deadline) return waiting;
    await sleep(250);
  }
};

const beyondFirst = (count: number): number => Math.max(0, count - 1);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const cardsOf = (person: Person | null): number =>
  person?.messages().filter(({ text }) => /invited you/.test(text)).length ?? 0;

const livingMessages = (admins: readonly Person[]): string[] =>
  admins.flatMap((admin) => admin.messages().map(({ text }) => text)).filter((text) => / invited: /.test(text));

/** Each living message names those of its batch: by name where Slack said who they are, else by address. */
const tellOf = (living: readonly string[], { email, person }: Invitee): number =>
  living.filter((text) => text.includes(email) || (person && text.includes(person.fullName))).length;

export const reckon = async (estate: Estate, ledger: Ledger, seconds = 180): Promise<Reckoning> => {
  const undone = await drain(estate, seconds);
  await estate.workspace.settled({ timeoutMs: 20_000 });
  const rows = await readRows(estate);
  const living = livingMessages(estate.admins);
  const received = ledger.invitees.map((invitee) => {
    const mails = estate.inbox.mailsTo(invitee.email);
    return {
      ...invitee,
      isAcknowledged: ledger.acknowledged.has(invitee.email),
      rows: rows.filter(({ email }) => email === invitee.email),
      cards: cardsOf(invitee.person),
      mails: mails.length,
      messageIds: new Set(mails.map(({ messageId }) => messageId)).size,
      living: tellOf(living, invitee),
    };
  });
  const emails = (which: (one: (typeof received)[number]) => boolean) =>
    received.filter(which).map(({ email }) => email);
  return {
    lost: emails((one) => one.isAcknowledged && one.cards + one.mails === 0),
    inconsistent: emails((one) => !isConsistent(one)),
    untold: emails((one) => one.isAcknowledged && one.living === 0),
    cards: sum(received.map(({ cards }) => cards)),
    mails: sum(received.map(({ mails }) => mails)),
    extraCards: sum(received.map(({ cards }) => beyondFirst(cards))),
    extraMails: sum(received.map(({ mails }) => beyondFirst(mails))),
    extraLivingMessages: sum(received.map(({ living }) => beyondFirst(living))),
    strangeMails: received.filter(({ messageIds }) => messageIds > 1).length,
    undone,
  };
};

type Received = {
  readonly rows: readonly Row[];
  readonly cards: number;
  readonly mails: number;
  readonly isAcknowledged: boolean;
};

/** Whether an admin was told or not: all of it happened, or nothing. */
const isConsistent = ({ rows, cards, mails, isAcknowledged }: Received): boolean => {
  const [row] = rows;
  if (!row) return !isAcknowledged && cards + mails === 0;
  const isNoted = row.sent.includes('DM') === cards > 0 && row.sent.includes('EMAIL') === mails > 0;
  return rows.length === 1 && row.audits === 1 && row.sent.length > 0 && isNoted;
};

/** `extraMails`: how many are allowed. A Slack message never comes twice. */
export const judge = (
  counter: Counter,
  ledger: Ledger,
  reckoning: Reckoning,
  { extraMails }: { readonly extraMails: number },
): void => {
  const { lost, inconsistent, untold, cards, mails, ...counts } = reckoning;
  counter.see('invitations asked for', ledger.invitees.length);
  counter.see('acknowledged to an admin', ledger.acknowledged.size);
  counter.see('cards received', cards);
  counter.see('mails received', mails);
  counter.see('second cards', counts.extraCards);
  counter.see('second mails', counts.extraMails);
  counter.see('second living messages', counts.extraLivingMessages);
  counter.see('lost', lost.length);
  for (const [outcome, times] of Object.entries(ledger.tries)) counter.see(`tries: ${outcome}`, times);
  for (const email of lost) counter.violate(`lost: ${email} was told to an admin, and nobody received it`);
  for (const email of inconsistent) counter.violate(`not consistent: row, audit entry and delivery of ${email}`);
  for (const email of untold) counter.violate(`no living message tells of ${email}`);
  if (counts.extraCards > 0) counter.violate(`${counts.extraCards} cards came twice`);
  if (counts.extraLivingMessages > 0) counter.violate(`${counts.extraLivingMessages} living messages came twice`);
  if (counts.extraMails > extraMails)
    counter.violate(`${counts.extraMails} mails came twice; allowed are ${extraMails}`);
  if (counts.strangeMails > 0) counter.violate(`${counts.strangeMails} second mails have another Message-ID`);
  if (counts.undone > 0) counter.violate(`${counts.undone} jobs are left`);
};
