import type { OrganizationFacts, Sightings, UsedChannel } from '../domain/doctor/facts.ts';
import type { DoctorNotes, DoctorReads, DoctorWrites, SightingKind, WhoseOrganization } from '../ports/diagnosis.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import { findFailedJobs, forgetFailedJobs, retryFailedJobs } from './failed-jobs.ts';
import { Prisma } from './generated/client.ts';
import { isUndelivered } from './undelivered.ts';

export const doctorReadsOn = (db: Db): DoctorReads => ({ findFailedJobs: bind(db)(findFailedJobs) });
export const doctorWritesOn = (db: Db): DoctorWrites => ({ retryFailedJobs: bind(db)(retryFailedJobs) });
export const doctorNotesOn = (db: Db): DoctorNotes => ({
  noteSighting: bind(db)(noteSighting),
  forgetFailedJobs: () => forgetFailedJobs(db),
});

const noteSighting = async (db: Db, teamId: string, kind: SightingKind, detail: string | null): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    INSERT INTO sighting (team_id, kind, at, detail) VALUES (${teamId}, ${kind}, usher_now(), ${detail})
    ON CONFLICT (team_id, kind) DO UPDATE SET at = excluded.at, detail = excluded.detail`);
};

/** More than this many channels are not asked about: somebody waits for the answer. */
const mostTeams = 50;

type Row = Omit<OrganizationFacts, 'channels' | 'sightings'> & {
  readonly teams: readonly { readonly name: string; readonly channelId: string }[];
  readonly seen: readonly { readonly kind: SightingKind; readonly at: string; readonly detail: string | null }[];
};

const boundAdmin = `EXISTS (SELECT FROM slack_identity s JOIN workspace w ON w.team_id = s.team_id
  WHERE s.account_id = m.account_id AND w.organization_id = m.organization_id AND w.uninstalled_at IS NULL)`;

/** By its id; by its workspace, else the only one there is. */
const idOf = (whose: WhoseOrganization): Prisma.Sql =>
  'organizationId' in whose
    ? Prisma.sql`${whose.organizationId}::uuid`
    : Prisma.sql`coalesce((SELECT w.organization_id FROM workspace w WHERE w.team_id = ${whose.slackTeamId}),
        (SELECT min(id::text)::uuid FROM organization HAVING count(*) = 1))`;

/** What doctor makes its findings of, in one read. */
export const findOrganizationFacts = async (db: Db, whose: WhoseOrganization): Promise<OrganizationFacts | null> => {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    SELECT o.id AS "organizationId", o.product_url AS "productUrl", o.getting_started_url AS "gettingStartedUrl",
      o.support_contact AS "supportContact", o.digest_on AS "digestOn", o.organization_posts = 'WEEKLY' AS "weeklyOn",
      o.admin_channel_id AS "adminChannelId", o.organization_channel_id AS "organizationChannelId",
      a.admins::int AS "activeAdmins", a.bound::int AS "boundAdmins",
      ARRAY(SELECT jsonb_build_object('teamId', w.team_id, 'name', w.name) FROM workspace w
        WHERE w.organization_id = o.id AND w.uninstalled_at IS NULL ORDER BY w.installed_at, w.id) AS workspaces,
      ARRAY(SELECT jsonb_build_object('name', t.name, 'channelId', t.slack_channel_id) FROM team t
        WHERE t.organization_id = o.id AND t.archived_at IS NULL AND t.slack_channel_id IS NOT NULL
        ORDER BY lower(t.name), t.id LIMIT ${mostTeams}) AS teams,
      (SELECT min(w.slack_stopped_at) FROM workspace w
        WHERE w.organization_id = o.id AND w.uninstalled_at IS NULL) AS "slackStoppedAt",
      (SELECT count(*)::int FROM (
        SELECT FROM invitation i WHERE i.organization_id = o.id AND ${isUndelivered} LIMIT 1000) u) AS unreached,
      ARRAY(SELECT p.subject FROM posted_message p
        WHERE p.organization_id = o.id AND p.kind = 'channel_problem') AS "troubledChannelIds",
      ARRAY(SELECT jsonb_build_object('kind', s.kind, 'at', s.at, 'detail', s.detail) FROM sighting s
        JOIN workspace w ON w.team_id = s.team_id AND w.organization_id = o.id) AS seen
    FROM organization o CROSS JOIN LATERAL (
      SELECT count(*) AS admins, count(*) FILTER (WHERE ${Prisma.raw(boundAdmin)}) AS bound
      FROM membership m JOIN role r ON r.id = m.role_id
      WHERE m.organization_id = o.id AND m.status = 'ACTIVE' AND r.is_admin) a
    WHERE o.id = ${idOf(whose)}`);
  const [row] = rows;
  if (!row) return null;
  const { teams, seen, ...facts } = row;
  return { ...facts, channels: channelsOf(row, teams), sightings: sightingsOf(seen) };
};

const channelsOf = (
  { adminChannelId, organizationChannelId, weeklyOn }: Row,
  teams: Row['teams'],
): readonly UsedChannel[] => [
  ...(adminChannelId ? [{ channelId: adminChannelId, use: { kind: 'admins' as const } }] : []),
  ...(organizationChannelId && weeklyOn
    ? [{ channelId: organizationChannelId, use: { kind: 'organization' as const } }]
    : []),
  ...teams.map(({ name, channelId }) => ({ channelId, use: { kind: 'team' as const, teamName: name } })),
];

/** The newest of each kind, of whichever workspace. */
const sightingsOf = (seen: Row['seen']): Sightings => {
  const newest = (kind: SightingKind) =>
    seen.filter((one) => one.kind === kind).toSorted((one, other) => other.at.localeCompare(one.at))[0];
  const at = (kind: SightingKind): Date | null => {
    const found = newest(kind);
    return found ? new Date(found.at) : null;
  };
  const stray = newest('stray_command');
  return {
    request: at('request'),
    refused: at('refused'),
    command: at('command'),
    strayCommand: stray ? { command: stray.detail ?? '', at: new Date(stray.at) } : null,
  };
};
