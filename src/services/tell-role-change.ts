import type { Deps } from '../deps.ts';
import type { JobPayloads } from '../domain/job.ts';
import { type RoleDifference, roleDifference } from '../domain/role-change.ts';
import type { RoleChangeRecord } from '../ports/acts.ts';
import { type Attempt, again, finished, type JobOutcome } from './job-outcome.ts';

/**
 * Tells somebody that their role was changed: by DM where they are bound in Slack, else by mail. A change that was taken back or
 * followed by another is not told any more: that one has its own message.
 */
export const tellRoleChange = async (
  deps: Deps,
  { organizationId, auditEventId }: JobPayloads['tell-role-change'],
  attempt: Attempt,
): Promise<JobOutcome> => {
  const { store } = deps;
  const change = await store.findRoleChange(organizationId, auditEventId);
  const [organization, member, record] = await Promise.all([
    store.findOrganization(organizationId),
    change && store.findMember(change.membershipId),
    change && store.findMemberRecord(organizationId, change.membershipId),
  ]);
  if (!change || !organization || !member || record?.status !== 'ACTIVE' || record.role.id !== change.to.id)
    return finished;
  const news = { ...change, difference: await differenceOf(deps, change) };
  if (member.slack) {
    if (await store.findPosted(organizationId, 'role_changed', auditEventId)) return finished;
    const outcome = await deps.notices.roleChanged(member.slack, news, organization);
    if (outcome.kind === 'posted') {
      await store.savePosted(organizationId, 'role_changed', auditEventId, member.slack.teamId, outcome);
      return finished;
    }
    if (outcome.kind === 'try_later' && !attempt.isLast) return again(outcome.cause, outcome.afterSeconds);
  }
  const mailed = await deps.mails.roleChanged(member, news, auditEventId, organization);
  return mailed.kind === 'deferred' && !attempt.isLast ? again(mailed.cause) : finished;
};

const differenceOf = async ({ store }: Pick<Deps, 'store'>, change: RoleChangeRecord): Promise<RoleDifference> => {
  const [permissions, own] = await Promise.all([
    store.findRolePermissions(change.organizationId),
    store.findOwnPermissionIds(change.organizationId, change.membershipId),
  ]);
  return roleDifference(permissions.get(change.from.id) ?? [], permissions.get(change.to.id) ?? [], own);
};
