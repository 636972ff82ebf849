import type { Ground } from './ground.ts';
import type { InvitationState, MemberState, State } from './state.ts';
import { addressOf } from './state.ts';
import { people } from './world.ts';

/** What the database holds, in the words of the model, with the ids of all that has one. */
export type Seen = {
  readonly members: readonly MemberState[];
  readonly invitations: readonly SeenInvitation[];
  readonly teams: Readonly<Record<string, boolean>>;
  readonly products: Readonly<Record<string, boolean>>;
  readonly retired: readonly string[];
  readonly stopped: readonly string[];
  readonly bound: readonly number[];
  readonly requests: readonly { readonly id: string; readonly person: number; readonly decision: string | null }[];
  /** What the product reads: person, role, products and version. */
  readonly access: readonly string[];
  readonly ids: ReadonlyMap<string, string>;
  /** The other way round, and whatever else a job may speak of. */
  readonly names: ReadonlyMap<string, string>;
};

type SeenInvitation = Pick<
  InvitationState,
  | 'id'
  | 'person'
  | 'status'
  | 'cause'
  | 'generation'
  | 'role'
  | 'primary'
  | 'others'
  | 'products'
  | 'permissions'
  | 'inviter'
  | 'issuer'
  | 'issuedAt'
  | 'expiresAt'
  | 'first'
  | 'last'
>;

type Row = {
  members: (Omit<MemberState, 'person'> & { id: string; email: string })[];
  invitations: (Omit<SeenInvitation, 'person' | 'issuedAt' | 'expiresAt' | 'inviter' | 'issuer'> & {
    email: string;
    batch: string;
    inviter: string | null;
    issuer: string | null;
    issuedAt: string;
    expiresAt: string | null;
  })[];
  teams: { id: string; name: string; isArchived: boolean }[];
  products: { id: string; name: string; isOn: boolean }[];
  roles: { id: string; name: string; isRetired: boolean }[];
  stopped: string[];
  bound: string[];
  requests: { id: string; email: string; decision: string | null }[];
  access: { email: string; role: string; products: string[]; version: number }[];
  codes: string[];
};

const termsSql = (row: string, table: string): string => `
  'role', (SELECT name FROM role WHERE id = ${row}.role_id),
  'primary', (SELECT name FROM team WHERE id = ${row}.primary_team_id),
  'others', ARRAY(SELECT t.name FROM ${table}_team x JOIN team t ON t.id = x.team_id WHERE x.${table}_id = ${row}.id ORDER BY 1),
  'products', ARRAY(SELECT p.name FROM ${table}_product x JOIN product p ON p.id = x.product_id WHERE x.${table}_id = ${row}.id ORDER BY 1),
  'permissions', ARRAY(SELECT p.key FROM ${table}_permission x JOIN permission p ON p.id = x.permission_id
                       WHERE x.${table}_id = ${row}.id ORDER BY 1)`;

const party = (column: string): string =>
  `(SELECT pa.email FROM membership pm JOIN account pa ON pa.id = pm.account_id WHERE pm.id = i.${column})`;

const list = (rows: string): string => `(SELECT coalesce(json_agg(x), '[]') FROM (${rows}) y (x))`;

const sql = `SELECT
  ${list(`SELECT json_build_object('id', m.id, 'email', a.email, 'status', m.status, 'version', m.version, ${termsSql('m', 'membership')})
    FROM membership m JOIN account a ON a.id = m.account_id WHERE m.organization_id = $1`)} AS members,
  ${list(`SELECT json_build_object('id', i.id, 'email', i.email, 'batch', i.batch_id, 'status', i.status, 'cause', i.status_cause,
      'generation', i.generation, 'inviter', ${party('inviter_id')}, 'issuer', ${party('issuer_id')}, 'issuedAt', i.issued_at,
      'expiresAt', i.expires_at, 'first', i.first_name, 'last', i.last_name, ${termsSql('i', 'invitation')})
    FROM invitation i WHERE i.organization_id = $1 ORDER BY i.created_at, i.id`)} AS invitations,
  ${list(`SELECT json_build_object('id', id, 'name', name, 'isArchived', archived_at IS NOT NULL) FROM team WHERE organization_id = $1`)} AS teams,
  ${list(`SELECT json_build_object('id', id, 'name', name, 'isOn', enabled) FROM product WHERE organization_id = $1`)} AS products,
  ${list(`SELECT json_build_object('id', id, 'name', name, 'isRetired', retired_at IS NOT NULL) FROM role WHERE organization_id = $1`)} AS roles,
  ${list('SELECT email_key FROM address_preference')} AS stopped,
  ${list('SELECT a.email FROM slack_identity s JOIN account a ON a.id = s.account_id')} AS bound,
  ${list(`SELECT json_build_object('id', id, 'email', email, 'decision', decision) FROM join_request WHERE organization_id = $1`)} AS requests,
  ${list(`SELECT json_build_object('email', email, 'role', role, 'products', products, 'version', version)
    FROM active_access WHERE organization = $1`)} AS access,
  ${list('SELECT id FROM identity_code')} AS codes`;

const personOf = (email: string | null): number => people.findIndex((somebody) => somebody.email === email);

export const see = async ({ services }: Ground): Promise<Seen> => {
  const [row] = await services.query<Row>(sql, [services.organizationId]);
  if (!row) throw new Error('A row of lists is always there.');
  const names = new Map<string, string>([[services.organizationId, '']]);
  const counts = new Map<number, number>();
  const invitations = row.invitations.map(({ id, email, batch, ...rest }): SeenInvitation => {
    const person = personOf(email);
    const count = (counts.get(person) ?? 0) + 1;
    counts.set(person, count);
    const name = `${person}#${count}`;
    names.set(id, name);
    names.set(batch, `batch of ${name}`);
    const [inviter, issuer] = [personOf(rest.inviter), personOf(rest.issuer)];
    const at = {
      issuedAt: Date.parse(rest.issuedAt),
      expiresAt: rest.expiresAt === null ? null : Date.parse(rest.expiresAt),
    };
    return { ...rest, id: name, person, inviter, issuer, ...at };
  });
  const members = row.members.map(({ id, email, ...rest }): MemberState => {
    names.set(id, `${personOf(email)}`);
    return { ...rest, person: personOf(email) };
  });
  for (const { id, name } of [...row.teams, ...row.products, ...row.roles]) names.set(id, name);
  for (const { id } of row.requests) names.set(id, `request ${id}`);
  for (const id of row.codes) names.set(id, `code ${id}`);
  const ids = new Map([...names].map(([id, name]) => [name, id]));
  return {
    members,
    invitations,
    ids,
    names,
    teams: Object.fromEntries(row.teams.map(({ name, isArchived }) => [name, isArchived])),
    products: Object.fromEntries(row.products.map(({ name, isOn }) => [name, isOn])),
    retired: row.roles.flatMap(({ name, isRetired }) => (isRetired ? [name] : [])),
    stopped: row.stopped,
    bound: row.bound.map(personOf),
    requests: row.requests.map(({ id, email, decision }) => ({ id, person: personOf(email), decision })),
    access: row.access.map(({ email, role, products, version }) =>
      accessText(personOf(email), role, products, version),
    ),
  };
};

const accessText = (person: number, role: string, products: readonly string[], version: number): string =>
  `${person} ${role} [${[...products].map((key) => key.toLowerCase()).sort()}] v${version}`;

// What is stored a moment after the model's now differs by that moment.
const TOLERANCE_MS = 90_000;

const memberText = ({ person, status, version, ...terms }: MemberState): string =>
  `${person} ${status} v${version} ${termsText(terms)}`;

const termsText = ({
  role,
  primary,
  others,
  products,
  permissions,
}: Omit<MemberState, 'person' | 'status' | 'version'>) =>
  `${role} ${primary} [${[...others].sort()}] [${[...products].sort()}] [${[...permissions].sort()}]`;

const invitationText = (one: SeenInvitation): string =>
  `${one.id} ${one.status} ${one.cause} link ${one.generation} by ${one.inviter}, ${one.issuer} ${one.first} ${one.last} ${termsText(one)}`;

/** Both in the same words, line by line: what differs is the divergence. */
export const linesOfModel = (state: State): string[] =>
  [
    ...state.members.map(memberText),
    ...state.invitations.map(invitationText),
    ...namesText(state),
    ...state.people.flatMap(({ isStopped }, person) => (isStopped ? [`stopped ${addressOf(person)}`] : [])),
    ...state.people.flatMap(({ isBound }, person) => (isBound ? [`bound ${person}`] : [])),
    ...state.requests.map(({ person, decision }) => `request ${person} ${decision}`),
    ...state.members.flatMap(({ person, status, role, products, version }) =>
      status === 'ACTIVE'
        ? [
            `access ${accessText(
              person,
              role,
              products.filter((name) => state.products[name]),
              version,
            )}`,
          ]
        : [],
    ),
  ].sort();

export const linesOfStore = (seen: Seen): string[] =>
  [
    ...seen.members.map(memberText),
    ...seen.invitations.map(invitationText),
    ...namesText(seen),
    ...seen.stopped.map((email) => `stopped ${email}`),
    ...seen.bound.map((person) => `bound ${person}`),
    ...seen.requests.map(({ person, decision }) => `request ${person} ${decision}`),
    ...seen.access.map((text) => `access ${text}`),
  ].sort();

const namesText = ({ teams, products, retired }: Pick<Seen, 'teams' | 'products' | 'retired'>): string[] => [
  ...Object.entries(teams).map(([name, isArchived]) => `team ${name} ${isArchived}`),
  ...Object.entries(products).map(([name, isOn]) => `product ${name} ${isOn}`),
  ...retired.map((name) => `retired ${name}`),
];

/** Whether the ends of links are those of the model, but for the moment that an operation takes. */
export const wrongEnds = (state: State, seen: Seen): string[] =>
  seen.invitations.flatMap((invitation) => {
    const expected = state.invitations.find(({ id }) => id === invitation.id);
    if (!expected || invitation.status !== 'PENDING') return [];
    const { expiresAt } = expected;
    const isNear =
      expiresAt === null || invitation.expiresAt === null
        ? expiresAt === invitation.expiresAt
        : Math.abs(expiresAt - invitation.expiresAt) < TOLERANCE_MS;
    return isNear ? [] : [`${invitation.id} ends ${invitation.expiresAt}, not ${expiresAt}`];
  });

export const without = (lines: readonly string[], others: readonly string[]): string[] => {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};
