import type { Logger } from 'pino';
import type { Deps } from '../deps.ts';
import type { CommandNames } from './command-names.ts';
import type { InFlight } from './in-flight.ts';

/** What every interaction is answered with. */
export type Edge = {
  readonly deps: Deps;
  /** The workspace where this app is installed; people of others may reach it through shared channels. */
  readonly teamId: string;
  readonly commands: CommandNames;
  readonly inFlight: InFlight;
  readonly log: Logger;
};
