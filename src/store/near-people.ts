import { addressesOneSlipAway } from '../domain/nearest-address.ts';
import type { NearPerson } from '../domain/why-facts.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { likePattern, pendingSearchText } from './search.ts';

type Near = Omit<NearPerson, 'likeness'>;

// Of each kind: more than these are not told from each other by a glance.
const MOST_ALIKE = 25;

/** Ids of the rows whose addresses stand around the one that was typed, in the order of their index. */
const around = (table: Prisma.Sql, among: Prisma.Sql, emailKey: string): Prisma.Sql => {
  const alike = Prisma.sql`usher_look_alike(x.email_key) COLLATE "C"`;
  const typed = Prisma.sql`usher_look_alike(${emailKey}::text)`;
  return Prisma.sql`ANY(ARRAY(
    (SELECT x.id FROM ${table} x WHERE ${among} AND ${alike} >= ${typed} ORDER BY ${alike} LIMIT ${MOST_ALIKE})
    UNION ALL
    (SELECT x.id FROM ${table} x WHERE ${among} AND ${alike} < ${typed} ORDER BY ${alike} DESC LIMIT ${MOST_ALIKE})))`;
};

/**
 * Who may have been meant, wherever the address stands: those one slip away, by the unique index; those that look alike, have the same
 * name before the @, or begin alike, by the order of `usher_look_alike`; and people of the same name. Of a million people no more is
 * read than of a thousand. The caller decides what is near enough.
 */
export const findNearPeople = async (
  db: Db,
  organizationId: string,
  asked: { readonly emailKey: string; readonly firstName: string | null; readonly lastName: string | null },
): Promise<Near[]> => {
  const { emailKey, firstName, lastName } = asked;
  const name = lastName ? [firstName, lastName].filter(Boolean).join(' ') : null;
  const members = Prisma.sql`SELECT a.email, a.first_name AS "firstName", a.last_name AS "lastName",
    CASE WHEN m.status = 'ACTIVE' THEN 'member' ELSE 'gone' END AS standing
    FROM account a JOIN membership m ON m.account_id = a.id WHERE m.organization_id = ${organizationId}::uuid`;
  const isWaiting = (row: string) =>
    Prisma.sql`${Prisma.raw(row)}.organization_id = ${organizationId}::uuid AND ${Prisma.raw(row)}.status = 'PENDING'`;
  const invited = Prisma.sql`SELECT i.email, i.first_name, i.last_name, 'invited' FROM invitation i WHERE ${isWaiting('i')}`;
  const ofSameName = name
    ? Prisma.sql`
      UNION (${members} AND m.search_text LIKE ${likePattern(name)} LIMIT ${MOST_ALIKE})
      UNION (${invited} AND ${pendingSearchText} LIKE ${likePattern(name)} LIMIT ${MOST_ALIKE})`
    : Prisma.empty;
  // They are a few thousand, and sent once.
  const slips = Prisma.sql`ANY((SELECT slips FROM typed)::text[])`;
  return db.$queryRaw<Near[]>(Prisma.sql`
    WITH typed AS (SELECT ${addressesOneSlipAway(emailKey)}::text[] AS slips)
    ${members} AND a.email_key = ${slips}
    UNION ${members} AND a.id = ${around(Prisma.sql`account`, Prisma.sql`true`, emailKey)}
    UNION ${invited} AND i.email_key = ${slips}
    UNION ${invited} AND i.id = ${around(Prisma.sql`invitation`, isWaiting('x'), emailKey)}
    ${ofSameName}`);
};
