import type { Deps } from '../deps.ts';
import type { Action } from '../domain/action.ts';
import type { MemberActor } from '../domain/actor.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { type Result, refused } from '../domain/result.ts';
import type { ActorContext } from '../ports/records.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Asked } from './asked.ts';
import { authorize, authorizeWrite, isAccessRefusal, recordRefusal } from './authorize.ts';

/** The actor as they are inside the transaction: a member, and allowed to do this. */
export type Held = Omit<ActorContext, 'actor'> & { readonly actor: MemberActor };

/**
 * The frame of every act on others: asked at the door, asked again inside the transaction that writes, and a refusal on either
 * side leaves nothing but its audit entry.
 */
export const writeAsAdmin = async <T, R extends { readonly kind: string }>(
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  action: Action,
  work: (tx: Transaction, held: Held) => Promise<Result<T, R>>,
  /** Locks that have to be taken before the actor's own. */
  lock?: (tx: Transaction) => Promise<void>,
): Promise<Result<T, R | AccessRefusal | BindingProposal>> => {
  const { context, via, requestId } = asked;
  const entry = await authorize(deps, context, action, via, requestId);
  if (!entry.ok) return entry;
  const result = await deps.store.transaction<T, R | AccessRefusal>(async (tx) => {
    await lock?.(tx);
    const access = await authorizeWrite(tx, context, action);
    if (!access.ok) return access;
    const { actor } = access.value;
    if (actor.kind !== 'member') return refused({ kind: 'not_a_member', action });
    return work(tx, { ...access.value, actor });
  });
  if (!result.ok && isAccessRefusal(result.refusal)) {
    await recordRefusal(deps, context, action, via, requestId, result.refusal);
  }
  return result;
};
