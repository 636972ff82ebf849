import type { Deps } from '../deps.ts';
import { job } from '../domain/job.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { TeamRefusal } from '../domain/team.ts';
import type { AuditEntry } from '../ports/records.ts';
import type { TeamHolderKind, TeamPlaceHolder } from '../ports/teams.ts';
import type { Transaction } from '../ports/transaction.ts';
import { type Asked, auditActor } from './asked.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';

/** `fromId` null: those who have no team. */
export type MoveTeamInput = { readonly fromId: string | null; readonly toId: string };

export type MoveTally = {
  readonly members: number;
  readonly invitations: number;
  /** Invite links by which people join. */
  readonly links: number;
  /** Those of a role above the actor's, who stay. */
  readonly keptAbove: number;
};

export type MovedTeam = MoveTally & { readonly from: string | null; readonly to: string };

export type MoveTeamRefusal = Extract<TeamRefusal, { kind: 'team_gone' | 'team_archived' | 'same_team' }>;

/**
 * Moves everybody of a team, and the invitations that lead into it, in as many statements for ten thousand as for one. Who has it
 * as another team has the new one instead. Locks come in the order of all acts: memberships, teams, invitations.
 */
export const moveTeam = (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  { fromId, toId }: MoveTeamInput,
): Promise<Result<MovedTeam, AccessRefusal | BindingProposal | MoveTeamRefusal>> =>
  writeAsAdmin(
    deps,
    asked,
    'teams',
    async (tx, held) => {
      const target = await findTarget(tx, held, fromId, toId);
      if (!target.ok) return target;
      const from = fromId ? await tx.findTeam(held.organization.id, fromId) : null;
      if (fromId && !from) return refused({ kind: 'team_gone' });
      const tally = await moveEverybody(tx, asked, held, { fromId, toId });
      return done({ ...tally, from: from?.name ?? null, to: target.value });
    },
    (tx) => holdPeople(tx, asked, { fromId, toId }),
  );

/** Before the actor is held: actor and people in one order, so that two of these acts cannot wait for each other. */
export const holdPeople = async (
  tx: Transaction,
  { context: { actor, organization } }: Asked,
  way: { readonly fromId: string | null; readonly toId: string | null },
): Promise<void> => {
  const actorId = actor.kind === 'member' ? actor.membershipId : null;
  await tx.holdInTeam('memberships', organization.id, way, actorId);
};

/** The name of the team to move to, which stays in use until this transaction ends. */
export const findTarget = async (
  tx: Transaction,
  { organization }: Held,
  fromId: string | null,
  toId: string,
): Promise<Result<string, MoveTeamRefusal>> => {
  const { teams } = await tx.holdFormOptions(organization.id, { roleId: null, teamIds: [toId], productIds: [] });
  const target = teams.find(({ id }) => id === toId);
  if (target && fromId === toId) return refused({ kind: 'same_team', name: target.name });
  if (target) return done(target.name);
  const gone = await tx.findTeam(organization.id, toId);
  return refused(gone ? { kind: 'team_archived', name: gone.name } : { kind: 'team_gone' });
};

/**
 * Invitations first, then invite links: one that is being accepted is waited for, and whoever joined by it is found among the people then. The caller
 * holds those who were in the team before.
 */
export const moveEverybody = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  way: { readonly fromId: string | null; readonly toId: string },
): Promise<MoveTally> => {
  const { organization, actor } = held;
  const moved = { memberships: 0, invitations: 0 };
  let [keptAbove, links] = [0, 0];
  for (const kind of ['invitations', 'memberships'] as const) {
    // Before the people: whoever is just joining by a link is waited for, and found among them.
    if (kind === 'memberships' && way.fromId) links = await moveLinks(tx, asked, held, { ...way, fromId: way.fromId });
    const holders = await tx.holdInTeam(kind, organization.id, way, null);
    const movable = holders.filter(({ roleRank }) => roleRank <= actor.role.rank);
    keptAbove += holders.length - movable.length;
    moved[kind] = movable.length;
    if (movable.length === 0) continue;
    await tx.moveHolders(kind, organization.id, way, movable);
    await tx.audit(...movable.map((holder) => entryOf(asked, held, kind, way, holder)));
    // The cards that stand in Slack name the team.
    if (kind === 'invitations') {
      const { requestId } = asked;
      await tx.enqueue(...movable.map(({ id }) => job('rewrite-card', { invitationId: id, requestId })));
    }
  }
  if (moved.memberships + moved.invitations + links > 0) {
    const target = way.fromId ? ({ kind: 'team', id: way.fromId } as const) : null;
    const changed = {
      toTeamId: way.toId,
      members: moved.memberships,
      invitations: moved.invitations,
      links,
      keptAbove,
    };
    await tx.audit({ ...byActor(asked, held), action: 'team.move', target, changed });
  }
  return { members: moved.memberships, invitations: moved.invitations, links, keptAbove };
};

const moveLinks = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  { fromId, toId }: { readonly fromId: string; readonly toId: string },
): Promise<number> => {
  const ids = await tx.moveInviteLinks(held.organization.id, fromId, toId);
  const changed = { teamId: { from: fromId, to: toId } };
  const entryFor = (id: string): AuditEntry => ({
    ...byActor(asked, held),
    action: 'invite_link.move',
    target: { kind: 'invite_link', id },
    changed,
  });
  if (ids.length > 0) await tx.audit(...ids.map(entryFor));
  return ids.length;
};

const byActor = ({ via, requestId }: Asked, { organization, actor }: Held) => ({
  organizationId: organization.id,
  actor: auditActor(actor),
  via,
  requestId,
});

const entryOf = (
  asked: Asked,
  held: Held,
  kind: TeamHolderKind,
  { fromId, toId }: { readonly fromId: string | null; readonly toId: string },
  { id, primaryTeamId, isPrimary, hasTarget }: TeamPlaceHolder,
): AuditEntry => {
  const hasIt = hasTarget || primaryTeamId === toId;
  return {
    ...byActor(asked, held),
    action: kind === 'memberships' ? 'membership.change_teams' : 'invitation.edit',
    target: { kind: kind === 'memberships' ? 'membership' : 'invitation', id },
    changed: isPrimary
      ? {
          primaryTeamId: { from: primaryTeamId, to: toId },
          ...(hasTarget && { secondaryTeamIds: { removed: [toId], added: [] } }),
        }
      : { secondaryTeamIds: { removed: [fromId], added: hasIt ? [] : [toId] } },
  };
};
