import type { ProductContent, ProductDetails, ProductSummary } from '../domain/product.ts';
import { countLimit, listedCountLimit, type NamePosition } from '../domain/team.ts';
import type { Page } from '../ports/records.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { isLive } from './invite-links.ts';
import { counted, isOf } from './teams.ts';

const columns = (limit: number): Prisma.Sql =>
  Prisma.raw(`p.id, p.key, p.name, p.enabled AS "isEnabled", p.is_default AS "isDefault",
  ${counted(
    `SELECT FROM membership_product mp JOIN membership m ON m.id = mp.membership_id
    WHERE ${isOf('mp.product_id', 'p')} AND m.status = 'ACTIVE'`,
    limit,
  )} AS holders,
  ${counted(
    `SELECT FROM invitation_product ip JOIN invitation i ON i.id = ip.invitation_id
    WHERE ${isOf('ip.product_id', 'p')} AND i.status = 'PENDING'`,
    limit,
  )} AS pending,
  (SELECT count(*)::int FROM team_product tp JOIN team t ON t.id = tp.team_id
    WHERE tp.product_id = p.id AND t.archived_at IS NULL) AS teams`);

/** As `admitByLink` gives them. */
const linksOf =
  Prisma.raw(`(SELECT count(*)::int FROM invite_link l WHERE l.organization_id = p.organization_id AND ${isLive}
  AND (EXISTS (SELECT FROM team_product tp WHERE tp.team_id = l.team_id AND tp.product_id = p.id)
    OR (p.is_default AND NOT EXISTS (SELECT FROM team_product tp JOIN product o ON o.id = tp.product_id
      WHERE tp.team_id = l.team_id AND o.enabled)))) AS links`);

/** Names are unique whatever their case, so a position needs no more than the id of the row it stands at. */
const boundOf = (organizationId: string, position: NamePosition): Prisma.Sql => {
  if (position === null) return Prisma.empty;
  const at = (id: string) =>
    Prisma.sql`(SELECT lower(name) FROM product WHERE id = ${id}::uuid AND organization_id = ${organizationId}::uuid)`;
  return 'after' in position
    ? Prisma.sql`AND lower(p.name) > ${at(position.after)}`
    : Prisma.sql`AND lower(p.name) < ${at(position.before)}`;
};

export const findProductPage = async (
  db: Db,
  organizationId: string,
  position: NamePosition,
  limit: number,
): Promise<Page<ProductSummary>> => {
  const backwards = position !== null && 'before' in position;
  const order = Prisma.raw(backwards ? 'lower(p.name) DESC' : 'lower(p.name)');
  const rows = await db.$queryRaw<ProductSummary[]>(Prisma.sql`
    SELECT ${columns(listedCountLimit)} FROM product p
    WHERE p.organization_id = ${organizationId}::uuid ${boundOf(organizationId, position)}
    ORDER BY ${order} LIMIT ${limit + 1}`);
  const page = rows.slice(0, limit);
  return { rows: backwards ? page.reverse() : page, hasMore: rows.length > limit };
};

export const findProduct = async (
  db: Db,
  organizationId: string,
  productId: string,
): Promise<ProductDetails | null> => {
  const rows = await db.$queryRaw<ProductDetails[]>(Prisma.sql`
    SELECT ${columns(countLimit)}, ${linksOf} FROM product p WHERE p.id = ${productId}::uuid AND p.organization_id = ${organizationId}::uuid`);
  return rows[0] ?? null;
};

/** As `holdTeam`: forms that give this product are waited for, foreign keys that point to it are not. */
export const holdProduct = async (
  db: Db,
  organizationId: string,
  productId: string,
): Promise<ProductDetails | null> => {
  await db.$queryRaw(Prisma.sql`
    SELECT id FROM product WHERE id = ${productId}::uuid AND organization_id = ${organizationId}::uuid FOR NO KEY UPDATE`);
  return findProduct(db, organizationId, productId);
};

export const findProductNames = (
  db: Db,
  organizationId: string,
): Promise<{ id: string; key: string; name: string }[]> =>
  db.product.findMany({ where: { organizationId }, select: { id: true, key: true, name: true } });

export const createProduct = async (
  db: Db,
  organizationId: string,
  { id, key, name, isDefault }: ProductContent & { readonly id: string; readonly key: string },
): Promise<void> => {
  await db.product.create({ data: { id, organizationId, key, name, isDefault } });
};

export const changeProduct = async (
  db: Db,
  organizationId: string,
  productId: string,
  { name, isDefault }: ProductContent,
): Promise<void> => {
  await db.product.updateMany({ where: { id: productId, organizationId }, data: { name, isDefault } });
};

export const holdProductHolders = async (
  db: Db,
  organizationId: string,
  productId: string,
  actorId: string | null,
): Promise<void> => {
  await db.$executeRaw(Prisma.sql`
    SELECT m.id FROM membership m
    WHERE m.organization_id = ${organizationId}::uuid AND (m.id = ${actorId}::uuid OR (m.status = 'ACTIVE'
      AND EXISTS (SELECT FROM membership_product mp WHERE mp.membership_id = m.id AND mp.product_id = ${productId}::uuid)))
    ORDER BY m.id FOR NO KEY UPDATE`);
};

export const switchProduct = async (
  db: Db,
  organizationId: string,
  productId: string,
  isEnabled: boolean,
): Promise<number> =>
  db.$executeRaw(Prisma.sql`
    WITH switched AS (
      UPDATE product SET enabled = ${isEnabled}
      WHERE id = ${productId}::uuid AND organization_id = ${organizationId}::uuid RETURNING id
    )
    UPDATE membership m SET version = m.version + 1
    FROM switched, membership_product mp
    WHERE mp.product_id = switched.id AND m.id = mp.membership_id AND m.organization_id = ${organizationId}::uuid
      AND m.status = 'ACTIVE'`);
