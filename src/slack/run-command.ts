import type { AckFn, RespondArguments, RespondFn, SlashCommand } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Action } from '../domain/action.ts';
import type { LoadActor } from '../services/load-actor.ts';
import type { Edge } from './edge.ts';
import { beginInteraction, enter, type Interaction, reportError, type Turn } from './interaction.ts';
import type { NextScreen } from './next-screen.ts';
import { ephemeral, sayLater } from './say.ts';
import type { Message } from './views/blocks.ts';
import { stoppingText } from './views/error-surfaces.ts';
import { textMessage } from './views/refusal-surfaces.ts';
import { deniedAnswer, deniedMessage, showWindow, type WindowAnswer } from './window.ts';
import { within } from './within.ts';

/** What a command leads to, who may, and what it shows. */
export type CommandDoor =
  | {
      readonly may: Action;
      readonly shows: 'message';
      /** Where it is told what is read together with the actor. */
      readonly load?: LoadActor;
      readonly run: (turn: Turn) => Promise<Message>;
    }
  | {
      readonly may: Action;
      readonly shows: 'window';
      /** Where somebody goes on who had to confirm first who they are. */
      readonly next: NextScreen;
      /** What holds its place where it takes a while. */
      readonly meanwhile?: () => ModalView;
      readonly run: (turn: Turn) => Promise<WindowAnswer>;
    };

/** A command as Slack sent it, and the ways to answer it. */
export type CommandArgs = {
  readonly command: Pick<SlashCommand, 'command' | 'text' | 'team_id' | 'user_id' | 'trigger_id'>;
  readonly ack: AckFn<string | RespondArguments>;
  readonly client: WebClient;
  /** Where Slack gave a way back. */
  readonly respond: RespondFn | undefined;
};

// Slack waits 3 s for the ack; one more has to go over the network.
const ackPatienceMs = 2000;

/** Answers one slash command: in its ack where that is possible, and never with an exception before it. */
export const runCommand = async (edge: Edge, args: CommandArgs, door: CommandDoor): Promise<void> => {
  const { command, ack, client } = args;
  if (edge.inFlight.isStopping()) return ack(ephemeral(textMessage(stoppingText)));
  const interaction = beginInteraction(edge, client, {
    what: command.command,
    via: 'command',
    user: { teamId: command.team_id, userId: command.user_id },
    idempotencyKey: `command:${command.trigger_id}`,
  });
  if (door.shows === 'message') await showMessage(interaction, args, answerMessage(interaction, door));
  else await openWindow(interaction, args, answerWindow(interaction, door), door.meanwhile);
};

const answerMessage = async (
  interaction: Interaction,
  door: Extract<CommandDoor, { shows: 'message' }>,
): Promise<Message> => {
  try {
    const entered = await enter(interaction, door.may, door.load);
    return entered.ok ? await door.run(entered.value) : deniedMessage(entered.refusal);
  } catch (error) {
    return reportError(interaction, error);
  }
};

const answerWindow = async (
  interaction: Interaction,
  door: Extract<CommandDoor, { shows: 'window' }>,
): Promise<WindowAnswer> => {
  try {
    const entered = await enter(interaction, door.may);
    return entered.ok ? await door.run(entered.value) : deniedAnswer(entered.refusal, door.next);
  } catch (error) {
    return { message: reportError(interaction, error) };
  }
};

const showMessage = async (
  interaction: Interaction,
  { ack, respond }: CommandArgs,
  work: Promise<Message>,
): Promise<void> => {
  const early = await within(work, ackPatienceMs);
  if (early) return ack(ephemeral(early.value));
  interaction.edge.note('slow');
  await ack(ephemeral(textMessage('One moment…')));
  await sayLater(interaction, respond, await work);
};

const openWindow = async (
  interaction: Interaction,
  { ack, respond, command }: CommandArgs,
  work: Promise<WindowAnswer>,
  meanwhile?: () => ModalView,
): Promise<void> => {
  const early = await within(work, interaction.edge.windowPatienceMs);
  if (early && 'message' in early.value) return ack(ephemeral(early.value.message));
  await ack();
  const tell = (message: Message) => sayLater(interaction, respond, message);
  await showWindow(interaction, { triggerId: command.trigger_id, onTop: false, tell, meanwhile }, early?.value, work);
};
