import type { Deps } from '../deps.ts';
import type { ActRefusal } from '../domain/act-refusal.ts';
import { isNoChange, type ListChange, listChange } from '../domain/member-access.ts';
import type { MemberRecord } from '../domain/member-record.ts';
import type { AccessRefusal, BindingProposal, FormRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { Transaction } from '../ports/transaction.ts';
import { actOnMember } from './act-on-member.ts';
import { type Asked, auditActor } from './asked.ts';
import { refuseAccessChange } from './read-member-access.ts';
import type { Held } from './write-as-admin.ts';

export type ChangeMemberTeamsInput = {
  readonly membershipId: string;
  /** Of the membership as the form showed it. */
  readonly shownVersion: number;
  readonly primaryTeamId: string | null;
  readonly secondaryTeamIds: readonly string[];
};

export type ChangedTeams = { readonly member: MemberRecord; readonly isUnchanged: boolean };

export type ChangeTeamsRefusal = ActRefusal | Extract<FormRefusal, { kind: 'team_unknown' | 'team_needed' }>;

/** Rule 7: one primary team where the organization has teams, any others beside it. At once, and only over what the form showed. */
export const changeMemberTeams = (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  input: ChangeMemberTeamsInput,
): Promise<Result<ChangedTeams, ChangeTeamsRefusal | AccessRefusal | BindingProposal>> =>
  actOnMember<ChangedTeams, ChangeTeamsRefusal>(
    deps,
    asked,
    { action: 'change_teams', membershipId: input.membershipId },
    async (tx, held, member) => {
      const refusal = refuseAccessChange(held.actor, member);
      if (refusal) return refused(refusal);
      const { primaryTeamId } = input;
      const wanted = [...new Set(input.secondaryTeamIds)].filter((id) => id !== primaryTeamId);
      const asks = primaryTeamId ? [primaryTeamId, ...wanted] : wanted;
      const { teams } = await tx.holdFormOptions(held.organization.id, { roleId: null, teamIds: asks, productIds: [] });
      const offered = new Set(teams.map(({ id }) => id));
      if (!asks.every((id) => offered.has(id))) return refused({ kind: 'team_unknown' });
      if (primaryTeamId === null && offered.size > 0) return refused({ kind: 'team_needed' });
      const others = listChange(member.secondaryTeamIds, wanted, offered);
      if (primaryTeamId === member.primaryTeamId && isNoChange(others)) return done({ member, isUnchanged: true });
      if (member.version !== input.shownVersion) return refused({ kind: 'changed_since_shown' });
      await write(tx, asked, held, member, primaryTeamId, others);
      return done({ member, isUnchanged: false });
    },
  );

const write = async (
  tx: Transaction,
  { via, requestId }: Asked,
  { organization, actor }: Held,
  { membershipId, primaryTeamId: before }: MemberRecord,
  primaryTeamId: string | null,
  others: ListChange,
): Promise<void> => {
  await tx.saveMemberTeams(organization.id, membershipId, primaryTeamId, others);
  await tx.audit({
    organizationId: organization.id,
    actor: auditActor(actor),
    action: 'membership.change_teams',
    target: { kind: 'membership', id: membershipId },
    changed: {
      ...(primaryTeamId !== before && { primaryTeamId: { from: before, to: primaryTeamId } }),
      ...(!isNoChange(others) && { secondaryTeamIds: others }),
    },
    via,
    requestId,
  });
};
