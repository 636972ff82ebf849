import type { Deps } from '../deps.ts';
import { asGranter } from '../domain/actor.ts';
import type { PlainPermission, Product, Team, TemplateOption } from '../domain/organization.ts';
import { grantableRoles, presetRole, type Role } from '../domain/role.ts';
import type { ActorContext } from '../ports/records.ts';

export type MissingSetting = 'product_url' | 'getting_started_url' | 'support_contact' | 'mail';

export type InviteForm = {
  /** Those that this actor may grant, lowest first. */
  readonly roles: readonly Role[];
  readonly presetRoleId: string | null;
  readonly teams: readonly Team[];
  readonly products: readonly Product[];
  readonly presetProductIds: readonly string[];
  readonly permissions: readonly PlainPermission[];
  readonly templates: readonly TemplateOption[];
  /** What the invitee will miss: said in the form, and mended in the settings. */
  readonly missingSettings: readonly MissingSetting[];
};

export const readInviteForm = async (
  deps: Pick<Deps, 'store' | 'mails'>,
  { actor, organization }: ActorContext,
): Promise<InviteForm> => {
  const options = await deps.store.findFormOptions(organization.id);
  const roles = actor.kind === 'member' ? grantableRoles(asGranter(actor), options.roles) : [];
  const missing: MissingSetting[] = [];
  if (!deps.mails.isConfigured) missing.push('mail');
  if (!organization.productUrl) missing.push('product_url');
  if (!organization.gettingStartedUrl) missing.push('getting_started_url');
  if (!organization.supportContact) missing.push('support_contact');
  return {
    roles,
    presetRoleId: presetRole(roles)?.id ?? null,
    teams: options.teams,
    products: options.products,
    presetProductIds: options.products.filter((product) => product.isDefault).map((product) => product.id),
    permissions: options.permissions,
    templates: options.templates,
    missingSettings: missing,
  };
};
