import type { Deps } from '../deps.ts';
import { job } from '../domain/job.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import { type Asked, auditActor } from './asked.ts';
import { writeAsAdmin } from './write-as-admin.ts';

type SignInRefusal = { readonly kind: 'not_active' };

/** Sends the newcomers' message once more to somebody who is a member and looks for the door: where to sign in, and as whom. */
export const tellSignIn = async (
  deps: Deps,
  asked: Asked,
  membershipId: string,
): Promise<Result<{ readonly email: string }, SignInRefusal | AccessRefusal | BindingProposal>> =>
  writeAsAdmin<{ readonly email: string }, SignInRefusal>(deps, asked, 'why', async (tx, held) => {
    const member = await tx.findMember(membershipId);
    const isOurs = member?.organizationId === held.organization.id;
    if (!member || !isOurs || member.status !== 'ACTIVE') return refused({ kind: 'not_active' });
    const { email } = member;
    if (!(await tx.markHandled(asked.idempotencyKey))) return done({ email });
    const { requestId, via } = asked;
    await tx.audit({
      organizationId: held.organization.id,
      actor: auditActor(held.actor),
      action: 'membership.tell_sign_in',
      target: { kind: 'membership', id: membershipId },
      changed: {},
      via,
      requestId,
    });
    await tx.enqueue(job('welcome-member', { membershipId, way: 'dm', requestId }));
    return done({ email });
  });
