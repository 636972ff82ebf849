import type { ModalView, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import {
  checkForWhom,
  checkLabelDescription,
  checkLabelName,
  maxForWhom,
  maxLabelDescription,
  maxLabelName,
} from '../../domain/label-text.ts';
import { placesFor } from '../../domain/place-role.ts';
import { done, type Result, refused } from '../../domain/result.ts';
import type { RoleRecord, RoleTexts } from '../../ports/roles.ts';
import type { RolesScreen } from '../../services/read-roles.ts';
import { cut } from '../mrkdwn.ts';
import { wordLabel } from '../role-refusal-texts.ts';
import { input, plain, section } from './blocks.ts';
import { option } from './options.ts';

export const ROLE_EDIT_MODAL = 'role_edit_modal';

export const ROLE_FIELDS = {
  name: 'role_name',
  description: 'role_description',
  forWhom: 'role_for_whom',
  place: 'role_place',
} as const;

type RolePrefill = Partial<RoleTexts> & { readonly place?: string };

const maxOptions = 100;

/** Adds a role (`role` null) or edits one. `problems` stand above it when it could not be taken and its fields were gone. */
export const roleEditModal = (
  role: RoleRecord | null,
  screen: RolesScreen,
  prefill: RolePrefill = {},
  problems: readonly string[] = [],
): ModalView => {
  const places = placeGroups(role, screen);
  const options = places.flatMap((group) => group.options);
  const current = role ? currentPlace(role, screen) : undefined;
  const initial = options.find(({ value }) => value === (prefill.place ?? current)) ?? options[0];
  const texts = { ...role, ...prefill };
  return {
    type: 'modal',
    callback_id: ROLE_EDIT_MODAL,
    title: plain(role ? 'Edit role' : 'Add a role', 24),
    submit: plain(role ? 'Update' : 'Add', 24),
    close: plain('Cancel', 24),
    private_metadata: JSON.stringify(startOf(role, current)),
    blocks: [
      ...(problems.length > 0 ? [section(problems)] : []),
      textField(ROLE_FIELDS.name, 'Name', `Up to ${maxLabelName} characters.`, texts.name, false),
      textField(
        ROLE_FIELDS.description,
        'What it can do',
        `Up to ${maxLabelDescription} characters. It stands in the invite form and in the invitation.`,
        texts.description,
      ),
      textField(
        ROLE_FIELDS.forWhom,
        'For whom',
        `Up to ${maxForWhom} characters. It helps whoever invites.`,
        texts.forWhom,
      ),
      ...(initial
        ? [
            input({
              id: ROLE_FIELDS.place,
              label: 'Rank',
              hint: 'Admins give roles, and act on people, up to their own rank. Admin roles rank above all others.',
              element: { type: 'static_select', option_groups: places, initial_option: initial },
            }),
          ]
        : []),
    ],
  };
};

const textField = (id: string, label: string, hint: string, text: string | undefined, optional = true) =>
  input({
    id,
    label,
    hint,
    optional,
    element: { type: 'plain_text_input', ...(text && { initial_value: cut(text, 3000) }) },
  });

type Kind = { readonly isAdmin: boolean };

const placeValue = ({ isAdmin }: Kind, aboveId: string | null): string =>
  `${isAdmin ? 'admin' : 'plain'}:${aboveId ?? ''}`;

/** Where the role stands now, as the form's choice. */
const currentPlace = (role: RoleRecord, { roles }: RolesScreen): string => {
  const below = roles.find(({ rank, isAdmin }) => isAdmin === role.isAdmin && rank < role.rank);
  return placeValue(role, below?.id ?? null);
};

/** A role keeps its kind; a new one may be either. */
const placeGroups = (role: RoleRecord | null, { roles, admin }: RolesScreen) => {
  const kinds = role
    ? [role]
    : [
        { id: '', isAdmin: false },
        { id: '', isAdmin: true },
      ];
  return kinds.flatMap((kind) => {
    const options: PlainTextOption[] = [
      option(kind.isAdmin ? 'Lowest admin role' : 'Lowest', placeValue(kind, null)),
      ...placesFor(roles, kind, admin?.ownRank ?? 0).map((below) =>
        option(`${kind.isAdmin ? 'Admin role above' : 'Above'} ${below.name}`, placeValue(kind, below.id)),
      ),
    ];
    const label = plain(kind.isAdmin ? 'Admin roles: may act on people and settings' : 'Other roles', 75);
    const groups: { label: typeof label; options: PlainTextOption[] }[] = [];
    for (let start = 0; start < options.length; start += maxOptions) {
      groups.push({ label, options: options.slice(start, start + maxOptions) });
    }
    return groups;
  });
};

const startSchema = z.object({
  roleId: z.string().nullable(),
  name: z.string(),
  description: z.string(),
  forWhom: z.string(),
  place: z.string(),
});

/** What the form is about (`roleId` null: a new role), and what it started with: what is left so is not meant to change. */
type RoleFormStart = z.infer<typeof startSchema>;

const startOf = (role: RoleRecord | null, place = ''): RoleFormStart => ({
  roleId: role?.id ?? null,
  name: role?.name ?? '',
  description: role?.description ?? '',
  forWhom: role?.forWhom ?? '',
  place,
});

export const decodeRoleForm = (metadata: string): RoleFormStart => startSchema.parse(JSON.parse(metadata));

const typed = z.object({ value: z.string().nullish() });
const valuesSchema = z.object({
  [ROLE_FIELDS.name]: z.object({ [ROLE_FIELDS.name]: typed }),
  [ROLE_FIELDS.description]: z.object({ [ROLE_FIELDS.description]: typed }),
  [ROLE_FIELDS.forWhom]: z.object({ [ROLE_FIELDS.forWhom]: typed }),
  [ROLE_FIELDS.place]: z
    .object({ [ROLE_FIELDS.place]: z.object({ selected_option: z.object({ value: z.string() }).nullish() }) })
    .optional(),
});

/** As it was filled in, to build it again. */
export const readRoleForm = (values: unknown) => {
  const form = valuesSchema.parse(values);
  const place = form.role_place?.role_place.selected_option?.value;
  return {
    name: form.role_name.role_name.value ?? '',
    description: form.role_description.role_description.value ?? '',
    forWhom: form.role_for_whom.role_for_whom.value ?? '',
    ...(place !== undefined && { place }),
  };
};

export type FilledRoleForm = ReturnType<typeof readRoleForm>;

export type RoleFormInput = RoleTexts & { readonly isAdmin: boolean; readonly aboveId: string | null };

/** What was filled in, cleaned, or the errors by field. */
export const parseRoleForm = (form: FilledRoleForm): Result<RoleFormInput, Record<string, string>> => {
  const [name, description, forWhom] = [
    checkLabelName(form.name),
    checkLabelDescription(form.description),
    checkForWhom(form.forWhom),
  ];
  if (!name.ok || !description.ok || !forWhom.ok) {
    return refused({
      ...(!name.ok && { [ROLE_FIELDS.name]: wordLabel(name.refusal) }),
      ...(!description.ok && { [ROLE_FIELDS.description]: wordLabel(description.refusal) }),
      ...(!forWhom.ok && { [ROLE_FIELDS.forWhom]: wordLabel(forWhom.refusal) }),
    });
  }
  const [kind, aboveId = ''] = (form.place ?? '').split(':');
  const place = { isAdmin: kind === 'admin', aboveId: aboveId || null };
  return done({ name: name.value, description: description.value, forWhom: forWhom.value, ...place });
};
