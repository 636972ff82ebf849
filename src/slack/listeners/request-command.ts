import { parseEmailAddress } from '../../domain/email-address.ts';
import { checkNote } from '../../domain/note-text.ts';
import { requestInvitation } from '../../services/request-invitation.ts';
import type { CommandRequest } from '../command-grammar.ts';
import type { Turn } from '../interaction.ts';
import { escapeText, mention } from '../mrkdwn.ts';
import { wordRefusal } from '../refusal-texts.ts';
import { wordJoinRequest } from '../request-refusal-texts.ts';
import { type Message, section } from '../views/blocks.ts';
import { wordReason } from '../views/decline-request-modal.ts';
import { helpTopicMessage } from '../views/help-message.ts';
import { textMessage } from '../views/refusal-surfaces.ts';

type JoinRequest = Extract<CommandRequest, { kind: 'request' }>;

/** Asks the admins to invite somebody. The answer never says more of an address than the asker may know. */
export const askForInvitation = async (turn: Turn, { person: named, reason }: JoinRequest): Promise<Message> => {
  const { edge, asked, words } = turn;
  const { userId } = asked.context.actor.slack;
  const person = named?.kind === 'self' ? ({ kind: 'mention', userId } as const) : named;
  if (!person) return withUsage(turn, 'Whom should the admins invite, and why?');
  const shown = person.kind === 'mention' ? mention(person.userId) : words.pen.address(person.email);
  if (reason === '') return withUsage(turn, `Why should ${shown} be invited? The admins read it.`);
  const note = checkNote(reason);
  if (!note.ok) return withUsage(turn, escapeText(wordReason(note.refusal)));
  const address = await addressOf(turn, person);
  if (!address) return textMessage(`Slack shows no address of ${shown}. Type it instead.`);
  const result = await requestInvitation(edge.deps, asked, { address, reason: note.value });
  if (result.ok) {
    return textMessage(
      `Your request for ${shown} is with the admins of ${words.pen.say(words.organization)}. You hear from them here.`,
    );
  }
  const { refusal } = result;
  switch (refusal.kind) {
    case 'requested_member':
    case 'requested_pending':
    case 'requested_before':
    case 'requests_open':
      return textMessage(wordJoinRequest(refusal, shown, words));
    default:
      return textMessage(wordRefusal(refusal, words));
  }
};

const addressOf = async ({ edge }: Turn, person: Exclude<JoinRequest['person'], null | { kind: 'self' }>) => {
  if (person.kind === 'email') return parseEmailAddress(person.email);
  const known = await edge.deps.directory.findUser({ teamId: edge.teamId, userId: person.userId });
  return known?.email ? parseEmailAddress(known.email) : null;
};

const withUsage = ({ words }: Turn, line: string): Message => {
  const usage = helpTopicMessage('request', words);
  return { text: line, blocks: [section(line), ...usage.blocks] };
};
