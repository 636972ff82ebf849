import type { Deps } from '../deps.ts';
import type { ActRefusal } from '../domain/act-refusal.ts';
import type { Action } from '../domain/action.ts';
import type { MemberRecord } from '../domain/member-record.ts';
import { Overtaken } from '../domain/overtaken.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { type Result, refused } from '../domain/result.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Asked } from './asked.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';

/** An act on one member. `endsAdmin`: whether it may cost the organization an active admin. */
export type OnMember = {
  readonly action: Action;
  readonly membershipId: string;
  readonly endsAdmin?: (tx: Transaction, member: MemberRecord) => Promise<boolean>;
};

/**
 * The frame of every act on a member. Locks come in one order, whoever acts on whom: the organization, only where an active admin
 * may stop being one; then actor and member together, in the order of their ids; then invitations. What was read before the
 * locks decides about the locks alone: should it have changed meanwhile, everything is done again.
 */
export const actOnMember = async <T, R extends { readonly kind: string }>(
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  { action, membershipId, endsAdmin = async () => false }: OnMember,
  work: (tx: Transaction, held: Held, member: MemberRecord) => Promise<Result<T, R>>,
): Promise<Result<T, R | ActRefusal | AccessRefusal | BindingProposal>> => {
  const { actor, organization } = asked.context;
  const find = (tx: Transaction) => tx.findMemberRecord(organization.id, membershipId);
  const mayEndAdmin = async (tx: Transaction, member: MemberRecord | null) =>
    member !== null && (await endsAdmin(tx, member));
  let isLocked = false;
  const lock = async (tx: Transaction): Promise<void> => {
    isLocked = await mayEndAdmin(tx, await find(tx));
    if (isLocked) await tx.holdOrganization(organization.id);
    const actorId = actor.kind === 'member' ? [actor.membershipId] : [];
    await tx.holdMembers(organization.id, [...actorId, membershipId]);
  };
  return writeAsAdmin<T, R | ActRefusal>(
    deps,
    asked,
    action,
    async (tx, held) => {
      const member = await find(tx);
      if (!member) return refused({ kind: 'member_unknown' });
      if (!isLocked && (await mayEndAdmin(tx, member))) throw new Overtaken();
      return work(tx, held, member);
    },
    lock,
  );
};
