import type { MemberActor, SlackUserRef } from '../domain/actor.ts';
import type { Member } from '../domain/member.ts';
import type { ActorContext } from '../ports/records.ts';
import type { OwnAccess, Self } from '../ports/why.ts';
import { type ActorReader, type ActorRow, actorStatement, contextOf, readActor } from './actors.ts';
import { membershipColumns } from './members.ts';

// More of them would be a list, not people to ask.
const MOST_ADMINS = 5;

type SelfRow = ActorRow &
  Pick<Member, 'roleDescription' | 'primaryTeam' | 'secondaryTeamNames' | 'productNames' | 'invitedByName'> &
  OwnAccess & { readonly joinedAt: string; readonly waitingId: string | null };

/**
 * `whoami` is asked by anybody at any time, so it takes what it tells together with the actor: one prepared statement, where four
 * would be parsed, planned and sent each time (5 ms of the database against 0.2).
 */
const findSelfStatement = {
  name: 'find-self',
  text: actorStatement(`, r.description AS "roleDescription", ${membershipColumns},
    (SELECT p.id FROM invitation p WHERE p.status = 'PENDING' AND p.slack_team_id = $1 AND p.slack_user_id = $2
      AND p.organization_id = o.id AND p.expires_at > usher_now() ORDER BY p.issued_at DESC LIMIT 1) AS "waitingId",
    ARRAY(SELECT p.name FROM permission p WHERE p.organization_id = o.id AND p.id = ANY (ARRAY(
      SELECT rp.permission_id FROM role_permission rp WHERE rp.role_id = m.role_id
      UNION ALL SELECT mp.permission_id FROM membership_permission mp WHERE mp.membership_id = m.id))
      ORDER BY lower(p.name)) AS "permissionNames",
    ARRAY(SELECT coalesce(nullif(concat_ws(' ', aa.first_name, aa.last_name), ''), aa.email)
      FROM membership am JOIN account aa ON aa.id = am.account_id
      WHERE am.organization_id = o.id AND am.status = 'ACTIVE' AND am.id IS DISTINCT FROM m.id
        AND am.role_id = ANY (ARRAY(SELECT ar.id FROM role ar WHERE ar.organization_id = o.id AND ar.is_admin))
      ORDER BY am.joined_at, am.id LIMIT ${MOST_ADMINS}) AS "adminNames"`),
};

export const findSelf = async (
  reader: ActorReader,
  installedTeamId: string,
  user: SlackUserRef,
): Promise<(ActorContext & { readonly self: Self }) | null> => {
  const found = await readActor<SelfRow>(reader, findSelfStatement, installedTeamId, user);
  if (!found) return null;
  const context = contextOf(found, installedTeamId, user);
  // Somebody of another workspace is told nothing, whoever has their user id here.
  if (context.actor.kind === 'stranger') return { ...context, self: nothing };
  const { waitingId, permissionNames, adminNames } = found.row;
  const member = context.actor.kind === 'member' ? memberOf(context.actor, found.row) : null;
  return { ...context, self: { member, waitingId, access: { permissionNames, adminNames } } };
};

const memberOf = (actor: MemberActor, row: Omit<SelfRow, 'organization' | 'now'>): Member => {
  const { membershipId, organizationId, email, firstName, lastName, status, role, slack } = actor;
  const { roleDescription, primaryTeam, secondaryTeamNames, productNames, joinedAt, invitedByName } = row;
  return {
    membershipId,
    organizationId,
    email,
    firstName,
    lastName,
    status,
    roleName: role.name,
    roleDescription,
    isAdmin: role.isAdmin,
    primaryTeam,
    secondaryTeamNames,
    productNames,
    joinedAt: new Date(joinedAt),
    invitedByName,
    slack,
  };
};

const nothing: Self = { member: null, waitingId: null, access: { permissionNames: [], adminNames: [] } };
