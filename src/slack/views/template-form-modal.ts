import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { maxLabelName } from '../../domain/label-text.ts';
import type { Permission, PermissionTemplate } from '../../domain/permission.ts';
import { templateKey } from '../../services/save-template.ts';
import { cut } from '../mrkdwn.ts';
import { context, input, plain, section } from './blocks.ts';
import { option, selectMenu } from './options.ts';

export const TEMPLATE_FORM_MODAL = 'template_form_modal';

export const TEMPLATE_FIELDS = { name: 'template_name', permissions: 'template_permissions' } as const;

export type TemplatePrefill = { readonly name?: string; readonly permissionIds?: readonly string[] };

/** Adds a template (`template` null) or edits one. Sensitive permissions are not offered (rule 8). */
export const templateFormModal = (
  template: PermissionTemplate | null,
  permissions: readonly Permission[],
  prefill: TemplatePrefill = {},
  problems: readonly string[] = [],
): ModalView => {
  const { name, permissionIds = [] } = { ...template, ...prefill };
  const options = permissions
    .filter(({ isSensitive }) => !isSensitive)
    .map((permission) => option(permission.name, permission.id, permission.description));
  const chosen = options.filter(({ value }) => value !== undefined && permissionIds.includes(value));
  return {
    type: 'modal',
    callback_id: TEMPLATE_FORM_MODAL,
    title: plain(template ? 'Edit template' : 'Add a template', 24),
    submit: plain(template ? 'Update' : 'Add', 24),
    close: plain('Cancel', 24),
    private_metadata: JSON.stringify({ templateId: template?.id ?? null, seen: template ? templateKey(template) : '' }),
    blocks: [
      ...(problems.length > 0 ? [section(problems)] : []),
      input({
        id: TEMPLATE_FIELDS.name,
        label: 'Name',
        hint: `Up to ${maxLabelName} characters.`,
        element: { type: 'plain_text_input', ...(name && { initial_value: cut(name, 3000) }) },
      }),
      ...(options.length > 0
        ? [
            input({
              id: TEMPLATE_FIELDS.permissions,
              label: 'Permissions',
              optional: true,
              element: selectMenu(options, chosen),
            }),
          ]
        : [section('There is no permission yet that a template can hold.')]),
      context(
        'Sensitive permissions are never in a template. Whoever the template was applied to keeps what they have.',
      ),
    ],
  };
};

const startSchema = z.object({ templateId: z.string().nullable(), seen: z.string() });

/** Which template the form is about, and how it stood then. */
export const decodeTemplateForm = (metadata: string) => startSchema.parse(JSON.parse(metadata));

const valuesSchema = z.object({
  [TEMPLATE_FIELDS.name]: z.object({ [TEMPLATE_FIELDS.name]: z.object({ value: z.string().nullish() }) }),
  [TEMPLATE_FIELDS.permissions]: z
    .object({
      [TEMPLATE_FIELDS.permissions]: z.object({
        selected_options: z.array(z.object({ value: z.string() })).nullish(),
      }),
    })
    .optional(),
});

export const readTemplateForm = (values: unknown) => {
  const form = valuesSchema.parse(values);
  return {
    name: form.template_name.template_name.value ?? '',
    permissionIds: (form.template_permissions?.template_permissions.selected_options ?? []).map(({ value }) => value),
  };
};
