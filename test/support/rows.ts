import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { MembershipStatus } from '../../src/domain/actor.ts';
import { emailKey } from '../../src/domain/email-address.ts';
import type { DeliveryFact, InvitationStatus } from '../../src/domain/invitation.ts';
import type { Store } from '../../src/ports/store.ts';
import { openStoreClient, type StoreClient } from '../../src/store/client.ts';
import { createStore } from '../../src/store/store.ts';
import { createDatabase } from './database.ts';
import { serverLog } from './server-log.ts';

/** The store on a database of its own, without Slack, mail and jobs; rows are written straight into it. */
export type StoreBench = {
  readonly url: string;
  readonly client: StoreClient;
  readonly store: Store;
  readonly query: <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
  readonly insert: (table: string, row: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Sets the one clock to this instant; it runs on from there. */
  readonly setClock: (at: Date) => Promise<void>;
  readonly jobs: () => Promise<string[]>;
  readonly stop: () => Promise<void>;
};

export const startStore = async (): Promise<StoreBench> => {
  const database = await createDatabase();
  const client = openStoreClient(database.url, serverLog);
  const pool = new pg.Pool({ connectionString: database.url, max: 3 });
  pool.on('error', () => undefined);
  const query: StoreBench['query'] = async (text, values) =>
    (await pool.query(text, values as never[])).rows as never[];
  return {
    url: database.url,
    client,
    store: createStore(client),
    query,
    insert: async (table, row) => {
      const columns = Object.keys(row);
      const places = columns.map((_, index) => `$${index + 1}`);
      await query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`, Object.values(row));
    },
    setClock: async (at) => {
      const [row] = await query<{ name: string; offset: string }>(
        'SELECT current_database() AS name, ($1::timestamptz - now())::text AS offset',
        [at],
      );
      await query(`ALTER DATABASE "${row?.name}" SET usher.clock_offset = '${row?.offset}'`);
    },
    jobs: async () => {
      const sql = `SELECT t.identifier AS name FROM graphile_worker._private_jobs j
        JOIN graphile_worker._private_tasks t ON t.id = j.task_id ORDER BY j.id`;
      return (await query<{ name: string }>(sql)).map(({ name }) => name);
    },
    stop: async () => {
      await Promise.all([client.close(), pool.end()]);
      await database.drop();
    },
  };
};

export type Org = {
  readonly id: string;
  readonly teamId: string;
  readonly roles: { readonly viewer: string; readonly member: string; readonly admin: string };
};

/** An organization with its workspace and the three roles. */
export const addOrg = async ({ insert }: StoreBench, name: string, timeZone = 'UTC'): Promise<Org> => {
  const [id, teamId] = [uuidv7(), `T${name.toUpperCase().replaceAll(/\W/g, '')}`];
  await insert('organization', { id, name, time_zone: timeZone });
  await insert('workspace', { id: uuidv7(), organization_id: id, team_id: teamId, name, bot_user_id: 'U0' });
  const roles = { viewer: uuidv7(), member: uuidv7(), admin: uuidv7() };
  const role = { organization_id: id, description: '', for_whom: '' };
  await insert('role', { ...role, id: roles.viewer, name: 'Viewer', rank: 10, is_default: true });
  await insert('role', { ...role, id: roles.member, name: 'Member', rank: 20 });
  await insert('role', { ...role, id: roles.admin, name: 'Admin', rank: 100, is_admin: true });
  return { id, teamId, roles };
};

export type MembershipGiven = {
  readonly email?: string;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly role?: keyof Org['roles'];
  readonly status?: MembershipStatus;
  readonly joinedAt?: Date;
  readonly teamId?: string | null;
  /** Their user in the workspace of the organization. */
  readonly slackUserId?: string;
};

export type MembershipRow = { readonly membershipId: string; readonly accountId: string; readonly email: string };

export const addMembership = async (
  { insert }: StoreBench,
  org: Org,
  given: MembershipGiven = {},
): Promise<MembershipRow> => {
  const [membershipId, accountId] = [uuidv7(), uuidv7()];
  const { email = `${accountId}@example.com`, firstName = 'Ada', lastName = 'Example' } = given;
  const { role = 'member', status = 'ACTIVE', joinedAt = new Date(), teamId = null } = given;
  const names = { first_name: firstName, last_name: lastName };
  await insert('account', { id: accountId, email, email_key: emailKey(email), ...names });
  await insert('membership', {
    id: membershipId,
    organization_id: org.id,
    account_id: accountId,
    role_id: org.roles[role],
    status,
    primary_team_id: teamId,
    joined_at: joinedAt,
    ended_at: status === 'ACTIVE' ? null : new Date(),
    search_text: [firstName, lastName, email].filter(Boolean).join(' ').toLowerCase(),
  });
  if (given.slackUserId) {
    const bound = { team_id: org.teamId, slack_user_id: given.slackUserId, account_id: accountId };
    await insert('slack_identity', { id: uuidv7(), ...bound, proof: 'CONFIRMED' });
  }
  return { membershipId, accountId, email };
};

/** Columns of an invitation; what is left out is as a new one has it. */
export type InvitationGiven = {
  readonly email?: string;
  readonly status?: InvitationStatus;
  readonly expires_at?: Date | null;
  readonly issued_at?: Date;
  readonly [column: string]: unknown;
};

export const addInvitation = async (
  { insert }: StoreBench,
  org: Org,
  { email = `${uuidv7()}@example.com`, status = 'PENDING', ...columns }: InvitationGiven = {},
): Promise<string> => {
  const id = uuidv7();
  await insert('invitation', {
    id,
    organization_id: org.id,
    email,
    email_key: emailKey(email),
    role_id: org.roles.member,
    batch_id: uuidv7(),
    status,
    decided_at: status === 'PENDING' ? null : new Date(),
    ...columns,
  });
  return id;
};

export const addDelivery = (
  { insert }: StoreBench,
  invitationId: string,
  delivery: Partial<DeliveryFact> & { readonly generation?: number; readonly ts?: string } = {},
): Promise<void> => {
  const { channel = 'EMAIL', state = 'SENT', cause = null, generation = 1, at = new Date(), ts } = delivery;
  const posted = ts ? { slack_channel_id: 'D1', slack_ts: ts } : {};
  return insert('delivery', {
    id: uuidv7(),
    invitation_id: invitationId,
    generation,
    channel,
    state,
    cause,
    at,
    ...posted,
  });
};
