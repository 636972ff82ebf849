import { readInviteForm } from '../../services/read-invite-form.ts';
import type { CommandRequest } from '../command-grammar.ts';
import type { Turn } from '../interaction.ts';
import { inviteModal } from '../views/invite-modal.ts';
import type { WindowAnswer } from '../window.ts';
import { prefillFromCommand } from './invite-prefill.ts';
import { inviteScreen } from './screens.ts';

/** The invite form, filled in with what was typed. */
export const showInviteForm = async (
  turn: Turn,
  request: Extract<CommandRequest, { kind: 'invite' }>,
): Promise<WindowAnswer> => {
  if (request.people.length === 0 && !request.roleText && !request.teamText) return inviteScreen(turn);
  const userIds = request.people.flatMap((person) => (person.kind === 'mention' ? [person.userId] : []));
  const form = await readInviteForm(turn.edge.deps, turn.context, userIds);
  if (form.roles.length === 0) return inviteScreen(turn);
  const { prefill, problems } = prefillFromCommand(request, form);
  return { view: inviteModal(form, turn.words, prefill, problems) };
};
