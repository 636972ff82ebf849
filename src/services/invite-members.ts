import { v5 as uuidv5 } from 'uuid';
import type { Deps } from '../deps.ts';
import { asGranter } from '../domain/actor.ts';
import { decideInvite, type InviteRefusal, type InviteWarning } from '../domain/decide-invite.ts';
import { linkEnd } from '../domain/invitation.ts';
import type { AccessRefusal, BindingProposal, FormRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { StoredAddressFacts, Transaction } from '../store-port.ts';
import type { Asked } from './asked.ts';
import { checkTerms, type Terms } from './check-terms.ts';
import { type InviteEntry, type ResolvedEntry, resolveEntries, type UnresolvedEntry } from './invite-entries.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';
import { type Decided, writeInvitations } from './write-invitations.ts';

export type InviteMembersInput = Terms & {
  readonly entries: readonly InviteEntry[];
  readonly note: string | null;
};

export type InviteRow = { readonly line: number | null; readonly email: string; readonly name: string | null } & (
  | { readonly outcome: 'invited' | 'added'; readonly warnings: readonly InviteWarning[] }
  | { readonly outcome: 'refused'; readonly reason: InviteRefusal | UnresolvedEntry['reason'] }
);

export type InviteOutcome = {
  readonly batchId: string;
  readonly rows: readonly InviteRow[];
  readonly expiresAt: Date;
  readonly mailConfigured: boolean;
};

const BATCH_NAMESPACE = '5b0c7f52-4d0e-4a52-9d7c-4f6b7f6e2a11';

/**
 * Invites everybody of a form or command. Each address meets its own fate by `decideInvite`; one that is refused holds nobody
 * else up. The batch's id comes from the idempotency key, so the same submission delivered twice finds its own batch and gives
 * the same answer.
 */
export const inviteMembers = async (
  deps: Deps,
  asked: Asked,
  input: InviteMembersInput,
): Promise<Result<InviteOutcome, AccessRefusal | BindingProposal | FormRefusal>> => {
  if (input.entries.length === 0) return refused({ kind: 'nobody_named' });
  const batchId = uuidv5(asked.idempotencyKey, BATCH_NAMESPACE);
  const { resolved, unresolved } = await resolveEntries(deps, asked.context.organization.slackTeamId, input.entries);

  return writeAsAdmin(deps, asked, 'invite', async (tx, held) => {
    const role = checkTerms(input, await tx.findFormOptions(held.organization.id), asGranter(held.actor));
    if (!role.ok) return role;
    const decided = await decideAll(tx, held, batchId, resolved);
    const expiresAt = linkEnd(held.now, held.organization.invitationLifetimeHours);
    const made = await writeInvitations(tx, asked, held, { ...input, batchId, expiresAt }, decided);
    const rows = [...decided.map((one) => rowOf(one, made)), ...unresolved.map(unresolvedRow)];
    rows.sort((a, b) => (a.line ?? Number.MAX_SAFE_INTEGER) - (b.line ?? Number.MAX_SAFE_INTEGER));
    return done({ batchId, rows, expiresAt, mailConfigured: deps.mails.isConfigured });
  });
};

const decideAll = async (
  tx: Transaction,
  { actor, organization, now }: Held,
  batchId: string,
  entries: readonly ResolvedEntry[],
): Promise<Decided[]> => {
  if (entries.length === 0) return [];
  const { facts, issuedToday } = await tx.findAddressFacts(
    organization,
    entries.map(({ emailKey, slack }) => ({
      emailKey,
      slack: slack && { teamId: slack.teamId, userId: slack.userId },
    })),
  );
  let remaining = organization.dailyInvitationCap - issuedToday;
  return entries.map((entry) => {
    const stored = facts.get(entry.emailKey) ?? unknownAddress;
    if (stored.batchId === batchId) return { entry, decision: null };
    const decision = decideInvite(
      {
        ...stored,
        emailKey: entry.emailKey,
        isSelf: stored.accountId === actor.accountId,
        hasNames: stored.hasNames || (entry.firstName !== null && entry.lastName !== null),
        slack: entry.slack,
      },
      organization,
      now,
      remaining,
    );
    if (decision.fate !== 'refuse') remaining -= 1;
    return { entry, decision };
  });
};

const unknownAddress: StoredAddressFacts = {
  accountId: null,
  batchId: null,
  stoppedAt: null,
  membership: null,
  hasAccount: false,
  hasNames: false,
  invitation: null,
  slackKnownAs: null,
};

const rowOf = ({ entry, decision }: Decided, made: ReadonlyMap<string, 'invited' | 'added'>): InviteRow => {
  const who = {
    line: entry.line,
    email: entry.email,
    name: [entry.firstName, entry.lastName].filter(Boolean).join(' ') || null,
  };
  // This very submission was handled before: the same answer again, and nothing is written twice.
  if (decision === null) return { ...who, outcome: 'invited', warnings: [] };
  if (decision.fate === 'refuse') return { ...who, outcome: 'refused', reason: decision.reason };
  const outcome = made.get(entry.emailKey);
  if (outcome) return { ...who, outcome, warnings: decision.warnings };
  // Somebody else invited the same address while this was being decided.
  return { ...who, outcome: 'refused', reason: { kind: 'already_pending', invitationId: null, expiresAt: null } };
};

const unresolvedRow = ({ line, email, reason }: UnresolvedEntry): InviteRow => ({
  line,
  email,
  name: null,
  outcome: 'refused',
  reason,
});
