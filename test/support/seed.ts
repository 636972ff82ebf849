import { v7 as uuidv7 } from 'uuid';
import type { Usher } from './usher.ts';

export type SeedTeam = { readonly name: string; readonly channelId?: string; readonly products?: readonly string[] };

export type Seed = {
  readonly teams?: readonly SeedTeam[];
  readonly products?: readonly { readonly name: string; readonly isDefault?: boolean }[];
  /** Columns of the organization, as the settings would write them. */
  readonly settings?: Readonly<Record<string, unknown>>;
};

/** Teams, products and settings, straight into the database: the screens for them are not what these tests are about. */
export const seed = async (
  { query }: Pick<Usher, 'query'>,
  { teams = [], products = [], settings = {} }: Seed,
): Promise<void> => {
  const [organization] = await query<{ id: string }>('SELECT id FROM organization');
  if (!organization) throw new Error('There is no organization yet');
  const productIds = new Map<string, string>();
  for (const { name, isDefault = false } of products) {
    const id = uuidv7();
    productIds.set(name, id);
    const key = name.toLowerCase().replaceAll(/\W+/g, '-');
    await query('INSERT INTO product (id, organization_id, key, name, is_default) VALUES ($1, $2, $3, $4, $5)', [
      id,
      organization.id,
      key,
      name,
      isDefault,
    ]);
  }
  for (const team of teams) {
    const id = uuidv7();
    await query('INSERT INTO team (id, organization_id, name, slack_channel_id) VALUES ($1, $2, $3, $4)', [
      id,
      organization.id,
      team.name,
      team.channelId ?? null,
    ]);
    for (const product of team.products ?? []) {
      await query('INSERT INTO team_product (organization_id, team_id, product_id) VALUES ($1, $2, $3)', [
        organization.id,
        id,
        productIds.get(product),
      ]);
    }
  }
  for (const [column, value] of Object.entries(settings)) {
    await query(`UPDATE organization SET ${column} = $1`, [value]);
  }
};

export type SeedMember = {
  readonly email: string;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  /** Name of one of the roles that an organization starts with. */
  readonly role?: 'Viewer' | 'Member' | 'Admin';
  readonly status?: 'ACTIVE' | 'DEACTIVATED' | 'REMOVED';
  readonly joinedAt?: Date;
  /** Binds the Slack user, as if they had confirmed that this is them. */
  readonly slack?: { readonly id: string; readonly teamId: string };
};

/** Somebody who is, or was, a member, without the way there. Returns the id of the membership. */
export const seedMember = async ({ query }: Pick<Usher, 'query'>, member: SeedMember): Promise<string> => {
  const { email, firstName = 'Pat', lastName = 'Example', role = 'Member', status = 'ACTIVE', slack } = member;
  const membershipId = uuidv7();
  const accountId = uuidv7();
  await query('INSERT INTO account (id, email, email_key, first_name, last_name) VALUES ($1, $2, lower($2), $3, $4)', [
    accountId,
    email,
    firstName,
    lastName,
  ]);
  await query(
    `INSERT INTO membership (id, organization_id, account_id, role_id, status, joined_at, ended_at, search_text)
     SELECT $1, organization_id, $2, id, $4::membership_status, coalesce($5, usher_now()),
       CASE WHEN $4 = 'ACTIVE' THEN NULL ELSE usher_now() END, lower(concat_ws(' ', $6::text, $7::text, $8::text))
     FROM role WHERE name = $3`,
    [membershipId, accountId, role, status, member.joinedAt ?? null, firstName, lastName, email],
  );
  if (slack) {
    await query(
      `INSERT INTO slack_identity (id, team_id, slack_user_id, account_id, proof) VALUES ($1, $2, $3, $4, 'CONFIRMED')`,
      [uuidv7(), slack.teamId, slack.id, accountId],
    );
  }
  return membershipId;
};

/** Many members at once: `Person 01 Crowd` joined last, a minute after `Person 02`, and so on. All are Viewers. */
export const seedCrowd = async ({ query }: Pick<Usher, 'query'>, count: number): Promise<void> => {
  await query(
    `WITH made AS (
       INSERT INTO account (id, email, email_key, first_name, last_name)
       SELECT gen_random_uuid(), 'crowd' || n || '@example.com', 'crowd' || n || '@example.com', 'Person ' || lpad(n::text, 2, '0'), 'Crowd'
       FROM generate_series(1, $1::int) n RETURNING id, first_name, email
     )
     INSERT INTO membership (id, organization_id, account_id, role_id, joined_at, search_text)
     SELECT gen_random_uuid(), r.organization_id, made.id, r.id,
       usher_now() - split_part(first_name, ' ', 2)::int * interval '1 minute', lower(first_name || ' Crowd ' || email)
     FROM made, role r WHERE r.name = 'Viewer'`,
    [count],
  );
};
