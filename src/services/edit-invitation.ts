import type { Deps } from '../deps.ts';
import { asGranter } from '../domain/actor.ts';
import type { InvitationRecord } from '../domain/invitation.ts';
import { job } from '../domain/job.ts';
import type { AccessRefusal, BindingProposal, FormRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { Transaction } from '../ports/transaction.ts';
import { type Asked, auditActor } from './asked.ts';
import { type ChangeRefusal, type ShownLink, whyUnchangeable } from './changeable-invitation.ts';
import { changedTerms } from './changed-terms.ts';
import { checkTerms, offeredTerms, permissionsOf, type Terms } from './check-terms.ts';
import { termsStamp } from './terms-stamp.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';

export type EditInvitationInput = Terms & {
  /** The invitation, and the link that the screen showed of it. */
  readonly link: ShownLink;
  /** `termsStamp` of the terms that the form started from. */
  readonly stamp: string;
  /** Null leaves a name to the invitee. */
  readonly firstName: string | null;
  readonly lastName: string | null;
};

export type EditRefusal =
  | ChangeRefusal
  | FormRefusal
  /** Somebody else changed the terms while the form was open. */
  | { readonly kind: 'edited_meanwhile' };

/** Both as they are stored: what is told of the change is read from them. Alike when nothing was to be changed. */
export type EditOutcome = { readonly before: InvitationRecord; readonly after: InvitationRecord };

/**
 * Rule 5: new terms for an invitation that waits or ran out. The link stays; the card that stands in Slack is rewritten, mail is
 * not sent again. Whoever gives another role answers for it from then on: acceptance asks whether they still may.
 */
export const editInvitation = async (
  deps: Deps,
  asked: Asked,
  input: EditInvitationInput,
): Promise<Result<EditOutcome, AccessRefusal | BindingProposal | EditRefusal>> =>
  writeAsAdmin<EditOutcome, EditRefusal>(deps, asked, 'edit_invitation', async (tx, held) => {
    // Before the invitation: whoever archives a team or moves its people locks the team first, then what leads into it.
    const options = await tx.holdFormOptions(held.organization.id, offeredTerms(input));
    const [before] = await tx.holdInvitations(held.organization.id, [input.link.id]);
    if (!before) return refused({ kind: 'invitation_unknown' });
    const isFresh = await tx.markHandled(asked.idempotencyKey);
    // The same submission delivered twice: its terms are stored already.
    if (!isFresh) return done({ before, after: before });
    const reason = whyUnchangeable(before, held, input.link);
    if (reason) return refused(reason);
    if (termsStamp(before) !== input.stamp) return refused({ kind: 'edited_meanwhile' });
    const role = checkTerms(input, options, asGranter(held.actor));
    if (!role.ok) return role;
    const after = await write(tx, held, before, { ...input, permissionIds: permissionsOf(input, options) });
    if (termsStamp(after) !== termsStamp(before)) await announce(tx, asked, held, before, after);
    return done({ before, after });
  });

const write = async (
  tx: Transaction,
  { organization, actor }: Held,
  before: InvitationRecord,
  input: EditInvitationInput,
): Promise<InvitationRecord> => {
  const { id } = before;
  const { roleId, primaryTeamId, firstName, lastName } = input;
  const issuerId = roleId === before.role.id ? (before.issuer?.membershipId ?? null) : actor.membershipId;
  await tx.editInvitation({
    organizationId: organization.id,
    id,
    roleId,
    primaryTeamId,
    firstName,
    lastName,
    issuerId,
  });
  await tx.saveTermLists(
    {
      organizationId: organization.id,
      secondaryTeamIds: [...new Set(input.secondaryTeamIds)].filter((teamId) => teamId !== primaryTeamId),
      productIds: [...new Set(input.productIds)],
      permissionIds: input.permissionIds,
    },
    [id],
  );
  const after = await tx.findInvitation(id);
  if (!after) throw new Error(`Invitation ${id} vanished while it was held.`);
  return after;
};

const announce = async (
  tx: Transaction,
  { via, requestId }: Asked,
  held: Held,
  before: InvitationRecord,
  after: InvitationRecord,
): Promise<void> => {
  const invitationId = after.id;
  await tx.audit({
    organizationId: held.organization.id,
    actor: auditActor(held.actor),
    action: 'invitation.edit',
    target: { kind: 'invitation', id: invitationId },
    changed: changedTerms(before, after),
    via,
    requestId,
  });
  await tx.enqueue(
    job('rewrite-card', { invitationId, requestId }),
    job('announce-batch', { batchId: after.batchId, requestId }),
  );
};
