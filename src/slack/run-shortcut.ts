import type { AllMiddlewareArgs, GlobalShortcut, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import type { Edge } from './edge.ts';
import { beginInteraction, enter, type Interaction, reportError, type Turn } from './interaction.ts';
import type { CommandDoor } from './run-command.ts';
import { sayDirectly } from './say.ts';
import { stoppingText } from './views/error-surfaces.ts';
import { textMessage } from './views/refusal-surfaces.ts';
import { asView, deniedAnswer, showWindow, type WindowAnswer } from './window.ts';
import { within } from './within.ts';

/** What a shortcut opens: there is no conversation to answer in, so words come in a modal too. */
export type ShortcutDoor = Extract<CommandDoor, { shows: 'window' }>;

/** What a message shortcut opens. */
export type MessageShortcutDoor = Omit<ShortcutDoor, 'run'> & {
  readonly run: (turn: Turn, message: MessageShortcut['message']) => Promise<WindowAnswer>;
};

type ShortcutArgs = SlackShortcutMiddlewareArgs<GlobalShortcut | MessageShortcut> & AllMiddlewareArgs;

/** Answers one shortcut, global or of a message: the way in where commands can't be typed, as in a thread. */
export const runShortcut = async (edge: Edge, args: ShortcutArgs, door: ShortcutDoor): Promise<void> => {
  const { ack, shortcut, client } = args;
  await ack();
  const interaction = beginInteraction(edge, client, {
    what: shortcut.callback_id,
    via: 'shortcut',
    user: { teamId: shortcut.user.team_id ?? shortcut.team?.id ?? edge.teamId, userId: shortcut.user.id },
    idempotencyKey: `shortcut:${shortcut.trigger_id}`,
  });
  const tell = (message: Parameters<typeof sayDirectly>[1]) => sayDirectly(interaction, message);
  if (edge.inFlight.isStopping()) return tell(textMessage(stoppingText));
  const work = answer(interaction, door);
  const early = await within(work, interaction.edge.windowPatienceMs);
  const opening = { triggerId: shortcut.trigger_id, onTop: false, tell };
  await showWindow(interaction, opening, early?.value, work);
};

const answer = async (interaction: Interaction, door: ShortcutDoor): Promise<WindowAnswer> => {
  try {
    const entered = await enter(interaction, door.may);
    const answered = entered.ok ? await door.run(entered.value) : deniedAnswer(entered.refusal, door.next);
    return { view: asView(answered) };
  } catch (error) {
    return { message: reportError(interaction, error) };
  }
};
