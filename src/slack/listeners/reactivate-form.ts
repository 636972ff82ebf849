import { personName } from '../../domain/actor.ts';
import { readReactivation } from '../../services/read-reactivation.ts';
import type { Turn } from '../interaction.ts';
import { wordRefusal } from '../refusal-texts.ts';
import type { ShownMember } from '../views/member-value.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import type { WindowAnswer } from '../window.ts';
import { inviteScreen } from './screens.ts';

/**
 * Rule 45: somebody comes back by a new invitation to the same address. The form is filled in with what they had; what cannot be
 * given any more is preset as for anybody.
 */
export const reactivateScreen = async (
  turn: Turn,
  shown: Pick<ShownMember, 'membershipId'> | undefined,
): Promise<WindowAnswer> => {
  const { edge, context, words } = turn;
  const gone = { ok: false, refusal: { kind: 'member_unknown' } } as const;
  const found = shown ? await readReactivation(edge.deps, context, shown.membershipId) : gone;
  if (!found.ok) return { message: textMessage(wordRefusal(found.refusal, words)) };
  const member = found.value;
  const name = personName(member);
  return inviteScreen(turn, {
    addresses: name === member.email ? member.email : `${name} <${member.email}>`,
    userIds: [],
    roleId: member.role.id,
    primaryTeamId: member.primaryTeamId,
    secondaryTeamIds: member.secondaryTeamIds,
    productIds: member.productIds,
  });
};
