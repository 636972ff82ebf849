import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../../src/deps.ts';
import type { SlackPerson } from '../../src/domain/decide-invite.ts';
import type { Directory } from '../../src/ports/directory.ts';
import { addPermission } from '../support/access.ts';
import { addRole } from '../support/acts.ts';
import type { TestDatabase } from '../support/database.ts';
import { noGroups } from '../support/no-groups.ts';
import { roleId } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addOrganization, addProduct, addTeam } from '../support/terms.ts';
import { people, permissionNames, personAt, roleNames, roles, sensitivePermission } from './world.ts';

/** The organization that a sequence is played in, with everybody of the world in it. */
export type Ground = {
  readonly services: Services;
  readonly deps: Deps;
  readonly roleIds: Readonly<Record<string, string>>;
  readonly permissionIds: Readonly<Record<string, string>>;
  /** Whom Slack calls guests by now. */
  readonly guests: Set<number>;
  readonly close: () => Promise<void>;
};

export type SlackUser = { readonly teamId: string; readonly userId: string };

const OTHER_TEAM = 'T0000000999';

export const slackUserOf = ({ services }: Pick<Ground, 'services'>, person: number): SlackUser => ({
  teamId: personAt(person).slack === 'stranger' ? OTHER_TEAM : services.workspace.team.id,
  userId: `U${String(person).padStart(10, '0')}`,
});

export const openGround = async (database?: TestDatabase): Promise<Ground> => {
  const services = await startServices(database ? { database } : {});
  await addRole(services, 'Lead', roles['Lead']?.rank ?? 0);
  await addRole(services, 'Owner', roles['Owner']?.rank ?? 0, { isAdmin: true });
  const permissionIds: Record<string, string> = {};
  for (const name of permissionNames) {
    permissionIds[name] = await addPermission(services, name, { isSensitive: name === sensitivePermission });
  }
  const sales = await addTeam(services, 'Sales');
  for (const name of ['Reports', 'Planner']) await addProduct(services, name);
  const roleIds = Object.fromEntries(
    await Promise.all(roleNames.map(async (name) => [name, await roleId(services, name)] as const)),
  );
  await settleEverybody(services, roleIds, sales);
  const guests = new Set<number>();
  const deps = { ...services.deps, directory: directoryOf(services, guests) };
  return { services, deps, roleIds, permissionIds, guests, close: services.stop };
};

const settleEverybody = async (
  services: Services,
  roleIds: Readonly<Record<string, string>>,
  teamId: string,
): Promise<void> => {
  const { query, organizationId } = services;
  const other = await addOrganization(services);
  for (const [index, { email, first, last, role, isElsewhere }] of people.entries()) {
    if (role === undefined && !isElsewhere) continue;
    const [accountId, membershipId] = [uuidv7(), uuidv7()];
    await query(
      `INSERT INTO account (id, email, email_key, first_name, last_name) VALUES ($1, $2, lower($2), $3, $4)`,
      [accountId, email, first, last],
    );
    const [organization, membersRole, team] = isElsewhere
      ? [other.id, other.roleIds['Member'], null]
      : [organizationId, roleIds[role ?? ''], teamId];
    await query(
      `INSERT INTO membership (id, organization_id, account_id, role_id, primary_team_id, search_text)
       VALUES ($1, $2, $3, $4, $5, lower($6))`,
      [membershipId, organization, accountId, membersRole, team, email],
    );
    const { teamId: slackTeam, userId } = slackUserOf({ services }, index);
    if (isElsewhere) continue;
    await query(
      `INSERT INTO slack_identity (id, team_id, slack_user_id, account_id, proof) VALUES ($1, $2, $3, $4, 'CONFIRMED')`,
      [uuidv7(), slackTeam, userId, accountId],
    );
  }
};

/** Slack's directory, as the world has it: asked over HTTP it would be most of the time of ten thousand operations. */
const directoryOf = (services: Services, guests: ReadonlySet<number>): Directory => {
  const entryOf = (index: number): SlackPerson | null => {
    const { email, slack, first, last } = personAt(index);
    if (slack === 'none') return null;
    const standing = slack === 'person' && guests.has(index) ? 'guest' : slack;
    const known = { firstName: first, lastName: last, emailConfirmed: true, timeZone: null, standing };
    return { ...slackUserOf({ services }, index), ...known, email: slack === 'bot' ? null : email };
  };
  const indexOf = ({ userId }: SlackUser): number => Number(userId.slice(1));
  return {
    findUser: async (user) => entryOf(indexOf(user)),
    findByEmails: async (_team, emailKeys) => {
      const found = emailKeys.flatMap((key) => {
        const index = people.findIndex(
          ({ email, slack }) => email === key && (slack === 'person' || slack === 'guest'),
        );
        const entry = entryOf(index);
        return index >= 0 && entry ? [[key, entry] as const] : [];
      });
      return new Map(found);
    },
    ...noGroups,
  };
};
