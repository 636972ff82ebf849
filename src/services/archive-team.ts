import type { Deps } from '../deps.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { TeamDetails, TeamRefusal } from '../domain/team.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { findTarget, holdPeople, type MoveTally, moveEverybody } from './move-team.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';

export type ArchiveTeamInput = {
  readonly teamId: string;
  /** Where everybody goes first; null where nobody has to. */
  readonly moveToId: string | null;
};

export type ArchivedTeam = {
  readonly name: string;
  readonly moved: (MoveTally & { readonly to: string }) | null;
  readonly isUnchanged: boolean;
};

export type ArchiveTeamRefusal = Extract<
  TeamRefusal,
  { kind: 'team_gone' | 'team_archived' | 'same_team' | 'team_in_use' | 'team_kept_above' }
>;

/**
 * Puts a team away. Nobody may have it as primary team then, nor any pending invitation or invite link: those move first, in the same
 * transaction.
 */
export const archiveTeam = (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  { teamId, moveToId }: ArchiveTeamInput,
): Promise<Result<ArchivedTeam, AccessRefusal | BindingProposal | ArchiveTeamRefusal>> =>
  writeAsAdmin<ArchivedTeam, ArchiveTeamRefusal>(
    deps,
    asked,
    'teams',
    async (tx, held) => {
      // From here on nobody is invited or moved into it: who does so now is waited for, and counted below.
      const team = await tx.holdTeam(held.organization.id, teamId);
      if (!team) return refused({ kind: 'team_gone' });
      if (team.isArchived) return done({ name: team.name, moved: null, isUnchanged: true });
      const target = moveToId === null ? null : await findTarget(tx, held, teamId, moveToId);
      if (target && !target.ok) return target;
      const moved =
        moveToId && target ? await moveEverybody(tx, asked, held, { fromId: teamId, toId: moveToId }) : null;
      const left = await findLeft(tx, held, team, moved);
      if (left) return refused(left);
      await tx.setTeamArchived(held.organization.id, teamId, true);
      await audit(tx, asked, held, 'team.archive', teamId, { isArchived: { from: false, to: true } });
      return done({ name: team.name, moved: moved && target && { ...moved, to: target.value }, isUnchanged: false });
    },
    (tx) => holdPeople(tx, asked, { fromId: teamId, toId: moveToId }),
  );

const findLeft = async (
  tx: Transaction,
  { organization }: Held,
  { id, name, links: found }: TeamDetails,
  moved: MoveTally | null,
): Promise<ArchiveTeamRefusal | undefined> => {
  const way = { fromId: id, toId: null };
  const count = async (kind: 'memberships' | 'invitations') =>
    (await tx.holdInTeam(kind, organization.id, way, null)).filter(({ isPrimary }) => isPrimary).length;
  // In this order: an invitation that is being accepted is waited for, and its person counted.
  const pending = await count('invitations');
  const members = await count('memberships');
  // They move whoever made them.
  const links = moved ? 0 : found;
  if (members + pending + links === 0) return undefined;
  return moved
    ? { kind: 'team_kept_above', name, count: members + pending }
    : { kind: 'team_in_use', name, members, pending, links };
};

/** Takes a team out of the archive. People who have it as another team have it again. */
export const restoreTeam = (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  teamId: string,
): Promise<Result<{ readonly name: string }, AccessRefusal | BindingProposal | ArchiveTeamRefusal>> =>
  writeAsAdmin<{ readonly name: string }, ArchiveTeamRefusal>(deps, asked, 'teams', async (tx, held) => {
    const team = await tx.holdTeam(held.organization.id, teamId);
    if (!team) return refused({ kind: 'team_gone' });
    if (team.isArchived) {
      await tx.setTeamArchived(held.organization.id, teamId, false);
      await audit(tx, asked, held, 'team.change', teamId, { isArchived: { from: true, to: false } });
    }
    return done({ name: team.name });
  });

const audit = (
  tx: Transaction,
  asked: Asked,
  held: Held,
  action: string,
  id: string,
  changed: Readonly<Record<string, unknown>>,
): Promise<void> => tx.audit(auditEntry(asked, held, action, { kind: 'team', id }, changed));
