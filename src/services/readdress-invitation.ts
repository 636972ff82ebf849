import { v5 as uuidv5 } from 'uuid';
import type { Deps } from '../deps.ts';
import { asGranter } from '../domain/actor.ts';
import type { InviteWarning } from '../domain/decide-invite.ts';
import { emailKey } from '../domain/email-address.ts';
import { type InvitationRecord, linkEnd } from '../domain/invitation.ts';
import { Overtaken } from '../domain/overtaken.ts';
import type { AccessRefusal, BindingProposal, FormRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { FormOptions } from '../ports/records.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Asked } from './asked.ts';
import { type ChangeRefusal, type ShownLink, whyUnchangeable } from './changeable-invitation.ts';
import { checkTerms, offeredTerms, type Terms } from './check-terms.ts';
import { type Decided, decideEntries } from './decide-entries.ts';
import { type ResolvedEntry, resolveEntries } from './invite-entries.ts';
import type { InviteRow } from './invite-members.ts';
import { termsStamp } from './terms-stamp.ts';
import { writeWithdrawals } from './withdraw.ts';
import { writeAlone } from './write-alone.ts';
import type { Held } from './write-as-admin.ts';
import { writeInvitations } from './write-invitations.ts';

export type ReaddressInput = { readonly link: ShownLink; readonly email: string };

export type ReaddressRefusal =
  | ChangeRefusal
  | FormRefusal
  | { readonly kind: 'same_address' }
  /** Why the new address cannot be invited; then the old one stays invited. */
  | { readonly kind: 'not_invited'; readonly reason: Extract<InviteRow, { outcome: 'refused' }>['reason'] };

export type ReaddressOutcome = {
  readonly oldEmail: string;
  readonly email: string;
  readonly outcome: 'invited' | 'added';
  readonly warnings: readonly InviteWarning[];
  readonly expiresAt: Date | null;
};

const BATCH_NAMESPACE = '0c7be1a3-6f43-4a77-9c0b-2d1f4f0c9e55';

/**
 * The same invitation for another address, in one transaction: the old one is withdrawn, the new address meets its fate by
 * `decideInvite` like any other. Where that is a refusal nothing changes.
 */
export const readdressInvitation = async (
  deps: Deps,
  asked: Asked,
  { link, email }: ReaddressInput,
): Promise<Result<ReaddressOutcome, AccessRefusal | BindingProposal | ReaddressRefusal>> => {
  const teamId = asked.context.organization.slackTeamId;
  const { resolved } = await resolveEntries(deps, teamId, [
    { line: null, email, firstName: null, lastName: null, slack: null },
  ]);
  const [entry] = resolved;
  if (!entry) return refused({ kind: 'nobody_named' });
  return writeAlone<ReaddressOutcome, ReaddressRefusal>(deps, asked, 'edit_invitation', async (tx, held) => {
    const { options, old } = await holdWithTerms(tx, held, link.id);
    if (!old) return refused({ kind: 'invitation_unknown' });
    const batchId = uuidv5(asked.idempotencyKey, BATCH_NAMESPACE);
    const isFresh = await tx.markHandled(asked.idempotencyKey);
    const reason = isFresh ? whyUnchangeable(old, held, link) : undefined;
    if (reason) return refused(reason);
    if (entry.emailKey === emailKey(old.email)) return refused({ kind: 'same_address' });
    const decided = await decideEntries(tx, held, batchId, [named(entry, old)]);
    return isFresh ? write(tx, asked, held, { old, options, batchId }, decided) : outcomeOf(old, decided, null);
  });
};

/** In the order of locks: what the invitation gives is held before the invitation, as whoever archives a team does. */
const holdWithTerms = async (tx: Transaction, { organization }: Held, id: string) => {
  const seen = await tx.findInvitation(id);
  const terms = seen ? offeredTerms(termsOf(seen)) : { roleId: null, teamIds: [], productIds: [] };
  const options = await tx.holdFormOptions(organization.id, terms);
  const [old] = await tx.holdInvitations(organization.id, [id]);
  if (old && seen && termsStamp(old) !== termsStamp(seen)) throw new Overtaken();
  return { options, old };
};

/** The same person, as they were named before. */
const named = (entry: ResolvedEntry, old: InvitationRecord): ResolvedEntry => ({
  ...entry,
  firstName: old.firstName ?? entry.firstName,
  lastName: old.lastName ?? entry.lastName,
});

const write = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  { old, options, batchId }: { old: InvitationRecord; options: FormOptions; batchId: string },
  decided: readonly Decided[],
): Promise<Result<ReaddressOutcome, ReaddressRefusal>> => {
  const terms = termsOf(old);
  const offered = stillOffered(terms, options);
  const role = checkTerms(offered, options, asGranter(held.actor));
  if (!role.ok) return role;
  // One that was to go out later still does.
  const sendAfter = old.expiresAt === null && old.sendAfter && old.sendAfter > held.now ? old.sendAfter : null;
  const expiresAt = linkEnd(sendAfter ?? held.now, held.organization.invitationLifetimeHours);
  const outcome = outcomeOf(old, decided, expiresAt);
  if (!outcome.ok) return outcome;
  await writeWithdrawals(tx, asked, held, [old], 'other_address');
  await writeInvitations(
    tx,
    asked,
    held,
    { ...offered, note: old.note, batchId, expiresAt, sendAfter, replaces: old.id },
    decided,
  );
  return outcome;
};

const termsOf = (old: InvitationRecord): Terms => ({
  roleId: old.role.id,
  primaryTeamId: old.primaryTeam?.id ?? null,
  secondaryTeamIds: old.secondaryTeamIds,
  productIds: old.productIds,
  permissionIds: old.permissionIds,
  templateId: null,
});

/** What was archived or turned off since is left out, as acceptance would. */
const stillOffered = (terms: Terms, { teams, products, permissions }: FormOptions): Terms => {
  const among = (ids: readonly string[], offered: readonly { readonly id: string }[]) =>
    ids.filter((id) => offered.some((one) => one.id === id));
  return {
    ...terms,
    secondaryTeamIds: among(terms.secondaryTeamIds, teams),
    productIds: among(terms.productIds, products),
    permissionIds: among(terms.permissionIds, permissions),
  };
};

const outcomeOf = (
  old: InvitationRecord,
  [decided]: readonly Decided[],
  expiresAt: Date | null,
): Result<ReaddressOutcome, ReaddressRefusal> => {
  if (!decided) return refused({ kind: 'nobody_named' });
  const { decision, entry } = decided;
  if (decision.fate === 'refuse') return refused({ kind: 'not_invited', reason: decision.reason });
  const { warnings } = decision;
  const told = { oldEmail: old.email, email: entry.email, warnings };
  if (decision.fate === 'repeat') return done({ ...told, outcome: decision.outcome, expiresAt: decision.expiresAt });
  return done({ ...told, outcome: decision.fate === 'add' ? 'added' : 'invited', expiresAt });
};
