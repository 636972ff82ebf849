import type pg from 'pg';

/** How large an organization is, and what it is made of besides members. */
export type Size = { readonly members: number };

/** Names that people have: a piece of a common one matches many, a number at its end matches one. */
const FIRST =
  "(ARRAY['Ada','Grace','Linus','Margaret','Alan','Barbara','Edsger','Frances','Donald','Radia','Tim','Hedy','Ken','Karen','Dennis','Shafi'])[1 + n % 16]";
const LAST =
  "(ARRAY['Smith','Miller','Garcia','Schmidt','Novak','Rossi','Kowalski','Tanaka','Nguyen','Silva','Jansen','Andersson','Okafor','Haddad','Dubois','Murphy','Patel','Kim','Lopez','Weber','Larsen','Moreau','Fischer','Costa','Ivanova','Yilmaz','Popescu','Horvat','Bauer','Ricci'])[1 + n % 30]";

/** Ids in the order of time, as UUIDv7 are, and the same in each run. */
const id = (kind: string, n = 'n'): string => {
  const stamp = `lpad(to_hex(1700000000000 + ${n} * 60000::bigint), 12, '0')`;
  return `overlay(overlay(overlay(md5('${kind}' || ${n}) PLACING ${stamp} FROM 1) PLACING '7' FROM 13) PLACING '8' FROM 17)::uuid`;
};

// As a sub-select it is asked for once: for every row it would be half of the seeding.
const NOW = '(SELECT usher_now())';
const ORGANIZATION = '(SELECT id FROM organization)';

const TEAMS = 20;
/** Every so many-th member is of the one small team, or has left. */
const STATEMENTS = (members: number): readonly string[] => [
  // The cap of a day would end the bench before its rows do.
  'UPDATE organization SET daily_invitation_cap = 1000000',
  `INSERT INTO team (id, organization_id, name)
   SELECT ${id('team')}, ${ORGANIZATION}, 'Team ' || n FROM generate_series(1, ${TEAMS}) n`,
  `INSERT INTO product (id, organization_id, key, name, is_default)
   SELECT ${id('product')}, ${ORGANIZATION}, 'product-' || n, 'Product ' || n, n = 1 FROM generate_series(1, 4) n`,
  // What the tables below tell of a person, made once. The newest joined two days ago, and one every minute before. Five are
  // admins, whatever the size: the rare find. They invited everybody, a fifth each.
  `CREATE TEMP TABLE person AS
   SELECT n, ${id('account')} AS account_id, ${id('membership')} AS membership_id, ${FIRST} AS first_name, ${LAST} AS last_name,
     lower(${FIRST} || '.' || ${LAST} || n || '@example.com') AS email, r.id AS role_id,
     ${NOW} - interval '2 days' - (${members} - n) * interval '1 minute' AS joined_at,
     (SELECT array_agg(${id('membership', `(1 + n * (${members} / 5))`)} ORDER BY n) FROM generate_series(0, 4) n)[1 + n % 5] AS inviter_id
   FROM generate_series(1, ${members}) n
   JOIN role r ON r.name = CASE WHEN n % (${members} / 5) = 1 THEN 'Admin' WHEN n % 3 = 0 THEN 'Member' ELSE 'Viewer' END`,
  `INSERT INTO account (id, email, email_key, first_name, last_name, created_at)
   SELECT account_id, email, email, first_name, last_name, joined_at FROM person`,
  `INSERT INTO membership (id, organization_id, account_id, role_id, status, primary_team_id, joined_at, ended_at, search_text)
   SELECT membership_id, ${ORGANIZATION}, account_id, role_id,
     (CASE WHEN n % 50 = 7 THEN 'DEACTIVATED' ELSE 'ACTIVE' END)::membership_status,
     (SELECT array_agg(${id('team')} ORDER BY n) FROM generate_series(1, ${TEAMS - 1}) n)[1 + n % ${TEAMS - 1}], joined_at,
     CASE WHEN n % 50 = 7 THEN ${NOW} END, lower(first_name || ' ' || last_name) || ' ' || email
   FROM person`,
  // The small team: ten people, of whatever size the organization is.
  `INSERT INTO membership_team (organization_id, membership_id, team_id)
   SELECT ${ORGANIZATION}, membership_id, ${id('team', String(TEAMS))} FROM person WHERE n % (${members} / 10) = 3`,
  `INSERT INTO membership_product (organization_id, membership_id, product_id)
   SELECT ${ORGANIZATION}, membership_id, (SELECT ${id('product', '1')}) FROM person`,
  `INSERT INTO invitation (id, organization_id, email, email_key, first_name, last_name, role_id, status, decided_at, issued_at,
     created_at, sent_at, expires_at, batch_id, membership_id, inviter_id, issuer_id)
   SELECT ${id('invitation')}, ${ORGANIZATION}, email, email, first_name, last_name, role_id, 'ACCEPTED', joined_at, joined_at,
     joined_at, joined_at, joined_at + interval '1 day', ${id('batch', '(n / 10)')}, membership_id, inviter_id, inviter_id
   FROM person`,
  // Those who have not answered, the newest asked just now: 36 a day, so that the larger organization has more of those
  // that ran out long ago.
  `INSERT INTO invitation (id, organization_id, email, email_key, role_id, issued_at, created_at, sent_at, expires_at, batch_id,
     inviter_id, issuer_id)
   SELECT ${id('pending')}, ${ORGANIZATION}, 'waits' || n || '@example.net', 'waits' || n || '@example.net', r.id, at, at, at,
     at + interval '1 day', ${id('pending batch')}, inviter_id, inviter_id
   FROM person JOIN role r ON r.is_default, LATERAL (SELECT ${NOW} - n * interval '40 minutes' AS at) asked
   WHERE n <= greatest(400, ${members} / 100)`,
  `INSERT INTO delivery (id, invitation_id, generation, channel, state, at)
   SELECT ${id('delivery')}, id, generation, 'EMAIL', 'SENT', issued_at
   FROM (SELECT i.*, row_number() OVER (ORDER BY i.created_at) AS n FROM invitation i) numbered`,
  `INSERT INTO audit_event (id, organization_id, actor_kind, action, target_kind, target_id, changed, via, request_id, at)
   SELECT ${id('event')}, ${ORGANIZATION}, 'INVITEE', 'membership.join', 'membership', membership_id::text,
     jsonb_build_object('roleId', role_id), 'web', 'seeded', joined_at FROM person`,
  'DROP TABLE person',
];

/**
 * An organization as it is after years: members, how they were invited, who never answered, and the trail of it. Triggers and
 * foreign keys rest meanwhile, and indexes are made afterwards: a million members in a minute or two.
 */
export const seedOrganization = async (client: pg.ClientBase, { members }: Size): Promise<void> => {
  await client.query("SET session_replication_role = replica; SET maintenance_work_mem = '256MB'");
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT c.oid::regclass::text AS name, pg_get_indexdef(c.oid) AS definition FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     JOIN pg_class t ON t.oid = i.indrelid
     WHERE NOT i.indisunique AND t.relnamespace = 'public'::regnamespace
       AND t.relname IN ('account', 'membership', 'invitation', 'audit_event', 'delivery')`,
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  for (const statement of STATEMENTS(members)) await client.query(statement);
  for (const { definition } of rows) await client.query(definition);
  await client.query('RESET session_replication_role; RESET maintenance_work_mem');
  await client.query('VACUUM (ANALYZE)');
};
