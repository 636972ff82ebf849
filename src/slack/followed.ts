import type { DoorKind, DoorOutcome } from '../ports/metrics.ts';
import type { Edge, Noted } from './edge.ts';

// What went wrong says more than that it took long.
const worstFirst = ['error', 'refused', 'field_errors', 'slow'] as const satisfies readonly DoorOutcome[];

/** Follows one interaction: how long until it was acked, and what came of it. Costs nothing where nobody reads it. */
export const followed = async <
  Given extends unknown[],
  Answer,
  Args extends { ack: (...given: Given) => Promise<Answer> },
>(
  edge: Edge,
  kind: DoorKind,
  args: Args & { ack: (...given: Given) => Promise<Answer> },
  run: (edge: Edge, args: Args) => Promise<void>,
): Promise<void> => {
  const { metrics } = edge.deps;
  if (!metrics.isOn) return run(edge, args);
  const startedAt = performance.now();
  const ack = async (...given: Given): Promise<Answer> => {
    const answered = await args.ack(...given);
    metrics.acked(kind, performance.now() - startedAt);
    return answered;
  };
  return noting(edge, kind, (noted) => run(noted, { ...args, ack }));
};

/** The same for what Slack does not wait for. */
export const noting = async (edge: Edge, kind: DoorKind, run: (edge: Edge) => Promise<void>): Promise<void> => {
  const noted = new Set<Noted>();
  try {
    await run({ ...edge, note: (what) => void noted.add(what) });
  } catch (error) {
    noted.add('error');
    throw error;
  } finally {
    edge.deps.metrics.answered(kind, worstFirst.find((what) => noted.has(what)) ?? 'ok');
  }
};
