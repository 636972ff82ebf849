import pg from 'pg';
import { isActiveAdmin, type MemberActor } from '../../src/domain/actor.ts';
import type { RosterCursor } from '../../src/domain/member.ts';
import type { ActorContext } from '../../src/ports/records.ts';
import { type AddedMember, addMember, askedBy } from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';
import type { Ground } from './ground.ts';
import { seedOrganization } from './seed-organization.ts';

/** An organization of some size, and Ada, an admin of it, who does all that is measured. */
export type Side = {
  readonly services: Services;
  readonly members: number;
  readonly ada: AddedMember;
  readonly context: ActorContext & { readonly actor: MemberActor };
  /** Rows of the roster, by how many stand before them: a half, nine tenths, all but a page. */
  readonly at: { readonly middle: RosterCursor; readonly deep: RosterCursor; readonly last: RosterCursor };
  /** Somebody in the middle of the roster. */
  readonly somebody: { readonly id: string; readonly email: string };
  /** An admin who invited a fifth of all. */
  readonly busyAdminId: string;
  /** By the names of roles and teams. */
  readonly ids: ReadonlyMap<string, string>;
  /** Two teams and two products, as the invite form asks for. */
  readonly terms: Awaited<ReturnType<typeof readTerms>>;
};

export const openSide = async (ground: Ground, members: number): Promise<Side> => {
  const services = await startServices({ database: await ground.database() });
  const client = new pg.Client(services.url);
  await client.connect();
  await seedOrganization(client, { members });
  await client.end();
  const ada = await addMember(services);
  const { context } = await askedBy(services, ada.person);
  if (!isActiveAdmin(context.actor)) throw new Error('Ada is no admin');
  const [middle, deep, last] = [
    await memberAt(services, Math.floor(members * 0.5)),
    await memberAt(services, Math.floor(members * 0.1)),
    await memberAt(services, 20),
  ];
  return {
    services,
    members,
    ada,
    context: { ...context, actor: context.actor },
    at: { middle, deep, last },
    somebody: middle,
    busyAdminId: await adminOf(services, ada.membershipId),
    ids: await readNamed(services),
    terms: await readTerms(services),
  };
};

const readNamed = async ({ query }: Services): Promise<ReadonlyMap<string, string>> => {
  const rows = await query<{ id: string; name: string }>(
    'SELECT id, name FROM role UNION ALL SELECT id, name FROM team',
  );
  return new Map(rows.map(({ id, name }) => [name, id]));
};

const readTerms = async ({ query }: Services) => {
  const idsOf = async (table: string) =>
    (await query<{ id: string }>(`SELECT id FROM ${table} ORDER BY name LIMIT 2`)).map(({ id }) => id);
  const [primary = '', secondary = ''] = await idsOf('team');
  return { primaryTeamId: primary, secondaryTeamIds: [secondary], productIds: await idsOf('product') };
};

/** The one who joined after so many others, with their place in the roster. */
const memberAt = async ({ query }: Services, position: number) =>
  found(
    (
      await query<{ id: string; email: string; joinedAt: Date }>(
        `SELECT m.id, a.email, m.joined_at AS "joinedAt" FROM membership m JOIN account a ON a.id = m.account_id
         ORDER BY m.joined_at OFFSET $1 LIMIT 1`,
        [position],
      )
    )[0],
  );

const adminOf = async ({ query }: Services, notThis: string): Promise<string> =>
  found(
    (
      await query<{ id: string }>(
        `SELECT m.id FROM membership m JOIN role r ON r.id = m.role_id
         WHERE r.is_admin AND m.id <> $1 AND m.status = 'ACTIVE' LIMIT 1`,
        [notThis],
      )
    )[0],
  ).id;
