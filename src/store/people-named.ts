import { addressesOneSlipAway } from '../domain/nearest-address.ts';
import type { NearPerson } from '../domain/why-facts.ts';
import type { FoundPerson } from '../ports/why.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { likePattern } from './search.ts';

type Near = Omit<NearPerson, 'likeness'>;

// More than these are not told from each other by a glance.
const MOST_NEAR = 50;

/**
 * Addresses one slip away (by the unique index), those with the same name before the @ (by the trigrams), and people of the same
 * name: what may have been meant, wherever it stands. The caller decides what is near enough.
 */
export const findNearPeople = async (
  db: Db,
  organizationId: string,
  asked: { readonly emailKey: string; readonly firstName: string | null; readonly lastName: string | null },
): Promise<Near[]> => {
  const slips = addressesOneSlipAway(asked.emailKey);
  const local = asked.emailKey.slice(0, asked.emailKey.lastIndexOf('@'));
  const { firstName, lastName } = asked;
  const orNamed =
    firstName && lastName ? Prisma.sql`OR m.search_text LIKE ${likePattern(`${firstName} ${lastName}`)}` : Prisma.empty;
  const orLastNamed = lastName ? Prisma.sql`OR i.last_name ILIKE ${likePattern(lastName)}` : Prisma.empty;
  return db.$queryRaw<Near[]>(Prisma.sql`
    SELECT * FROM (
      SELECT a.email, a.first_name AS "firstName", a.last_name AS "lastName",
        CASE WHEN m.status = 'ACTIVE' THEN 'member' ELSE 'gone' END AS standing
      FROM account a JOIN membership m ON m.account_id = a.id AND m.organization_id = ${organizationId}::uuid
      WHERE a.email_key = ANY(${slips}::text[])
      UNION
      SELECT a.email, a.first_name, a.last_name, CASE WHEN m.status = 'ACTIVE' THEN 'member' ELSE 'gone' END
      FROM membership m JOIN account a ON a.id = m.account_id
      WHERE m.organization_id = ${organizationId}::uuid AND (${local} <% m.search_text ${orNamed})
      UNION
      SELECT i.email, i.first_name, i.last_name, 'invited' FROM invitation i
      WHERE i.organization_id = ${organizationId}::uuid AND i.status = 'PENDING' AND i.email_key = ANY(${slips}::text[])
      UNION
      SELECT i.email, i.first_name, i.last_name, 'invited' FROM invitation i
      WHERE i.organization_id = ${organizationId}::uuid AND i.status = 'PENDING' AND (${local} <% i.email_key ${orLastNamed})
    ) near LIMIT ${MOST_NEAR}`);
};

/** Members first, then those who were only ever invited, each once: every word has to be in the name or the address. */
export const findPeopleNamed = async (
  db: Db,
  organizationId: string,
  text: string,
  limit: number,
): Promise<FoundPerson[]> => {
  const words = text.trim().split(/\s+/u).slice(0, 5).map(likePattern);
  const inMember = words.map((word) => Prisma.sql`m.search_text LIKE ${word}`);
  const inInvitation = words.map(
    (word) => Prisma.sql`(i.email_key LIKE ${word} OR i.first_name ILIKE ${word} OR i.last_name ILIKE ${word})`,
  );
  return db.$queryRaw<FoundPerson[]>(Prisma.sql`
    SELECT * FROM (
      (SELECT a.email, a.first_name AS "firstName", a.last_name AS "lastName", true AS "isMember"
        FROM membership m JOIN account a ON a.id = m.account_id
        WHERE m.organization_id = ${organizationId}::uuid AND ${Prisma.join(inMember, ' AND ')}
        ORDER BY m.joined_at DESC LIMIT ${limit})
      UNION ALL
      (SELECT DISTINCT ON (i.email_key) i.email, i.first_name, i.last_name, false
        FROM invitation i
        WHERE i.organization_id = ${organizationId}::uuid AND ${Prisma.join(inInvitation, ' AND ')}
          AND NOT EXISTS (SELECT FROM account ka JOIN membership km ON km.account_id = ka.id
            WHERE ka.email_key = i.email_key AND km.organization_id = i.organization_id)
        ORDER BY i.email_key, i.created_at DESC LIMIT ${limit})
    ) found LIMIT ${limit}`);
};
