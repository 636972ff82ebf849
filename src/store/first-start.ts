import { v7 as uuidv7 } from 'uuid';
import { emailKey } from '../domain/email-address.ts';
import { seededRoles } from '../domain/role.ts';
import { searchTextOf } from './admit.ts';
import { writeAudit } from './audit.ts';
import type { Db, StoreClient } from './client.ts';

export type SlackWorkspace = {
  readonly teamId: string;
  readonly enterpriseId: string | null;
  readonly name: string;
  readonly botUserId: string;
};

export type FirstStart = {
  readonly workspace: SlackWorkspace;
  /** Slack's team name stands in for it. */
  readonly organizationName: string | null;
  /** IANA zone for the organization's dates. */
  readonly timeZone: string;
};

/**
 * The organization of this workspace: made at the very first start, found again at every later one. Several processes may start
 * at once; a lock lets one of them make it.
 */
export const prepareOrganization = async (
  { prisma }: Pick<StoreClient, 'prisma'>,
  { workspace, organizationName, timeZone }: FirstStart,
): Promise<string> =>
  prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('usher:first-start'))`;
    const { teamId, enterpriseId, name, botUserId } = workspace;
    const known = await tx.workspace.findUnique({ where: { teamId } });
    if (known) {
      await tx.workspace.update({ where: { teamId }, data: { name, botUserId, enterpriseId, uninstalledAt: null } });
      // Its first workspace may be another one now: whoever remembers its settings has to read them again.
      if (known.uninstalledAt)
        await tx.$executeRaw`UPDATE organization SET name = name WHERE id = ${known.organizationId}::uuid`;
      return known.organizationId;
    }
    const organization = await tx.organization.findFirst({ orderBy: { createdAt: 'asc' } });
    const organizationId = organization?.id ?? (await createOrganization(tx, organizationName ?? name, timeZone));
    await tx.workspace.create({ data: { id: uuidv7(), organizationId, teamId, enterpriseId, name, botUserId } });
    return organizationId;
  });

const createOrganization = async (tx: Db, name: string, timeZone: string): Promise<string> => {
  const id = uuidv7();
  await tx.organization.create({ data: { id, name, timeZone } });
  await tx.role.createMany({ data: seededRoles.map((role) => ({ id: uuidv7(), organizationId: id, ...role })) });
  return id;
};

export type Appointment = {
  readonly organizationId: string;
  readonly email: string;
  readonly via: 'cli' | 'job';
  /** Only while there is no active admin: what FIRST_ADMIN_EMAIL asks for. */
  readonly onlyIfNone: boolean;
};

export type Appointed = 'appointed' | 'already_admin' | 'not_needed';

/**
 * Makes the person behind an address an active admin, whatever they were before. An operator vouches for the address, so the
 * Slack user who has it is bound without a code; names are asked at their first interaction.
 */
export const appointAdmin = async (
  { prisma }: Pick<StoreClient, 'prisma'>,
  { organizationId, email, via, onlyIfNone }: Appointment,
): Promise<Appointed> =>
  prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT FROM organization WHERE id = ${organizationId}::uuid FOR UPDATE`;
    const admins = { organizationId, status: 'ACTIVE', role: { isAdmin: true } } as const;
    if (onlyIfNone && (await tx.membership.count({ where: admins })) > 0) return 'not_needed';
    const key = emailKey(email);
    const serving = await tx.membership.findFirst({ where: { ...admins, account: { emailKey: key } } });
    if (serving) return 'already_admin';
    const membershipId = await writeAppointment(tx, organizationId, email, key);
    await writeAudit(tx, [
      {
        organizationId,
        actor: { kind: via === 'cli' ? 'CLI' : 'SYSTEM' },
        action: 'membership.appoint',
        target: { kind: 'membership', id: membershipId },
        changed: { role: 'admin' },
        via,
        requestId: uuidv7(),
      },
    ]);
    return 'appointed';
  });

const writeAppointment = async (tx: Db, organizationId: string, email: string, key: string): Promise<string> => {
  const role = await tx.role.findFirstOrThrow({
    where: { organizationId, isAdmin: true, retiredAt: null },
    orderBy: { rank: 'desc' },
  });
  const vouchedAt = new Date();
  const account = await tx.account.upsert({
    where: { emailKey: key },
    create: { id: uuidv7(), email: email.trim(), emailKey: key, vouchedAt },
    update: { vouchedAt },
  });
  const searchText = searchTextOf({ first: account.firstName, last: account.lastName, email });
  const membership = await tx.membership.upsert({
    where: { organizationId_accountId: { organizationId, accountId: account.id } },
    create: { id: uuidv7(), organizationId, accountId: account.id, roleId: role.id, searchText },
    update: { roleId: role.id, status: 'ACTIVE', endedAt: null, endedById: null, version: { increment: 1 } },
  });
  return membership.id;
};
