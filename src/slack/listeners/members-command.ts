import { isActiveAdmin } from '../../domain/actor.ts';
import type { RosterFilter } from '../../domain/member.ts';
import { readInviteForm } from '../../services/read-invite-form.ts';
import { reinvite } from '../../services/reinvite.ts';
import { withdraw } from '../../services/withdraw.ts';
import type { CommandRequest } from '../command-grammar.ts';
import type { PersonRef } from '../command-people.ts';
import type { Turn } from '../interaction.ts';
import { cut } from '../mrkdwn.ts';
import type { CommandDoor } from '../run-command.ts';
import { type Message, section } from '../views/blocks.ts';
import { helpMessage, helpTopicMessage, unknownWordMessage } from '../views/help-message.ts';
import { inviteModal } from '../views/invite-modal.ts';
import { outcomeMessage } from '../views/outcome-message.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import { deniedMessage, type WindowAnswer } from '../window.ts';
import { emailsOfPeople } from './command-people-emails.ts';
import { prefillFromCommand } from './invite-prefill.ts';
import { deskScreen, inviteScreen, pendingScreen, rosterScreen, whoamiAnswer } from './screens.ts';

const message = (may: CommandDoor['may'], run: (turn: Turn) => Promise<Message> | Message): CommandDoor => ({
  may,
  shows: 'message',
  run: async (turn) => run(turn),
});

/** What a parsed command leads to. */
export const commandDoor = (request: CommandRequest): CommandDoor => {
  switch (request.kind) {
    case 'desk':
      return { may: 'whoami', shows: 'window', next: 'desk', run: deskScreen };
    case 'help':
      return message('help', ({ words, context }) =>
        request.topic
          ? helpTopicMessage(request.topic, words)
          : helpMessage(words, { isAdmin: isActiveAdmin(context.actor) }),
      );
    case 'unknown':
      return message('help', ({ words, context }) =>
        unknownWordMessage(request.word, request.nearest, words, { isAdmin: isActiveAdmin(context.actor) }),
      );
    case 'whoami':
      return message('whoami', whoamiAnswer);
    case 'list':
      return { may: 'list', shows: 'window', next: 'list', run: (turn) => showRoster(turn, request) };
    case 'invite':
      return { may: 'invite', shows: 'window', next: 'invite', run: (turn) => showInviteForm(turn, request) };
    case 'pending':
      return { may: 'pending', shows: 'window', next: 'pending', run: (turn) => pendingScreen(turn) };
    case 'reinvite':
      return message('reinvite', (turn) =>
        request.expired ? reinviteExpired(turn) : reinvitePeople(turn, request.people),
      );
    case 'withdraw':
      return message('withdraw', (turn) => withdrawPeople(turn, request.people));
  }
};

const showInviteForm = async (
  turn: Turn,
  request: Extract<CommandRequest, { kind: 'invite' }>,
): Promise<WindowAnswer> => {
  if (request.people.length === 0 && !request.roleText && !request.teamText) return inviteScreen(turn);
  const form = await readInviteForm(turn.edge.deps, turn.context);
  if (form.roles.length === 0) return inviteScreen(turn);
  const { prefill, problems } = prefillFromCommand(request, form);
  return { view: inviteModal(form, prefill, problems) };
};

const statuses: Readonly<Record<string, RosterFilter['status']>> = {
  active: 'ACTIVE',
  deactivated: 'DEACTIVATED',
  removed: 'REMOVED',
};

// The filter travels in the modal's metadata.
const maxFilter = 100;

const showRoster = async (
  turn: Turn,
  { query, filters }: Extract<CommandRequest, { kind: 'list' }>,
): Promise<WindowAnswer> => {
  const { pen, command } = turn.words;
  const status = statuses[(filters.status ?? 'active').toLowerCase()];
  if (!status) {
    const typed = pen.say(filters.status ?? '', 40);
    return {
      message: textMessage(
        `“${typed}” is not a status. Try ${pen.code(`${command} list status:deactivated`)}; there is active, deactivated and removed.`,
      ),
    };
  }
  return rosterScreen(turn, {
    query: cut(await withAddresses(turn, query), maxFilter) || null,
    roleName: filters.role ? cut(filters.role, maxFilter) : null,
    teamName: filters.team ? cut(filters.team, maxFilter) : null,
    status,
  });
};

/** `list @ada`: a mention is searched for by the address behind it. */
const withAddresses = async ({ edge }: Turn, query: string): Promise<string> => {
  const [, userId] = /<@(\w+)>/.exec(query) ?? [];
  if (!userId) return query;
  const known = await edge.deps.directory.findUser({ teamId: edge.teamId, userId });
  return query.replace(/<@\w+>/, known?.email ?? '');
};

const reinviteExpired = async (turn: Turn): Promise<Message> => {
  const result = await reinvite(turn.edge.deps, turn.asked, { kind: 'expired' });
  if (!result.ok) return deniedMessage({ refusal: result.refusal, words: turn.words });
  const nothing = 'Nothing to send: no invitation ran out in the last two weeks.';
  return outcomeMessage(result.value.rows, result.value.expiresAt, turn.words, nothing);
};

const reinvitePeople = async (turn: Turn, people: readonly PersonRef[]): Promise<Message> => {
  const { emails, untold } = await emailsOfPeople(turn, people);
  if (emails.length === 0) return nobodyNamed(turn, 'reinvite', untold);
  const result = await reinvite(turn.edge.deps, turn.asked, { kind: 'emails', emails });
  if (!result.ok) return deniedMessage({ refusal: result.refusal, words: turn.words });
  return withLines(outcomeMessage(result.value.rows, result.value.expiresAt, turn.words, ''), untold);
};

const withdrawPeople = async (turn: Turn, people: readonly PersonRef[]): Promise<Message> => {
  const { emails, untold } = await emailsOfPeople(turn, people);
  if (emails.length === 0) return nobodyNamed(turn, 'withdraw', untold);
  const result = await withdraw(turn.edge.deps, turn.asked, { kind: 'emails', emails });
  if (!result.ok) return deniedMessage({ refusal: result.refusal, words: turn.words });
  return withLines(outcomeMessage(result.value.rows, null, turn.words, ''), untold);
};

const nobodyNamed = ({ words }: Turn, word: 'reinvite' | 'withdraw', untold: readonly string[]): Message =>
  withLines(helpTopicMessage(word, words), untold);

const withLines = ({ text, blocks }: Message, lines: readonly string[]): Message =>
  lines.length > 0 ? { text: lines[0] ?? text, blocks: [section(lines), ...blocks] } : { text, blocks };
