import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, invite, type Stage } from './stage.ts';

const answersFor = async (stage: Stage, reply: { code: number; text: string }, milliseconds: number): Promise<void> => {
  const { inbox } = stage.estate;
  inbox.refuse(reply);
  await invite(stage);
  await sleep(milliseconds);
  inbox.refuse(undefined);
};

const later = (code: number, text: string): Fault => ({
  name: `smtp-${code}`,
  fault: `the mail server answers ${code} for ten seconds`,
  end: 'every mail goes out at a later try, once',
  play: (stage) => answersFor(stage, { code, text }, 10_000),
});

/** Mails that nobody takes are the end that is stated here: an admin reads of each in the living message. */
const refused: Fault = {
  name: 'smtp-550',
  fault: 'the mail server knows none of the addresses',
  end: 'none is tried again; the living message names each, with what to do',
  play: async (stage) => {
    await answersFor(stage, { code: 550, text: '5.1.1 No such user here' }, 5_000);
    await stage.estate.workspace.settled({ timeoutMs: 20_000 });
    checkTold(stage);
    // So that the rest of the count is that of any other run: they are invited anew, to mailboxes that are there now.
    await reinviteAll(stage);
  },
};

const checkTold = ({ estate, ledger, counter }: Stage): void => {
  const texts = estate.admins.flatMap((admin) => admin.messages()).map(({ text }) => text);
  for (const { email, person } of ledger.invitees) {
    if (person) continue;
    const tellers = texts.filter((text) => text.includes(email) && /not delivered/.test(text));
    if (tellers.length !== 1) counter.violate(`${tellers.length} messages tell that ${email} was refused`);
    else counter.see('told once that the address was refused');
  }
};

const reinviteAll = async ({ estate, ledger }: Stage): Promise<void> => {
  const [admin] = estate.admins;
  for (const { email, person } of ledger.invitees) if (!person) await admin?.types(`/members reinvite ${email}`);
};

const hangs: Fault = {
  name: 'smtp-hangs',
  fault: 'the mail server takes the mail and never says so',
  end: 'it is tried again; a second mail has the same Message-ID',
  size: 10,
  // One try more may have hung before the server was well again.
  extraMails: (size) => size,
  play: async (stage) => {
    const { inbox } = stage.estate;
    inbox.hang('taken');
    await invite(stage);
    await sleep(5_000);
    inbox.hang(undefined);
  },
};

export const mailFaults: readonly Fault[] = [
  later(421, '4.3.2 Service shutting down'),
  later(450, '4.2.1 Mailbox busy'),
  refused,
  hangs,
];
