import type { SlackUserRef } from '../domain/actor.ts';
import type { Member } from '../domain/member.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

type MemberSqlRow = Omit<Member, 'primaryTeam' | 'slack'> & {
  accountId: string;
  isVouched: boolean;
  primaryTeam: Member['primaryTeam'];
  slack: SlackUserRef | null;
};

/**
 * What a membership `m` has, by name. Each list is looked up by ids that were collected first: a join would be planned for lists of any
 * length, and prepares more than it reads.
 */
export const membershipColumns = `m.joined_at AS "joinedAt",
  (SELECT jsonb_build_object('id', t.id, 'name', t.name, 'slackChannelId', t.slack_channel_id)
    FROM team t WHERE t.id = m.primary_team_id AND t.archived_at IS NULL) AS "primaryTeam",
  ARRAY(SELECT t.name FROM team t WHERE t.archived_at IS NULL
    AND t.id = ANY (ARRAY(SELECT mt.team_id FROM membership_team mt WHERE mt.membership_id = m.id))
    ORDER BY lower(t.name)) AS "secondaryTeamNames",
  ARRAY(SELECT p.name FROM product p WHERE p.enabled
    AND p.id = ANY (ARRAY(SELECT mp.product_id FROM membership_product mp WHERE mp.membership_id = m.id))
    ORDER BY lower(p.name)) AS "productNames",
  (SELECT coalesce(nullif(concat_ws(' ', ia.first_name, ia.last_name), ''), ia.email)
    FROM membership im JOIN account ia ON ia.id = im.account_id WHERE im.id = m.invited_by_id) AS "invitedByName"`;

/** From `m` the membership, `a` the account and `r` the role. */
const memberColumns = `m.id AS "membershipId", m.organization_id AS "organizationId", m.account_id AS "accountId", a.email,
  (a.vouched_at IS NOT NULL) AS "isVouched",
  a.first_name AS "firstName", a.last_name AS "lastName", m.status::text AS status, r.name AS "roleName",
  r.description AS "roleDescription", r.is_admin AS "isAdmin", ${membershipColumns},
  (SELECT jsonb_build_object('teamId', s.team_id, 'userId', s.slack_user_id)
    FROM slack_identity s JOIN workspace w ON w.team_id = s.team_id AND w.organization_id = m.organization_id
    WHERE s.account_id = m.account_id AND w.uninstalled_at IS NULL LIMIT 1) AS slack`;

const memberSql = `SELECT ${memberColumns}
  FROM membership m JOIN account a ON a.id = m.account_id JOIN role r ON r.id = m.role_id`;

const readMembers = (db: Db, rest: Prisma.Sql): Promise<MemberSqlRow[]> =>
  db.$queryRaw(Prisma.sql`${Prisma.raw(memberSql)} ${rest}`);

export const findMember = async (db: Db, membershipId: string): Promise<Member | null> =>
  (await readMembers(db, Prisma.sql`WHERE m.id = ${membershipId}::uuid`))[0] ?? null;

/** The member behind an address, and whether an operator vouches for it. */
export const findMemberByAccountEmail = async (
  db: Db,
  organizationId: string,
  emailKey: string,
): Promise<{ accountId: string; member: Member; isVouched: boolean } | null> => {
  const [member] = await readMembers(
    db,
    Prisma.sql`WHERE m.organization_id = ${organizationId}::uuid AND a.email_key = ${emailKey}`,
  );
  return member ? { accountId: member.accountId, member, isVouched: member.isVouched } : null;
};

/** Active admins whom Slack can reach, and who may act there. */
export const findAdminsInSlack = (
  db: Db,
  organizationId: string,
): Promise<{ membershipId: string; slack: SlackUserRef }[]> =>
  db.$queryRaw(Prisma.sql`
    SELECT m.id AS "membershipId", jsonb_build_object('teamId', s.team_id, 'userId', s.slack_user_id) AS slack
    FROM membership m JOIN role r ON r.id = m.role_id
    JOIN slack_identity s ON s.account_id = m.account_id
    JOIN workspace w ON w.team_id = s.team_id AND w.organization_id = m.organization_id AND w.uninstalled_at IS NULL
    WHERE m.organization_id = ${organizationId}::uuid AND m.status = 'ACTIVE' AND r.is_admin AND s.guest_since IS NULL
    ORDER BY m.joined_at LIMIT 100`);

/** Who joined with this as their primary team, oldest first. */
export const findJoins = async (
  db: Db,
  organizationId: string,
  teamId: string,
  since: Date,
  until: Date,
): Promise<{ name: string; roleName: string; slackUserId: string | null }[]> => {
  const rows = await readMembers(
    db,
    Prisma.sql`WHERE m.organization_id = ${organizationId}::uuid AND m.primary_team_id = ${teamId}::uuid AND m.status = 'ACTIVE'
      AND m.joined_at >= ${since} AND m.joined_at < ${until} ORDER BY m.joined_at, m.id LIMIT 200`,
  );
  return rows.map((row) => ({
    name: [row.firstName, row.lastName].filter(Boolean).join(' ') || row.email,
    roleName: row.roleName,
    slackUserId: row.slack?.userId ?? null,
  }));
};

export const countActiveAdmins = async (db: Db, organizationId: string): Promise<number> =>
  db.membership.count({ where: { organizationId, status: 'ACTIVE', role: { isAdmin: true } } });
