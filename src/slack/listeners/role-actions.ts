import type { AccessRefusal, BindingProposal } from '../../domain/refusal.ts';
import type { Result } from '../../domain/result.ts';
import type { RoleRefusal } from '../../domain/role-refusal.ts';
import type { RoleRecord } from '../../ports/roles.ts';
import { chooseDefaultRole } from '../../services/choose-default-role.ts';
import { type RolesScreen, readRoles } from '../../services/read-roles.ts';
import { bringRoleBack, retireRole } from '../../services/retire-role.ts';
import { isDenied } from '../denied.ts';
import type { Turn } from '../interaction.ts';
import { wordRoleRefusal } from '../role-refusal-texts.ts';
import type { ClickAnswer, ClickDoor } from '../run-click.ts';
import { readPageNumber } from '../views/paging.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import {
  ROLE_DEFAULT,
  ROLE_EDIT,
  ROLE_PERMISSIONS,
  ROLE_RESTORE,
  ROLE_RETIRE,
  ROLES_BACK,
} from '../views/role-card-modal.ts';
import { roleEditModal } from '../views/role-edit-modal.ts';
import { rolePermissionsModal } from '../views/role-permissions-modal.ts';
import { ROLE_ADD, ROLE_OPEN, ROLES_NEXT, ROLES_PREVIOUS } from '../views/roles-modal.ts';
import { deniedMessage, type WindowAnswer } from '../window.ts';
import { roleScreen, rolesScreen } from './role-screens.ts';

const turnPage: ClickDoor = {
  may: 'read_roles',
  shows: 'here',
  run: async (turn, { value }) => ({ redraw: async () => (await rolesScreen(turn, readPageNumber(value))).view }),
};

/** An act on the role of a card, which is drawn anew with what came of it. */
const act = (
  work: (
    turn: Turn,
    roleId: string,
  ) => Promise<Result<{ role: string }, AccessRefusal | BindingProposal | RoleRefusal>>,
  done: (role: string) => string,
): ClickDoor => ({
  may: 'roles',
  shows: 'here',
  run: async (turn, { value }) => {
    const { words } = turn;
    const result = await work(turn, value);
    if (result.ok) return redrawn(turn, value, done(words.pen.strong(result.value.role)));
    const { refusal } = result;
    if (isDenied(refusal)) return { tell: deniedMessage({ refusal, words }) };
    return redrawn(turn, value, wordRoleRefusal(refusal, words));
  },
});

const redrawn = (turn: Turn, roleId: string, line: string): ClickAnswer => ({
  redraw: async () => (await roleScreen(turn, roleId, [line])).view,
  notice: textMessage(line),
});

/** A form about the role of a card; where the role is gone, that is said. */
const openForm = (form: (role: RoleRecord, screen: RolesScreen, turn: Turn) => WindowAnswer): ClickDoor => ({
  may: 'roles',
  shows: 'window',
  next: 'roles',
  run: async (turn, { value }) => {
    const screen = await readRoles(turn.edge.deps, turn.context);
    const role = screen.roles.find(({ id }) => id === value);
    if (!role) return { message: textMessage(wordRoleRefusal({ kind: 'role_gone' }, turn.words)) };
    return form(role, screen, turn);
  },
});

export const roleClicks: Readonly<Record<string, ClickDoor>> = {
  [ROLES_NEXT]: turnPage,
  [ROLES_PREVIOUS]: turnPage,
  [ROLES_BACK]: turnPage,
  [ROLE_OPEN]: {
    may: 'read_roles',
    shows: 'here',
    run: async (turn, { value }) => ({ redraw: async () => (await roleScreen(turn, value)).view }),
  },
  [ROLE_ADD]: {
    may: 'roles',
    shows: 'window',
    next: 'roles',
    run: async (turn) => ({ view: roleEditModal(null, await readRoles(turn.edge.deps, turn.context)) }),
  },
  [ROLE_EDIT]: openForm((role, screen) => ({ view: roleEditModal(role, screen) })),
  [ROLE_PERMISSIONS]: openForm((role, { permissions }, { words }) => ({
    view: rolePermissionsModal({ role, permissions }, words),
  })),
  [ROLE_DEFAULT]: act(
    ({ edge, asked }, roleId) => chooseDefaultRole(edge.deps, asked, roleId),
    (role) => `Invitations start with ${role} now.`,
  ),
  [ROLE_RETIRE]: act(
    ({ edge, asked }, roleId) => retireRole(edge.deps, asked, roleId),
    (role) => `${role} is retired.`,
  ),
  [ROLE_RESTORE]: act(
    ({ edge, asked }, roleId) => bringRoleBack(edge.deps, asked, roleId),
    (role) => `${role} can be given again.`,
  ),
};
