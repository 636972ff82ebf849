import type { ModalView } from '@slack/types';
import { readRoles } from '../../services/read-roles.ts';
import type { Turn } from '../interaction.ts';
import { wordRoleRefusal } from '../role-refusal-texts.ts';
import { roleCardModal } from '../views/role-card-modal.ts';
import { rolesModal } from '../views/roles-modal.ts';

// Each screen reads what is true now. Whoever calls one has gone through `enter` for it.

export const rolesScreen = async (
  turn: Turn,
  page = 0,
  notice: readonly string[] = [],
): Promise<{ view: ModalView }> => ({
  view: rolesModal(await readRoles(turn.edge.deps, turn.context), page, turn.words, notice),
});

/** One role; all roles where it is gone. */
export const roleScreen = async (
  turn: Turn,
  roleId: string,
  notice: readonly string[] = [],
): Promise<{ view: ModalView }> => {
  const screen = await readRoles(turn.edge.deps, turn.context);
  const role = screen.roles.find(({ id }) => id === roleId);
  if (!role) return rolesScreen(turn, 0, [wordRoleRefusal({ kind: 'role_gone' }, turn.words)]);
  return { view: roleCardModal(role, screen, turn.words, notice) };
};
