import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { parseDomain, readableDomain } from '../../domain/domain-name.ts';
import { type InviteLinkRefusal, inviteLinkLimits } from '../../domain/invite-link.ts';
import { done, type Result, refused } from '../../domain/result.ts';
import type { LinkPosition } from '../../ports/invite-links.ts';
import type { CreateInviteLinkInput } from '../../services/create-invite-link.ts';
import type { LinkForm } from '../../services/read-link-form.ts';
import { cut, escapeText } from '../mrkdwn.ts';
import { count } from '../plural.ts';
import { input, plain, section } from './blocks.ts';
import { chunkOptions, option } from './options.ts';
import type { FieldErrors } from './parse-invite-modal.ts';

export const INVITE_LINK_FORM = 'invite_link_form';

/** Block ids, and the ids of the inputs in them. */
const LINK_FIELDS = {
  role: 'link_role',
  team: 'link_team',
  domains: 'link_domains',
  uses: 'link_uses',
  days: 'link_days',
} as const;

/** The form as it was filled in. */
export type FilledLink = {
  readonly roleId: string | null;
  readonly teamId: string | null;
  readonly domains: string;
  readonly uses: string;
  readonly days: string;
};

const startOf = ({ presetDomains }: LinkForm): FilledLink => ({
  roleId: null,
  teamId: null,
  domains: presetDomains.map(readableDomain).join('\n'),
  uses: String(inviteLinkLimits.uses.preset),
  days: String(inviteLinkLimits.presetDays),
});

/** `problems` stand above the form, where the ack could not carry them. */
export const inviteLinkForm = (
  form: LinkForm,
  position: LinkPosition,
  filled: FilledLink = startOf(form),
  problems: readonly string[] = [],
): ModalView => ({
  type: 'modal',
  callback_id: INVITE_LINK_FORM,
  private_metadata: JSON.stringify(position),
  title: plain('New invite link', 24),
  submit: plain('Make the link', 24),
  close: plain('Cancel', 24),
  blocks: [
    ...(problems.length > 0 ? [section(problems.map((problem) => `⚠ ${escapeText(problem)}`))] : []),
    roleField(form, filled),
    ...teamField(form, filled),
    domainsField(filled),
    usesField(filled),
    daysField(filled),
  ],
});

const roleField = ({ roles }: LinkForm, { roleId }: FilledLink): InputBlock => {
  const options = roles.map((role) => option(role.name, role.id, role.description));
  const initial = options.find(({ value }) => value === roleId) ?? options[0];
  return input({
    id: LINK_FIELDS.role,
    label: 'Role',
    hint: 'What whoever joins becomes. Nobody becomes an admin by an invite link.',
    element: { type: 'static_select', ...chunkOptions(options), ...(initial && { initial_option: initial }) },
  });
};

const teamField = ({ teams }: LinkForm, { teamId }: FilledLink): KnownBlock[] => {
  if (teams.length === 0) return [];
  const options = teams.map((team) => option(team.name, team.id));
  const initial = options.find(({ value }) => value === teamId);
  return [
    input({
      id: LINK_FIELDS.team,
      label: 'Primary team',
      hint: 'They get what this team presets, and its channel hears that they joined.',
      element: { type: 'static_select', ...chunkOptions(options), ...(initial && { initial_option: initial }) },
    }),
  ];
};

const domainsField = ({ domains }: FilledLink): InputBlock =>
  input({
    id: LINK_FIELDS.domains,
    label: 'Only for addresses at',
    hint: 'Domains, one a line, such as example.com; each counts with all below it. Left empty, anybody who has the link can join with any address that may be invited.',
    optional: true,
    element: { type: 'plain_text_input', multiline: true, ...(domains && { initial_value: cut(domains, 3000) }) },
  });

const usesField = ({ uses }: FilledLink): InputBlock => {
  const { min, max } = inviteLinkLimits.uses;
  return input({
    id: LINK_FIELDS.uses,
    label: 'For how many people',
    hint: `At most ${max.toLocaleString('en')}. Then it is used up.`,
    element: {
      type: 'number_input',
      is_decimal_allowed: false,
      min_value: String(min),
      max_value: String(max),
      ...(/^\d{1,6}$/.test(uses) && { initial_value: uses }),
    },
  });
};

const daysField = ({ days }: FilledLink): InputBlock => {
  const options = inviteLinkLimits.days.map((n) => option(count(n, 'day', 'days'), String(n)));
  const initial = options.find(({ value }) => value === days) ?? options[0];
  return input({
    id: LINK_FIELDS.days,
    label: 'Ends after',
    element: { type: 'static_select', options, ...(initial && { initial_option: initial }) },
  });
};

const chosen = z.object({ selected_option: z.object({ value: z.string() }).nullish() });
const typed = z.object({ value: z.string().nullish() });
const schema = z.object({
  [LINK_FIELDS.role]: z.object({ [LINK_FIELDS.role]: chosen }),
  [LINK_FIELDS.team]: z.object({ [LINK_FIELDS.team]: chosen }).optional(),
  [LINK_FIELDS.domains]: z.object({ [LINK_FIELDS.domains]: typed }),
  [LINK_FIELDS.uses]: z.object({ [LINK_FIELDS.uses]: typed }),
  [LINK_FIELDS.days]: z.object({ [LINK_FIELDS.days]: chosen }),
});

export const readFilledLink = (values: unknown): FilledLink => {
  const form = schema.parse(values);
  return {
    roleId: form.link_role.link_role.selected_option?.value ?? null,
    teamId: form.link_team?.link_team.selected_option?.value ?? null,
    domains: form.link_domains.link_domains.value ?? '',
    uses: form.link_uses.link_uses.value ?? '',
    days: form.link_days.link_days.selected_option?.value ?? '',
  };
};

export const parseLink = (filled: FilledLink): Result<CreateInviteLinkInput, FieldErrors> => {
  const words = filled.domains.split(/[\s,;]+/u).filter(Boolean);
  const allowedDomains = [...new Set(words.flatMap((word) => parseDomain(word) ?? []))];
  const bad = words.find((word) => parseDomain(word) === null);
  const { uses: limits, days: lives, domains } = inviteLinkLimits;
  const maxUses = /^\d{1,6}$/.test(filled.uses.trim()) ? Number(filled.uses) : 0;
  const days = lives.find((n) => String(n) === filled.days);
  const errors: FieldErrors = {
    ...(filled.roleId === null && { [LINK_FIELDS.role]: 'Choose a role.' }),
    ...(bad !== undefined && {
      [LINK_FIELDS.domains]: `“${cut(bad, 40)}” is not a domain. Write what stands behind the @, such as example.com`,
    }),
    ...(allowedDomains.length > domains.max && {
      [LINK_FIELDS.domains]: `At most ${domains.max} domains fit; these are ${allowedDomains.length}.`,
    }),
    ...((maxUses < limits.min || maxUses > limits.max) && {
      [LINK_FIELDS.uses]: `Write a number from ${limits.min} to ${limits.max.toLocaleString('en')}.`,
    }),
    ...(days === undefined && { [LINK_FIELDS.days]: 'Choose when it ends.' }),
  };
  if (Object.keys(errors).length > 0 || filled.roleId === null || days === undefined) return refused(errors);
  return done({ roleId: filled.roleId, teamId: filled.teamId, allowedDomains, maxUses, days });
};

/** Where a refusal stands in the form; undefined: it is about the form as a whole. */
export const linkRefusalField = ({ kind }: InviteLinkRefusal): string | undefined => {
  switch (kind) {
    case 'role_unknown':
    case 'role_retired':
    case 'role_above_own':
    case 'role_of_admins':
    case 'role_above_least':
      return LINK_FIELDS.role;
    case 'team_unknown':
    case 'team_needed':
      return LINK_FIELDS.team;
    case 'domain_in_vain':
      return LINK_FIELDS.domains;
    default:
      return undefined;
  }
};
