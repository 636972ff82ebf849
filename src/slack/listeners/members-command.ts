import { isActiveAdmin } from '../../domain/actor.ts';
import { loadSelf } from '../../services/load-actor.ts';
import type { CommandRequest } from '../command-grammar.ts';
import type { CommandWord } from '../command-words.ts';
import type { Turn } from '../interaction.ts';
import type { CommandDoor } from '../run-command.ts';
import type { Message } from '../views/blocks.ts';
import { helpMessage, helpTopicMessage } from '../views/help-message.ts';
import { showPermissions } from './grant-screens.ts';
import { showInviteForm } from './invite-command.ts';
import { showRoster } from './list-command.ts';
import { actDoor } from './member-act-commands.ts';
import { organizationDoor } from './organization-commands.ts';
import { showNamedOrHelp, showPerson } from './person-command.ts';
import { reinvitePeople, withdrawPeople } from './reinvite-command.ts';
import { rolesScreen } from './role-screens.ts';
import { deskScreen, expiredScreen, pendingScreen, whoamiAnswer } from './screens.ts';
import { productsDoor, teamsDoor } from './team-command.ts';
import { explainPerson } from './why-command.ts';

const message = (may: CommandDoor['may'], run: (turn: Turn) => Promise<Message> | Message): CommandDoor => ({
  may,
  shows: 'message',
  run: async (turn) => run(turn),
});

const showHelp = ({ words, context }: Turn, topic: CommandWord | undefined): Message =>
  topic ? helpTopicMessage(topic, words) : helpMessage(words, { isAdmin: isActiveAdmin(context.actor) });

/** What a parsed command leads to. */
export const commandDoor = (request: CommandRequest): CommandDoor => {
  switch (request.kind) {
    case 'desk':
      return { may: 'whoami', shows: 'window', next: 'desk', run: deskScreen };
    case 'help':
      return message('help', (turn) => showHelp(turn, request.topic));
    case 'person':
      return { may: 'person', shows: 'window', next: 'list', run: (turn) => showPerson(turn, request.person) };
    case 'unknown':
      return { may: 'help', shows: 'window', next: 'desk', run: (turn) => showNamedOrHelp(turn, request) };
    case 'settings':
    case 'request':
    case 'export':
    case 'doctor':
    case 'import':
    case 'link':
    case 'join':
      return organizationDoor(request);
    case 'whoami':
      return { may: 'whoami', shows: 'message', load: loadSelf, run: whoamiAnswer };
    case 'why':
      return message('why', (turn) => explainPerson(turn, request));
    case 'list':
      return { may: 'list', shows: 'window', next: 'list', run: (turn) => showRoster(turn, request) };
    case 'invite':
      return { may: 'invite', shows: 'window', next: 'invite', run: (turn) => showInviteForm(turn, request) };
    case 'permissions':
      return {
        may: request.people.length > 0 ? 'grant' : 'permissions',
        shows: 'window',
        next: 'permissions',
        run: (turn) => showPermissions(turn, request),
      };
    case 'roles':
      return { may: 'read_roles', shows: 'window', next: 'roles', run: (turn) => rolesScreen(turn) };
    case 'pending':
      return { may: 'pending', shows: 'window', next: 'pending', run: (turn) => pendingScreen(turn) };
    case 'products':
      return productsDoor(request.person);
    case 'teams':
      return teamsDoor(request);
    case 'reinvite':
      if (request.expired) return { may: 'reinvite', shows: 'window', next: 'expired', run: expiredScreen };
      return message('reinvite', (turn) => reinvitePeople(turn, request.people));
    case 'role':
    case 'deactivate':
    case 'reactivate':
    case 'remove':
      return actDoor(request);
    case 'withdraw':
      return message('withdraw', (turn) => withdrawPeople(turn, request.people));
  }
};
