import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { checkLabelDescription, checkLabelName, maxLabelDescription, maxLabelName } from '../../domain/label-text.ts';
import type { Permission } from '../../domain/permission.ts';
import { checkPermissionKey } from '../../domain/permission-key.ts';
import { done, type Result, refused } from '../../domain/result.ts';
import { cut } from '../mrkdwn.ts';
import { peopleCount, wordLabel } from '../role-refusal-texts.ts';
import type { Wording } from '../wording.ts';
import { context, input, plain, section } from './blocks.ts';
import { option } from './options.ts';

export const PERMISSION_FORM_MODAL = 'permission_form_modal';

export const PERMISSION_FIELDS = {
  name: 'permission_name',
  key: 'permission_key',
  description: 'permission_description',
  sensitive: 'permission_sensitive',
} as const;

type Shown = {
  /** Null for a new one. */
  readonly permission: Permission | null;
  /** Those to whom it was given singly. */
  readonly people: number;
};

type Prefill = {
  readonly name?: string;
  readonly key?: string;
  readonly description?: string;
  readonly isSensitive?: boolean;
};

const sensitiveOption = option(
  'Sensitive',
  'sensitive',
  'Given person by person by an admin, never by a role, template or invitation',
);

/** Adds a permission or edits one. Its key is asked once: it is what the product knows the permission by. */
export const permissionFormModal = (
  { permission, people }: Shown,
  { pen }: Wording,
  prefill: Prefill = {},
  problems: readonly string[] = [],
): ModalView => {
  const { name, key, description, isSensitive } = { ...permission, ...prefill };
  return {
    type: 'modal',
    callback_id: PERMISSION_FORM_MODAL,
    title: plain(permission ? 'Edit permission' : 'Add a permission', 24),
    submit: plain(permission ? 'Update' : 'Add', 24),
    close: plain('Cancel', 24),
    private_metadata: JSON.stringify(startOf(permission)),
    blocks: [
      ...(problems.length > 0 ? [section(problems)] : []),
      ...(permission
        ? [section(`The product knows it as ${pen.code(permission.key)}. That stays.`)]
        : [
            textField(
              PERMISSION_FIELDS.key,
              'Key',
              'What the product knows it by, such as send_as or reports.read. It can never be changed.',
              key,
            ),
          ]),
      textField(PERMISSION_FIELDS.name, 'Name', `Up to ${maxLabelName} characters.`, name),
      textField(
        PERMISSION_FIELDS.description,
        'What it allows',
        `Up to ${maxLabelDescription} characters. It stands where people choose.`,
        description,
        true,
      ),
      input({
        id: PERMISSION_FIELDS.sensitive,
        label: 'Care',
        optional: true,
        element: {
          type: 'checkboxes',
          options: [sensitiveOption],
          ...(isSensitive && { initial_options: [sensitiveOption] }),
        },
      }),
      ...(permission
        ? [context(`Given singly to ${peopleCount(people)}.${people > 0 ? ' They keep it, sensitive or not.' : ''}`)]
        : []),
    ],
  };
};

const textField = (id: string, label: string, hint: string, text: string | undefined, optional = false) =>
  input({
    id,
    label,
    hint,
    optional,
    element: { type: 'plain_text_input', ...(text && { initial_value: cut(text, 3000) }) },
  });

const startSchema = z.object({
  permissionId: z.string().nullable(),
  name: z.string(),
  description: z.string(),
  isSensitive: z.boolean(),
});

/** What the form is about, and what it started with: what is left so is not meant to change. */
type PermissionFormStart = z.infer<typeof startSchema>;

const startOf = (permission: Permission | null): PermissionFormStart => ({
  permissionId: permission?.id ?? null,
  name: permission?.name ?? '',
  description: permission?.description ?? '',
  isSensitive: permission?.isSensitive ?? false,
});

export const decodePermissionForm = (metadata: string): PermissionFormStart => startSchema.parse(JSON.parse(metadata));

const typed = z.object({ value: z.string().nullish() });
const valuesSchema = z.object({
  [PERMISSION_FIELDS.key]: z.object({ [PERMISSION_FIELDS.key]: typed }).optional(),
  [PERMISSION_FIELDS.name]: z.object({ [PERMISSION_FIELDS.name]: typed }),
  [PERMISSION_FIELDS.description]: z.object({ [PERMISSION_FIELDS.description]: typed }),
  [PERMISSION_FIELDS.sensitive]: z.object({
    [PERMISSION_FIELDS.sensitive]: z.object({ selected_options: z.array(z.unknown()).nullish() }),
  }),
});

/** As it was filled in; `key` only where it was asked. */
export const readPermissionForm = (values: unknown) => {
  const form = valuesSchema.parse(values);
  return {
    name: form.permission_name.permission_name.value ?? '',
    description: form.permission_description.permission_description.value ?? '',
    isSensitive: (form.permission_sensitive.permission_sensitive.selected_options ?? []).length > 0,
    ...(form.permission_key && { key: form.permission_key.permission_key.value ?? '' }),
  };
};

export type FilledPermissionForm = ReturnType<typeof readPermissionForm>;

export type PermissionFormInput = {
  readonly name: string;
  readonly description: string;
  readonly isSensitive: boolean;
  /** Null where it was not asked. */
  readonly key: string | null;
};

/** What was filled in, cleaned, or the errors by field. */
export const parsePermissionForm = (
  form: FilledPermissionForm,
): Result<PermissionFormInput, Record<string, string>> => {
  const [name, description] = [checkLabelName(form.name), checkLabelDescription(form.description)];
  const key = form.key === undefined ? done(null) : checkPermissionKey(form.key);
  if (!name.ok || !description.ok || !key.ok) {
    return refused({
      ...(!key.ok && { [PERMISSION_FIELDS.key]: wordKey(key.refusal) }),
      ...(!name.ok && { [PERMISSION_FIELDS.name]: wordLabel(name.refusal) }),
      ...(!description.ok && { [PERMISSION_FIELDS.description]: wordLabel(description.refusal) }),
    });
  }
  return done({ name: name.value, description: description.value, isSensitive: form.isSensitive, key: key.value });
};

const wordKey = (refusal: 'key_missing' | 'key_malformed'): string =>
  refusal === 'key_missing'
    ? 'Fill in the key that the product uses.'
    : 'Up to 60 small letters, digits and between them one of . _ - and :';
