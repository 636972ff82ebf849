import type { Deps } from '../deps.ts';
import { job } from '../domain/job.ts';
import { isPauseOpen } from '../domain/pause.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { PauseRecord } from '../ports/acts.ts';
import { type Asked, auditActor } from './asked.ts';
import { writeAsAdmin } from './write-as-admin.ts';

export type PauseRefusal =
  | { readonly kind: 'pause_unknown' }
  /** Who asks does not answer. */
  | { readonly kind: 'own_pause' }
  | { readonly kind: 'pause_over'; readonly pause: PauseRecord };

/** Rule 11: another admin says whether one may go on. The first answer counts; whoever comes later reads it. */
export const decidePauseOf = async (
  deps: Deps,
  asked: Asked,
  pauseId: string,
  answer: 'approve' | 'decline',
): Promise<Result<PauseRecord, PauseRefusal | AccessRefusal | BindingProposal>> => {
  const { organization, actor } = asked.context;
  const found = await deps.store.findPause(organization.id, pauseId);
  const result = await writeAsAdmin<null, PauseRefusal>(
    deps,
    asked,
    'decide_pause',
    async (tx, held) => {
      const pause = await tx.findPause(organization.id, pauseId);
      if (!pause) return refused({ kind: 'pause_unknown' });
      if (pause.asker.membershipId === held.actor.membershipId) return refused({ kind: 'own_pause' });
      if (pause.decision) return done(null);
      if (!isPauseOpen(pause.at, held.now)) return refused({ kind: 'pause_over', pause });
      await tx.audit({
        organizationId: organization.id,
        actor: auditActor(held.actor),
        action: answer === 'approve' ? 'pause.approve' : 'pause.decline',
        target: { kind: 'membership', id: pause.asker.membershipId },
        changed: { pauseId },
        via: asked.via,
        requestId: asked.requestId,
      });
      await tx.enqueue(job('tell-pause', { organizationId: organization.id, pauseId, requestId: asked.requestId }));
      return done(null);
    },
    // Two answers at once, and an answer beside the act that it is about, come one after the other.
    async (tx) => {
      const ids = [found?.asker.membershipId, actor.kind === 'member' ? actor.membershipId : undefined];
      await tx.holdMembers(
        organization.id,
        ids.flatMap((id) => (id ? [id] : [])),
      );
    },
  );
  if (!result.ok) return result;
  const pause = await deps.store.findPause(organization.id, pauseId);
  return pause ? done(pause) : refused({ kind: 'pause_unknown' });
};
