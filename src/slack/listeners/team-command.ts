import type { CommandRequest } from '../command-grammar.ts';
import type { PersonRef } from '../command-people.ts';
import type { CommandDoor } from '../run-command.ts';
import { showMemberAccess } from './member-access-forms.ts';
import { productsScreen } from './product-screens.ts';
import { showTeams } from './team-screens.ts';

/** `teams`, `teams Sales`, `teams @ada`. */
export const teamsDoor = ({ name, person }: Extract<CommandRequest, { kind: 'teams' }>): CommandDoor =>
  person
    ? {
        may: 'change_teams',
        shows: 'window',
        next: 'list',
        run: (turn) => showMemberAccess(turn, 'change_teams', person),
      }
    : { may: 'teams', shows: 'window', next: 'teams', run: (turn) => showTeams(turn, name) };

/** `products`, `products @ada`. */
export const productsDoor = (person: PersonRef | undefined): CommandDoor =>
  person
    ? {
        may: 'change_products',
        shows: 'window',
        next: 'list',
        run: (turn) => showMemberAccess(turn, 'change_products', person),
      }
    : { may: 'products', shows: 'window', next: 'products', run: (turn) => productsScreen(turn) };
