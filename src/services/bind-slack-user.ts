import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import { emailKey } from '../domain/email-address.ts';
import { job } from '../domain/job.ts';
import type { Member } from '../domain/member.ts';
import type { AccessRefusal, IdentityRefusal, InvitationRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Asked } from './asked.ts';
import { proposeBinding } from './propose-binding.ts';

export type BindRefusal = AccessRefusal | IdentityRefusal | Extract<InvitationRefusal, { kind: 'names_missing' }>;

export type Bound =
  | { readonly state: 'bound'; readonly member: Member }
  | { readonly state: 'code_sent'; readonly email: string };

const CODE_MINUTES = 15;

/**
 * *This is me*: binds the Slack user to the account whose address Slack confirms, asked again at this moment. An admin account
 * takes a code that is mailed to its address first, unless an operator has vouched for it.
 */
export const bindSlackUser = async (
  deps: Deps,
  asked: Asked,
  names: { readonly first: string | null; readonly last: string | null },
): Promise<Result<Bound, BindRefusal>> => {
  const { actor } = asked.context;
  if (actor.kind === 'member') return refused({ kind: 'already_bound' });
  const proposed = await proposeBinding(deps, asked.context);
  if (proposed.kind === 'refused') return refused(proposed.refusal);
  if (proposed.kind === 'unconfirmed') return refused({ kind: 'address_not_confirmed' });
  if (proposed.kind === 'nobody') return refused({ kind: 'nothing_to_bind' });
  const { proposal, accountId, isVouched } = proposed;
  const first = proposal.firstName ?? names.first;
  const last = proposal.lastName ?? names.last;
  if (!first || !last) return refused({ kind: 'names_missing', first: !first, last: !last });
  if (proposal.needsCode) return sendCode(deps, asked, accountId, proposal.email, { first, last });

  const result = await deps.store.transaction<null, BindRefusal>(async (tx) => {
    await tx.nameAccount(accountId, { first, last });
    const isBound = await bindAudited(tx, asked, accountId, isVouched ? 'FIRST_ADMIN' : 'CONFIRMED');
    return isBound ? done(null) : refused({ kind: 'already_bound' });
  });
  if (!result.ok) return result;
  return done({ state: 'bound', member: await readBound(deps, asked, proposal.email) });
};

const sendCode = async (
  deps: Deps,
  { context, requestId }: Asked,
  accountId: string,
  email: string,
  names: { first: string; last: string },
): Promise<Result<Bound, BindRefusal>> => {
  if (!deps.mails.hasServer) return refused({ kind: 'code_needs_mail' });
  return deps.store.transaction<Bound, BindRefusal>(async (tx) => {
    const identityCodeId = uuidv7();
    const expiresAt = new Date((await tx.now()).getTime() + CODE_MINUTES * 60_000);
    await tx.startIdentityCode(identityCodeId, context.actor.slack, accountId, expiresAt);
    await tx.nameAccount(accountId, names);
    await tx.enqueue(job('mail-code', { identityCodeId, requestId }));
    return done({ state: 'code_sent', email });
  });
};

/** Audited in the same transaction; from here on the Slack user id decides, whatever becomes of the address. */
export const bindAudited = async (
  tx: Transaction,
  { context, via, requestId }: Asked,
  accountId: string,
  proof: 'CONFIRMED' | 'CODE' | 'FIRST_ADMIN',
): Promise<boolean> => {
  const { slack } = context.actor;
  const binding = await tx.bindSlackUser(accountId, slack, proof);
  // Pressed twice: bound once, and told once in the trail.
  if (binding !== 'bound') return binding === 'bound_before';
  await tx.audit({
    organizationId: context.organization.id,
    actor: { kind: 'SLACK_USER', slack },
    action: 'identity.bind',
    target: null,
    changed: { accountId, proof },
    via,
    requestId,
  });
  return true;
};

/** The member that a Slack user is bound to now. */
export const readBound = async (deps: Pick<Deps, 'store'>, { context }: Asked, email: string): Promise<Member> => {
  const found = await deps.store.findMemberByAccountEmail(context.organization.id, emailKey(email));
  if (!found) throw new Error('The member that was bound a moment ago is gone.');
  return found.member;
};
