import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import type { Via } from '../domain/actor.ts';
import type { SlackPerson } from '../domain/decide-invite.ts';
import { decideJoin, type JoinRefusal, joinCodeLimits } from '../domain/decide-join.ts';
import type { InviteLinkRecord } from '../domain/invite-link.ts';
import { type Job, job } from '../domain/job.ts';
import type { Organization } from '../domain/organization.ts';
import { Overtaken } from '../domain/overtaken.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { JoinCodeRecord } from '../ports/join-codes.ts';
import type { Transaction } from '../ports/transaction.ts';
import { unknownAddress } from './decide-entries.ts';
import { workingDay } from './working-day.ts';

export type JoinByLinkInput = {
  readonly token: string;
  readonly codeId: string;
  readonly code: string;
  readonly names: { readonly first: string; readonly last: string };
  readonly requestId: string;
};

export type JoinByLinkRefusal =
  | JoinRefusal
  | { readonly kind: 'invite_link_unknown' }
  | { readonly kind: 'code_wrong'; readonly attemptsLeft: number }
  | { readonly kind: 'code_expired' };

type Joined = { readonly membershipId: string };
type Outcome = Joined | { readonly attemptsLeft: number };

/** Slack is asked who has the address; a page that waits longer for that than this feels broken. */
const SLACK_PATIENCE_MS = 2000;

/**
 * Whoever types the code that was mailed to them becomes a member, under the terms of the link. Everything is asked again here, with the
 * link held; the use is counted by the very statement that makes the member.
 */
export const joinByLink = async (deps: Deps, input: JoinByLinkInput): Promise<Result<Joined, JoinByLinkRefusal>> => {
  const linkId = deps.shareableLinks.read(input.token);
  const asked = linkId === undefined ? null : await deps.store.findJoinCode(input.codeId);
  if (!asked || asked.inviteLinkId !== linkId) return refused({ kind: 'invite_link_unknown' });
  const slack = await findInSlack(deps, asked);
  const result = await deps.store.transaction<Outcome, JoinByLinkRefusal>(async (tx) => {
    const code = await tx.holdJoinCode(asked.id);
    if (!code) return refused({ kind: 'code_expired' });
    // The form was sent twice.
    if (code.membershipId) return done({ membershipId: code.membershipId });
    if (code.attempts >= joinCodeLimits.attempts || code.expiresAt <= (await tx.now())) {
      return refused({ kind: 'code_expired' });
    }
    if (!deps.codes.matches(code.id, input.code)) {
      // A wrong guess has to be counted, so this is committed and told as a refusal afterwards.
      await tx.missJoinCode(code.id);
      return done({ attemptsLeft: joinCodeLimits.attempts - code.attempts - 1 });
    }
    const joined = await join(tx, { code, slack, names: input.names, via: 'web', requestId: input.requestId });
    if (joined.ok) await tx.spendJoinCode(code.id, joined.value.membershipId);
    return joined;
  });
  if (!result.ok || 'membershipId' in result.value) return result as Result<Joined, JoinByLinkRefusal>;
  return refused({ kind: 'code_wrong', attemptsLeft: result.value.attemptsLeft });
};

const findInSlack = async (
  { store, directory }: Deps,
  { organizationId, emailKey }: { readonly organizationId: string; readonly emailKey: string },
): Promise<SlackPerson | null> => {
  const organization = await store.findOrganization(organizationId);
  if (!organization) return null;
  const options = { withinMs: SLACK_PATIENCE_MS };
  return (await directory.findByEmails(organization.slackTeamId, [emailKey], options))?.get(emailKey) ?? null;
};

type Joining = {
  readonly code: Pick<JoinCodeRecord, 'inviteLinkId' | 'email' | 'emailKey'>;
  readonly slack: SlackPerson | null;
  readonly names: JoinByLinkInput['names'];
  readonly via: Via;
  readonly requestId: string;
};

const join = async (tx: Transaction, joining: Joining): Promise<Result<Joined, JoinByLinkRefusal>> => {
  const { code, slack } = joining;
  const link = await holdLink(tx, code.inviteLinkId);
  const organization = link && (await tx.findOrganization(link.organizationId));
  if (!link || !organization) return refused({ kind: 'invite_link_unknown' });
  const { emailKey } = code;
  const { facts } = await tx.findAddressFacts(organization, [{ emailKey, slack: null }]);
  const { membership, invitation, hasAccount, batchId } = facts.get(emailKey) ?? unknownAddress;
  const decision = decideJoin({ link, emailKey, membership, invitation, slack }, organization, await tx.now());
  if (!decision.ok) return decision;
  const admitted = await tx.admitByLink({
    ...{ link, email: code.email, emailKey, names: joining.names },
    accountId: uuidv7(),
    membershipId: uuidv7(),
  });
  // Somebody made them a member while this was being decided: what is true then is asked anew.
  if (!admitted) throw new Overtaken();
  // Names that the account has stay, and its people are found by them.
  if (hasAccount) await tx.nameAccount(admitted.accountId, joining.names);
  if (invitation?.status === 'PENDING') await closeOwn(tx, joining, organization.id, { ...invitation, batchId });
  await writeTrail(tx, joining, link, admitted.membershipId);
  await tx.enqueue(...(await jobsOf(tx, joining, link, organization, admitted.membershipId)));
  return done({ membershipId: admitted.membershipId });
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

const writeTrail = (tx: Transaction, { via, requestId }: Joining, link: InviteLinkRecord, id: string): Promise<void> =>
  tx.audit({
    organizationId: link.organizationId,
    actor: { kind: 'INVITEE' },
    action: 'membership.join',
    target: { kind: 'membership', id },
    changed: { inviteLinkId: link.id, roleId: link.role.id, proof: 'code' },
    via,
    requestId,
  });

const jobsOf = async (
  tx: Transaction,
  { requestId }: Joining,
  { team }: InviteLinkRecord,
  organization: Organization,
  membershipId: string,
): Promise<Job[]> => {
  const welcome = job('welcome-member', { membershipId, way: 'mail', requestId });
  if (!team) return [welcome];
  const day = workingDay(await tx.now(), organization.timeZone);
  return [welcome, job('announce-join', { organizationId: organization.id, teamId: team.id, day, requestId })];
};
