import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../../src/deps.ts';
import type { Asked } from '../../src/services/asked.ts';
import { openStoreClient } from '../../src/store/client.ts';
import { prepareOrganization } from '../../src/store/first-start.ts';
import { createStore } from '../../src/store/store.ts';
import { noGroups } from '../support/no-groups.ts';
import { serverLog } from '../support/server-log.ts';

/** An organization on a migrated database, without Slack, mail and jobs: what races needs nothing else. */
export type Arena = {
  readonly deps: Pick<Deps, 'store' | 'directory'>;
  readonly organizationId: string;
  readonly roles: { readonly admin: string; readonly member: string; readonly viewer: string };
  readonly query: <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;
  readonly addAdmin: (name: string) => Promise<Fighter>;
  /** As one click of this admin, at this moment. */
  readonly askedBy: (by: Fighter) => Promise<Asked>;
  /** Everybody an active admin again, and the acts of before too old to count. */
  readonly reset: (...admins: Fighter[]) => Promise<void>;
  /** Circles of waiting that the server had to break. */
  readonly deadlocks: () => Promise<number>;
  readonly stop: () => Promise<void>;
};

export type Fighter = { readonly membershipId: string; readonly slackUserId: string };

const TEAM = 'T0000000001';

export const openArena = async (url: string): Promise<Arena> => {
  const client = openStoreClient(url, serverLog);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  const query: Arena['query'] = async (text, values) => (await pool.query(text, values)).rows as never[];
  const workspace = { teamId: TEAM, enterpriseId: null, name: 'Arena', botUserId: 'U0' };
  const organizationId = await prepareOrganization(client, {
    workspace,
    organizationName: 'Arena',
    timeZone: 'UTC',
  });
  const store = createStore(client);
  // Asked only about Slack users whom nobody knows, and here everybody is known.
  const directory = { findUser: async () => undefined, findByEmails: async () => undefined, ...noGroups };
  const named = new Map(
    (await query<{ id: string; name: string }>('SELECT id, name FROM role')).map(({ id, name }) => [name, id]),
  );
  const roles = {
    admin: named.get('Admin') ?? '',
    member: named.get('Member') ?? '',
    viewer: named.get('Viewer') ?? '',
  };
  return {
    deps: { store, directory },
    organizationId,
    roles,
    query,
    addAdmin: (name) => addAdmin(query, organizationId, roles.admin, name),
    askedBy: async ({ slackUserId }) => {
      const context = await store.findActor(TEAM, { teamId: TEAM, userId: slackUserId });
      if (!context) throw new Error('The workspace is gone.');
      return { context, via: 'modal', requestId: uuidv7().slice(-12), idempotencyKey: uuidv7() };
    },
    reset: async (...admins) => {
      const [row] = await query<{ name: string; total: string }>(
        `SELECT current_database() AS name, (usher_clock_offset() + interval '11 minutes')::text AS total`,
      );
      await query(`ALTER DATABASE "${row?.name}" SET usher.clock_offset = '${row?.total}'`);
      await query(
        `UPDATE membership SET status = 'ACTIVE', ended_at = NULL, ended_by_id = NULL, role_id = $1 WHERE id = ANY($2)`,
        [roles.admin, admins.map(({ membershipId }) => membershipId)],
      );
    },
    deadlocks: async () => {
      const sql = 'SELECT deadlocks::int AS count FROM pg_stat_database WHERE datname = current_database()';
      return (await query<{ count: number }>(sql))[0]?.count ?? 0;
    },
    stop: async () => {
      await Promise.all([client.close(), pool.end()]);
    },
  };
};

const addAdmin = async (
  query: Arena['query'],
  organizationId: string,
  roleId: string,
  name: string,
): Promise<Fighter> => {
  const [membershipId, accountId] = [uuidv7(), uuidv7()];
  const slackUserId = `U${name.toUpperCase()}`;
  const email = `${name.toLowerCase()}@example.com`;
  await query(`INSERT INTO account (id, email, email_key, first_name, last_name) VALUES ($1, $2, $2, $3, 'Example')`, [
    accountId,
    email,
    name,
  ]);
  await query(
    `INSERT INTO membership (id, organization_id, account_id, role_id, search_text) VALUES ($1, $2, $3, $4, $5)`,
    [membershipId, organizationId, accountId, roleId, email],
  );
  await query(
    `INSERT INTO slack_identity (id, team_id, slack_user_id, account_id, proof) VALUES ($1, $2, $3, $4, 'CONFIRMED')`,
    [uuidv7(), TEAM, slackUserId, accountId],
  );
  return { membershipId, slackUserId };
};
