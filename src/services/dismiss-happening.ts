import type { Deps } from '../deps.ts';
import { type HappeningRecord, type HappeningRefusal, isUndecided } from '../domain/happening.ts';
import { job } from '../domain/job.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { writeAsAdmin } from './write-as-admin.ts';

/** *Not now*, *Not needed*: nobody is asked about it again while it stays as it is. The first answer counts. */
export const dismissHappening = (
  deps: Deps,
  asked: Asked,
  happeningId: string,
): Promise<Result<HappeningRecord, HappeningRefusal | AccessRefusal | BindingProposal>> =>
  writeAsAdmin<HappeningRecord, HappeningRefusal>(deps, asked, 'decide_happening', async (tx, held) => {
    const { organization, actor } = held;
    const isFirst = await tx.markHandled(asked.idempotencyKey);
    const happening = await tx.holdHappening(organization.id, happeningId);
    if (!happening) return refused({ kind: 'happening_unknown' });
    if (!isFirst) return done(happening);
    if (!isUndecided(happening)) return refused({ kind: 'happening_over', happening });
    // Who is new is asked about once; whoever has left stays so until they come back.
    await tx.dismissHappening(happeningId, actor.membershipId, happening.kind === 'joined');
    const { kind, member } = happening;
    const target = member
      ? ({ kind: 'membership', id: member.membershipId } as const)
      : ({ kind: 'organization', id: organization.id } as const);
    await tx.audit(auditEntry(asked, held, 'happening.dismiss', target, { happeningId, kind }));
    await tx.enqueue(
      job('announce-happening', { organizationId: organization.id, happeningId, requestId: asked.requestId }),
    );
    const dismissed = await tx.findHappening(organization.id, happeningId);
    return dismissed ? done(dismissed) : refused({ kind: 'happening_unknown' });
  });
