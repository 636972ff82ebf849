import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from '../support/workspace/person.ts';
import type { Estate } from './estate.ts';

/** Somebody to be invited: a colleague in Slack, who gets a card, or an address, which gets a mail. */
export type Invitee = { readonly email: string; readonly person: Person | null };

/** Who was to be invited, and for whom an admin has read on the screen that it was done. */
export type Ledger = {
  readonly invitees: readonly Invitee[];
  readonly acknowledged: ReadonlySet<string>;
  /** How the tries ended, in words. */
  readonly tries: Readonly<Record<string, number>>;
  /** One admin invites the next few, and tries again until the screen says that it was done; now and then they give up. */
  readonly inviteNext: (admin: Person, howMany: number, options?: InviteOptions) => Promise<void>;
};

/** `beforeSubmit`: what happens while the form is filled in and not sent yet. */
type InviteOptions = { readonly beforeSubmit?: () => Promise<void> };

/** `impatient`: how many of a hundred let it be when it does not work the first time. Nobody where something waits for what they do. */
type LedgerOptions = { readonly impatient?: number };

const MOST_TRIES = 100;
const IMPATIENT = 5;

/** Half of them have an account in Slack. */
export const openLedger = (
  { workspace }: Pick<Estate, 'workspace'>,
  size: number,
  { impatient = IMPATIENT }: LedgerOptions = {},
): Ledger => {
  const invitees = Array.from({ length: size }, (_, n): Invitee => {
    const number = String(n).padStart(5, '0');
    if (n % 2 === 1) return { email: `mail${number}@example.net`, person: null };
    const email = `colleague${number}@example.com`;
    return { email, person: workspace.person({ firstName: 'Kim', lastName: `Example${number}`, email }) };
  });
  const acknowledged = new Set<string>();
  const tries: Record<string, number> = {};
  let next = 0;
  return {
    invitees,
    acknowledged,
    tries,
    inviteNext: async (admin, howMany, options) => {
      const some = invitees.slice(next, next + howMany);
      next += some.length;
      if (some.length === 0) return;
      const mostTries = Math.random() * 100 < impatient ? 1 : MOST_TRIES;
      for (let tried = 0; tried < mostTries; tried += 1) {
        const { outcome, told } = await tryOnce(admin, some, options);
        tries[outcome] = (tries[outcome] ?? 0) + 1;
        const read = some.filter(({ email }) => told.includes(email));
        for (const { email } of read) acknowledged.add(email);
        if (read.length === some.length) return;
        await sleep(100 + Math.random() * 400);
      }
    },
  };
};

type Try = { readonly outcome: string; readonly told: string };

const silence = (outcome: string): Try => ({ outcome, told: '' });

/** What the admin reads in the end; nothing where nobody answered. */
const tryOnce = async (admin: Person, some: readonly Invitee[], options: InviteOptions = {}): Promise<Try> => {
  const { failed } = await admin.types('/members invite');
  if (failed) return silence('nobody took the command');
  const form = await admin.modal({ settled: true, title: 'Invite people', timeoutMs: 2500 }).catch(() => undefined);
  if (!form) return silence('the form did not open');
  try {
    await form.fill('Addresses', some.map(({ email }) => email).join(', '));
    await options.beforeSubmit?.();
    const { errors, trouble } = await form.submit();
    if (trouble) return silence('nobody took the form');
    if (errors) return told('the form was sent back', Object.values(errors).join('\n'));
    const result = await admin.modal({ settled: true, title: 'Invitations', timeoutMs: 6000 });
    return told('the screen said what was done', result.text());
  } catch {
    return silence('the answer did not come');
  }
};

/** Only what says of these people that they are invited counts; “something went wrong” names nobody. */
const told = (outcome: string, text: string): Try => ({ outcome, told: text });
