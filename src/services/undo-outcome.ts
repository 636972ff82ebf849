import type { ActRefusal, UndoRefusal } from '../domain/act-refusal.ts';
import type { AccessRefusal, BindingProposal, FormRefusal } from '../domain/refusal.ts';
import type { Result } from '../domain/result.ts';

/** How it went to take one act back: what was undone, or why nothing was. */
export type UndoOutcome<Undone> = Result<
  Undone,
  UndoRefusal | ActRefusal | FormRefusal | AccessRefusal | BindingProposal
>;
