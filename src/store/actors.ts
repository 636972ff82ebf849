import type { Pool } from 'pg';
import type { Actor, MemberActor, MembershipStatus, SlackUserRef } from '../domain/actor.ts';
import type { Organization } from '../domain/organization.ts';
import type { ActorContext } from '../ports/records.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { organizationJson } from './organizations.ts';

export type ActorRow = {
  organization: Organization;
  now: Date;
  membership_id: string | null;
  account_id: string;
  email: string;
  first_name: string | null;
  last_name: string | null;
  status: MembershipStatus;
  role_id: string;
  role_name: string;
  rank: number;
  is_admin: boolean;
  is_guest: boolean;
};

const personColumns = `usher_now() AS now, m.id AS membership_id, m.account_id, a.email,
  a.first_name, a.last_name, m.status::text, r.id AS role_id, r.name AS role_name, r.rank, r.is_admin,
  i.guest_since IS NOT NULL AS is_guest`;

/** $1: the workspace that sent the request, $2: the user who acts in it. */
const actorTables = `workspace w
    JOIN organization o ON o.id = w.organization_id
    LEFT JOIN slack_identity i ON i.team_id = w.team_id AND i.slack_user_id = $2
    LEFT JOIN membership m ON m.organization_id = o.id AND m.account_id = i.account_id
    LEFT JOIN account a ON a.id = m.account_id
    LEFT JOIN role r ON r.id = m.role_id
    WHERE w.team_id = $1 AND w.uninstalled_at IS NULL`;

// Another one after each write of the two rows that settings are read from: a new version of a row lies elsewhere, or was written by
// another transaction.
const mark = `concat_ws('.', o.xmin, o.ctid, w.xmin, w.ctid)`;

/** The settings of a workspace's organization, and the mark of what they were read from. */
type KnownOrganization = { readonly mark: string; readonly organization: Organization };

/** Remembers settings, which are most of what a look at an actor would read; they are read again whenever their mark is another. */
export type ActorReader = { readonly pool: Pool; readonly known: Map<string, KnownOrganization> };

/** As JSON has it: one column costs less than the dozens that it stands for. */
type Told<Row extends ActorRow> = Omit<Row, 'organization' | 'now'> & { readonly mark: string; readonly now: string };

/** Who was found, with the settings and the time. */
export type FoundActor<Row extends ActorRow> = Pick<ActorRow, 'organization' | 'now'> & { readonly row: Told<Row> };

/**
 * `more`: columns beside those of the actor. PostgreSQL prepares at each run whatever a statement may read, though it then reads none
 * of it: so the settings have a statement of their own.
 */
export const actorStatement = (more = ''): string =>
  `SELECT to_json(found) AS found FROM (SELECT ${mark} AS mark, ${personColumns}${more} FROM ${actorTables}) found`;

const settingsStatement = {
  name: 'find-settings',
  text: `SELECT ${mark} AS mark, ${organizationJson} AS organization FROM workspace w
    JOIN organization o ON o.id = w.organization_id WHERE w.team_id = $1`,
};

/** Every interaction starts with this read, so it is a prepared one: Prisma would cost about 0.3 ms more. */
export const readActor = async <Row extends ActorRow>(
  reader: ActorReader,
  statement: { readonly name: string; readonly text: string },
  installedTeamId: string,
  user: SlackUserRef,
): Promise<FoundActor<Row> | null> => {
  const { rows } = await reader.pool.query<{ found: Told<Row> }>({
    ...statement,
    values: [installedTeamId, user.userId],
  });
  const row = rows[0]?.found;
  if (!row) return null;
  const known = reader.known.get(installedTeamId);
  const organization = known?.mark === row.mark ? known.organization : await readSettings(reader, installedTeamId);
  return organization && { row, organization, now: new Date(row.now) };
};

const readSettings = async ({ pool, known }: ActorReader, installedTeamId: string): Promise<Organization | null> => {
  const { rows } = await pool.query<KnownOrganization>({ ...settingsStatement, values: [installedTeamId] });
  const [current] = rows;
  if (!current) return null;
  // Which workspace is an organization's first may change by others than this one; then nothing here would tell.
  if (current.organization.slackTeamId === installedTeamId) known.set(installedTeamId, current);
  else known.delete(installedTeamId);
  return current.organization;
};

const findActorStatement = { name: 'find-actor', text: actorStatement() };

export const findActor = async (
  reader: ActorReader,
  installedTeamId: string,
  user: SlackUserRef,
): Promise<ActorContext | null> => {
  const found = await readActor<ActorRow>(reader, findActorStatement, installedTeamId, user);
  return found && contextOf(found, installedTeamId, user);
};

export const contextOf = (
  { row, organization, now }: FoundActor<ActorRow>,
  installedTeamId: string,
  user: SlackUserRef,
): ActorContext => {
  // Someone of another workspace may carry the user id of a member here: their own team decides, not the id alone.
  if (user.teamId !== installedTeamId) return { actor: { kind: 'stranger', slack: user }, organization, now };
  return { actor: actorOf(row, organization.id, user), organization, now };
};

/**
 * FOR SHARE: nobody can demote or deactivate this actor until the transaction that relies on them has ended. The row is locked
 * before it is joined: were the join locked, a role that changed while we waited would match no row, as if they were nobody.
 */
export const holdActor = async (db: Db, actor: MemberActor): Promise<ActorContext | null> => {
  const rows = await db.$queryRaw<ActorRow[]>(
    Prisma.sql`WITH m AS MATERIALIZED (
        SELECT * FROM membership
        WHERE id = ${actor.membershipId}::uuid AND organization_id = ${actor.organizationId}::uuid FOR SHARE)
      SELECT ${Prisma.raw(`${organizationJson} AS organization, ${personColumns}`)}
      FROM m
      JOIN organization o ON o.id = m.organization_id
      JOIN account a ON a.id = m.account_id
      JOIN role r ON r.id = m.role_id
      LEFT JOIN slack_identity i ON i.team_id = ${actor.slack.teamId} AND i.slack_user_id = ${actor.slack.userId}`,
  );
  const row = rows[0];
  return row
    ? { actor: actorOf(row, row.organization.id, actor.slack), organization: row.organization, now: row.now }
    : null;
};

const actorOf = (row: Omit<ActorRow, 'organization' | 'now'>, organizationId: string, slack: SlackUserRef): Actor => {
  if (row.membership_id === null) return { kind: 'slack_user', organizationId, slack };
  return {
    kind: 'member',
    organizationId,
    membershipId: row.membership_id,
    accountId: row.account_id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    status: row.status,
    role: { id: row.role_id, name: row.role_name, rank: row.rank, isAdmin: row.is_admin },
    slack,
    isGuest: row.is_guest,
  };
};
