import type { Deps } from '../deps.ts';
import type { Member } from '../domain/member.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { Asked } from './asked.ts';
import { type BindRefusal, bindAudited, readBound } from './bind-slack-user.ts';
import { proposeBinding } from './propose-binding.ts';

const MAX_ATTEMPTS = 5;

type Checked = { readonly kind: 'bound' } | { readonly kind: 'missed'; readonly attemptsLeft: number };

/** The code that was mailed to an admin account's address binds the Slack user who types it. Five guesses, 15 minutes. */
export const confirmCode = async (
  deps: Deps,
  asked: Asked,
  code: string,
): Promise<Result<{ member: Member }, BindRefusal>> => {
  const { actor } = asked.context;
  if (actor.kind === 'member') return refused({ kind: 'already_bound' });
  const proposed = await proposeBinding(deps, asked.context);
  if (proposed.kind === 'refused') return refused(proposed.refusal);
  if (proposed.kind === 'unconfirmed') return refused({ kind: 'address_not_confirmed' });
  if (proposed.kind === 'nobody') return refused({ kind: 'nothing_to_bind' });
  const { accountId, proposal } = proposed;

  const result = await deps.store.transaction<Checked, BindRefusal>(async (tx) => {
    const held = await tx.holdIdentityCode(actor.slack);
    if (!held || held.accountId !== accountId || held.expiresAt <= (await tx.now()) || held.attempts >= MAX_ATTEMPTS) {
      return refused({ kind: 'code_expired' });
    }
    if (!deps.codes.matches(held.id, code)) {
      // A wrong guess has to be counted, so this is committed and told as a refusal afterwards.
      await tx.spendIdentityCode(held.id, 'missed');
      return done({ kind: 'missed', attemptsLeft: MAX_ATTEMPTS - held.attempts - 1 });
    }
    await tx.spendIdentityCode(held.id, 'used');
    return (await bindAudited(tx, asked, accountId, 'CODE'))
      ? done({ kind: 'bound' })
      : refused({ kind: 'already_bound' });
  });
  if (!result.ok) return result;
  if (result.value.kind === 'missed') return refused({ kind: 'code_wrong', attemptsLeft: result.value.attemptsLeft });
  return done({ member: await readBound(deps, asked, proposal.email) });
};
