import type { CommandRequest } from '../command-grammar.ts';
import type { CommandDoor } from '../run-command.ts';
import { lookingModal } from '../views/doctor-modal.ts';
import { doctorScreen } from './doctor-screen.ts';
import { askForExport } from './export-command.ts';
import { importScreen } from './import-screens.ts';
import { inviteLinksScreen } from './invite-links.ts';
import { joinScreen } from './join-by-link.ts';
import { askForInvitation } from './request-command.ts';
import { settingsScreen } from './settings-screen.ts';

type OrganizationCommand = Extract<
  CommandRequest,
  { kind: 'settings' | 'request' | 'export' | 'doctor' | 'import' | 'link' | 'join' }
>;

/** What the words about the organization itself, and about many people at once, lead to. */
export const organizationDoor = (request: OrganizationCommand): CommandDoor => {
  switch (request.kind) {
    case 'settings':
      return { may: 'settings', shows: 'window', next: 'settings', run: settingsScreen };
    case 'request':
      return { may: 'request', shows: 'message', run: (turn) => askForInvitation(turn, request) };
    case 'export':
      return { may: 'export', shows: 'message', run: askForExport };
    case 'import':
      return { may: 'import', shows: 'window', next: 'import', run: importScreen };
    case 'join':
      return { may: 'join', shows: 'window', next: 'desk', run: (turn) => joinScreen(turn, request.token) };
    case 'link':
      return { may: 'invite_links', shows: 'window', next: 'invite_links', run: (turn) => inviteLinksScreen(turn) };
    case 'doctor':
      return {
        may: 'doctor',
        shows: 'window',
        next: 'doctor',
        meanwhile: lookingModal,
        run: (turn) => doctorScreen(turn),
      };
  }
};
