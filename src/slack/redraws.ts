import type { ModalView } from '@slack/types';

/** Reads what a modal should show now. */
export type ReadModal = () => Promise<ModalView>;

/** `at` is Slack's `action_ts` of the click. */
type Redraw = { readonly at: string; readonly read: ReadModal };

/** The redraws under way, by modal. */
export type Redraws = {
  /** Remembers the modal while a click in it is being answered; `at` as in `Redraw`. */
  readonly during: (modalId: string, at: string, work: () => Promise<void>) => Promise<void>;
  /** Takes note of what a click wants shown; @returns the wish of the newest click that the modal had meanwhile. */
  readonly newest: (modalId: string, redraw: Redraw) => ReadModal;
  /** Takes note of what a submission made of the modal: clicks before it that are still being answered must not undo it. */
  readonly submitted: (modalId: string, view: ModalView) => void;
};

/**
 * Two quick clicks, such as on two menus of a filter, are answered at the same time. The modal must then show what the newer
 * one asked for, whichever answer is ready last. Clicks that reached another process are not known here: there each reads its own.
 */
export const createRedraws = (): Redraws => {
  const modals = new Map<string, { underWay: number; begunAt: string; newest: Redraw | undefined }>();
  return {
    during: async (modalId, at, work) => {
      const modal = modals.get(modalId) ?? { underWay: 0, begunAt: at, newest: undefined };
      modals.set(modalId, modal);
      if (isNewer(at, modal.begunAt)) modal.begunAt = at;
      modal.underWay += 1;
      try {
        await work();
      } finally {
        modal.underWay -= 1;
        if (modal.underWay === 0) modals.delete(modalId);
      }
    },
    newest: (modalId, redraw) => {
      const modal = modals.get(modalId);
      if (!modal) return redraw.read;
      if (!modal.newest || isNewer(redraw.at, modal.newest.at)) modal.newest = redraw;
      return modal.newest.read;
    },
    submitted: (modalId, view) => {
      const modal = modals.get(modalId);
      // Slack says no time of a submission: it comes after the clicks that have begun, and before all others.
      if (modal) modal.newest = { at: modal.begunAt, read: async () => view };
    },
  };
};

// Seconds of one length with a fraction of one length: as text, in order.
const isNewer = (at: string, than: string): boolean => at > than;
