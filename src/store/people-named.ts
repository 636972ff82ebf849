import type { FoundPerson } from '../ports/why.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { likePattern } from './search.ts';

/** Members first, in the order of the roster's index; then those who were only ever invited, each once: every word has to be in the name or the address. */
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
        ORDER BY m.status, m.joined_at DESC, m.id DESC LIMIT ${limit})
      UNION ALL
      (SELECT DISTINCT ON (i.email_key) i.email, i.first_name, i.last_name, false
        FROM invitation i
        WHERE i.organization_id = ${organizationId}::uuid AND ${Prisma.join(inInvitation, ' AND ')}
          AND NOT EXISTS (SELECT FROM account ka JOIN membership km ON km.account_id = ka.id
            WHERE ka.email_key = i.email_key AND km.organization_id = i.organization_id)
        ORDER BY i.email_key, i.created_at DESC LIMIT ${limit})
    ) found LIMIT ${limit}`);
};
