import { v5 as uuidv5 } from 'uuid';
import type { Deps } from '../deps.ts';
import { asGranter } from '../domain/actor.ts';
import type { InviteRefusal, InviteWarning } from '../domain/decide-invite.ts';
import type { DeliveryCause } from '../domain/delivery-cause.ts';
import { linkEnd } from '../domain/invitation.ts';
import type { MailState } from '../domain/mail-state.ts';
import { findUnreached } from '../domain/reach.ts';
import type { AccessRefusal, BindingProposal, FormRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Asked } from './asked.ts';
import { checkTerms, offeredTerms, permissionsOf, type Terms } from './check-terms.ts';
import { type Decided, decideEntries } from './decide-entries.ts';
import { type InviteEntry, resolveEntries, type UnresolvedEntry } from './invite-entries.ts';
import { writeAlone } from './write-alone.ts';
import type { Held } from './write-as-admin.ts';
import { writeInvitations } from './write-invitations.ts';

export type InviteMembersInput = Terms & {
  readonly entries: readonly InviteEntry[];
  readonly note: string | null;
  /** Null or left out: now. */
  readonly sendAfter?: Date | null;
};

export type InviteRow = { readonly line: number | null; readonly email: string; readonly name: string | null } & (
  | {
      readonly outcome: 'invited' | 'added';
      readonly warnings: readonly InviteWarning[];
      /** Why their invitation will reach them by no way; null: it will, or Slack did not say who they are. */
      readonly unreached: DeliveryCause | null;
    }
  | { readonly outcome: 'refused'; readonly reason: InviteRefusal | UnresolvedEntry['reason'] }
);

export type InviteOutcome = {
  readonly batchId: string;
  /** What all who were invited get, as it was called in that moment. */
  readonly roleName: string;
  readonly teamName: string | null;
  readonly rows: readonly InviteRow[];
  readonly expiresAt: Date;
  /** When they go out, where that is later; `expiresAt` counts from then. */
  readonly sendAfter: Date | null;
  /** The organization has products, and none of them was chosen. */
  readonly isWithoutProducts: boolean;
  /** Whether whoever is not in Slack can be reached. */
  readonly mailState: MailState;
};

/** What is written in the same transaction: before the invitations, which may refuse them, and after. */
export type Alongside<T, R extends { readonly kind: string }> = {
  readonly before: (tx: Transaction, held: Held) => Promise<Result<T, R>>;
  readonly after: (tx: Transaction, held: Held, value: T, rows: readonly InviteRow[]) => Promise<void>;
};

const nothing: Alongside<null, never> = { before: async () => done(null), after: async () => undefined };

const BATCH_NAMESPACE = '5b0c7f52-4d0e-4a52-9d7c-4f6b7f6e2a11';

/**
 * Invites everybody of a form or command. Each address meets its own fate by `decideInvite`; one that is refused holds nobody
 * else up. The batch's id comes from the idempotency key, so the same submission delivered twice finds its own batch and gives
 * the same answer.
 */
export const inviteMembers = (
  deps: Deps,
  asked: Asked,
  input: InviteMembersInput,
): Promise<Result<InviteOutcome, AccessRefusal | BindingProposal | FormRefusal>> =>
  inviteAlongside(deps, asked, input, nothing);

/** The same, with something else that stands or falls with it. */
export const inviteAlongside = async <T, R extends { readonly kind: string }>(
  deps: Deps,
  asked: Asked,
  input: InviteMembersInput,
  alongside: Alongside<T, R>,
): Promise<Result<InviteOutcome, AccessRefusal | BindingProposal | FormRefusal | R>> => {
  if (input.entries.length === 0) return refused({ kind: 'nobody_named' });
  const batchId = uuidv5(asked.idempotencyKey, BATCH_NAMESPACE);
  const { resolved, unresolved, isKnown } = await resolveEntries(
    deps,
    asked.context.organization.slackTeamId,
    input.entries,
  );

  return writeAlone<InviteOutcome, FormRefusal | R>(deps, asked, 'invite', async (tx, held) => {
    const first = await alongside.before(tx, held);
    if (!first.ok) return first;
    const options = await tx.holdFormOptions(held.organization.id, offeredTerms(input));
    const role = checkTerms(input, options, asGranter(held.actor));
    if (!role.ok) return role;
    const sendAfter = input.sendAfter ?? null;
    if (sendAfter && sendAfter <= held.now) return refused({ kind: 'send_time_past', at: sendAfter });
    const decided = notAtOnce(await decideEntries(tx, held, batchId, resolved), sendAfter);
    const expiresAt = linkEnd(sendAfter ?? held.now, held.organization.invitationLifetimeHours);
    const permissionIds = permissionsOf(input, options);
    await writeInvitations(tx, asked, held, { ...input, permissionIds, batchId, expiresAt, sendAfter }, decided);
    const { state: mailState } = deps.mails;
    const unreachedOf = ({ entry: { emailKey, slack } }: Decided): DeliveryCause | null =>
      slack || isKnown ? findUnreached({ emailKey, role: role.value }, held.organization, mailState, slack) : null;
    const rows = [...decided.map((one) => rowOf(one, unreachedOf(one))), ...unresolved.map(unresolvedRow)];
    rows.sort((a, b) => (a.line ?? Number.MAX_SAFE_INTEGER) - (b.line ?? Number.MAX_SAFE_INTEGER));
    await alongside.after(tx, held, first.value, rows);
    const isWithoutProducts = options.products.length > 0 && input.productIds.length === 0;
    const end = earlierEnd(decided) ?? expiresAt;
    const teamName = options.teams.find(({ id }) => id === input.primaryTeamId)?.name ?? null;
    const told = { roleName: role.value.name, teamName, isWithoutProducts, mailState };
    return done({ batchId, rows, expiresAt: end, sendAfter, ...told });
  });
};

/** "Add at once" and "later" exclude each other: whoever would be added is invited then, and accepts. */
const notAtOnce = (decided: readonly Decided[], sendAfter: Date | null): Decided[] =>
  decided.map((one) =>
    sendAfter && one.decision.fate === 'add' ? { ...one, decision: { ...one.decision, fate: 'create' } } : one,
  );

/** When what this submission made before ends. */
const earlierEnd = (decided: readonly Decided[]): Date | null => {
  for (const { decision } of decided) if (decision.fate === 'repeat') return decision.expiresAt;
  return null;
};

const rowOf = ({ entry, decision }: Decided, unreached: DeliveryCause | null): InviteRow => {
  const who = {
    line: entry.line,
    email: entry.email,
    name: [entry.firstName, entry.lastName].filter(Boolean).join(' ') || null,
  };
  switch (decision.fate) {
    case 'refuse':
      return { ...who, outcome: 'refused', reason: decision.reason };
    case 'repeat':
      return {
        ...who,
        outcome: decision.outcome,
        warnings: decision.warnings,
        unreached: decision.outcome === 'added' ? null : unreached,
      };
    case 'add':
      return { ...who, outcome: 'added', warnings: decision.warnings, unreached: null };
    case 'create':
    case 'renew':
      return { ...who, outcome: 'invited', warnings: decision.warnings, unreached };
  }
};

const unresolvedRow = ({ line, email, reason }: UnresolvedEntry): InviteRow => ({
  line,
  email,
  name: null,
  outcome: 'refused',
  reason,
});
