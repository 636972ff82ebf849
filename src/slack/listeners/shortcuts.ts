import type { MessageShortcutDoor, ShortcutDoor } from '../run-shortcut.ts';
import { prefillFromMessage } from './invite-prefill.ts';
import { deskScreen, inviteScreen } from './screens.ts';

/** Every global shortcut, by its callback id in the manifest. */
export const shortcutDoors: Readonly<Record<string, ShortcutDoor>> = {
  open_desk: { may: 'whoami', shows: 'window', next: 'desk', run: deskScreen },
  invite_people: { may: 'invite', shows: 'window', next: 'invite', run: (turn) => inviteScreen(turn) },
};

/** Every message shortcut: what stands in the menu of a message. */
export const messageShortcutDoors: Readonly<Record<string, MessageShortcutDoor>> = {
  invite_from_message: {
    may: 'invite',
    shows: 'window',
    next: 'invite',
    run: (turn, message) => {
      const { prefill, problems } = prefillFromMessage(message);
      return inviteScreen(turn, prefill, problems);
    },
  },
};
