import { whoAmI } from '../../services/who-am-i.ts';
import type { NextScreen } from '../next-screen.ts';
import type { ClickDoor } from '../run-click.ts';
import { bindingModal } from '../views/binding-modal.ts';
import { lookingModal } from '../views/doctor-modal.ts';
import {
  OPEN_BINDING,
  OPEN_DESK,
  OPEN_DOCTOR,
  OPEN_INVITE,
  OPEN_INVITE_LINKS,
  OPEN_NEEDS,
  OPEN_PENDING,
  OPEN_PERMISSIONS,
  OPEN_PRODUCTS,
  OPEN_ROLES,
  OPEN_ROSTER,
  OPEN_SETTINGS,
  OPEN_TEAMS,
} from '../views/open-buttons.ts';
import { screens, whoamiAnswer } from './screens.ts';

const open = (screen: NextScreen): Extract<ClickDoor, { shows: 'window' }> => ({
  may: screens[screen].may,
  shows: 'window',
  next: screen,
  run: screens[screen].show,
});

/** Buttons that open a screen, from the desk, a message, or wherever they stand. */
export const openClicks: Readonly<Record<string, ClickDoor>> = {
  [OPEN_INVITE]: open('invite'),
  [OPEN_PENDING]: open('pending'),
  [OPEN_ROSTER]: { ...open('list'), inPlace: true },
  [OPEN_TEAMS]: open('teams'),
  [OPEN_PRODUCTS]: open('products'),
  [OPEN_ROLES]: open('roles'),
  [OPEN_PERMISSIONS]: open('permissions'),
  [OPEN_INVITE_LINKS]: { ...open('invite_links'), inPlace: true },
  [OPEN_SETTINGS]: open('settings'),
  [OPEN_DOCTOR]: { ...open('doctor'), meanwhile: lookingModal },
  [OPEN_DESK]: { ...open('desk'), inPlace: true },
  [OPEN_NEEDS]: { ...open('needs'), inPlace: true },
  [OPEN_BINDING]: {
    may: 'whoami',
    shows: 'window',
    next: 'desk',
    run: async (turn) => {
      const { proposal } = await whoAmI(turn.edge.deps, turn.context);
      // Confirmed meanwhile, or no longer to be confirmed: then what is true now.
      return proposal ? { view: bindingModal(proposal, turn.words, 'desk') } : { message: await whoamiAnswer(turn) };
    },
  },
};
