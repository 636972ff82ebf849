import type { Deps } from '../deps.ts';
import type { Action } from '../domain/action.ts';
import type { Via } from '../domain/actor.ts';
import { decide } from '../domain/policy.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { ActorContext } from '../ports/records.ts';
import type { Transaction } from '../ports/transaction.ts';
import { auditActor } from './asked.ts';
import { proposeBinding } from './propose-binding.ts';

/**
 * Rule 1 where a screen opens. An unbound Slack user whom Slack's address tells apart is asked to confirm who they are instead of
 * being turned away; everybody else who is refused leaves one audit entry a minute.
 */
export const authorize = async (
  deps: Pick<Deps, 'store' | 'directory'>,
  context: ActorContext,
  action: Action,
  via: Via,
  requestId: string,
): Promise<Result<ActorContext, AccessRefusal | BindingProposal>> => {
  const decision = decide(context.actor, action, context.organization);
  if (decision.ok) return done(context);
  const refusal = await findRefusal(deps, context, decision.refusal);
  if (refusal.kind !== 'not_bound_yet') await recordRefusal(deps, context, action, via, requestId, refusal);
  return refused(refusal);
};

/** Rule 1 where the write happens: the actor is read again, and held until the transaction ends. */
export const authorizeWrite = async (
  tx: Transaction,
  context: ActorContext,
  action: Action,
): Promise<Result<ActorContext, AccessRefusal>> => {
  if (context.actor.kind !== 'member') {
    const decision = decide(context.actor, action, context.organization);
    return decision.ok ? done(context) : decision;
  }
  const held = await tx.holdActor(context.actor);
  if (!held) return refused({ kind: 'not_a_member', action });
  const decision = decide(held.actor, action, held.organization);
  return decision.ok ? done(held) : decision;
};

/** In a transaction of its own, at most one per actor, action and minute. */
export const recordRefusal = async (
  deps: Pick<Deps, 'store'>,
  context: ActorContext,
  action: Action,
  via: Via,
  requestId: string,
  refusal: { readonly kind: string },
): Promise<void> => {
  const { actor, organization, now } = context;
  const who = `${actor.slack.teamId}:${actor.slack.userId}`;
  const minute = now.toISOString().slice(0, 16);
  await deps.store.recordRefusedAttempt(
    {
      organizationId: organization.id,
      actor: auditActor(actor),
      action: 'attempt.refused',
      target: null,
      changed: { action, refusal: refusal.kind },
      via,
      requestId,
    },
    `${organization.id}:${who}:${action}:${minute}`,
  );
};

const findRefusal = async (
  deps: Pick<Deps, 'store' | 'directory'>,
  context: ActorContext,
  refusal: AccessRefusal,
): Promise<AccessRefusal | BindingProposal> => {
  if (refusal.kind !== 'not_a_member') return refusal;
  const proposed = await proposeBinding(deps, context);
  if (proposed.kind === 'proposal') return proposed.proposal;
  return proposed.kind === 'refused' ? proposed.refusal : refusal;
};

const accessRefusals = new Set<string>([
  'other_workspace',
  'not_a_member',
  'no_longer_a_member',
  'admins_only',
  'slack_guest',
  'slack_bot',
  'slack_stranger',
  'slack_deactivated',
] satisfies AccessRefusal['kind'][]);

export const isAccessRefusal = (refusal: { readonly kind: string }): refusal is AccessRefusal =>
  accessRefusals.has(refusal.kind);
