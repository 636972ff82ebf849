import type { ModalView } from '@slack/types';
import { markFromHome } from './home-mark.ts';
import type { Denied, Interaction } from './interaction.ts';
import type { NextScreen } from './next-screen.ts';
import { wordRefusal } from './refusal-texts.ts';
import { slackErrorCode } from './slack-errors.ts';
import { bindingMessage, bindingModal } from './views/binding-modal.ts';
import type { Message } from './views/blocks.ts';
import { triggerLostText } from './views/error-surfaces.ts';
import { loadingModal } from './views/loading-modal.ts';
import { messageModal } from './views/message-modal.ts';
import { textMessage } from './views/refusal-surfaces.ts';

/** What a door comes to: a modal, or something to say instead. */
export type WindowAnswer = { readonly view: ModalView } | { readonly message: Message };

/** What a person takes for at once; a trigger lives 3 s, and opening takes a while too. */
export const defaultWindowPatienceMs = 500;

export const asView = (answer: WindowAnswer): ModalView =>
  'view' in answer ? answer.view : messageModal('Members', answer.message.blocks);

export const deniedMessage = ({ refusal, words }: Denied): Message =>
  refusal.kind === 'not_bound_yet' ? bindingMessage(refusal, words) : textMessage(wordRefusal(refusal, words));

/** Whoever may be somebody we know is asked to confirm it, and goes on to `next`. */
export const deniedAnswer = (denied: Denied, next: NextScreen): WindowAnswer =>
  denied.refusal.kind === 'not_bound_yet'
    ? { view: bindingModal(denied.refusal, denied.words, next) }
    : { message: deniedMessage(denied) };

type Opening = {
  readonly triggerId: string;
  /** From inside a modal a new one goes on top of it. */
  readonly onTop: boolean;
  readonly meanwhile?: (() => ModalView) | undefined;
  /** Says what no window could. */
  readonly tell: (message: Message) => Promise<void>;
};

/** Opens the modal of an answer that is there, or holds its place with “Loading…” until it is. */
export const showWindow = async (
  interaction: Interaction,
  opening: Opening,
  early: WindowAnswer | undefined,
  work: Promise<WindowAnswer>,
): Promise<void> => {
  if (!early) interaction.edge.note('slow');
  const viewId = await openView(interaction, opening, early ? asView(early) : (opening.meanwhile ?? loadingModal)());
  if (viewId === undefined) {
    // Whatever goes wrong meanwhile is in the log; here the person only learns that there is no window.
    await work.catch(() => undefined);
    return opening.tell(textMessage(triggerLostText));
  }
  if (!early) await updateView(interaction, viewId, asView(await work));
};

/** The id of the new modal; undefined when Slack did not open it. */
const openView = async (
  { client, log, isFromHome }: Interaction,
  { triggerId, onTop }: Opening,
  view: ModalView,
): Promise<string | undefined> => {
  const call = { trigger_id: triggerId, view: isFromHome ? markFromHome(view) : view };
  try {
    const opened = onTop ? await client.views.push(call) : await client.views.open(call);
    return opened.view?.id;
  } catch (error) {
    log.warn({ err: error }, 'Slack did not open a modal');
    return undefined;
  }
};

/**
 * Rewrites a modal. With a `hash`, only if nothing else did meanwhile.
 * @returns what became of it: `closed` when the person closed it, `conflict` when something else rewrote it first
 */
export const updateView = async (
  { client, log, isFromHome }: Interaction,
  viewId: string,
  screen: ModalView,
  hash?: string,
): Promise<'shown' | 'closed' | 'conflict'> => {
  try {
    const view = isFromHome ? markFromHome(screen) : screen;
    await client.views.update({ view_id: viewId, view, ...(hash !== undefined && { hash }) });
    return 'shown';
  } catch (error) {
    if (slackErrorCode(error) === 'hash_conflict') return 'conflict';
    if (slackErrorCode(error) !== 'not_found') log.warn({ err: error }, 'Slack did not update a modal');
    return 'closed';
  }
};
