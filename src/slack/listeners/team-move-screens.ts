import type { ModalView } from '@slack/types';
import type { Turn } from '../interaction.ts';
import { wordTeam } from '../team-refusal-texts.ts';
import { refusalModal } from '../views/refusal-surfaces.ts';
import { type TeamMove, teamMoveModal } from '../views/team-move-modal.ts';
import type { TeamPlace } from '../views/team-place.ts';

/** Where everybody goes, read from what is true now. `teamId` is null for people without a team. */
export const teamMoveScreen = async (
  { edge, context, words }: Turn,
  purpose: TeamMove['purpose'],
  teamId: string | null,
  place: TeamPlace,
  problems: readonly string[] = [],
): Promise<ModalView> => {
  const { store } = edge.deps;
  const { id } = context.organization;
  const team = teamId === null ? null : await store.findTeam(id, teamId);
  if (purpose !== 'place' && !team) return refusalModal(wordTeam({ kind: 'team_gone' }, words));
  if (team?.isArchived) return refusalModal(wordTeam({ kind: 'team_archived', name: team.name }, words));
  const [totals, names] = await Promise.all([store.countTeams(id), store.findTeamNames(id)]);
  const targets = names.filter((each) => !each.isArchived && each.id !== teamId);
  return teamMoveModal({ purpose, team, totals, targets, place }, words, problems);
};
