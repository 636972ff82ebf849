import type { ShortcutDoor } from '../run-shortcut.ts';
import { deskScreen, inviteScreen } from './screens.ts';

/** Every global shortcut, by its callback id in the manifest. */
export const shortcutDoors: Readonly<Record<string, ShortcutDoor>> = {
  open_desk: { may: 'whoami', shows: 'window', next: 'desk', run: deskScreen },
  invite_people: { may: 'invite', shows: 'window', next: 'invite', run: (turn) => inviteScreen(turn) },
};
