import type { AllMiddlewareArgs, BlockAction, RespondFn, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Action } from '../domain/action.ts';
import { type Click, readClick } from './click.ts';
import type { Edge } from './edge.ts';
import { isFromHome } from './home-mark.ts';
import { beginInteraction, type Denied, enter, type Interaction, reportError, type Turn } from './interaction.ts';
import type { NextScreen } from './next-screen.ts';
import type { ReadModal } from './redraws.ts';
import { replaceMessage } from './replace-message.ts';
import { sayDirectly, sayLater } from './say.ts';
import type { Message } from './views/blocks.ts';
import { stoppingText } from './views/error-surfaces.ts';
import { messageModal } from './views/message-modal.ts';
import { textMessage } from './views/refusal-surfaces.ts';
import { asView, deniedAnswer, deniedMessage, showWindow, updateView, type WindowAnswer } from './window.ts';
import { within } from './within.ts';

/** What a click comes to. */
export type ClickAnswer =
  /** The modal anew, read again each time it is asked for; `notice` is told if it was closed meanwhile. */
  | { readonly redraw: ReadModal; readonly notice?: Message; readonly isForm?: true }
  /** The message that was clicked, rewritten: no dead button stays. */
  | { readonly replace: Message }
  | { readonly tell: Message }
  /** A further modal. */
  | { readonly window: ModalView };

export type ClickDoor =
  | { readonly may: Action; readonly shows: 'here'; readonly run: (turn: Turn, click: Click) => Promise<ClickAnswer> }
  | {
      readonly may: Action;
      readonly shows: 'window';
      readonly next: NextScreen;
      /** From inside a modal it takes that modal's place: Slack stacks three, and a card and its form come on top. */
      readonly inPlace?: true;
      /** What holds its place where it takes a while. */
      readonly meanwhile?: () => ModalView;
      readonly run: (turn: Turn, click: Click) => Promise<WindowAnswer>;
    };

type ClickArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** A click with the ways to answer it. */
type Clicked = { readonly interaction: Interaction; readonly click: Click; readonly respond: RespondFn | undefined };

/** Answers one click: acked first, since nothing that follows can be told in the ack. */
export const runClick = async (edge: Edge, args: ClickArgs, door: ClickDoor): Promise<void> => {
  const { ack, body, client } = args;
  await ack();
  const click = readClick(body);
  const interaction = beginInteraction(edge, client, {
    what: click.actionId,
    via: 'button',
    user: { teamId: body.user.team_id ?? body.team?.id ?? edge.teamId, userId: body.user.id },
    idempotencyKey: `click:${click.key}`,
    isFromHome: isFromHome(body.view),
  });
  // Bolt leaves `respond` out where the payload has no response_url, whatever its type says.
  const clicked = { interaction, click, respond: body.response_url ? args.respond : undefined };
  if (edge.inFlight.isStopping()) return tell(clicked, textMessage(stoppingText));
  if (door.shows === 'window') return openWindow(clicked, door);
  if (!click.modal) return answerHere(clicked, door);
  return edge.redraws.during(click.modal.id, click.at, () => answerHere(clicked, door));
};

const answerHere = async (clicked: Clicked, door: Extract<ClickDoor, { shows: 'here' }>): Promise<void> => {
  const { interaction, click } = clicked;
  try {
    const entered = await enter(interaction, door.may);
    await (entered.ok ? show(clicked, await door.run(entered.value, click)) : showDenied(clicked, entered.refusal));
  } catch (error) {
    await tell(clicked, reportError(interaction, error));
  }
};

const openWindow = async (clicked: Clicked, door: Extract<ClickDoor, { shows: 'window' }>): Promise<void> => {
  const { interaction, click } = clicked;
  const work = (async (): Promise<WindowAnswer> => {
    try {
      const entered = await enter(interaction, door.may);
      return entered.ok ? await door.run(entered.value, click) : deniedAnswer(entered.refusal, door.next);
    } catch (error) {
      return { message: reportError(interaction, error) };
    }
  })();
  if (click.modal && door.inPlace) {
    const shown = await updateView(interaction, click.modal.id, asView(await work));
    if (shown !== 'shown') interaction.log.info('a modal was closed before it became another');
    return;
  }
  const early = await within(work, interaction.edge.windowPatienceMs);
  if (early && 'message' in early.value) return tell(clicked, early.value.message);
  await showWindow(interaction, { ...openingOf(clicked), meanwhile: door.meanwhile }, early?.value, work);
};

const openingOf = (clicked: Clicked) => ({
  triggerId: clicked.click.triggerId,
  onTop: clicked.click.modal !== undefined,
  tell: (message: Message) => sayLater(clicked.interaction, clicked.respond, message),
});

const show = async (clicked: Clicked, answer: ClickAnswer): Promise<void> => {
  const { interaction, click, respond } = clicked;
  if ('tell' in answer) return tell(clicked, answer.tell);
  // Where the message's buttons stand in a modal, such as the one of what needs an admin, the modal becomes what came of it.
  if ('replace' in answer)
    return click.modal ? tell(clicked, answer.replace) : replaceMessage(interaction, click, respond, answer.replace);
  if ('redraw' in answer) return redraw(clicked, answer);
  const ready = { view: answer.window };
  return showWindow(interaction, openingOf(clicked), ready, Promise.resolve(ready));
};

const showDenied = async (clicked: Clicked, denied: Denied): Promise<void> => {
  const answered = deniedAnswer(denied, 'desk');
  if (!('view' in answered)) return tell(clicked, deniedMessage(denied));
  return showWindow(clicked.interaction, openingOf(clicked), answered, Promise.resolve(answered));
};

/** Another click may have rewritten the modal first: then it is read once more, as the newest click wants it. */
const redraw = async (
  { interaction, click }: Clicked,
  { redraw: read, notice, isForm }: Extract<ClickAnswer, { redraw: unknown }>,
): Promise<void> => {
  const { modal, at } = click;
  if (!modal) return notice && sayDirectly(interaction, notice);
  const newest = (): ReadModal => interaction.edge.redraws.newest(modal.id, { at, read });
  // A form that was sent meanwhile is a result by now, which must not become the form again.
  if (!isForm) newest();
  const first = await updateView(interaction, modal.id, await read(), modal.hash);
  const shown = first === 'conflict' && !isForm ? await showNewest(interaction, modal.id, newest) : first;
  if (shown !== 'shown' && notice) await sayDirectly(interaction, notice);
};

/** What was read before a newer click, and shown after its answer, would stand there for good: so it goes on until it is the newest. */
const showNewest = async (interaction: Interaction, modalId: string, newest: () => ReadModal) => {
  for (;;) {
    const read = newest();
    const shown = await updateView(interaction, modalId, await read());
    if (shown !== 'shown' || newest() === read) return shown;
  }
};

/** In place of the modal that was clicked, since its buttons did not do what they promised; or beside the message. */
const tell = async ({ interaction, click, respond }: Clicked, message: Message): Promise<void> => {
  const { modal } = click;
  if (!modal) return sayLater(interaction, respond, message);
  const shown = await updateView(interaction, modal.id, messageModal('Members', message.blocks));
  if (shown !== 'shown') await sayDirectly(interaction, message);
};
