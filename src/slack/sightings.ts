import type { Logger } from 'pino';
import type { Deps } from '../deps.ts';
import type { SightingKind } from '../ports/diagnosis.ts';

export type Sighted = (kind: SightingKind, detail?: string) => void;

const EVERY_MS = 60_000;

/**
 * Writes down what came by Slack's way in: once a minute, and whenever a good request follows a refused one or the other way round, so
 * that their order is true. It goes on beside what is answered, and whoever sends rubbish cannot make it write more than that.
 */
export const createSightings = ({ store }: Pick<Deps, 'store'>, teamId: string, log: Logger): Sighted => {
  const written = new Map<SightingKind, number>();
  const opposite: Readonly<Record<SightingKind, SightingKind>> = {
    request: 'refused',
    refused: 'request',
    command: 'stray_command',
    stray_command: 'command',
  };
  return (kind, detail) => {
    const now = performance.now();
    const before = written.get(kind);
    if (before !== undefined && now - before < EVERY_MS) return;
    written.set(kind, now);
    written.delete(opposite[kind]);
    // A command may be longer than anything of ours, and is nothing to wait for.
    void Promise.resolve(store?.noteSighting(teamId, kind, detail?.slice(0, 100) ?? null)).catch((error: unknown) =>
      log.debug({ err: error }, 'what came by Slack could not be sighted'),
    );
  };
};
