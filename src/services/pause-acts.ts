import { v7 as uuidv7 } from 'uuid';
import type { ActRefusal } from '../domain/act-refusal.ts';
import { job } from '../domain/job.ts';
import type { MemberRecord } from '../domain/member-record.ts';
import { decidePause, type Paused } from '../domain/pause.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { PauseRecord } from '../ports/acts.ts';
import type { Transaction } from '../ports/transaction.ts';
import { type Asked, auditActor } from './asked.ts';
import type { Held } from './write-as-admin.ts';

/**
 * Rule 11, asked before a deactivation, a removal or a demotion is written. `null`: go on. Paused is a success of its own kind:
 * the question to the other admins is committed, and nothing else. The actor's row is held, so their acts are counted one by one.
 */
export const pauseActs = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  act: PauseRecord['act'],
  member: MemberRecord,
  typed: number | null,
): Promise<Result<Paused | null, ActRefusal>> => {
  const { organization, actor, now } = held;
  const decision = decidePause(await tx.findPauseFacts(organization.id, actor.membershipId), typed);
  const entry = {
    organizationId: organization.id,
    actor: auditActor(actor),
    target: { kind: 'membership', id: member.membershipId },
    via: asked.via,
    requestId: asked.requestId,
  } as const;
  switch (decision.kind) {
    case 'go_on':
      return done(null);
    case 'number_needed':
      return refused(decision);
    case 'confirmed':
      await tx.audit({ ...entry, action: 'pause.confirm', changed: { act, number: decision.number } });
      return done(null);
    case 'asked':
    case 'declined':
      return done(decision);
    case 'ask': {
      const id = uuidv7();
      await tx.audit({ ...entry, id, action: 'pause.ask', changed: { act } });
      await tx.enqueue(job('tell-pause', { organizationId: organization.id, pauseId: id, requestId: asked.requestId }));
      return done({ kind: 'asked', at: now });
    }
  }
};
