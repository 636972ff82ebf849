import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { RoleForm } from '../../services/read-role-form.ts';
import type { Wording } from '../wording.ts';
import { issuedField, numberField, parseActFields } from './act-fields.ts';
import { context, input, plain, section } from './blocks.ts';
import { encodeMember } from './member-value.ts';
import { chunkOptions, option } from './options.ts';
import { whoWithAddress } from './people.ts';
import { roleChangeLines } from './role-change-lines.ts';

export const ROLE_FORM = 'role_form';
/** The menu: a choice in it has the form shown anew, with what it means. */
export const ROLE_FORM_ROLE = 'role_form_role';

export type RoleFormState = {
  readonly issued?: 'take_over' | 'withdraw';
  /** What an only admin has to type to go on. */
  readonly number?: number | null;
  readonly notice?: readonly string[];
};

/** What somebody's role is, what it may become, and what that gives and takes. Sending it is the confirmation. */
export const roleFormModal = (form: RoleForm, words: Wording, state: RoleFormState = {}): ModalView => {
  const { member, role } = form;
  const { pen } = words;
  return {
    type: 'modal',
    callback_id: ROLE_FORM,
    private_metadata: encodeMember(member),
    title: plain('Change role', 24),
    submit: plain('Change role', 24),
    close: plain('Cancel', 24),
    blocks: [
      ...(state.notice ? [section(state.notice)] : []),
      section(
        `${whoWithAddress(member, pen)}\n*Before:* ${pen.say(member.role.name)}. ${pen.say(member.role.description)}`,
      ),
      roleField(form),
      ...(role ? [section(afterLines(form, role, words))] : []),
      ...issuedField(form.issued, state.issued),
      ...numberField(state.number ?? null),
      context('It counts at once, and they are told. You can undo it for ten minutes.'),
    ],
  };
};

const roleField = ({ roles, role }: RoleForm): KnownBlock => {
  const options = roles.map(({ id, name, description }) => option(name, id, description));
  const initial = options.find(({ value }) => value === role?.id);
  return input({
    id: ROLE_FORM_ROLE,
    label: 'New role',
    dispatch: true,
    element: { type: 'static_select', ...chunkOptions(options), ...(initial && { initial_option: initial }) },
  });
};

const afterLines = (
  { member, difference }: RoleForm,
  role: NonNullable<RoleForm['role']>,
  { pen }: Wording,
): string[] => {
  if (role.id === member.role.id) return ['This is the role that they have. Choose a different one.'];
  return [
    `*After:* ${pen.say(role.name)}. ${pen.say(role.description)}`,
    ...roleChangeLines(member.role, role, difference, pen),
  ];
};

const schema = z.object({
  [ROLE_FORM_ROLE]: z.object({
    [ROLE_FORM_ROLE]: z.object({ selected_option: z.object({ value: z.string() }).nullish() }),
  }),
});

/** `view.state.values`; no role where none was chosen. */
export const parseRoleForm = (values: unknown) => ({
  roleId: schema.parse(values).role_form_role.role_form_role.selected_option?.value ?? null,
  ...parseActFields(values),
});
