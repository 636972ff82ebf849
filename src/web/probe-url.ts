import type { ReachFacts } from '../domain/doctor/facts.ts';

const PATIENCE_MS = 4_000;

/** Asks the public address for what only Usher answers so. Whoever asks from inside of a network may be kept out although others come in. */
export const probeUrl = async (publicUrl: string): Promise<ReachFacts> => {
  try {
    const response = await fetch(`${publicUrl}/healthz`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const isOurs = response.status === 200 && (await response.text()) === 'ok\n';
    return isOurs ? { kind: 'answers' } : { kind: 'answers_otherwise', cause: `HTTP ${response.status}` };
  } catch (error) {
    return { kind: 'unreachable', cause: causeOf(error) };
  }
};

const causeOf = (error: unknown): string => {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time';
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'no answer';
};
