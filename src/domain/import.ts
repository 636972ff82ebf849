import type { InviteRefusal, InviteWarning } from './decide-invite.ts';
import type { RosterProblemReason } from './roster/roster.ts';

/**
 * What a bulk invite has come to. `OPEN`: a preview that waits to be sent. `SENDING` goes on by itself, chunk by chunk. `STOPPED`: the
 * right of whoever started it, or what it gives, was gone half-way.
 */
export type ImportState = 'OPEN' | 'SENDING' | 'DONE' | 'CANCELLED' | 'STOPPED' | 'DISCARDED';

/** Where the people came from. */
export type ImportSource = 'file' | 'paste' | 'slack';

/** What one row says of a person; role, team and products as they stand in the sheet. */
export type ImportPerson = {
  readonly email: string;
  readonly emailKey: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly role: string | null;
  readonly team: string | null;
  readonly products: readonly string[] | null;
  /** Pieces of the line that are not used. */
  readonly leftOut: readonly LeftOut[];
};

export type LeftOut = { readonly reason: RosterProblemReason; readonly text: string };

/** What a row asks for that there is not, or that its admin cannot give. */
export type RowTermsRefusal =
  | { readonly kind: 'no_such_role'; readonly name: string }
  | { readonly kind: 'role_not_yours'; readonly name: string }
  | { readonly kind: 'no_such_team'; readonly name: string }
  | { readonly kind: 'no_such_product'; readonly name: string };

export type RowRefusal =
  | (InviteRefusal & { readonly knownAs?: string })
  | RowTermsRefusal
  | { readonly kind: 'no_address_in_slack' };

/** What inviting a row would do. `noted`: it can be sent, and somebody should look at it first. */
export type ImportFate =
  | { readonly fate: 'clear' }
  | { readonly fate: 'noted'; readonly warnings: readonly InviteWarning[]; readonly leftOut: readonly LeftOut[] }
  /** `userId`: of somebody in Slack who has no address there. */
  | { readonly fate: 'refused'; readonly reason: RowRefusal; readonly userId?: string }
  /** A line that names nobody. */
  | { readonly fate: 'unreadable'; readonly reason: RosterProblemReason; readonly text: string }
  /** The address stood further up already. */
  | { readonly fate: 'repeated'; readonly ofLine: number; readonly differsInCase: boolean };

export type Fate = ImportFate['fate'];

/** In the order of the preview: what cannot be sent comes first, since nobody else will look at it. */
export const fates = ['unreadable', 'refused', 'noted', 'repeated', 'clear'] as const satisfies readonly Fate[];

export const canBeSent = (fate: Fate): boolean => fate === 'clear' || fate === 'noted';

/** What became of a row. `OPEN` waits to be sent; `LEFT` was not, and will not be. */
export type ImportRowState = 'OPEN' | 'INVITED' | 'ADDED' | 'LEFT';

export type ImportRow = {
  /** From 1, in the order of the file: a line may name several people. */
  readonly number: number;
  readonly line: number;
  /** Null for what is unreadable, and for whoever has no address in Slack. */
  readonly person: ImportPerson | null;
  readonly decided: ImportFate;
  readonly state: ImportRowState;
};

/** How many people one transaction of an import invites. */
export const chunkSize = 500;

/** Days in which the rows of an import, with the names and addresses in them, are kept. */
export const keptDays = 30;

/** Why an import ended half-way. The line is the first that was not invited. */
export type ImportStop = { readonly cause: string; readonly line: number };

export type ImportCounts = Readonly<Record<Fate, number>>;

/** How far the sending is: rows by state, and what became of the links. */
export type ImportProgress = {
  readonly total: number;
  readonly open: number;
  readonly invited: number;
  readonly added: number;
  readonly left: number;
  readonly queued: number;
  readonly delivered: number;
  readonly failed: number;
  readonly joined: number;
  readonly declined: number;
  readonly withdrawn: number;
  readonly ranOut: number;
};
