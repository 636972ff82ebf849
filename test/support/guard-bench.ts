import pg from 'pg';
import { createDatabase, type TestDatabase } from './database.ts';

/** What the database said to a statement; `guard` is the constraint, index or trigger that refused it. */
export type Answer = { readonly guard?: string; readonly message?: string; readonly rows: readonly object[] };

export type GuardBench = {
  readonly database: TestDatabase;
  readonly client: pg.Client;
  /** Tries a statement as far as the end of its transaction, and undoes it. */
  attempt(statement: string): Promise<Answer>;
  end(): Promise<void>;
};

/** A readable UUIDv7 of a fixture row. */
export const id = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

export const ORGANIZATION = id(1);
export const ADMIN_ROLE = id(10);
export const MEMBER_ROLE = id(11);
export const VIEWER_ROLE = id(12);
const TEAM = id(20);
export const PRODUCT = id(30);
export const PLAIN_PERMISSION = id(40);
export const SENSITIVE_PERMISSION = id(41);
export const TEMPLATE = id(50);
const ACCOUNT = id(60);
export const MEMBERSHIP = id(61);
export const INVITATION = id(70);
const INVITE_LINK = id(80);
const AUDIT_EVENT = id(90);

const ROWS = `
  INSERT INTO organization (id, name) VALUES ('${ORGANIZATION}', 'Example Press');
  INSERT INTO role (id, organization_id, name, description, for_whom, rank, is_admin, is_default) VALUES
    ('${ADMIN_ROLE}', '${ORGANIZATION}', 'Admin', '', '', 100, true, false),
    ('${MEMBER_ROLE}', '${ORGANIZATION}', 'Member', '', '', 50, false, false),
    ('${VIEWER_ROLE}', '${ORGANIZATION}', 'Viewer', '', '', 10, false, true);
  INSERT INTO team (id, organization_id, name) VALUES ('${TEAM}', '${ORGANIZATION}', 'Desk');
  INSERT INTO product (id, organization_id, key, name) VALUES ('${PRODUCT}', '${ORGANIZATION}', 'atlas', 'Atlas');
  INSERT INTO permission (id, organization_id, key, name, description, sensitive) VALUES
    ('${PLAIN_PERMISSION}', '${ORGANIZATION}', 'export', 'Export', '', false),
    ('${SENSITIVE_PERMISSION}', '${ORGANIZATION}', 'send-as', 'Send as', '', true);
  INSERT INTO permission_template (id, organization_id, name) VALUES ('${TEMPLATE}', '${ORGANIZATION}', 'Editors');
  INSERT INTO account (id, email, email_key, first_name, last_name)
    VALUES ('${ACCOUNT}', 'Ada@example.com', 'ada@example.com', 'Ada', 'Marsh');
  INSERT INTO membership (id, organization_id, account_id, role_id, search_text)
    VALUES ('${MEMBERSHIP}', '${ORGANIZATION}', '${ACCOUNT}', '${MEMBER_ROLE}', 'ada marsh ada@example.com');
  INSERT INTO invitation (id, organization_id, email, email_key, role_id, batch_id)
    VALUES ('${INVITATION}', '${ORGANIZATION}', 'Bo@example.com', 'bo@example.com', '${MEMBER_ROLE}', '${id(71)}');
  INSERT INTO invite_link (id, organization_id, role_id, max_uses, expires_at)
    VALUES ('${INVITE_LINK}', '${ORGANIZATION}', '${MEMBER_ROLE}', 10, '2030-01-01Z');
  INSERT INTO audit_event (id, organization_id, actor_kind, action, via)
    VALUES ('${AUDIT_EVENT}', '${ORGANIZATION}', 'SYSTEM', 'organization.created', 'start');`;

/** A database of its own with one row of each kind, all of them as they should be. */
export async function guardBench(): Promise<GuardBench> {
  const database = await createDatabase();
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query(ROWS);
  return {
    database,
    client,
    attempt: (statement) => attempt(client, statement),
    async end() {
      await client.end();
      await database.drop();
    },
  };
}

async function attempt(client: pg.Client, statement: string): Promise<Answer> {
  await client.query('BEGIN');
  try {
    const { rows } = await client.query(statement);
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    return { rows };
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return { guard: error.constraint ?? `none: ${error.message}`, message: error.message, rows: [] };
  } finally {
    await client.query('ROLLBACK');
  }
}
