import type { Admission } from '../ports/records.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

/** What the roster's search looks through; the trigram index stands on it. */
export const searchTextOf = (person: {
  readonly first: string | null;
  readonly last: string | null;
  readonly email: string;
}): string => [person.first, person.last, person.email].filter(Boolean).join(' ').toLowerCase();

/**
 * Makes the invitee a member under the terms of the invitation, in one statement: account, membership (the same row again for
 * somebody who comes back), teams, products, permissions, and the invitation itself. The caller holds the invitation's row.
 * Returns the membership, or null when the account is an active member already: then nothing of the above happened.
 */
export const admit = async (
  db: Db,
  admission: Admission,
): Promise<{ membershipId: string; accountId: string } | null> => {
  const { invitation, names } = admission;
  const searchText = searchTextOf({ ...names, email: invitation.email });
  const rows = await db.$queryRaw<{ id: string; account_id: string }[]>(Prisma.sql`
    WITH acc AS (
      INSERT INTO account (id, email, email_key, first_name, last_name)
      VALUES (${admission.accountId}::uuid, ${invitation.email}, ${invitation.emailKey}, ${names.first}, ${names.last})
      ON CONFLICT (email_key) DO UPDATE SET first_name = coalesce(account.first_name, excluded.first_name),
        last_name = coalesce(account.last_name, excluded.last_name)
      RETURNING id
    ), inv AS (
      SELECT * FROM invitation WHERE id = ${invitation.id}::uuid
    ), mem AS (
      INSERT INTO membership (id, organization_id, account_id, role_id, primary_team_id, joined_at, invited_by_id, search_text)
      SELECT ${admission.membershipId}::uuid, inv.organization_id, acc.id, inv.role_id, inv.primary_team_id, usher_now(),
        inv.issuer_id, ${searchText} FROM acc, inv
      ON CONFLICT (organization_id, account_id) DO UPDATE SET status = 'ACTIVE', ended_at = NULL, ended_by_id = NULL,
        role_id = excluded.role_id, primary_team_id = excluded.primary_team_id, joined_at = excluded.joined_at,
        invited_by_id = excluded.invited_by_id, search_text = excluded.search_text, version = membership.version + 1
      WHERE membership.status <> 'ACTIVE'
      RETURNING id, organization_id, account_id
    ), old_teams AS (
      DELETE FROM membership_team x USING mem WHERE x.membership_id = mem.id
        AND x.team_id NOT IN (SELECT team_id FROM invitation_team WHERE invitation_id = ${invitation.id}::uuid)
    ), new_teams AS (
      INSERT INTO membership_team (organization_id, membership_id, team_id)
      SELECT mem.organization_id, mem.id, it.team_id FROM mem, invitation_team it
      WHERE it.invitation_id = ${invitation.id}::uuid ON CONFLICT DO NOTHING
    ), old_products AS (
      DELETE FROM membership_product x USING mem WHERE x.membership_id = mem.id
        AND x.product_id NOT IN (SELECT product_id FROM invitation_product WHERE invitation_id = ${invitation.id}::uuid)
    ), offered AS MATERIALIZED (
      -- Held: whoever turns one off waits for this, and finds the new member among those who lose it.
      SELECT p.id FROM invitation_product ip JOIN product p ON p.id = ip.product_id
      WHERE ip.invitation_id = ${invitation.id}::uuid AND p.enabled ORDER BY p.id FOR SHARE OF p
    ), new_products AS (
      INSERT INTO membership_product (organization_id, membership_id, product_id)
      SELECT mem.organization_id, mem.id, offered.id FROM mem, offered ON CONFLICT DO NOTHING
    ), old_permissions AS (
      DELETE FROM membership_permission x USING mem WHERE x.membership_id = mem.id
        AND x.permission_id NOT IN (SELECT permission_id FROM invitation_permission WHERE invitation_id = ${invitation.id}::uuid)
    ), new_permissions AS (
      INSERT INTO membership_permission (organization_id, membership_id, permission_id, granted_by_id)
      SELECT mem.organization_id, mem.id, ip.permission_id, inv.issuer_id FROM mem, inv, invitation_permission ip
      WHERE ip.invitation_id = ${invitation.id}::uuid ON CONFLICT DO NOTHING
    ), claimed AS (
      UPDATE invitation i SET status = 'ACCEPTED', decided_at = usher_now(), membership_id = mem.id
      FROM mem WHERE i.id = ${invitation.id}::uuid AND i.status = 'PENDING'
      RETURNING i.id
    )
    SELECT mem.id, mem.account_id FROM mem JOIN claimed ON true`);
  const row = rows[0];
  return row ? { membershipId: row.id, accountId: row.account_id } : null;
};
