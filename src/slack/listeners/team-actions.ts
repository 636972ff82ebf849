import { z } from 'zod';
import type { Click } from '../click.ts';
import type { ClickDoor } from '../run-click.ts';
import { wordTeam } from '../team-refusal-texts.ts';
import { refusalModal } from '../views/refusal-surfaces.ts';
import { decodeTeamPlace, firstTeams, type TeamPlace } from '../views/team-place.ts';
import {
  TEAM_ADD,
  TEAM_MANAGE,
  TEAMS_ACTIVE,
  TEAMS_ARCHIVED,
  TEAMS_NEXT,
  TEAMS_PREVIOUS,
} from '../views/teams-modal.ts';
import { teamForm, teamsScreen } from './team-screens.ts';

const placeOf = ({ modal }: Click): TeamPlace => decodeTeamPlace(modal?.metadata ?? '');

const isId = (value: string): boolean => z.uuid().safeParse(value).success;

const turnTo = (place: (click: Click) => TeamPlace): ClickDoor => ({
  may: 'teams',
  shows: 'here',
  run: async (turn, click) => ({ redraw: async () => (await teamsScreen(turn, place(click))).view }),
});

export const teamClicks: Readonly<Record<string, ClickDoor>> = {
  [TEAM_ADD]: {
    may: 'teams',
    shows: 'window',
    next: 'teams',
    run: async (turn, click) => ({ view: (await teamForm(turn, null, placeOf(click))) ?? refusalModal('') }),
  },
  [TEAM_MANAGE]: {
    may: 'teams',
    shows: 'window',
    next: 'teams',
    run: async (turn, click) => {
      const view = isId(click.value) ? await teamForm(turn, click.value, placeOf(click)) : null;
      return { view: view ?? refusalModal(wordTeam({ kind: 'team_gone' }, turn.words)) };
    },
  },
  [TEAMS_NEXT]: turnTo((click) => ({ ...placeOf(click), position: isId(click.value) ? { after: click.value } : null })),
  [TEAMS_PREVIOUS]: turnTo((click) => ({
    ...placeOf(click),
    position: isId(click.value) ? { before: click.value } : null,
  })),
  [TEAMS_ARCHIVED]: turnTo(() => ({ isArchived: true, position: null })),
  [TEAMS_ACTIVE]: turnTo(() => firstTeams),
};
