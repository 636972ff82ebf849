import { refused } from '../../domain/result.ts';
import { type ArchivedTeam, archiveTeam } from '../../services/archive-team.ts';
import { type MovedTeam, type MoveTally, moveTeam } from '../../services/move-team.ts';
import { countText } from '../count-text.ts';
import type { Turn } from '../interaction.ts';
import { listOf } from '../plural.ts';
import { wordRefusal } from '../refusal-texts.ts';
import type { SubmissionDoor } from '../run-submission.ts';
import { readMoveMetadata, readMoveTarget, TEAM_MOVE_TO } from '../views/team-move-modal.ts';
import { asView, deniedAnswer } from '../window.ts';
import type { Wording } from '../wording.ts';
import { teamMoveScreen } from './team-move-screens.ts';
import { teamsScreen } from './team-screens.ts';

type Shown = ReturnType<typeof readMoveMetadata> & { readonly toId: string | null };

/** Everybody of a team moves, and the team is archived where that was asked. */
export const submitTeamMove: SubmissionDoor = {
  may: 'teams',
  run: async (turn, view) => {
    const shown = { ...readMoveMetadata(view.private_metadata), toId: readMoveTarget(view.state.values) };
    const result = await act(turn, shown);
    if (result.ok) return { below: (await teamsScreen(turn, shown.place, result.value)).view };
    const { refusal } = result;
    const again = (problems: readonly string[]) =>
      teamMoveScreen(turn, shown.purpose, shown.teamId, shown.place, problems);
    const text = wordRefusal(refusal, turn.plainWords);
    switch (refusal.kind) {
      case 'same_team':
        return { errors: { [TEAM_MOVE_TO]: text }, again: () => again([text]) };
      case 'team_in_use':
      case 'team_kept_above':
        return { view: await again([text]) };
      case 'team_gone':
      case 'team_archived':
        return { below: (await teamsScreen(turn, shown.place, [wordRefusal(refusal, turn.words)])).view };
      default:
        return { view: asView(deniedAnswer({ refusal, words: turn.words }, 'teams')) };
    }
  },
};

const act = async (turn: Turn, { purpose, teamId, toId }: Shown) => {
  const { edge, asked, words } = turn;
  if (purpose === 'archive' && teamId) {
    const archived = await archiveTeam(edge.deps, asked, { teamId, moveToId: toId });
    return archived.ok ? { ...archived, value: archivedLines(archived.value, words) } : archived;
  }
  if (toId === null) return refused({ kind: 'team_gone' } as const);
  const moved = await moveTeam(edge.deps, asked, { fromId: teamId, toId });
  return moved.ok ? { ...moved, value: movedLines(moved.value, words) } : moved;
};

const movedText = ({ members, invitations, links }: MoveTally): string =>
  listOf([
    ...(members > 0 ? [countText(members, 'person', 'people')] : []),
    ...(invitations > 0 ? [countText(invitations, 'pending invitation', 'pending invitations')] : []),
    ...(links > 0 ? [countText(links, 'invite link', 'invite links')] : []),
  ]);

const keptLines = ({ keptAbove }: MoveTally): string[] =>
  keptAbove > 0
    ? [
        `${countText(keptAbove, 'person has', 'people have')} a role above yours and stay where they are: ask somebody with that role.`,
      ]
    : [];

const movedLines = (moved: MovedTeam, { pen }: Wording): string[] => {
  const from = moved.from ? ` from ${pen.strong(moved.from)}` : '';
  const text = movedText(moved);
  return [
    text ? `Moved${from} to ${pen.strong(moved.to)}: ${text}.` : `Nobody was left to move${from}.`,
    ...keptLines(moved),
  ];
};

const archivedLines = ({ name, moved, isUnchanged }: ArchivedTeam, { pen }: Wording): string[] => {
  const text = moved ? movedText(moved) : '';
  return [
    `${pen.strong(name)} ${isUnchanged ? 'was archived before' : 'is archived'}.`,
    ...(moved && text ? [`Moved to ${pen.strong(moved.to)}: ${text}.`] : []),
  ];
};
