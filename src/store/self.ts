import type { SlackUserRef } from '../domain/actor.ts';
import type { ActorContext } from '../ports/records.ts';
import type { OwnAccess, Self } from '../ports/why.ts';
import { type ActorReader, type ActorRow, actorStatement, contextOf, readActor } from './actors.ts';
import { type MemberSqlRow, memberColumns } from './members.ts';

// More of them would be a list, not people to ask.
const MOST_ADMINS = 5;

type SelfRow = ActorRow &
  Omit<MemberSqlRow, 'joinedAt'> &
  OwnAccess & { readonly joinedAt: string; readonly waitingId: string | null };

/**
 * `whoami` is asked by anybody at any time, so it takes what it tells together with the actor: one prepared statement, where four
 * would be parsed, planned and sent each time (5 ms of the database against 0.3).
 */
const findSelfStatement = {
  name: 'find-self',
  text: actorStatement(`, ${memberColumns},
    (SELECT p.id FROM invitation p WHERE p.status = 'PENDING' AND p.slack_team_id = $1 AND p.slack_user_id = $2
      AND p.organization_id = o.id AND p.expires_at > usher_now() ORDER BY p.issued_at DESC LIMIT 1) AS "waitingId",
    ARRAY(SELECT p.name FROM permission p WHERE p.organization_id = o.id AND p.id IN (
      SELECT rp.permission_id FROM role_permission rp WHERE rp.role_id = m.role_id
      UNION SELECT mp.permission_id FROM membership_permission mp WHERE mp.membership_id = m.id)
      ORDER BY lower(p.name)) AS "permissionNames",
    ARRAY(SELECT coalesce(nullif(concat_ws(' ', aa.first_name, aa.last_name), ''), aa.email)
      FROM role ar JOIN membership am ON am.organization_id = ar.organization_id AND am.role_id = ar.id AND am.status = 'ACTIVE'
      JOIN account aa ON aa.id = am.account_id
      WHERE ar.organization_id = o.id AND ar.is_admin AND am.id IS DISTINCT FROM m.id
      ORDER BY am.joined_at, am.id LIMIT ${MOST_ADMINS}) AS "adminNames"`),
};

export const findSelf = async (
  reader: ActorReader,
  installedTeamId: string,
  user: SlackUserRef,
): Promise<(ActorContext & { readonly self: Self }) | null> => {
  const row = await readActor<SelfRow>(reader, findSelfStatement, installedTeamId, user);
  if (!row) return null;
  const context = contextOf(row, installedTeamId, user);
  // Somebody of another workspace is told nothing, whoever has their user id here.
  if (context.actor.kind === 'stranger') return { ...context, self: nothing };
  const { waitingId, permissionNames, adminNames } = row;
  const member = row.membership_id === null ? null : { ...row, joinedAt: new Date(row.joinedAt) };
  return { ...context, self: { member, waitingId, access: { permissionNames, adminNames } } };
};

const nothing: Self = { member: null, waitingId: null, access: { permissionNames: [], adminNames: [] } };
