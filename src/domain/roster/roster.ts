import type { EmailAddress } from '../email-address.ts';

/**
 * Why a piece of a paste was not taken as it stands.
 * Nobody is invited by: `no_address` (nothing in the line looks like one), `bad_address` (it looks like one, mail could
 * not be sent there), `two_addresses` (one person, two addresses: the admin has to choose), `too_long` (no address is).
 * The person is invited, but something beside the address was left out: `bad_name` (too long, or it carries a link),
 * `unused_text` (it may be a name, but not surely this person's), `misplaced_cells` (the line and the header differ).
 */
export type RosterProblemReason =
  | 'no_address'
  | 'bad_address'
  | 'two_addresses'
  | 'too_long'
  | 'bad_name'
  | 'unused_text'
  | 'misplaced_cells';

/** What one person's line or cells say; role, team and products only where a header names their columns. */
export type RosterPerson = EmailAddress & {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly role?: string;
  readonly team?: string;
  readonly products?: readonly string[];
};

/** Lines count from 1; `lastLine` is there when a quoted cell holds line breaks. */
export type RosterLines = { readonly line: number; readonly lastLine?: number };

/** `duplicateOfLine`: the line (maybe the same one) where this address stood first. */
export type RosterRow = RosterLines & RosterPerson & { readonly duplicateOfLine?: number };

/** `text` is what the problem is about, cut to 80 characters. */
export type RosterProblem = RosterLines & { readonly text: string; readonly reason: RosterProblemReason };

/** `ignored`: titles of columns that we do not know, as typed. */
export type RosterHeader = RosterLines & { readonly ignored: readonly string[] };

/** A pasted list of people. Every line that holds a letter or a digit is in a row, a problem or the header. */
export type ParsedRoster = {
  readonly header?: RosterHeader;
  readonly rows: readonly RosterRow[];
  readonly problems: readonly RosterProblem[];
};

/** What one line, cell or item gave, before it is known where it stood. */
export type Reading = {
  readonly people: readonly RosterPerson[];
  readonly problems: readonly { readonly text: string; readonly reason: RosterProblemReason }[];
};

export const joinReadings = (readings: readonly Reading[]): Reading => ({
  people: readings.flatMap((reading) => reading.people),
  problems: readings.flatMap((reading) => reading.problems),
});

export const problemReading = (reason: RosterProblemReason, text: string): Reading => ({
  people: [],
  problems: [{ reason, text }],
});
