import { z } from 'zod';
import { refused } from '../../domain/result.ts';
import { restoreTeam } from '../../services/archive-team.ts';
import type { Click } from '../click.ts';
import { wordRefusal } from '../refusal-texts.ts';
import type { ClickDoor } from '../run-click.ts';
import { wordTeam } from '../team-refusal-texts.ts';
import { readTeamMetadata } from '../views/parse-team-modal.ts';
import { refusalModal, textMessage } from '../views/refusal-surfaces.ts';
import { TEAM_ARCHIVE, TEAM_MOVE } from '../views/team-modal.ts';
import { decodeTeamPlace, firstTeams, type TeamPlace } from '../views/team-place.ts';
import {
  TEAM_ADD,
  TEAM_MANAGE,
  TEAM_RESTORE,
  TEAMS_ACTIVE,
  TEAMS_ARCHIVED,
  TEAMS_NEXT,
  TEAMS_PLACE,
  TEAMS_PREVIOUS,
} from '../views/teams-modal.ts';
import { teamMoveScreen } from './team-move-screens.ts';
import { teamForm, teamsScreen } from './team-screens.ts';

const placeOf = ({ modal }: Click): TeamPlace => decodeTeamPlace(modal?.metadata ?? '');

const placeUnder = ({ modal }: Click): TeamPlace => {
  try {
    return readTeamMetadata(modal?.metadata ?? '').place;
  } catch {
    return firstTeams;
  }
};

// Of nobody's team.
const noTeam = '00000000-0000-0000-0000-000000000000';

const isId = (value: string): boolean => z.uuid().safeParse(value).success;

const gone = refused({ kind: 'team_gone' } as const);

/** The form below which this stands carries the page of the list below that. */
const inPlaceOfForm = (purpose: 'move' | 'archive'): ClickDoor => ({
  may: 'teams',
  shows: 'here',
  run: async (turn, click) => {
    const teamId = isId(click.value) ? click.value : noTeam;
    return { redraw: () => teamMoveScreen(turn, purpose, teamId, placeUnder(click)) };
  },
});

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
  [TEAMS_PLACE]: {
    may: 'teams',
    shows: 'window',
    next: 'teams',
    run: async (turn, click) => ({ view: await teamMoveScreen(turn, 'place', null, placeOf(click)) }),
  },
  [TEAM_MOVE]: inPlaceOfForm('move'),
  [TEAM_ARCHIVE]: inPlaceOfForm('archive'),
  [TEAM_RESTORE]: {
    may: 'teams',
    shows: 'here',
    run: async (turn, click) => {
      const { edge, asked, words } = turn;
      const result = isId(click.value) ? await restoreTeam(edge.deps, asked, click.value) : gone;
      const notice = result.ok ? `${words.pen.strong(result.value.name)} is back.` : wordRefusal(result.refusal, words);
      return {
        redraw: async () => (await teamsScreen(turn, placeOf(click), [notice])).view,
        notice: textMessage(notice),
      };
    },
  },
  [TEAMS_ARCHIVED]: turnTo(() => ({ isArchived: true, position: null })),
  [TEAMS_ACTIVE]: turnTo(() => firstTeams),
};
