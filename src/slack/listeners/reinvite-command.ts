import { reinvite } from '../../services/reinvite.ts';
import { withdraw } from '../../services/withdraw.ts';
import type { PersonRef } from '../command-people.ts';
import type { Turn } from '../interaction.ts';
import { type Message, section } from '../views/blocks.ts';
import { helpTopicMessage } from '../views/help-message.ts';
import { outcomeMessage } from '../views/outcome-message.ts';
import { deniedMessage } from '../window.ts';
import { emailsOfPeople } from './command-people-emails.ts';

export const reinvitePeople = async (turn: Turn, people: readonly PersonRef[]): Promise<Message> => {
  const { emails, untold } = await emailsOfPeople(turn, people);
  if (emails.length === 0) return nobodyNamed(turn, 'reinvite', untold);
  const result = await reinvite(turn.edge.deps, turn.asked, { kind: 'emails', emails });
  if (!result.ok) return deniedMessage({ refusal: result.refusal, words: turn.words });
  return withLines(outcomeMessage(result.value.rows, result.value.expiresAt, turn.words, ''), untold);
};

export const withdrawPeople = async (turn: Turn, people: readonly PersonRef[]): Promise<Message> => {
  const { emails, untold } = await emailsOfPeople(turn, people);
  if (emails.length === 0) return nobodyNamed(turn, 'withdraw', untold);
  const result = await withdraw(turn.edge.deps, turn.asked, { kind: 'emails', emails });
  if (!result.ok) return deniedMessage({ refusal: result.refusal, words: turn.words });
  return withLines(outcomeMessage(result.value.rows, null, turn.words, '', result.value.auditEventId), untold);
};

const nobodyNamed = ({ words }: Turn, word: 'reinvite' | 'withdraw', untold: readonly string[]): Message =>
  withLines(helpTopicMessage(word, words), untold);

const withLines = ({ text, blocks }: Message, lines: readonly string[]): Message =>
  lines.length > 0 ? { text: lines[0] ?? text, blocks: [section(lines), ...blocks] } : { text, blocks };
