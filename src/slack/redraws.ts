import type { ModalView } from '@slack/types';

/** Reads what a modal should show now. */
export type ReadModal = () => Promise<ModalView>;

/** `at` is Slack's `action_ts` of the click. */
type Redraw = { readonly at: string; readonly read: ReadModal };

/** The redraws under way, by modal. */
export type Redraws = {
  /** Remembers the modal while a click in it is being answered. */
  readonly during: (modalId: string, work: () => Promise<void>) => Promise<void>;
  /** Takes note of what a click wants shown; @returns the wish of the newest click that the modal had meanwhile. */
  readonly newest: (modalId: string, redraw: Redraw) => ReadModal;
};

/**
 * Two quick clicks, such as on two menus of a filter, are answered at the same time. The modal must then show what the newer
 * one asked for, whichever answer is ready last. Clicks that reached another process are not known here: there each reads its own.
 */
export const createRedraws = (): Redraws => {
  const modals = new Map<string, { underWay: number; newest: Redraw | undefined }>();
  return {
    during: async (modalId, work) => {
      const modal = modals.get(modalId) ?? { underWay: 0, newest: undefined };
      modals.set(modalId, modal);
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
  };
};

// Seconds of one length with a fraction of one length: as text, in order.
const isNewer = (at: string, than: string): boolean => at > than;
