import { isActiveAdmin } from '../../domain/actor.ts';
import { decide } from '../../domain/policy.ts';
import { findMemberMeant } from '../../services/find-member-meant.ts';
import type { CommandRequest } from '../command-grammar.ts';
import type { PersonRef } from '../command-people.ts';
import type { Turn } from '../interaction.ts';
import { unknownWordMessage } from '../views/help-message.ts';
import { OPEN_PERSON } from '../views/open-buttons.ts';
import type { WindowAnswer } from '../window.ts';
import { answerMeant, memberMeant } from './member-meant.ts';
import { personScreen } from './person-screen.ts';

const pick = { id: OPEN_PERSON, label: 'Open' };

/** `/members @ada`: the card of whoever is meant. */
export const showPerson = async (turn: Turn, person: PersonRef): Promise<WindowAnswer> => {
  const meant = await memberMeant(turn, person, pick);
  return meant.ok ? personScreen(turn, meant.value.membershipId) : meant.refusal;
};

// One letter is a slip rather than a piece of a name.
const minName = 2;

/** `/members smith`: a word that we don't know is a piece of a name, where it fits anybody; else help. */
export const showNamedOrHelp = async (
  turn: Turn,
  { word, nearest, name = '' }: Extract<CommandRequest, { kind: 'unknown' }>,
): Promise<WindowAnswer> => {
  const { edge, context, words } = turn;
  const help = { message: unknownWordMessage(word, nearest, words, { isAdmin: isActiveAdmin(context.actor) }) };
  if (name.length < minName || !decide(context.actor, 'person', context.organization).ok) return help;
  const person: PersonRef = { kind: 'text', text: name };
  const meant = await findMemberMeant(edge.deps, context, person);
  if (meant.kind === 'none' && meant.invited.length === 0) return help;
  const answered = answerMeant(turn, person, meant, pick);
  return answered.ok ? personScreen(turn, answered.value.membershipId) : answered.refusal;
};
