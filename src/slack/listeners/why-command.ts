import { explainAccess, type WhyTarget } from '../../services/explain-access.ts';
import type { WhyRequest } from '../command-why.ts';
import type { Turn } from '../interaction.ts';
import { mention } from '../mrkdwn.ts';
import type { Message } from '../views/blocks.ts';
import { helpTopicMessage } from '../views/help-message.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import { whyChoiceMessage, whyMessage } from '../views/why-message.ts';

// More than these are told apart by more of the name.
const MOST_CHOICES = 8;

/** Why this person can't get in; for several of one name, which of them. */
export const explainPerson = async (turn: Turn, { person, thing }: WhyRequest): Promise<Message> => {
  const { edge, context, words } = turn;
  if (!person) return helpTopicMessage('why', words);
  if (person.kind === 'email') return explain(turn, { kind: 'email', email: person.email }, thing);
  if (person.kind === 'mention') {
    return explain(turn, { kind: 'slack', user: { teamId: edge.teamId, userId: person.userId } }, thing);
  }
  const found = await edge.deps.store.findPeopleNamed(context.organization.id, person.text, MOST_CHOICES + 1);
  const [only] = found;
  if (!only) return nobodyNamed(turn, person.text);
  if (found.length === 1) return explain(turn, { kind: 'email', email: only.email }, thing);
  return whyChoiceMessage(person.text, found.slice(0, MOST_CHOICES), found.length > MOST_CHOICES, words);
};

const nobodyNamed = ({ words: { pen, command } }: Turn, text: string): Message =>
  textMessage(
    `Nobody here is called “${pen.say(text, 60)}”, member or invited. Type the whole address: ${pen.code(`${command} why ada@example.com`)}.`,
  );

export const explain = async (turn: Turn, target: WhyTarget, thing?: string): Promise<Message> => {
  const { edge, context, words } = turn;
  const { pen } = words;
  const answer = await explainAccess(edge.deps, context, target, thing ?? null);
  switch (answer.kind) {
    case 'verdict':
      return whyMessage(answer, context.organization, words);
    case 'thing_unknown':
      return textMessage(
        `There is no product, permission or role “${pen.say(answer.text, 60)}” here. Type ${pen.code(`${words.command} why`)} and the person alone, or another name.`,
      );
    case 'no_address': {
      const who = target.kind === 'slack' ? mention(target.user.userId) : '';
      return textMessage(
        `Slack shows no address for ${who}, and no member is bound to them. Type the address instead.`,
      );
    }
  }
};
