import { personName } from '../../domain/actor.ts';
import { copyTerms } from '../../services/copy-terms.ts';
import { type InviteForm, presetProducts, readInviteForm } from '../../services/read-invite-form.ts';
import type { Click } from '../click.ts';
import type { Turn } from '../interaction.ts';
import type { ClickDoor } from '../run-click.ts';
import { revise, TERMS_FIELDS } from '../views/field-ids.ts';
import { EXTRA_FIELDS } from '../views/invite-extras.ts';
import { type InvitePrefill, inviteModal } from '../views/invite-modal.ts';
import { type FilledInviteForm, prefillOf, readFilledForm } from '../views/parse-invite-modal.ts';

type Change = { readonly prefill: InvitePrefill; readonly problems?: readonly string[] };

/** The form in place, with something of it filled in anew. What was typed stays: its blocks keep their ids. */
const redrawn = (
  change: (turn: Turn, form: InviteForm, filled: FilledInviteForm) => Promise<Change> | Change,
): ClickDoor => ({
  may: 'invite',
  shows: 'here',
  run: async (turn: Turn, { modal }: Click) => {
    const filled = readFilledForm(modal?.values);
    const form = await readInviteForm(turn.edge.deps, turn.context, filled.userIds);
    const { prefill, problems } = await change(turn, form, filled);
    const joinRequestId = modal?.metadata;
    const kept = joinRequestId ? { ...prefill, joinRequestId } : prefill;
    return { redraw: async () => inviteModal(form, turn.words, kept, problems), isForm: true };
  },
});

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));

/** The products of the team, unless somebody chose others by hand. */
const withTeamProducts = (form: InviteForm, filled: FilledInviteForm): InvitePrefill => {
  const prefill = prefillOf(filled);
  const presets = [null, ...form.teams.map(({ id }) => id)].map((teamId) => presetProducts(form, teamId));
  if (!presets.some((preset) => sameSet(preset, filled.productIds))) return prefill;
  const productIds = presetProducts(form, filled.primaryTeam?.value ?? null);
  if (sameSet(productIds, filled.productIds)) return prefill;
  return { ...prefill, productIds, revisions: revise(filled.revisions, [TERMS_FIELDS.products]) };
};

const sameAs = async (turn: Turn, form: InviteForm, filled: FilledInviteForm): Promise<Change> => {
  const prefill = prefillOf(filled);
  if (!filled.sameAs) return { prefill };
  const terms = await copyTerms(turn.edge.deps, turn.context, filled.sameAs);
  if (!terms) return { prefill, problems: ['“Same as”: this person is not a member here, so nothing was filled in.'] };
  const canGive = !terms.isAdmin && form.roles.some(({ id }) => id === terms.roleId);
  const { revisions, roleId, ...rest } = prefill;
  const { primaryTeamId, secondaryTeamIds, productIds, permissionIds } = terms;
  return {
    prefill: {
      ...rest,
      ...(canGive ? { roleId: terms.roleId } : form.presetRoleId && { roleId: form.presetRoleId }),
      primaryTeamId,
      secondaryTeamIds,
      productIds,
      permissionIds,
      templateId: null,
      revisions: revise(revisions ?? {}, Object.values(TERMS_FIELDS)),
    },
    problems: canGive
      ? []
      : [`The role of ${personName(terms)}, ${terms.roleName}, is not copied: choose the role below.`],
  };
};

/** What the form fills in while it is open. */
export const inviteFormClicks: Readonly<Record<string, ClickDoor>> = {
  [TERMS_FIELDS.primaryTeam]: redrawn((_turn, form, filled) => ({ prefill: withTeamProducts(form, filled) })),
  [EXTRA_FIELDS.sameAs]: redrawn(sameAs),
  [EXTRA_FIELDS.send]: redrawn((_turn, _form, filled) => ({ prefill: prefillOf(filled) })),
};
