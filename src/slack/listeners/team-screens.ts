import type { ModalView } from '@slack/types';
import { findNamed } from '../../domain/find-named.ts';
import type { TeamContent } from '../../domain/team.ts';
import { listTeams } from '../../services/list-teams.ts';
import type { Turn } from '../interaction.ts';
import { cut } from '../mrkdwn.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import { teamModal } from '../views/team-modal.ts';
import { firstTeams, type TeamPlace } from '../views/team-place.ts';
import { teamsModal } from '../views/teams-modal.ts';
import type { WindowAnswer } from '../window.ts';

export const teamsScreen = async (
  { edge, context, words }: Turn,
  place: TeamPlace = firstTeams,
  notice: readonly string[] = [],
): Promise<{ readonly view: ModalView }> => {
  const list = await listTeams(edge.deps, context, place.isArchived, place.position);
  return { view: teamsModal(list, place, words, notice) };
};

/** The form of one team as it is now; of a new one without an id. Null when the team is not there, or is archived. */
export const teamForm = async (
  { edge, context }: Turn,
  teamId: string | null,
  place: TeamPlace = firstTeams,
  filled?: TeamContent,
  problems: readonly string[] = [],
): Promise<ModalView | null> => {
  const { store } = edge.deps;
  const team = teamId === null ? null : await store.findTeam(context.organization.id, teamId);
  if (teamId !== null && (!team || team.isArchived)) return null;
  const { products } = await store.findFormOptions(context.organization.id);
  return teamModal({ team, products, place }, filled, problems);
};

/** `teams`, or `teams Sales`. */
export const showTeams = async (turn: Turn, typed: string): Promise<WindowAnswer> => {
  if (typed === '') return teamsScreen(turn);
  const names = await turn.edge.deps.store.findTeamNames(turn.context.organization.id);
  const team = findNamed(
    names.filter(({ isArchived }) => !isArchived),
    typed,
  );
  const view = team && (await teamForm(turn, team.id));
  if (view) return { view };
  const { pen, command } = turn.words;
  return {
    message: textMessage(
      `No team is called “${pen.say(cut(typed, 60))}”. ${pen.code(`${command} teams`)} shows them all.`,
    ),
  };
};
