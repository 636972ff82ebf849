import type { RosterRow } from '../domain/member.ts';
import type { MeantInvitation, MemberKey, PersonKey } from '../domain/person-card.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { rosterColumns } from './roster.ts';
import { addressBegins, pendingSearchText, searchFor } from './search.ts';

/** In the order of the roster's index: the status first, whose first value is ACTIVE. */
export const findMembersMeant = (
  db: Db,
  organizationId: string,
  key: MemberKey,
  { onlyActive }: { readonly onlyActive: boolean },
  limit: number,
): Promise<RosterRow[]> =>
  db.$queryRaw<RosterRow[]>(Prisma.sql`
    SELECT ${rosterColumns}
    FROM membership m JOIN account a ON a.id = m.account_id JOIN role r ON r.id = m.role_id
    WHERE m.organization_id = ${organizationId}::uuid AND ${memberIs(key)}
      ${onlyActive ? Prisma.sql`AND m.status = 'ACTIVE'` : Prisma.empty}
    ORDER BY m.status, m.joined_at DESC, m.id DESC LIMIT ${limit}`);

const memberIs = (key: MemberKey): Prisma.Sql => {
  switch (key.kind) {
    case 'slack':
      return Prisma.sql`m.account_id = (SELECT s.account_id FROM slack_identity s
        WHERE s.team_id = ${key.user.teamId} AND s.slack_user_id = ${key.user.userId})`;
    case 'email':
      return Prisma.sql`m.account_id = (SELECT id FROM account WHERE email_key = ${key.emailKey})`;
    case 'text':
      return searchFor(Prisma.sql`m.search_text`, key.text);
    case 'beginning':
      return addressBegins(Prisma.sql`a.email_key`, key.text);
  }
};

/** Pending invitations of the people meant, newest link first. */
export const findInvitedMeant = (
  db: Db,
  organizationId: string,
  key: PersonKey,
  limit: number,
): Promise<MeantInvitation[]> =>
  db.$queryRaw<MeantInvitation[]>(Prisma.sql`
    SELECT i.id AS "invitationId", i.email, i.first_name AS "firstName", i.last_name AS "lastName", i.expires_at AS "expiresAt"
    FROM invitation i
    WHERE i.organization_id = ${organizationId}::uuid AND i.status = 'PENDING' AND ${invitationIs(key)}
    ORDER BY i.issued_at DESC, i.id DESC LIMIT ${limit}`);

const invitationIs = (key: PersonKey): Prisma.Sql => {
  switch (key.kind) {
    case 'slack':
      return Prisma.sql`i.slack_team_id = ${key.user.teamId} AND i.slack_user_id = ${key.user.userId}`;
    case 'email':
      return Prisma.sql`i.email_key = ${key.emailKey}`;
    case 'text':
      return searchFor(pendingSearchText, key.text);
  }
};
