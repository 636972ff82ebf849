import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { personName } from '../../domain/actor.ts';
import type { TemplateMode } from '../../domain/plan-grants.ts';
import type { GrantsOutcome } from '../../services/change-grants.ts';
import type { GrantsScreen } from '../../services/read-grants.ts';
import type { Wording } from '../wording.ts';
import { actions, button, context, input, plain, section } from './blocks.ts';
import { chunkOptions, option, selectMenu } from './options.ts';
import { permissionList } from './permission-review.ts';

export const GRANTS_FORM = 'grants_form';
export const GRANTS_BACK = 'grants_back';

export const GRANT_FIELDS = { chosen: 'grants_chosen', template: 'grants_template_id', mode: 'grants_mode' } as const;

/** What was filled in; null before anything was. */
export type FilledGrants =
  | { readonly kind: 'singles'; readonly permissionIds: readonly string[] }
  | { readonly kind: 'template'; readonly templateId: string | null; readonly mode: TemplateMode };

type Shown = {
  readonly screen: GrantsScreen;
  readonly filled: FilledGrants;
  readonly review?: GrantsOutcome;
  readonly problems?: readonly string[];
};

/** Chooses single permissions, or a template: first *Review*, then *Update* (rule 22). It takes the place of the screen before. */
export const grantsForm = ({ screen, filled, review, problems = [] }: Shown, wording: Wording): ModalView => ({
  type: 'modal',
  callback_id: GRANTS_FORM,
  title: plain(filled.kind === 'template' ? 'Apply a template' : 'Choose permissions', 24),
  submit: plain(review ? 'Update' : 'Review', 24),
  close: plain('Cancel', 24),
  private_metadata: JSON.stringify({
    membershipId: screen.member.membershipId,
    kind: filled.kind,
    reviewed: review?.key ?? null,
  }),
  blocks: [
    ...(problems.length > 0 ? [section(problems)] : []),
    ...(review ? reviewed(review, wording) : []),
    ...(filled.kind === 'template' ? templateFields(screen, filled) : singleFields(screen, filled.permissionIds)),
    actions(button({ id: GRANTS_BACK, text: 'Back', value: screen.member.membershipId })),
  ],
});

const singleFields = (
  { permissions, grants, member }: GrantsScreen,
  chosenIds: readonly string[],
): (InputBlock | KnownBlock)[] => {
  const options = permissions
    .filter(({ isSensitive }) => !isSensitive)
    .map(({ id, name, description }) =>
      option(name, id, grants.byRole.includes(id) ? 'The role carries it already' : description),
    );
  return [
    input({
      id: GRANT_FIELDS.chosen,
      label: `Given to ${personName(member)} beside the role`,
      hint: 'You see what changes before it counts.',
      optional: true,
      element: selectMenu(
        options,
        options.filter(({ value }) => value !== undefined && chosenIds.includes(value)),
      ),
    }),
    context("What the role carries can't be taken from one person; give them another role for that."),
  ];
};

const modes: Readonly<Record<TemplateMode, string>> = {
  add: 'On top of what they were given',
  replace: 'In place of what they were given',
};

const templateFields = (
  { templates }: GrantsScreen,
  { templateId, mode }: Extract<FilledGrants, { kind: 'template' }>,
): InputBlock[] => {
  const options = templates.map(({ id, name }) => option(name, id));
  const chosen = options.find(({ value }) => value === templateId);
  const modeOptions = (['add', 'replace'] as const).map((one) => option(modes[one], one));
  return [
    input({
      id: GRANT_FIELDS.template,
      label: 'Template',
      element: { type: 'static_select', ...chunkOptions(options), ...(chosen && { initial_option: chosen }) },
    }),
    input({
      id: GRANT_FIELDS.mode,
      label: 'How',
      hint: 'What the role carries, and what is sensitive, stays either way.',
      element: {
        type: 'radio_buttons',
        options: modeOptions,
        ...(modeOptions[mode === 'add' ? 0 : 1] && { initial_option: modeOptions[mode === 'add' ? 0 : 1] }),
      },
    }),
  ];
};

const reviewed = (review: GrantsOutcome, wording: Wording): KnownBlock[] => [
  section(`With *Update*, this changes at once for ${wording.pen.strong(personName(review.member))}:`),
  ...permissionList('Added', review.added, wording),
  ...permissionList('Removed', review.removed, wording),
  ...permissionList('Had already', review.had, wording),
  ...permissionList('Had already, by the role', review.hadByRole, wording),
  ...permissionList('Kept', review.kept, wording),
];

const startSchema = z.object({
  membershipId: z.string(),
  kind: z.enum(['singles', 'template']),
  reviewed: z.string().nullable(),
});

/** Whom the form is about, and the key of the change that it shows. */
export const decodeGrantsForm = (metadata: string) => startSchema.parse(JSON.parse(metadata));

const one = z.object({ selected_option: z.object({ value: z.string() }).nullish() });
const valuesSchema = z.object({
  [GRANT_FIELDS.chosen]: z
    .object({
      [GRANT_FIELDS.chosen]: z.object({ selected_options: z.array(z.object({ value: z.string() })).nullish() }),
    })
    .optional(),
  [GRANT_FIELDS.template]: z.object({ [GRANT_FIELDS.template]: one }).optional(),
  [GRANT_FIELDS.mode]: z.object({ [GRANT_FIELDS.mode]: one }).optional(),
});

export const readGrantsForm = (kind: FilledGrants['kind'], values: unknown): FilledGrants => {
  const form = valuesSchema.parse(values);
  if (kind === 'template') {
    return {
      kind,
      templateId: form.grants_template_id?.grants_template_id.selected_option?.value ?? null,
      mode: form.grants_mode?.grants_mode.selected_option?.value === 'replace' ? 'replace' : 'add',
    };
  }
  const chosen = form.grants_chosen?.grants_chosen.selected_options ?? [];
  return { kind, permissionIds: chosen.map(({ value }) => value) };
};
