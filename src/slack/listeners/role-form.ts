import { changeRole } from '../../services/change-role.ts';
import { readRoleForm } from '../../services/read-role-form.ts';
import type { Turn } from '../interaction.ts';
import { wordRefusal } from '../refusal-texts.ts';
import type { ClickDoor } from '../run-click.ts';
import type { SubmissionAnswer, SubmissionDoor } from '../run-submission.ts';
import { ACT_FIELDS } from '../views/act-fields.ts';
import { roleChangedModal } from '../views/act-results.ts';
import { decodeMember, type ShownMember } from '../views/member-value.ts';
import { refusalModal, textMessage } from '../views/refusal-surfaces.ts';
import { parseRoleForm, ROLE_FORM_ROLE, type RoleFormState, roleFormModal } from '../views/role-form.ts';
import { asView, deniedAnswer, type WindowAnswer } from '../window.ts';
import { personScreen } from './person-screen.ts';

/** The form of a change of role as it is now; `roleId` is what was chosen or typed. */
export const roleScreen = async (
  turn: Turn,
  shown: Pick<ShownMember, 'membershipId'> | undefined,
  roleId: string | null,
  state: RoleFormState = {},
): Promise<WindowAnswer> => {
  const { edge, context, words } = turn;
  const gone = { ok: false, refusal: { kind: 'member_unknown' } } as const;
  const form = shown ? await readRoleForm(edge.deps, context, shown.membershipId, roleId) : gone;
  if (!form.ok) return { message: textMessage(wordRefusal(form.refusal, words)) };
  const { roles } = form.value;
  if (roles.length === 0) return { message: textMessage('There is no role that you can give. Ask another admin.') };
  return { view: roleFormModal(form.value, words, state) };
};

/** The choice of a role: the same form, with what that role means. */
export const roleFormClicks: Readonly<Record<string, ClickDoor>> = {
  [ROLE_FORM_ROLE]: {
    may: 'change_role',
    shows: 'here',
    run: async (turn, click) => ({
      redraw: async () => asView(await roleScreen(turn, decodeMember(click.modal?.metadata ?? ''), click.value)),
    }),
  },
};

export const submitRoleForm: SubmissionDoor = {
  may: 'change_role',
  run: async (turn, view) => {
    const { edge, asked, words, plainWords } = turn;
    const shown = decodeMember(view.private_metadata);
    const { roleId, issued, number } = parseRoleForm(view.state.values);
    const again = async (state: RoleFormState) => asView(await roleScreen(turn, shown, roleId, { issued, ...state }));
    if (!shown) return { view: refusalModal(wordRefusal({ kind: 'member_unknown' }, words)) };
    if (roleId === null) return onRole('Choose a role.', () => again({}));
    const input = { membershipId: shown.membershipId, roleId, shownVersion: shown.version, issued, number };
    const result = await changeRole(edge.deps, asked, input);
    if (result.ok) {
      const refresh = async () => asView(await personScreen(turn, shown.membershipId));
      return { view: roleChangedModal(result.value, words), refresh };
    }
    const { refusal } = result;
    switch (refusal.kind) {
      case 'number_needed':
        return number === null
          ? { view: await again({ number: refusal.number, notice: [wordRefusal(refusal, words)] }) }
          : { errors: { [ACT_FIELDS.number]: wordRefusal(refusal, plainWords) }, again: () => again(refusal) };
      case 'changed_since_shown':
        return { view: await again({ notice: [wordRefusal(refusal, words)] }) };
      case 'role_unknown':
      case 'role_retired':
      case 'role_above_own':
        return onRole(wordRefusal(refusal, plainWords), () => again({}));
      default:
        return { view: asView(deniedOrRefused(turn, refusal)) };
    }
  },
};

const onRole = (text: string, again: Extract<SubmissionAnswer, { errors: unknown }>['again']): SubmissionAnswer => ({
  errors: { [ROLE_FORM_ROLE]: text },
  again,
});

/** A refusal that no field of a form can mend. */
export const deniedOrRefused = ({ words }: Turn, refusal: Parameters<typeof wordRefusal>[0]): WindowAnswer =>
  refusal.kind === 'not_bound_yet'
    ? deniedAnswer({ refusal, words }, 'list')
    : { view: refusalModal(wordRefusal(refusal, words)) };
