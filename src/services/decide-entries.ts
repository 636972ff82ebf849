import { decideInvite, findWarnings, type InviteDecision, type InviteWarning } from '../domain/decide-invite.ts';
import type { StoredAddressFacts } from '../ports/records.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { ResolvedEntry } from './invite-entries.ts';
import type { Held } from './write-as-admin.ts';

/** What this very submission made when it was handled before: nothing is written twice, and the answer is the same again. */
export type Repetition = {
  readonly fate: 'repeat';
  readonly outcome: 'invited' | 'added';
  readonly warnings: readonly InviteWarning[];
  readonly expiresAt: Date | null;
  readonly invitationId: string | null;
};

/** `knownAs`: the address as its account has it, where that is written otherwise. */
export type Decided = {
  readonly entry: ResolvedEntry;
  readonly decision: InviteDecision | Repetition;
  readonly knownAs: string | null;
};

/**
 * The fate of each address, from one read for all of them; the cap may run out on the way. `uncapped`: for a preview, which tells
 * of the cap once and not row by row.
 */
export const decideEntries = async (
  tx: Transaction,
  held: Held,
  batchId: string,
  entries: readonly ResolvedEntry[],
  { uncapped = false }: { readonly uncapped?: boolean } = {},
): Promise<Decided[]> => {
  if (entries.length === 0) return [];
  const { organization, now } = held;
  const { facts, issuedToday } = await tx.findAddressFacts(
    organization,
    entries.map(({ emailKey, slack }) => ({
      emailKey,
      slack: slack && { teamId: slack.teamId, userId: slack.userId },
    })),
  );
  let remaining = uncapped ? Number.POSITIVE_INFINITY : organization.dailyInvitationCap - issuedToday;
  return entries.map((entry) => {
    const stored = facts.get(entry.emailKey) ?? unknownAddress;
    const address = { ...stored, ...factsOf(entry, stored, held) };
    const knownAs = stored.accountEmail === entry.email ? null : stored.accountEmail;
    if (stored.batchId === batchId)
      return { entry, knownAs, decision: repeat(stored, findWarnings(address, organization)) };
    const decision = decideInvite(address, organization, now, remaining);
    if (decision.fate !== 'refuse') remaining -= 1;
    return { entry, knownAs, decision };
  });
};

const factsOf = (entry: ResolvedEntry, stored: StoredAddressFacts, { actor }: Held) => ({
  emailKey: entry.emailKey,
  // The same Slack user is the same person, whatever their address in Slack has become.
  isSelf: stored.accountId === actor.accountId || isSameUser(entry.slack, actor.slack),
  hasNames: stored.hasNames || (entry.firstName !== null && entry.lastName !== null),
  slack: entry.slack,
});

type User = { readonly teamId: string; readonly userId: string };

const isSameUser = (one: User | null, other: User): boolean =>
  one?.teamId === other.teamId && one.userId === other.userId;

const repeat = (stored: StoredAddressFacts, warnings: readonly InviteWarning[]): Repetition => ({
  fate: 'repeat',
  outcome: stored.wasAdded ? 'added' : 'invited',
  warnings,
  expiresAt: stored.invitation?.expiresAt ?? null,
  invitationId: stored.invitation?.id ?? null,
});

/** An address of which nothing is known. */
export const unknownAddress: StoredAddressFacts = {
  accountId: null,
  accountEmail: null,
  batchId: null,
  wasAdded: false,
  stoppedAt: null,
  membership: null,
  hasAccount: false,
  hasNames: false,
  invitation: null,
  bouncedAt: null,
  slackKnownAs: null,
};
