import { vi } from 'vitest';
import type { Deps } from '../../src/deps.ts';
import type { Services } from './services.ts';

/** Waits until so many sessions of this database wait for another one. */
export const waitForLock = ({ query }: Pick<Services, 'query'>, sessions = 1): Promise<void> =>
  vi.waitFor(
    async () => {
      const waiting = await query(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      if (waiting.length < sessions) throw new Error(`${waiting.length} sessions wait for a lock.`);
    },
    { timeout: 30_000 },
  );

const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
};

/** Deps whose first transaction stops once its work is done, and commits when it is told to. */
export const heldBeforeCommit = (
  deps: Deps,
): { readonly slow: Deps; readonly ready: Promise<void>; readonly commit: () => void } => {
  const [ready, commit] = [gate(), gate()];
  const transaction: Deps['store']['transaction'] = (work) =>
    deps.store.transaction(async (tx) => {
      const result = await work(tx);
      ready.open();
      await commit.opened;
      return result;
    });
  return {
    slow: { ...deps, store: { ...deps.store, transaction } },
    ready: ready.opened,
    commit: commit.open,
  };
};
