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
 * Makes them a member under the terms of the link. All is written before the statement that counts the use and makes the member: many join
 * by one link at once, one after the other, and each holds it from there to the commit only. What was read of the link before
 * counts if that statement still finds it so.
 */
export const admitByLink = async (
  tx: Transaction,
  joining: Joining,
  /** What else is written of them. */
  alongside: (membershipId: string) => Promise<void> = async () => undefined,
): Promise<Result<Joined, JoinRefusal | { readonly kind: 'invite_link_unknown' }>> => {
  const { emailKey, email, names, slack } = joining;
  const link = await tx.findInviteLink(joining.linkId);
  const organization = link && (await tx.findOrganization(link.organizationId));
  if (!link || !organization) return refused({ kind: 'invite_link_unknown' });
  const { facts } = await tx.findAddressFacts(organization, [{ emailKey, slack: null }]);
  const { membership, invitation, hasAccount, batchId } = facts.get(emailKey) ?? unknownAddress;
  const now = await tx.now();
  const decision = decideJoin({ link, emailKey, membership, invitation, slack }, organization, now);
  if (!decision.ok) return decision;
  await holdTerms(tx, link);
  const [accountId, membershipId] = [uuidv7(), uuidv7()];
  if (invitation?.status === 'PENDING') await closeOwn(tx, joining, organization.id, { ...invitation, batchId });
  await writeTrail(tx, joining, link, membershipId);
  await tx.enqueue(...jobsOf(joining, link, organization, membershipId, now));
  await alongside(membershipId);
  const admitted = await tx.admitByLink({ link, email, emailKey, names, accountId, membershipId });
  // Revoked, used up or moved, or somebody made them a member meanwhile: what is true now is asked anew.
  if (!admitted) throw new Overtaken();
  // Names that the account has stay, and its people are found by them.
  if (hasAccount) await tx.nameAccount(admitted.accountId, names);
  return done(admitted);
};

/** Role and team, as everybody does who gives them: nobody retires or archives them before this is written. */
const holdTerms = async (tx: Transaction, { organizationId, role, team }: InviteLinkRecord): Promise<void> => {
  const terms = { roleId: role.id, teamIds: team ? [team.id] : [], productIds: [] };
  const { roles, teams } = await tx.holdFormOptions(organizationId, terms);
  const isRoleOffered = roles.some(({ id, isRetired }) => id === role.id && !isRetired);
  if (!isRoleOffered || (team && !teams.some(({ id }) => id === team.id))) throw new Overtaken();
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

const jobsOf = (
  { requestId, proof }: Joining,
  { id: linkId, team }: InviteLinkRecord,
  organization: Organization,
  membershipId: string,
  now: Date,
): Job[] => {
  const { id: organizationId } = organization;
  const told = job('announce-link', { organizationId, linkId, requestId });
  const welcome = job('welcome-member', { membershipId, way: proof === 'slack' ? 'dm' : 'mail', requestId });
  if (!team) return [welcome, told];
  const day = workingDay(now, organization.timeZone);
  return [welcome, told, job('announce-join', { organizationId, teamId: team.id, day, requestId })];
};
