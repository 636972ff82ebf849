import type { InputBlock, KnownBlock, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import type { FormRefusal } from '../../domain/refusal.ts';
import { type InviteForm, presetProducts } from '../../services/read-invite-form.ts';
import { cut, escapeText } from '../mrkdwn.ts';
import { context, input } from './blocks.ts';
import { blockIdOf, TERMS_FIELDS as F, type Revisions, type TermsField } from './field-ids.ts';
import { chunkOptions, option, selectMenu } from './options.ts';

// Slack's limit for radio buttons and checkboxes.
const maxChoices = 10;

/** What the fields start with; what is left out is preset. */
export type TermsPrefill = {
  readonly roleId?: string;
  /** Null: to be chosen, whatever team the admin is in. */
  readonly primaryTeamId?: string | null;
  readonly teamHint?: string;
  readonly secondaryTeamIds?: readonly string[];
  readonly productIds?: readonly string[];
  readonly templateId?: string | null;
  /** Beside what a template holds. The field is there only where there is something to show in it. */
  readonly permissionIds?: readonly string[];
  readonly revisions?: Revisions;
  /** The products follow the team while the form is open. */
  readonly teamSetsProducts?: boolean;
};

type Offered = Pick<
  InviteForm,
  'roles' | 'presetRoleId' | 'teams' | 'presetTeam' | 'products' | 'presetProductIds' | 'permissions' | 'templates'
>;

export const termsFields = (form: Offered, prefill: TermsPrefill): KnownBlock[] => [
  ...roleFields(form, prefill),
  ...teamFields(form, prefill),
  ...productField(form, prefill),
  ...permissionFields(form, prefill),
];

type Parts = Omit<Parameters<typeof input>[0], 'id' | 'block'>;

const field = (id: TermsField, { revisions }: TermsPrefill, parts: Parts): InputBlock =>
  input({ id, block: blockIdOf(id, revisions), ...parts });

const roleFields = ({ roles, presetRoleId }: Offered, prefill: TermsPrefill): KnownBlock[] => {
  const options = roles.map((role) => option(role.name, role.id, role.description));
  const preset = options.find(({ value }) => value === (prefill.roleId ?? presetRoleId)) ?? options[0];
  const initial = preset && { initial_option: preset };
  const forWhom = roles
    .filter((role) => role.forWhom)
    .slice(0, maxChoices)
    .map((role) => `*${escapeText(cut(role.name, 75))}*: ${escapeText(cut(role.forWhom, 200))}`);
  return [
    field(F.role, prefill, {
      label: 'Role',
      element:
        options.length <= maxChoices
          ? { type: 'radio_buttons', options, ...initial }
          : { type: 'static_select', ...chunkOptions(options), ...initial },
    }),
    ...(forWhom.length > 0 ? [context(...forWhom)] : []),
  ];
};

const chosen = (options: readonly PlainTextOption[], ids: readonly (string | null)[]): PlainTextOption[] =>
  options.filter(({ value }) => value !== undefined && ids.includes(value));

const startTeam = ({ presetTeam }: Pick<Offered, 'presetTeam'>, { primaryTeamId }: TermsPrefill): string | null => {
  const isOpen = primaryTeamId === null && presetTeam?.isOwn;
  return isOpen ? null : (primaryTeamId ?? presetTeam?.id ?? null);
};

const teamFields = (form: Offered, prefill: TermsPrefill): InputBlock[] => {
  if (form.teams.length === 0) return [];
  const options = form.teams.map((team) => option(team.name, team.id));
  const [primary] = chosen(options, [startTeam(form, prefill)]);
  return [
    field(F.primaryTeam, prefill, {
      label: 'Primary team',
      ...(prefill.teamHint && { hint: prefill.teamHint }),
      ...(prefill.teamSetsProducts && { dispatch: true }),
      element: { type: 'static_select', ...chunkOptions(options), ...(primary && { initial_option: primary }) },
    }),
    field(F.secondaryTeams, prefill, {
      label: 'Other teams',
      optional: true,
      element: selectMenu(options, chosen(options, prefill.secondaryTeamIds ?? [])),
    }),
  ];
};

const productField = (form: Offered, prefill: TermsPrefill): InputBlock[] => {
  if (form.products.length === 0) return [];
  const options = form.products.map((product) => option(product.name, product.id));
  const preset = chosen(options, prefill.productIds ?? presetProducts(form, startTeam(form, prefill)));
  return [
    field(F.products, prefill, {
      label: 'Products',
      optional: true,
      element:
        options.length <= maxChoices
          ? { type: 'checkboxes', options, ...(preset.length > 0 && { initial_options: preset }) }
          : selectMenu(options, preset),
    }),
  ];
};

const permissionFields = (form: Offered, prefill: TermsPrefill): InputBlock[] => {
  const templates = form.templates.map((template) => option(template.name, template.id));
  const [template] = chosen(templates, [prefill.templateId ?? null]);
  const permissions = form.permissions.map((permission) => option(permission.name, permission.id));
  const isListed = permissions.length > 0 && (prefill.permissionIds?.length ?? 0) > 0;
  return [
    ...(templates.length > 0
      ? [
          field(F.template, prefill, {
            label: 'Permission template',
            hint: 'Adds the permissions of the template to those of the role.',
            optional: true,
            element: {
              type: 'static_select',
              ...chunkOptions(templates),
              ...(template && { initial_option: template }),
            },
          }),
        ]
      : []),
    ...(isListed
      ? [
          field(F.permissions, prefill, {
            label: 'Permissions beside the role',
            optional: true,
            element: selectMenu(permissions, chosen(permissions, prefill.permissionIds ?? [])),
          }),
        ]
      : []),
  ];
};

const chosenOption = z.object({ value: z.string(), text: z.object({ text: z.string() }) });
const one = z.object({ selected_option: chosenOption.nullish() });
const many = z.object({ selected_options: z.array(chosenOption).nullish() });

/** The fields by `byField`; those that the form did not have are absent. */
export const termsSchema = z.object({
  [F.role]: z.object({ [F.role]: one }),
  [F.primaryTeam]: z.object({ [F.primaryTeam]: one }).optional(),
  [F.secondaryTeams]: z.object({ [F.secondaryTeams]: many }).optional(),
  [F.products]: z.object({ [F.products]: many }).optional(),
  [F.template]: z.object({ [F.template]: one }).optional(),
  [F.permissions]: z.object({ [F.permissions]: many }).optional(),
});

const idsOf = (options: readonly { value: string }[] | null | undefined): string[] =>
  (options ?? []).map(({ value }) => value);

/** The terms as they were filled in. */
export const readTermsFields = (form: z.infer<typeof termsSchema>) => {
  const products = form.products?.products.selected_options ?? [];
  return {
    role: form.role.role.selected_option ?? undefined,
    primaryTeam: form.primary_team?.primary_team.selected_option ?? undefined,
    secondaryTeamIds: idsOf(form.secondary_teams?.secondary_teams.selected_options),
    products,
    productIds: idsOf(products),
    templateId: form.template?.template.selected_option?.value ?? null,
    permissionIds: idsOf(form.permissions?.permissions.selected_options),
  };
};

type FilledTerms = ReturnType<typeof readTermsFields>;

/** What was chosen, by ids. The primary team is none of the other teams, though it may have been picked there as well. */
export const chosenTerms = (form: FilledTerms, role: { readonly value: string }) => ({
  roleId: role.value,
  primaryTeamId: form.primaryTeam?.value ?? null,
  secondaryTeamIds: form.secondaryTeamIds.filter((id) => id !== form.primaryTeam?.value),
  productIds: form.productIds,
  permissionIds: form.permissionIds,
  templateId: form.templateId,
});

/** Where the refusal of the terms stands in a form. */
export const termsRefusalFields: Readonly<
  Record<Exclude<FormRefusal['kind'], 'nobody_named' | 'send_time_past'>, TermsField>
> = {
  role_unknown: F.role,
  role_retired: F.role,
  role_above_own: F.role,
  team_unknown: F.primaryTeam,
  team_needed: F.primaryTeam,
  product_unknown: F.products,
  permission_unknown: F.permissions,
  template_unknown: F.template,
};
