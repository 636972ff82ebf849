import type { Deps } from '../deps.ts';
import type { Action } from '../domain/action.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import type { Result } from '../domain/result.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Asked } from './asked.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';

/**
 * The frame for what concerns a whole organization, such as the order of its roles or how many it may invite today: one admin at a
 * time, so that each finds what the one before left. The lock comes before the actor's own, or two of them would wait for each other.
 */
export const writeAlone = <T, R extends { readonly kind: string }>(
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  action: Action,
  work: (tx: Transaction, held: Held) => Promise<Result<T, R>>,
): Promise<Result<T, R | AccessRefusal | BindingProposal>> =>
  writeAsAdmin(deps, asked, action, work, (tx) => tx.holdOrganization(asked.context.organization.id));
