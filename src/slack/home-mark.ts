import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';

// Slack does not say from where a modal was opened, and no process should have to remember it: the modal itself carries it.
const mark = '@home';

type SeenView = { readonly type: string; readonly callback_id: string };

/** In the Home tab, or in a modal that was opened from it: the tab is drawn anew afterwards. */
export const isFromHome = (view: SeenView | undefined): boolean =>
  view !== undefined && (view.type === 'home' || view.callback_id.endsWith(mark));

export const markFromHome = (view: ModalView): ModalView => ({
  ...view,
  callback_id: `${view.callback_id ?? ''}${mark}`,
});

/** The name of a form, from wherever it was opened. */
export const withoutMark = (callbackId: string): string => callbackId.replace(mark, '');

type SubmissionArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** What the modal turns into stays one from Home. */
export const withMarkedAck = (args: SubmissionArgs): SubmissionArgs =>
  isFromHome(args.view)
    ? {
        ...args,
        ack: (answer) =>
          args.ack(
            answer?.response_action === 'update' && answer.view?.type === 'modal'
              ? { ...answer, view: markFromHome(answer.view) }
              : answer,
          ),
      }
    : args;
