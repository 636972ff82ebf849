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
