import { v7 as uuidv7 } from 'uuid';
import type { Via } from '../domain/actor.ts';
import type { SlackPerson } from '../domain/decide-invite.ts';
import { decideJoin, type JoinRefusal } from '../domain/decide-join.ts';
import type { InviteLinkRecord } from '../domain/invite-link.ts';
import { type Job, job } from '../domain/job.ts';
import type { Organization } from '../domain/organization.ts';
import { Overtaken } from '../domain/overtaken.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { Transaction } from '../ports/transaction.ts';
import { unknownAddress } from './decide-entries.ts';
import { workingDay } from './working-day.ts';

/** Somebody who has proved an address, and by what. */
export type Joining = {
  readonly linkId: string;
  readonly email: string;
  readonly emailKey: string;
  readonly names: { readonly first: string; readonly last: string };
  /** Who Slack says it is; null where nobody there has the address, or Slack does not answer. */
  readonly slack: SlackPerson | null;
  readonly proof: 'code' | 'slack';
  readonly via: Via;
  readonly requestId: string;
};

export type Joined = { readonly membershipId: string; readonly accountId: string };

/**
 * Makes them a member under the terms of the link. Everything is asked here, with the link held; the use is counted by the very
 * statement that makes the member.
 */
export const admitByLink = async (
  tx: Transaction,
  joining: Joining,
): Promise<Result<Joined, JoinRefusal | { readonly kind: 'invite_link_unknown' }>> => {
  const { emailKey, email, names, slack } = joining;
  const link = await holdLink(tx, joining.linkId);
  const organization = link && (await tx.findOrganization(link.organizationId));
  if (!link || !organization) return refused({ kind: 'invite_link_unknown' });
  const { facts } = await tx.findAddressFacts(organization, [{ emailKey, slack: null }]);
  const { membership, invitation, hasAccount, batchId } = facts.get(emailKey) ?? unknownAddress;
  const decision = decideJoin({ link, emailKey, membership, invitation, slack }, organization, await tx.now());
  if (!decision.ok) return decision;
  const person = { link, email, emailKey, names };
  const admitted = await tx.admitByLink({ ...person, accountId: uuidv7(), membershipId: uuidv7() });
  // Somebody made them a member while this was being decided: what is true then is asked anew.
  if (!admitted) throw new Overtaken();
  // Names that the account has stay, and its people are found by them.
  if (hasAccount) await tx.nameAccount(admitted.accountId, names);
  if (invitation?.status === 'PENDING') await closeOwn(tx, joining, organization.id, { ...invitation, batchId });
  await writeTrail(tx, joining, link, admitted.membershipId);
  await tx.enqueue(...(await jobsOf(tx, joining, link, organization, admitted.membershipId)));
  return done(admitted);
};

/** Role and team are held first, as everybody does who gives them; a link that changed meanwhile is read anew. */
const holdLink = async (tx: Transaction, linkId: string): Promise<InviteLinkRecord | null> => {
  const seen = await tx.findInviteLink(linkId);
  if (!seen) return null;
  const teamIds = seen.team ? [seen.team.id] : [];
  await tx.holdFormOptions(seen.organizationId, { roleId: seen.role.id, teamIds, productIds: [] });
  const link = await tx.holdInviteLink(linkId);
  if (link?.team?.id !== seen.team?.id) throw new Overtaken();
  return link;
};

/** An invitation that ran out, or was to go out later: nobody waits for its answer any more. */
const closeOwn = async (
  tx: Transaction,
  { via, requestId }: Joining,
  organizationId: string,
  { id, batchId }: { readonly id: string; readonly batchId: string | null },
): Promise<void> => {
  const cause = 'joined_by_link';
  await tx.closeInvitations([id], 'WITHDRAWN', cause, null);
  await tx.audit({
    ...{ organizationId, via, requestId },
    actor: { kind: 'INVITEE' },
    action: 'invitation.withdraw',
    target: { kind: 'invitation', id },
    changed: { status: 'WITHDRAWN', cause },
  });
  await tx.enqueue(job('settle-card', { invitationId: id, requestId }));
  if (batchId) await tx.enqueue(job('announce-batch', { batchId, requestId }));
};

const writeTrail = (
  tx: Transaction,
  { via, requestId, proof }: Joining,
  link: InviteLinkRecord,
  id: string,
): Promise<void> =>
  tx.audit({
    organizationId: link.organizationId,
    actor: { kind: 'INVITEE' },
    action: 'membership.join',
    target: { kind: 'membership', id },
    changed: { inviteLinkId: link.id, roleId: link.role.id, proof },
    via,
    requestId,
  });

const jobsOf = async (
  tx: Transaction,
  { requestId, proof }: Joining,
  { team }: InviteLinkRecord,
  organization: Organization,
  membershipId: string,
): Promise<Job[]> => {
  const welcome = job('welcome-member', { membershipId, way: proof === 'slack' ? 'dm' : 'mail', requestId });
  if (!team) return [welcome];
  const day = workingDay(await tx.now(), organization.timeZone);
  return [welcome, job('announce-join', { organizationId: organization.id, teamId: team.id, day, requestId })];
};
