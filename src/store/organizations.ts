import type { Organization } from '../domain/organization.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/** An organization as raw SQL returns it: one JSON column, so that every query that needs the settings reads them alike. */
export type OrganizationJson = Organization;

/** The first workspace of `organization o`. */
const ownWorkspace = `(SELECT w.team_id FROM workspace w WHERE w.organization_id = o.id AND w.uninstalled_at IS NULL
  ORDER BY w.installed_at LIMIT 1)`;

/** Expects `organization o` in scope. Keys are those of the domain type. */
export const organizationJson = `json_build_object(
  'id', o.id, 'name', o.name, 'productName', o.product_name, 'productUrl', o.product_url,
  'gettingStartedUrl', o.getting_started_url, 'supportContact', o.support_contact,
  'invitationLifetimeHours', o.invitation_lifetime_hours, 'namesAskedOf', o.names_asked_of,
  'existingAccounts', o.existing_accounts, 'ownDomains', o.own_domains, 'guestPolicy', o.guest_policy,
  'deliveryPolicy', o.delivery_policy, 'adminChannelId', o.admin_channel_id,
  'organizationChannelId', o.organization_channel_id, 'organizationPosts', o.organization_posts,
  'remindersOn', o.reminders_on, 'quietFromHour', o.quiet_from_hour, 'quietUntilHour', o.quiet_until_hour,
  'automaticMessageCap', o.automatic_message_cap, 'digestOn', o.digest_on, 'digestHour', o.digest_hour,
  'reinviteCap', o.reinvite_cap, 'dailyInvitationCap', o.daily_invitation_cap, 'allowedDomains', o.allowed_domains,
  'blockedDomains', o.blocked_domains, 'rosterReaders', o.roster_readers, 'inviteLinkPolicy', o.invite_links,
  'askAboutJoiners', o.ask_about_joiners, 'timeZone', o.time_zone, 'language', o.language,
  'slackTeamId', ${ownWorkspace})`;

export const findOrganization = async (db: Db, organizationId: string): Promise<Organization | null> => {
  const rows = await db.$queryRaw<{ organization: OrganizationJson }[]>(
    Prisma.sql`SELECT ${Prisma.raw(organizationJson)} AS organization FROM organization o WHERE o.id = ${organizationId}::uuid`,
  );
  return rows[0]?.organization ?? null;
};
