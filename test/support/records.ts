import { v7 as uuidv7 } from 'uuid';
import type { MembershipStatus, Via } from '../../src/domain/actor.ts';
import type { InvitationRecord } from '../../src/domain/invitation.ts';
import { type AcceptInvitationInput, acceptInvitation } from '../../src/services/accept-invitation.ts';
import type { Asked } from '../../src/services/asked.ts';
import { type InviteMembersInput, inviteMembers } from '../../src/services/invite-members.ts';
import { loadActor } from '../../src/services/load-actor.ts';
import { found, type Services } from './services.ts';
import type { Person } from './workspace/person.ts';

/** Somebody who is, or was, a member; with their Slack user where they have one. */
export type AddedMember = {
  readonly membershipId: string;
  readonly accountId: string;
  readonly email: string;
  readonly person: Person;
};

export type NewMember = {
  readonly email?: string;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly role?: 'Viewer' | 'Member' | 'Admin';
  readonly status?: MembershipStatus;
  readonly joinedAt?: Date;
  /** False for a Slack user whom nobody has bound yet. */
  readonly isBound?: boolean;
  readonly isVouched?: boolean;
};

let count = 0;

/** An address that no other test of this file has. */
export const anAddress = (name = 'guest'): string => {
  count += 1;
  return `${name}${count}@example.org`;
};

export const roleId = async ({ query, organizationId }: Services, name: string): Promise<string> => {
  const sql = 'SELECT id FROM role WHERE organization_id = $1 AND name = $2';
  return found((await query<{ id: string }>(sql, [organizationId, name]))[0]).id;
};

export const addMember = async (services: Services, given: NewMember = {}): Promise<AddedMember> => {
  const { query, workspace, organizationId } = services;
  const {
    email = anAddress('member'),
    firstName = 'Ada',
    lastName = 'Example',
    role = 'Admin',
    status = 'ACTIVE',
  } = given;
  const [membershipId, accountId] = [uuidv7(), uuidv7()];
  const person = workspace.person({ firstName: firstName ?? 'Ada', lastName: lastName ?? 'Example', email });
  await query(
    `INSERT INTO account (id, email, email_key, first_name, last_name, vouched_at)
     VALUES ($1, $2, lower($2), $3, $4, CASE WHEN $5 THEN now() END)`,
    [accountId, email, firstName, lastName, given.isVouched ?? false],
  );
  await query(
    `INSERT INTO membership (id, organization_id, account_id, role_id, status, joined_at, ended_at, search_text)
     VALUES ($1, $2, $3, $4, $5::membership_status, coalesce($6, usher_now()),
       CASE WHEN $5 = 'ACTIVE' THEN NULL ELSE usher_now() END, $7)`,
    [
      membershipId,
      organizationId,
      accountId,
      await roleId(services, role),
      status,
      given.joinedAt ?? null,
      [firstName, lastName, email].filter(Boolean).join(' ').toLowerCase(),
    ],
  );
  if (given.isBound ?? true) await bind(services, accountId, person);
  return { membershipId, accountId, email, person };
};

export const bind = async ({ query }: Services, accountId: string, person: Person): Promise<void> => {
  await query(
    `INSERT INTO slack_identity (id, team_id, slack_user_id, account_id, proof) VALUES ($1, $2, $3, $4, 'CONFIRMED')`,
    [uuidv7(), person.teamId, person.id, accountId],
  );
};

/** What an act of this person brings with it; each call is a click of its own unless a key is given. */
export const askedBy = async (
  { deps, workspace }: Services,
  person: Pick<Person, 'id' | 'teamId'>,
  given: { via?: Via; idempotencyKey?: string } = {},
): Promise<Asked> => ({
  context: await loadActor(deps, workspace.team.id, { teamId: person.teamId, userId: person.id }),
  via: given.via ?? 'modal',
  requestId: uuidv7(),
  idempotencyKey: given.idempotencyKey ?? uuidv7(),
});

export const entry = (email: string, rest: Partial<InviteMembersInput['entries'][number]> = {}) => ({
  line: null,
  email,
  firstName: null,
  lastName: null,
  slack: null,
  ...rest,
});

export type InvitationGiven = Partial<Omit<InviteMembersInput, 'roleId'>> & { readonly role?: string };

export const inviteInput = async (
  services: Services,
  emails: readonly string[],
  { role = 'Member', ...given }: InvitationGiven = {},
): Promise<InviteMembersInput> => ({
  entries: emails.map((email) => entry(email)),
  roleId: await roleId(services, role),
  primaryTeamId: null,
  secondaryTeamIds: [],
  productIds: [],
  permissionIds: [],
  templateId: null,
  note: null,
  ...given,
});

/** Invites one address as this admin does, and returns what is stored. Nothing is delivered until jobs run. */
export const invite = async (
  services: Services,
  admin: AddedMember,
  email: string,
  given: InvitationGiven = {},
): Promise<InvitationRecord> => {
  const asked = await askedBy(services, admin.person);
  const result = await inviteMembers(services.deps, asked, await inviteInput(services, [email], given));
  if (!result.ok || result.value.rows[0]?.outcome === 'refused')
    throw new Error(`Not invited: ${JSON.stringify(result)}`);
  return invitationOf(services, email);
};

export const invitationOf = async (services: Services, email: string): Promise<InvitationRecord> => {
  const key = email.toLowerCase();
  return found((await services.deps.store.findInvitationsOfEmails(services.organizationId, [key]))[0]);
};

/** Accepts as somebody does who holds the mailed link. */
export const acceptLink = (
  { deps }: Services,
  { id, generation }: Pick<InvitationRecord, 'id' | 'generation'>,
  given: Partial<AcceptInvitationInput> = {},
) =>
  acceptInvitation(deps, {
    invitationId: id,
    proof: { kind: 'link', generation },
    names: { first: 'Linus', last: 'Example' },
    via: 'web',
    requestId: 'r-accept',
    ...given,
  });

/** Audit entries about one target or act, oldest first. */
export const auditOf = ({ query }: Services, { target, action }: { target?: string; action?: string }) =>
  query<{ action: string; actorKind: string; changed: Record<string, unknown>; via: string; requestId: string }>(
    `SELECT action, actor_kind::text AS "actorKind", changed, via, request_id AS "requestId" FROM audit_event
     WHERE ($1::text IS NULL OR target_id = $1) AND ($2::text IS NULL OR action = $2) ORDER BY at, id`,
    [target ?? null, action ?? null],
  );
