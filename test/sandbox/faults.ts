import type { Usher } from '../support/usher.ts';
import type { DeedOf } from './deeds.ts';
import type { FaultsSeen } from './sight.ts';

/** What can be broken, to watch how Usher takes it. */
export type Faults = {
  readonly seen: () => FaultsSeen;
  readonly turn: (fault: DeedOf<'switch_fault'>['fault'], isOn: boolean) => Promise<void>;
};

// What goes out by itself; modals still open, so that there is something to watch it with.
const HELD_UP = ['chat.postMessage', 'chat.update', 'conversations.open'];
const RETRY_AFTER_SECONDS = 5;

export const createSandboxFaults = ({ workspace, inbox }: Usher): Faults => {
  let isSlackBusy = false;
  let isMailDown = false;
  const turnSlack = (isOn: boolean): void => {
    isSlackBusy = isOn;
    workspace.faults.clear();
    if (!isOn) return;
    for (const method of HELD_UP)
      workspace.limits.next(method, { retryAfter: RETRY_AFTER_SECONDS, times: Number.POSITIVE_INFINITY });
  };
  const turnMail = async (isOn: boolean): Promise<void> => {
    if (isOn === isMailDown) return;
    isMailDown = isOn;
    await (isOn ? inbox.close() : inbox.reopen());
  };
  return {
    seen: () => ({ isSlackBusy, isMailDown }),
    turn: async (fault, isOn) => (fault === 'slack_busy' ? turnSlack(isOn) : turnMail(isOn)),
  };
};
