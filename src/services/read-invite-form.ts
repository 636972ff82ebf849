import type { Deps } from '../deps.ts';
import { asGranter } from '../domain/actor.ts';
import type { MailState } from '../domain/mail-state.ts';
import type { PlainPermission, Product, Team, TemplateOption } from '../domain/organization.ts';
import { grantableRoles, presetRole, type Role } from '../domain/role.ts';
import type { ActorContext } from '../ports/records.ts';
import { nextWorkingMorning, type WorkingMorning } from './next-working-morning.ts';

export type MissingSetting = 'product_url' | 'getting_started_url' | 'support_contact';

export type InviteForm = {
  /** Those that this actor may grant, lowest first. */
  readonly roles: readonly Role[];
  readonly presetRoleId: string | null;
  readonly teams: readonly Team[];
  /** What the form starts with, where nobody has to choose. The admin's own among several is said to be that. */
  readonly presetTeam: { readonly id: string; readonly isOwn: boolean } | null;
  readonly products: readonly Product[];
  readonly presetProductIds: readonly string[];
  readonly permissions: readonly PlainPermission[];
  readonly templates: readonly TemplateOption[];
  /** When an invitation may go out instead of now. */
  readonly morning: WorkingMorning;
  /** What the invitee will miss: said in the form, and mended in the settings. */
  readonly missingSettings: readonly MissingSetting[];
  /** Whether whoever is not in Slack can be reached. */
  readonly mailState: MailState;
};

export const readInviteForm = async (
  deps: Pick<Deps, 'store' | 'mails' | 'directory'>,
  { actor, organization, now }: ActorContext,
  /** Those who are picked already: the morning is theirs, where they share one zone. */
  userIds: readonly string[] = [],
): Promise<InviteForm> => {
  const [options, own, zone] = await Promise.all([
    deps.store.findFormOptions(organization.id),
    actor.kind === 'member' ? deps.store.findMemberTerms(organization.id, actor.slack) : null,
    sharedZone(deps, organization.slackTeamId, userIds),
  ]);
  const roles = actor.kind === 'member' ? grantableRoles(asGranter(actor), options.roles) : [];
  const missing: MissingSetting[] = [];
  if (!organization.productUrl) missing.push('product_url');
  if (!organization.gettingStartedUrl) missing.push('getting_started_url');
  if (!organization.supportContact) missing.push('support_contact');
  return {
    roles,
    presetRoleId: presetRole(roles)?.id ?? null,
    teams: options.teams,
    presetTeam: presetTeam(options.teams, own?.primaryTeamId ?? null),
    products: options.products,
    presetProductIds: options.products.filter((product) => product.isDefault).map((product) => product.id),
    permissions: options.permissions,
    templates: options.templates,
    morning: nextWorkingMorning(now, zone ?? organization.timeZone),
    missingSettings: missing,
    mailState: deps.mails.state,
  };
};

/** A lone team always. Of several the admin's own, which most of those whom they invite join as well. */
const presetTeam = (teams: readonly Team[], ownId: string | null): InviteForm['presetTeam'] => {
  const [only, ...others] = teams;
  if (only && others.length === 0) return { id: only.id, isOwn: false };
  const own = teams.find(({ id }) => id === ownId);
  return own ? { id: own.id, isOwn: true } : null;
};

// More people than these rarely share a zone, and Slack is asked for each.
const ZONES_ASKED = 5;

const sharedZone = async (
  { directory }: Pick<Deps, 'directory'>,
  teamId: string,
  userIds: readonly string[],
): Promise<string | null> => {
  if (userIds.length === 0 || userIds.length > ZONES_ASKED) return null;
  const people = await Promise.all(userIds.map((userId) => directory.findUser({ teamId, userId })));
  const zones = new Set(people.map((person) => person?.timeZone ?? null));
  const [zone = null] = zones;
  return zones.size === 1 ? zone : null;
};

/** Rule 7: the products of the team, else the default ones. */
export const presetProducts = (
  { teams, presetProductIds }: Pick<InviteForm, 'teams' | 'presetProductIds'>,
  teamId: string | null,
): readonly string[] => {
  const own = teams.find(({ id }) => id === teamId)?.defaultProductIds ?? [];
  return own.length > 0 ? own : presetProductIds;
};
