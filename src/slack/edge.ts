import type { Logger } from 'pino';
import type { Deps } from '../deps.ts';
import type { DoorOutcome } from '../ports/metrics.ts';
import type { CommandNames } from './command-names.ts';
import type { InFlight } from './in-flight.ts';
import type { InTurns } from './in-turns.ts';
import type { Redraws } from './redraws.ts';
import type { Sighted } from './sightings.ts';

/** Anything that an interaction may come to besides going well. */
export type Noted = Exclude<DoorOutcome, 'ok'>;

/** What every interaction is answered with. */
export type Edge = {
  readonly deps: Deps;
  /** The workspace where this app is installed; people of others may reach it through shared channels. */
  readonly teamId: string;
  readonly commands: CommandNames;
  readonly inFlight: InFlight;
  readonly redraws: Redraws;
  /** The Home tabs that are being drawn, by person. */
  readonly homes: InTurns;
  /** How long a window waits for its content before it opens without: a trigger lives 3 s. */
  readonly windowPatienceMs: number;
  /** Said of the interaction that is being answered; counted when it is over. */
  readonly note: (what: Noted) => void;
  /** Remembers what came by Slack's way in, for doctor. */
  readonly sighted: Sighted;
  readonly log: Logger;
};
