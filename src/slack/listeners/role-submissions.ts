import type { AccessRefusal, BindingProposal } from '../../domain/refusal.ts';
import type { RoleRefusal } from '../../domain/role-refusal.ts';
import { addRole } from '../../services/add-role.ts';
import { type EditRoleInput, editRole } from '../../services/edit-role.ts';
import { readRoles } from '../../services/read-roles.ts';
import { setRolePermissions } from '../../services/set-role-permissions.ts';
import { isDenied } from '../denied.ts';
import type { Turn } from '../interaction.ts';
import { escapeText } from '../mrkdwn.ts';
import { peopleCount, wordRoleRefusal } from '../role-refusal-texts.ts';
import type { SubmissionAnswer, SubmissionDoor } from '../run-submission.ts';
import {
  decodeRoleForm,
  type FilledRoleForm,
  parseRoleForm,
  ROLE_FIELDS,
  type RoleFormInput,
  readRoleForm,
  roleEditModal,
} from '../views/role-edit-modal.ts';
import { decodeRolePermissions, readChosenPermissions, rolePermissionsModal } from '../views/role-permissions-modal.ts';
import { asView, deniedAnswer } from '../window.ts';
import { roleScreen, rolesScreen } from './role-screens.ts';

/** Adds a role, or edits one. */
export const submitRoleEdit: SubmissionDoor = {
  may: 'roles',
  run: async (turn, view) => {
    const { edge, asked, words } = turn;
    const start = decodeRoleForm(view.private_metadata);
    const { roleId } = start;
    const filled = readRoleForm(view.state.values);
    const parsed = parseRoleForm(filled);
    if (!parsed.ok) return withErrors(turn, roleId, filled, parsed.refusal);
    if (roleId === null) {
      const result = await addRole(edge.deps, asked, parsed.value);
      if (!result.ok) return refusedForm(turn, roleId, filled, result.refusal);
      const line = `${words.pen.strong(parsed.value.name)} is added. Choose what it carries under *Manage*.`;
      return { below: (await rolesScreen(turn, 0, [line])).view };
    }
    const result = await editRole(edge.deps, asked, { roleId, ...changesIn(parsed.value, filled, start) });
    if (!result.ok) return refusedForm(turn, roleId, filled, result.refusal);
    return { below: (await roleScreen(turn, roleId, [`${words.pen.strong(result.value.role)} is up to date.`])).view };
  },
};

/** Only what was touched: somebody else may have changed the rest while the form was open. */
const changesIn = (
  { name, description, forWhom, aboveId }: RoleFormInput,
  { place }: FilledRoleForm,
  start: ReturnType<typeof decodeRoleForm>,
): Omit<EditRoleInput, 'roleId'> => ({
  ...(name !== start.name && { name }),
  ...(description !== start.description && { description }),
  ...(forWhom !== start.forWhom && { forWhom }),
  ...(place !== undefined && place !== start.place && { place: { aboveId } }),
});

const refusedForm = async (
  turn: Turn,
  roleId: string | null,
  filled: FilledRoleForm,
  refusal: AccessRefusal | BindingProposal | RoleRefusal,
): Promise<SubmissionAnswer> => {
  const { words, plainWords } = turn;
  if (isDenied(refusal)) return { view: asView(deniedAnswer({ refusal, words }, 'roles')) };
  const field = fieldOf(refusal);
  if (field) return withErrors(turn, roleId, filled, { [field]: wordRoleRefusal(refusal, plainWords) });
  return { below: (await rolesScreen(turn, 0, [wordRoleRefusal(refusal, words)])).view };
};

/** Where a refusal stands that something else can be filled in for. */
const fieldOf = ({ kind }: RoleRefusal): string | undefined => {
  if (kind === 'role_name_taken') return ROLE_FIELDS.name;
  return kind === 'place_gone' || kind === 'place_above_own' || kind === 'place_of_other_kind'
    ? ROLE_FIELDS.place
    : undefined;
};

const withErrors = (
  turn: Turn,
  roleId: string | null,
  filled: FilledRoleForm,
  errors: Readonly<Record<string, string>>,
): SubmissionAnswer => ({
  errors,
  again: async () => {
    const screen = await readRoles(turn.edge.deps, turn.context);
    const role = screen.roles.find(({ id }) => id === roleId) ?? null;
    return roleEditModal(role, screen, filled, Object.values(errors).map(escapeText));
  },
});

/** First shows what changes for whom, then does it: a choice that was changed since is shown anew. */
export const submitRolePermissions: SubmissionDoor = {
  may: 'roles',
  run: async (turn, view) => {
    const { edge, asked, words } = turn;
    const { roleId, reviewed } = decodeRolePermissions(view.private_metadata);
    const chosenIds = readChosenPermissions(view.state.values);
    const result = await setRolePermissions(edge.deps, asked, { roleId, permissionIds: chosenIds, reviewed });
    if (!result.ok) {
      const { refusal } = result;
      if (isDenied(refusal)) return { view: asView(deniedAnswer({ refusal, words }, 'roles')) };
      return choiceAgain(turn, roleId, chosenIds, wordRoleRefusal(refusal, words));
    }
    const { role, people, state } = result.value;
    if (state === 'review') {
      const { permissions } = await readRoles(edge.deps, turn.context);
      return { view: rolePermissionsModal({ role, permissions, chosenIds, review: result.value }, words) };
    }
    const name = words.pen.strong(role.name);
    const changed = people === 0 ? 'is changed. Nobody has it yet.' : `is changed, for ${peopleCount(people)}.`;
    const line = state === 'same' ? `${name} carries exactly this already.` : `${name} ${changed}`;
    return { below: (await roleScreen(turn, roleId, [line])).view };
  },
};

/** The choice with what still is there of it; all roles where the role itself is gone. */
const choiceAgain = async (
  turn: Turn,
  roleId: string,
  chosenIds: readonly string[],
  problem: string,
): Promise<SubmissionAnswer> => {
  const { roles, permissions } = await readRoles(turn.edge.deps, turn.context);
  const role = roles.find(({ id }) => id === roleId);
  if (!role) return { below: (await rolesScreen(turn, 0, [problem])).view };
  return { view: rolePermissionsModal({ role, permissions, chosenIds, problems: [problem] }, turn.words) };
};
