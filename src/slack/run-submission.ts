import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewOutput, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Action } from '../domain/action.ts';
import type { Edge } from './edge.ts';
import { isFromHome } from './home-mark.ts';
import { beginInteraction, enter, type Interaction, reportError, type Turn } from './interaction.ts';
import { sayDirectly, viewAsMessage } from './say.ts';
import type { Message } from './views/blocks.ts';
import { errorModal, fieldErrorText, stoppingText } from './views/error-surfaces.ts';
import { workingModal } from './views/loading-modal.ts';
import { refusalModal } from './views/refusal-surfaces.ts';
import { asView, deniedAnswer, updateView } from './window.ts';
import { within } from './within.ts';

/** What a submission comes to: errors on its fields, or what the modal turns into. */
export type SubmissionAnswer =
  | {
      readonly errors: Readonly<Record<string, string>>;
      /** The form again, filled in, with the errors above it: for when the ack can't carry them any more. */
      readonly again: () => Promise<ModalView> | ModalView;
    }
  | ({
      readonly view: ModalView;
      /** The screen from which the form was opened, read anew: it stands there when this is closed. */
      readonly refresh?: () => Promise<ModalView>;
    } & Told)
  /** The form closes, and the screen from which it was opened becomes this: read anew after what was written. */
  | ({ readonly below: ModalView } & Told);

/** What is said instead where the modal is closed by then: else it is the modal itself, as a message. */
type Told = { readonly told?: Message };

export type SubmissionDoor = {
  readonly may: Action;
  readonly run: (turn: Turn, view: ViewOutput) => Promise<SubmissionAnswer>;
};

type SubmissionArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

// Slack waits 3 s for the ack; one more has to go over the network.
const ackPatienceMs = 2000;

/** Answers one submission. Its ack carries the outcome, or “Still working…” and the outcome follows. */
export const runSubmission = async (edge: Edge, args: SubmissionArgs, door: SubmissionDoor): Promise<void> => {
  const { ack, body, view, client } = args;
  if (edge.inFlight.isStopping()) return refuseInPlace(args, stoppingText);
  const interaction = beginInteraction(edge, client, {
    what: view.callback_id,
    via: 'modal',
    user: { teamId: body.user.team_id ?? body.team?.id ?? edge.teamId, userId: body.user.id },
    // An updated modal keeps its id, and gets a new hash.
    idempotencyKey: `submit:${view.id}:${view.hash}`,
    isFromHome: isFromHome(view),
  });
  const work = answer(interaction, door, view);
  try {
    const early = await within(work, ackPatienceMs);
    if (early) return await ackAnswer(interaction, args, early.value);
  } catch (error) {
    reportError(interaction, error);
    return refuseInPlace(args, fieldErrorText(interaction.requestId));
  }
  edge.note('slow');
  await ack({ response_action: 'update', view: workingModal() });
  await showLate(interaction, view, work);
};

const answer = async (interaction: Interaction, door: SubmissionDoor, view: ViewOutput): Promise<SubmissionAnswer> => {
  const entered = await enter(interaction, door.may);
  if (!entered.ok) return { view: asView(deniedAnswer(entered.refusal, 'desk')) };
  const answered = await door.run(entered.value, view);
  if ('errors' in answered) interaction.edge.note('field_errors');
  return answered;
};

const inputsOf = (view: ViewOutput): string[] =>
  view.blocks.flatMap((block) => (block.type === 'input' && block.block_id ? [block.block_id] : []));

const ackAnswer = async (
  interaction: Interaction,
  { ack, view }: SubmissionArgs,
  answered: SubmissionAnswer,
): Promise<void> => {
  if ('view' in answered) {
    interaction.edge.redraws.submitted(view.id, answered.view);
    await ack({ response_action: 'update', view: answered.view });
    return refreshBelow(interaction, view, answered);
  }
  if ('below' in answered) {
    const { previous_view_id: belowId } = view;
    // A form that a command opened has nothing below it.
    if (belowId === null) return ack({ response_action: 'update', view: answered.below });
    await ack();
    return showBelow(interaction, belowId, answered.below, answered.told);
  }
  const inputs = inputsOf(view);
  const canCarry = Object.keys(answered.errors).every((id) => inputs.includes(id));
  // An error on a field that the form did not have would fail the whole ack.
  if (canCarry) return ack({ response_action: 'errors', errors: answered.errors });
  return ack({ response_action: 'update', view: await answered.again() });
};

/** Nothing depends on it: a screen that stays as it was is stale, and each of its buttons reads what is true first. */
const refreshBelow = async (
  interaction: Interaction,
  { previous_view_id: belowId }: ViewOutput,
  { refresh }: Pick<Late, 'refresh'>,
): Promise<void> => {
  if (belowId !== null && refresh) await updateView(interaction, belowId, await refresh());
};

/** Under an input, so that what was typed stays and can be sent again. */
const refuseInPlace = async ({ ack, view }: SubmissionArgs, text: string): Promise<void> => {
  const [first] = inputsOf(view);
  if (first !== undefined) return ack({ response_action: 'errors', errors: { [first]: text } });
  return ack({ response_action: 'update', view: refusalModal(text) });
};

const showBelow = async (
  interaction: Interaction,
  viewId: string,
  screen: ModalView,
  told: Message | undefined,
): Promise<void> => {
  const shown = await updateView(interaction, viewId, screen);
  if (shown !== 'shown') await sayDirectly(interaction, told ?? viewAsMessage(screen));
};

type Late = {
  readonly view: ModalView;
  readonly isBelow: boolean;
  readonly told?: Message | undefined;
  readonly refresh?: (() => Promise<ModalView>) | undefined;
};

/** After “Still working…”, which only its person can close: what came of it stands there, and in the screen below. */
const showLate = async (interaction: Interaction, form: ViewOutput, work: Promise<SubmissionAnswer>): Promise<void> => {
  const { id, previous_view_id: belowId } = form;
  const late = await work.then(lateView).catch((error: unknown): Late => {
    reportError(interaction, error);
    return { view: errorModal(interaction.requestId), isBelow: false };
  });
  if (late.isBelow && belowId !== null) await updateView(interaction, belowId, late.view);
  const shown = await updateView(interaction, id, late.view);
  if (shown !== 'shown') await sayDirectly(interaction, late.told ?? viewAsMessage(late.view));
  await refreshBelow(interaction, form, late).catch((error: unknown) => void reportError(interaction, error));
};

const lateView = async (answered: SubmissionAnswer): Promise<Late> => {
  if ('view' in answered) return { ...answered, isBelow: false };
  if ('below' in answered) return { view: answered.below, isBelow: true, told: answered.told };
  return { view: await answered.again(), isBelow: false };
};
