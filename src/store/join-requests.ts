import type { SlackUserRef } from '../domain/actor.ts';
import type { JoinRequestDecision, JoinRequestRecord } from '../domain/join-request.ts';
import type { JoinRequestReads, JoinRequestWrites, NewJoinRequest } from '../ports/join-requests.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';
import { findPostedCopies } from './posted-messages.ts';

type Row = Omit<JoinRequestRecord, 'decision'> & {
  kind: JoinRequestDecision['kind'] | null;
  decidedAt: Date | null;
  note: string | null;
  decidedBy: JoinRequestDecision['by'] | null;
};

const columns = `q.id, q.organization_id AS "organizationId", q.email, q.email_key AS "emailKey", q.reason,
  jsonb_build_object('teamId', q.asked_by_team_id, 'userId', q.asked_by_slack_user_id) AS "askedBy",
  q.created_at AS "createdAt", q.decision AS kind, q.decided_at AS "decidedAt", q.decision_note AS note,
  (SELECT jsonb_build_object('email', a.email, 'firstName', a.first_name, 'lastName', a.last_name)
   FROM membership m JOIN account a ON a.id = m.account_id WHERE m.id = q.decided_by_id) AS "decidedBy"`;

const readOne = async (db: Db, rest: Prisma.Sql): Promise<JoinRequestRecord | null> => {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`SELECT ${Prisma.raw(columns)} FROM join_request q ${rest}`);
  const [row] = rows;
  if (!row) return null;
  const { kind, decidedAt: at, note, decidedBy: by, ...request } = row;
  return { ...request, decision: kind && at && by ? { kind, at, note, by } : null };
};

const findJoinRequest = (db: Db, organizationId: string, id: string): Promise<JoinRequestRecord | null> =>
  readOne(db, Prisma.sql`WHERE q.id = ${id}::uuid AND q.organization_id = ${organizationId}::uuid`);

const findOpenRequest = (db: Db, organizationId: string, emailKey: string): Promise<JoinRequestRecord | null> =>
  readOne(
    db,
    Prisma.sql`WHERE q.organization_id = ${organizationId}::uuid AND q.email_key = ${emailKey} AND q.decision IS NULL`,
  );

const holdJoinRequest = (db: Db, organizationId: string, id: string): Promise<JoinRequestRecord | null> =>
  readOne(db, Prisma.sql`WHERE q.id = ${id}::uuid AND q.organization_id = ${organizationId}::uuid FOR UPDATE OF q`);

const countOpenRequests = async (db: Db, organizationId: string, { teamId, userId }: SlackUserRef): Promise<number> => {
  await db.$executeRaw(
    Prisma.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`join_request:${organizationId}:${teamId}:${userId}`}, 0))`,
  );
  const rows = await db.$queryRaw<{ count: number }[]>(Prisma.sql`
    SELECT count(*)::int AS count FROM join_request WHERE organization_id = ${organizationId}::uuid AND decision IS NULL
      AND asked_by_team_id = ${teamId} AND asked_by_slack_user_id = ${userId}`);
  return rows[0]?.count ?? 0;
};

const createJoinRequest = async (db: Db, request: NewJoinRequest): Promise<boolean> => {
  const { id, organizationId, email, emailKey, reason, askedBy } = request;
  const count = await db.$executeRaw(Prisma.sql`
    INSERT INTO join_request (id, organization_id, email, email_key, reason, asked_by_team_id, asked_by_slack_user_id)
    VALUES (${id}::uuid, ${organizationId}::uuid, ${email}, ${emailKey}, ${reason}, ${askedBy.teamId}, ${askedBy.userId})
    ON CONFLICT (organization_id, email_key) WHERE decision IS NULL DO NOTHING`);
  return count === 1;
};

const decideJoinRequest: (db: Db, ...args: Parameters<JoinRequestWrites['decideJoinRequest']>) => Promise<void> =
  async (db, id, kind, decidedById, note) => {
    await db.$executeRaw(Prisma.sql`
    UPDATE join_request SET decision = ${kind}, decided_by_id = ${decidedById}::uuid, decided_at = usher_now(),
      decision_note = ${note} WHERE id = ${id}::uuid AND decision IS NULL`);
  };

export const joinRequestReadsOn = (db: Db): JoinRequestReads => {
  const on = bind(db);
  return {
    findJoinRequest: on(findJoinRequest),
    findOpenRequest: on(findOpenRequest),
    findPostedCopies: on(findPostedCopies),
  };
};

export const joinRequestWritesOn = (db: Db): JoinRequestWrites => {
  const on = bind(db);
  return {
    countOpenRequests: on(countOpenRequests),
    createJoinRequest: on(createJoinRequest),
    holdJoinRequest: on(holdJoinRequest),
    decideJoinRequest: on(decideJoinRequest),
  };
};
