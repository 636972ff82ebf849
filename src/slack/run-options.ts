import type { AllMiddlewareArgs, BlockSuggestion, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import type { Action } from '../domain/action.ts';
import type { Edge } from './edge.ts';
import { beginInteraction, enter, reportError, type Turn } from './interaction.ts';
import { within } from './within.ts';

/** What a menu offers for what is typed into it, and who may see that. */
export type OptionDoor = {
  readonly may: Action;
  readonly run: (turn: Turn, typed: string) => Promise<readonly PlainTextOption[]> | readonly PlainTextOption[];
};

type OptionArgs = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

// Slack waits 3 s, and shows no options after that.
const patienceMs = 2500;
// Slack's limit for one answer.
const maxOptions = 100;

/**
 * Answers one load of options. It is a door like any other, asked at every keystroke: a menu that stays open after a demotion
 * shows nothing more. There is no way to tell a person why a menu is empty, so whoever may not sees an empty one.
 */
export const runOptions = async (edge: Edge, { ack, body, client }: OptionArgs, door: OptionDoor): Promise<void> => {
  const none = () => ack({ options: [] });
  if (edge.inFlight.isStopping()) return none();
  const interaction = beginInteraction(edge, client, {
    what: body.action_id,
    via: 'options',
    user: { teamId: teamOf(body) ?? edge.teamId, userId: body.user.id },
    // Nothing is ever written here but a refusal, which has a key of its own.
    idempotencyKey: `options:${body.action_id}`,
  });
  const load = async (): Promise<readonly PlainTextOption[]> => {
    const entered = await enter(interaction, door.may);
    return entered.ok ? door.run(entered.value, body.value) : [];
  };
  try {
    const loaded = await within(load(), patienceMs);
    if (!loaded) {
      edge.note('slow');
      interaction.log.warn('options came too late');
    }
    await ack({ options: [...(loaded?.value ?? [])].slice(0, maxOptions) });
  } catch (error) {
    reportError(interaction, error);
    await none();
  }
};

const teamOf = ({ user, team }: BlockSuggestion): string | undefined => user.team_id ?? team?.id;
