import { PERSON_CHANGE_ROLE, PERSON_DEACTIVATE, PERSON_REACTIVATE, PERSON_REMOVE } from '../member-acts.ts';
import type { ClickDoor } from '../run-click.ts';
import { decodeMember } from '../views/member-value.ts';
import { endScreen } from './end-form.ts';
import { reactivateScreen } from './reactivate-form.ts';
import { roleScreen } from './role-form.ts';

/** Buttons of a card, or of a picker, that open the form of an act. */
export const memberActClicks: Readonly<Record<string, ClickDoor>> = {
  [PERSON_CHANGE_ROLE]: {
    may: 'change_role',
    shows: 'window',
    next: 'list',
    run: (turn, { value }) => {
      const shown = decodeMember(value);
      // A picker carries the role that was typed.
      return roleScreen(turn, shown, shown?.more || null);
    },
  },
  [PERSON_DEACTIVATE]: {
    may: 'deactivate',
    shows: 'window',
    next: 'list',
    run: (turn, { value }) => endScreen(turn, decodeMember(value), 'deactivate'),
  },
  [PERSON_REMOVE]: {
    may: 'remove',
    shows: 'window',
    next: 'list',
    run: (turn, { value }) => endScreen(turn, decodeMember(value), 'remove'),
  },
  [PERSON_REACTIVATE]: {
    may: 'reactivate',
    shows: 'window',
    next: 'list',
    run: (turn, { value }) => reactivateScreen(turn, decodeMember(value)),
  },
};
